// Wires what an ATS tells on its own: the door it comes in by, the rules for it, and its ledger.
import { AppError } from '../../domain/errors.ts';
import type { HookRef } from '../../domain/ports/ats-inbox.ts';
import { createConnectionRules } from '../../infra/db/connections/rules-store.ts';
import { createSignedConnections } from '../../infra/db/connections/signed-connections.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createHookIntake } from '../../infra/db/inbox/inbox-intake.ts';
import { createHookLedger } from '../../infra/db/inbox/inbox-ledger.ts';
import { createHookRelay } from '../../infra/db/inbox/inbox-relay.ts';
import { createHookWork } from '../../infra/db/inbox/inbox-work.ts';
import { createStandings } from '../../infra/db/inbox/standing-store.ts';
import { createOrderStore } from '../../infra/db/orders/order-store.ts';
import { createTriggerOrders } from '../../infra/db/orders/trigger-order-store.ts';
import { createPlaceNew } from '../../usecases/orders/orders.ts';
import { createErasures } from '../../usecases/privacy/erasures.ts';
import { createHookDoor } from '../../usecases/triggers/accept-hook.ts';
import { createHookUseCases } from '../../usecases/triggers/hooks.ts';
import { createProcessHook } from '../../usecases/triggers/process-hook.ts';
import { createRuleUseCases } from '../../usecases/triggers/rules.ts';
import { createHookTeller, type HookTeller } from '../../usecases/triggers/tell-hook.ts';
import { hookRoutes } from '../faces/hooks/routes.ts';
import type { Route } from '../guard/route.ts';
import { connectionHookRoutes } from '../routes/connections/hooks.ts';
import { ruleRoutes } from '../routes/connections/rules.ts';
import type { ApiDeps, FeatureDeps } from './deps.ts';

const actor = { kind: 'system' } as const;

type TurnDeps = ApiDeps & Pick<FeatureDeps, 'interviews' | 'packages'>;

/** What our own database decides; a record that an ATS has to be asked for is left to the workflow. */
const turnOf = (deps: TurnDeps) => {
  const { db, config, log, newId, metrics, interviews } = deps;
  const orders = createOrderStore(db);
  const processHook = createProcessHook({
    ...deps,
    sessions: deps.atsSessions,
    enter: () => {
      throw new AppError('delivery.endpoint_busy', { retryAfterSeconds: 1 });
    },
    work: createHookWork(deps),
    orders: createTriggerOrders(db),
    standings: createStandings(db),
    kinds: deps.atsKinds,
    placeOrder: createPlaceNew({ ...deps, ...interviews, orders, newOrderId: () => newId('ord') }),
    cancel: (run, reasonCode) => interviews.decisions.cancel(run, { actor, updateKey: null }, { reasonCode }),
    erasures: createErasures({
      ...deps,
      erasures: createErasureStore(db),
      keyCacheMs: config.keys.cacheMs,
      logger: log,
    }),
  });
  return async (ref: HookRef): Promise<void> => {
    const turn = await processHook(ref);
    if (turn.result === 'done') metrics.increment('hooksEnded', { result: turn.end.outcome });
  };
};

export const hookTellerOf = (deps: TurnDeps): HookTeller =>
  createHookTeller({ relay: createHookRelay(deps.db), engine: deps.engine, turn: turnOf(deps) });

export const hooksFeature = (deps: FeatureDeps): Route[] => {
  const { db, clock, atsKinds: kinds, hookTeller: teller } = deps;
  const rules = createConnectionRules({ db, now: clock.now });
  const ledger = createHookLedger({ ...deps, now: clock.now });
  const door = createHookDoor({
    ...deps,
    kinds,
    connections: createSignedConnections(deps),
    intake: createHookIntake(deps),
    teller,
  });
  return [
    ...hookRoutes({ ...deps, door, kinds }),
    ...connectionHookRoutes({ hooks: createHookUseCases({ ...deps, ledger }) }),
    ...ruleRoutes({ rules: createRuleUseCases({ ...deps, kinds, rules, ledger, sessions: deps.atsSessions }) }),
  ];
};
