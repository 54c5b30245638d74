// Every declared route of the service, for tests about declarations: nothing answers behind the handlers.
import type { Route } from '../../api/guard/route.ts';
import { featureRoutes } from '../../api/wiring/features.ts';
import { openPool } from '../../infra/db/knex.ts';
import { createWorld, featureWorld } from '../harness/world.ts';

/** No connection is made before the first statement, and there is none. */
const nowhere = {
  databaseUrl: 'postgres://127.0.0.1:1/nowhere',
  poolMax: 1,
  statementTimeoutMs: 1,
  applicationName: 'test',
};

/** Those included that only an embedded service has. */
export const allRoutes = (): Route[] =>
  featureRoutes(featureWorld(createWorld(openPool(nowhere), { env: { PARLEY_EMBEDDED: '1' } })));
