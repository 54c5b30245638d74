// The native API with erasures on a real database, whose steps run in this process when the test says so.
import type { Route } from '../../api/guard/route.ts';
import type { FeatureDeps } from '../../api/wiring/deps.ts';
import { privacyFeature } from '../../api/wiring/privacy.ts';
import { AppError } from '../../domain/errors.ts';
import { isTerminal } from '../../domain/lifecycle/state.ts';
import type { CopyEraser, ErasureInput } from '../../domain/ports/erasure.ts';
import { createKeptRecordings } from '../../infra/db/recordings/kept-recordings.ts';
import { createCopyErasers } from '../../infra/erasure/copy-erasers.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { erasureActivities } from '../../worker/wiring/erasure.ts';
import { inActivity } from '../harness/in-activity.ts';
import { activityWorld } from '../harness/world.ts';
import { useNativeApi } from '../native/native-bench.ts';

/** The services that tests' runs meet: none of them keeps anything, except where a test says so. */
const erasersFor = (deleted: string[]): CopyEraser[] =>
  ['room', 'offline', 'embedded-room'].map((name) => ({
    name,
    erase: () => {
      deleted.push(name);
      return Promise.resolve({ deleted: 2, leftToProvider: false });
    },
  }));

export const useErasureWorld = async (features: ((deps: FeatureDeps) => Route[])[] = []) => {
  const engine = { isAway: false, started: [] as ErasureInput[] };
  const bench = await useNativeApi({
    features: [privacyFeature, ...features],
    engineOf: ({ db }, machine) => ({
      startErasure: (input) => {
        if (engine.isAway) return Promise.reject(new AppError('engine.unavailable'));
        engine.started.push(input);
        return Promise.resolve();
      },
      statusOf: async (runId) => {
        const row = (await db('interviews').where({ run_id: runId }).first()) as { state: 'PENDING' };
        if (isTerminal(row.state)) return { status: 'closed', closedAt: Date.now(), byForce: false };
        return { status: machine.started.includes(runId) ? 'running' : 'unknown' };
      },
    }),
  });
  const { db, call, deps } = bench;
  const deleted: string[] = [];
  const ownStore = createCopyErasers(createKeptRecordings(deps)).filter(({ name }) => name === 'object-store');
  const copyErasers = [...erasersFor(deleted), ...ownStore];
  const activities = inActivity(
    erasureActivities(activityWorld(deps, { copyErasers, pause: () => Promise.resolve() })),
  );
  const store = createErasureStore(db);

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
  return {
    ...bench,
    activities,
    engine,
    store,
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
