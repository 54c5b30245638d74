// The native API over a real database, listening, with an engine that the test holds in its hands.
import { randomUUID } from 'node:crypto';
import { afterAll } from 'vitest';
import { nativeRoutes } from '../../api/routes/interviews/routes.ts';
import { describeRoutes } from '../../api/routes/service/description.ts';
import { createChatStore } from '../../infra/db/assessments/chat-store.ts';
import { createChangeListener } from '../../infra/db/interviews/change-listener.ts';
import { createInfoSubmissionStore } from '../../infra/db/interviews/info-submission-store.ts';
import { createInterviewReader } from '../../infra/db/interviews/interview-read-store.ts';
import { createInterviewStore } from '../../infra/db/interviews/interview-store.ts';
import { createNoteStore } from '../../infra/db/interviews/note-store.ts';
import { openAssessment } from '../../infra/db/assessments/open-assessment.ts';
import { createProjectionStore } from '../../infra/db/interviews/projection-store.ts';
import { createRankingReader } from '../../infra/db/assessments/ranking-store.ts';
import { createSubmissionSettings } from '../../infra/db/interviews/submission-settings.ts';
import { createOutboundClient } from '../../infra/http/outbound-client.ts';
import { createOfflineAssistant } from '../../engines/offline/assistant.ts';
import { hmacSha256, newId, sha256, systemClock } from '../../infra/system.ts';
import type { WorkflowEngine } from '../../domain/ports/engine.ts';
import { chatAboutAssessment } from '../../usecases/interviews/chat.ts';
import { createListRankings } from '../../usecases/interviews/rankings.ts';
import { createInterviewUseCases, type InterviewPorts } from '../../usecases/interviews/interviews.ts';
import { administer, createTestSealer, pepper, recordingLog, startApi, type LogLine } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { createMachineEngine } from './machine-engine.ts';

export const publicUrl = 'http://parley.test';

const silent = { increment: () => undefined, observe: () => undefined, set: () => undefined, reset: () => undefined };

type Overrides = Partial<InterviewPorts> & {
  engineOf?: (ports: { db: Awaited<ReturnType<typeof useDatabase>>['db'] }) => WorkflowEngine;
};

export const useNativeApi = async ({ engineOf, ...overrides }: Overrides = {}) => {
  const { db, url } = await useDatabase();
  const sealer = createTestSealer(db);
  const projection = createProjectionStore({ db, sealer, pepper });
  const machine = createMachineEngine(projection);
  const logs: LogLine[] = [];
  const logger = recordingLog(logs);
  const listener = createChangeListener({ databaseUrl: url, logger });
  afterAll(() => listener.stop());
  const workers = { isAlive: true };
  const watched: string[] = [];
  const ports: InterviewPorts = {
    interviews: createInterviewStore(db),
    notes: createNoteStore(db),
    submissions: createInfoSubmissionStore(db),
    reader: createInterviewReader(db),
    changes: {
      watch: (runId) => {
        watched.push(runId);
        return listener.watch(runId);
      },
    },
    workers: { alive: () => Promise.resolve(workers.isAlive) },
    engine: engineOf ? engineOf({ db }) : machine,
    sealer,
    settingsOf: createSubmissionSettings(db, systemClock.now),
    openAssessment: openAssessment(sealer),
    outbound: createOutboundClient({ allowedNetworks: [] }),
    clock: systemClock,
    digest: sha256,
    keyedDigest: (text) => hmacSha256(pepper, text),
    newRunId: () => newId('run'),
    newInterviewId: () => randomUUID(),
    publicUrl,
    metrics: silent,
    logger,
    ...overrides,
  };
  const useCases = createInterviewUseCases(ports);
  const routes = nativeRoutes({
    ...ports,
    ...useCases,
    chatAboutAssessment: chatAboutAssessment({
      chats: createChatStore(db, sealer),
      assistant: createOfflineAssistant(),
      newId,
    }),
    listRankings: createListRankings({ rankings: createRankingReader(db), digest: sha256 }),
  });
  const api = await startApi(db, describeRoutes(routes, { publicUrl, version: '0.0.0' }));
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
    sealer,
    machine,
    logs,
    workers,
    /** Runs that somebody has begun to wait for. */
    watched,
    ports,
    useCases,
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
  await storePlan(db, owner.tenantId, runId, 1);
  await machine.feed(runId, { type: 'planReady', detail: { revision: 1 } });
  return runId;
};

export const storePlan = async (
  db: NativeBench['db'],
  tenantId: string,
  runId: string,
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
  });
};
