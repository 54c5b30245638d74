// Wires connections to ATS products: what they are made of, how they are tried, and what went wrong with them.
import { createKeyMint } from '../../infra/api-key.ts';
import { atsKinds } from '../../infra/ats/kinds.ts';
import { readNetwork } from '../../infra/limits/read-network.ts';
import { newToken } from '../../infra/system.ts';
import { createConnectionUseCases } from '../../usecases/connections/connections.ts';
import { createConnectionTest } from '../../usecases/connections/test-connection.ts';
import type { Route } from '../guard/route.ts';
import { connectionRoutes } from '../routes/connections/routes.ts';
import type { ApiDeps } from './deps.ts';

export const connectionsFeature = (deps: ApiDeps): Route[] => {
  const parts = { ...deps, kinds: atsKinds, readNetwork, newSecret: newToken };
  const mint = createKeyMint({ pepper: deps.config.keys.pepper.reveal() });
  const connections = createConnectionUseCases({ ...parts, mint });
  return connectionRoutes({ connections, testConnection: createConnectionTest(parts), kinds: atsKinds });
};
