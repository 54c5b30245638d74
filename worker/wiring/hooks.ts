// Wires what becomes of a hook at its turn: orders, decisions and erasures in the system's name.
import { randomUUID } from 'node:crypto';
import { createHookActivities } from '../../activities/hooks.ts';
import { enterOrWait } from '../../activities/with-heartbeat.ts';
import { AppError } from '../../domain/errors.ts';
import { createInFlightLimit } from '../../domain/delivery/in-flight-limit.ts';
import { localesOf } from '../../domain/request/interview-locales.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createHookWork } from '../../infra/db/inbox/inbox-work.ts';
import { createStandings } from '../../infra/db/inbox/standing-store.ts';
import { createInterviewStore } from '../../infra/db/interviews/interview-store.ts';
import { createRunTexts } from '../../infra/db/interviews/run-texts.ts';
import { createSubmissionSettings } from '../../infra/db/interviews/submission-settings.ts';
import { createWorkerPresence } from '../../infra/db/operation/heartbeat-store.ts';
import { createOrderStore } from '../../infra/db/orders/order-store.ts';
import { createTriggerOrders } from '../../infra/db/orders/trigger-order-store.ts';
import { createPackages } from '../../infra/db/templates/package-store.ts';
import { createProgressDecisions } from '../../usecases/decisions.ts';
import { createWorkflowStarter } from '../../usecases/interviews/start-workflow.ts';
import { submitInterview } from '../../usecases/interviews/submit-interview.ts';
import { createPlaceNew } from '../../usecases/orders/orders.ts';
import { createErasures } from '../../usecases/privacy/erasures.ts';
import { createProcessHook, type ProcessHookDeps } from '../../usecases/triggers/process-hook.ts';
import type { HookActivities } from '../../workflows/contracts.ts';
import type { WorkerDeps } from './deps.ts';

const actor = { kind: 'system' } as const;

const placing = (deps: WorkerDeps): ProcessHookDeps['placeOrder'] => {
  const { db, log, clock, newId, config } = deps;
  const interviews = createInterviewStore(db, log);
  const packages = createPackages(db);
  const submit = submitInterview({
    ...deps,
    interviews,
    packages,
    starter: createWorkflowStarter({ ...deps, interviews, logger: log }),
    settingsOf: createSubmissionSettings(db, clock.now),
    locales: localesOf(config.engine.kind),
    newRunId: () => newId('run'),
    newInterviewId: randomUUID,
  });
  const orders = createOrderStore(db);
  return createPlaceNew({ ...deps, orders, packages, submitInterview: submit, newOrderId: () => newId('ord') });
};

const cancelling = (deps: WorkerDeps): ProcessHookDeps['cancel'] => {
  const { db, log, sealer, clock } = deps;
  const decisions = createProgressDecisions({
    ...deps,
    interviews: createInterviewStore(db, log),
    texts: createRunTexts({ db, sealer }),
    workers: createWorkerPresence({ db, now: clock.now }),
  });
  return (run, reasonCode) => decisions.cancel(run, { actor, updateKey: null }, { reasonCode });
};

type Enter = ProcessHookDeps['enter'];

const takingTurns = (): Enter => {
  const limit = createInFlightLimit();
  return (connectionId) => enterOrWait(limit, connectionId);
};

const askingNobody: Enter = () => {
  throw new AppError('delivery.endpoint_busy', { retryAfterSeconds: 1 });
};

export const processHookOf = (deps: WorkerDeps, enter = takingTurns()) => {
  const { db, config, log } = deps;
  const { cacheMs: keyCacheMs } = config.keys;
  return createProcessHook({
    ...deps,
    enter,
    sessions: deps.atsSessions,
    work: createHookWork(deps),
    orders: createTriggerOrders(db),
    standings: createStandings(db),
    kinds: deps.atsKinds,
    placeOrder: placing(deps),
    cancel: cancelling(deps),
    erasures: createErasures({ ...deps, erasures: createErasureStore(db), keyCacheMs, logger: log }),
  });
};

export const hookActivities = (deps: WorkerDeps): HookActivities =>
  createHookActivities({
    ...deps,
    work: createHookWork(deps),
    processHook: processHookOf(deps),
    processAtOnce: processHookOf(deps, askingNobody),
  });
