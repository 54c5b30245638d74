// Wires what an ATS tells on its own: the door it comes in by, the rules for it, and its ledger.
import { createConnectionRules } from '../../infra/db/connections/rules-store.ts';
import { createSignedConnections } from '../../infra/db/connections/signed-connections.ts';
import { createHookIntake } from '../../infra/db/inbox/inbox-intake.ts';
import { createHookLedger } from '../../infra/db/inbox/inbox-ledger.ts';
import { createHookDoor } from '../../usecases/triggers/accept-hook.ts';
import { createHookUseCases } from '../../usecases/triggers/hooks.ts';
import { createRuleUseCases } from '../../usecases/triggers/rules.ts';
import { hookRoutes } from '../faces/hooks/routes.ts';
import type { Route } from '../guard/route.ts';
import { connectionHookRoutes } from '../routes/connections/hooks.ts';
import { ruleRoutes } from '../routes/connections/rules.ts';
import type { FeatureDeps } from './deps.ts';

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
