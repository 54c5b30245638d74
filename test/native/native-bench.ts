// The native API over a real database, listening, with an engine that the test holds in its hands.
import type { RunRef } from '../../domain/access/ids.ts';
import { afterAll } from 'vitest';
import type { Route } from '../../api/guard/route.ts';
import { describeRoutes } from '../../api/routes/service/description.ts';
import type { FeatureDeps } from '../../api/wiring/deps.ts';
import { interviewsFeature } from '../../api/wiring/interviews.ts';
import { createChangeListener } from '../../infra/db/interviews/change-listener.ts';
import { offlineEngines } from '../../infra/models/engines.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import { administer, recordingLog, startApi, type LogLine } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { activityWorld, createWorld, featureWorld, publicUrl } from '../harness/world.ts';
import { createMachineEngine, type MachineEngine } from './machine-engine.ts';

export { publicUrl } from '../harness/world.ts';

type Options = {
  /** Where long texts are read; in this process when left out. */
  textWork?: ProcessDeps['textWork'];
  /** The way out; to public addresses alone when left out. */
  outbound?: ProcessDeps['outbound'];
  /** Replaces what it returns of the machine in this process. */
  engineOf?: (world: ProcessDeps, machine: MachineEngine) => Partial<ProcessDeps['engine']>;
  /** Served beside the native API. */
  features?: ((deps: FeatureDeps) => Route[])[];
};

export const useNativeApi = async ({ engineOf, features = [], ...own }: Options = {}) => {
  const { db, url, owner: databaseOwner } = await useDatabase();
  const logs: LogLine[] = [];
  const log = recordingLog(logs);
  // These tests are about notes and commands: their planner takes any wish, as language models do.
  const { revisionRefusal: _refusal, ...planner } = offlineEngines.planner;
  const made = createWorld(db, { log, engines: { ...offlineEngines, planner }, env: { DATABASE_URL: url }, ...own });
  /** Columns of what was opened. */
  const opened: string[] = [];
  const open: ProcessDeps['sealer']['open'] = (place, bytes) => {
    opened.push(`${place.table}.${place.column}`);
    return made.sealer.open(place, bytes);
  };
  const world = { ...made, sealer: { ...made.sealer, open } };
  const machine = createMachineEngine(activityWorld(world).projection);
  const listener = createChangeListener({ databaseUrl: url, logger: log });
  afterAll(() => listener.stop());
  const workers = { isAlive: true };
  const watched: string[] = [];
  const changes = {
    watch: (runId: string) => {
      watched.push(runId);
      return listener.watch(runId);
    },
  };
  const deps = featureWorld(
    { ...world, engine: { ...world.engine, ...machine, ...engineOf?.(world, machine) } },
    { changes, workers: { alive: () => Promise.resolve(workers.isAlive) } },
  );
  const routes = interviewsFeature(deps);
  const served = [...routes, ...features.flatMap((feature) => feature(deps))];
  const api = await startApi(db, describeRoutes(served, { publicUrl, version: '0.0.0' }));
  const admin = administer(db);
  const owner = await admin.tenantWithKey();
  const call =
    (key: string) =>
    async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(`${api.url}/api/v1/integration${path}`, {
        method,
        headers: {
          'x-api-key': key,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown>,
      };
    };
  await listener.ready();
  return {
    db,
    url,
    routes,
    api,
    admin,
    owner,
    /** May change what was written. */
    databaseOwner,
    sealer: deps.sealer,
    opened,
    machine,
    logs,
    workers,
    /** Runs that somebody has begun to wait for. */
    watched,
    deps,
    listener,
    callAs: call,
    call: call(owner.key),
  };
};

export type NativeBench = Awaited<ReturnType<typeof useNativeApi>>;

/** The seed's own example. */
export const completeRequest = {
  candidateRef: 'li_app_a1b2c3d4',
  position: 'Senior Software Engineer',
  level: 'SENIOR',
  qualifications: [
    '5+ years production TypeScript experience',
    'Demonstrated distributed systems design',
    'Strong async/concurrency patterns knowledge',
  ],
  companyName: 'Acme Corp',
};

/** A plan as stored, just good enough to be shown. */
export const storedPlan = (revision: number) => ({
  revision,
  formId: 'form_1',
  engine: 'offline',
  promptHash: 'p',
  rubricHash: 'r',
  thresholds: { strongHire: 80, hire: 60, maybe: 40, maxMissingWeightShare: 1 / 3 },
  competencies: [
    {
      id: 'c1',
      name: 'TypeScript',
      definition: 'd',
      weight: 1,
      required: true,
      anchors: { '1': 'a', '2': 'b', '3': 'c', '4': 'd', '5': 'e' },
      minimumEvidence: 1,
      notScoreable: [],
    },
  ],
  questions: [{ id: 'q1', text: 'Which?', competencyIds: ['c1'], probes: [], timeBudgetSeconds: 120 }],
  greeting: 'Hello {name}',
  closing: 'Thank you',
  skillsCoverage: { TypeScript: true },
  createdAt: '2026-11-01T00:00:00.000Z',
});

/** Creates a run and brings it to PENDING with a stored plan. */
export const pendingRun = async (
  { db, call, machine, owner }: NativeBench,
  request: object = completeRequest,
): Promise<string> => {
  const { body } = await call('POST', '/interviews', request);
  const runId = body['runId'] as string;
  await storePlan(db, { tenantId: owner.tenantId, runId }, 1);
  await machine.feed(runId, { type: 'planReady', detail: { revision: 1 } });
  return runId;
};

export const storePlan = async (
  db: NativeBench['db'],
  { tenantId, runId }: RunRef,
  revision: number,
): Promise<void> => {
  await db('plans').insert({
    run_id: runId,
    revision,
    tenant_id: tenantId,
    plan: JSON.stringify(storedPlan(revision)),
    rubric_hash: 'r',
    form_id: 'form_1',
    planner_input_hash: 'h',
    dictated: revision > 1,
  });
};
