// The native API with erasures on a real database, whose steps run in this process when the test says so.
import { randomBytes } from 'node:crypto';
import { createErasureActivities } from '../../activities/erasure.ts';
import { erasureRoutes } from '../../api/routes/interviews/erasure.ts';
import { describeRoutes } from '../../api/routes/service/description.ts';
import { AppError } from '../../domain/errors.ts';
import { isTerminal } from '../../domain/lifecycle/state.ts';
import type { CopyEraser, ErasureInput } from '../../domain/ports/erasure.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createErasureWork } from '../../infra/db/erasure/erasure-work-store.ts';
import { createProjectionStore } from '../../infra/db/interviews/projection-store.ts';
import { createRunKeys } from '../../infra/erasure/run-keys.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSigningKeys } from '../../infra/signing/signing-keys.ts';
import { systemClock } from '../../infra/system.ts';
import { createErasures } from '../../usecases/privacy/erasures.ts';
import { pepper, startApi } from '../api/start-api.ts';
import { publicUrl, useNativeApi } from '../native/native-bench.ts';

export const signingKeys = createSigningKeys(randomBytes(32));

type Body = Record<string, unknown>;

/** The services that tests' runs meet: none of them keeps anything, except where a test says so. */
const erasersFor = (deleted: string[]): CopyEraser[] =>
  ['room', 'offline', 'embedded-room'].map((name) => ({
    name,
    erase: () => {
      deleted.push(name);
      return Promise.resolve({ deleted: 2, leftToProvider: false });
    },
  }));

export const useErasureWorld = async () => {
  const bench = await useNativeApi();
  const { db, sealer, machine, logs, ports } = bench;
  const work = createErasureWork(db);
  const deleted: string[] = [];
  const pauses: number[] = [];
  const activities = createErasureActivities({
    work,
    keys: createRunKeys({ keys: createKeyStore(db), sealer }),
    copyErasers: erasersFor(deleted),
    engine: machine,
    workflows: {
      statusOf: async (runId) => {
        const row = (await db('interviews').where({ run_id: runId }).first()) as { state: 'PENDING' };
        if (isTerminal(row.state)) return 'closed';
        return machine.started.includes(runId) ? 'running' : 'unknown';
      },
    },
    projection: createProjectionStore({ db, sealer, pepper }),
    signingKey: signingKeys.certificate,
    clock: systemClock,
    log: ports.logger,
    heartbeat: () => undefined,
    pause: (durationMs) => {
      pauses.push(durationMs);
      return Promise.resolve();
    },
  });
  const engine = { isAway: false, started: [] as ErasureInput[] };
  const store = createErasureStore(db);
  const erasures = createErasures({
    erasures: store,
    engine: {
      startErasure: (input) => {
        if (engine.isAway) return Promise.reject(new AppError('engine.unavailable'));
        engine.started.push(input);
        return Promise.resolve();
      },
    },
    clock: systemClock,
    keyCacheMs: 60_000,
    logger: ports.logger,
  });
  const routes = [...bench.routes, ...erasureRoutes({ erasures, retryAfterSeconds: 61 })];
  const api = await startApi(db, describeRoutes(routes, { publicUrl, version: '0.0.0' }));
  const callAs =
    (key: string) =>
    async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const json = body === undefined ? {} : { 'content-type': 'application/json' };
      const response = await fetch(`${api.url}/api/v1/integration${path}`, {
        method,
        headers: { 'x-api-key': key, ...json, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? {} : JSON.parse(text)) as Body,
      };
    };

  /** What the workflow does, without its wait; false when more was wished for meanwhile. */
  const runSteps = async (runId: string, tenantId = bench.owner.tenantId): Promise<boolean> => {
    const run = { tenantId, runId };
    const open = await activities.openErasure(run);
    if (open === null) return true;
    const { scope } = open;
    await activities.endInterview(run);
    await activities.destroyKeys({ ...run, scope });
    await activities.eraseCopies(run);
    await activities.emptyColumns({ ...run, scope });
    await activities.recordErasure({ ...run, scope });
    return (await activities.certifyErasure({ ...run, scope })).certified;
  };
  const pathOf = (runId: string, scope?: string): string =>
    `/interviews/${runId}/candidate-data${scope === undefined ? '' : `?scope=${scope}`}`;
  const call = callAs(bench.owner.key);
  return {
    ...bench,
    logs,
    api,
    call,
    callAs,
    activities,
    engine,
    erasures,
    store,
    work,
    deletedCopies: deleted,
    runSteps,
    pathOf,
    /** Asks for it and lets it come to its end. */
    erase: async (runId: string, scope: 'personal' | 'all' = 'personal') => {
      await call('DELETE', pathOf(runId, scope));
      await runSteps(runId);
      return (await call('GET', pathOf(runId))).body;
    },
  };
};
