// Wires what concerns the service itself: tenants, public keys, health, and mails that no server takes.
import { createAdministration } from '../../infra/db/access/administration.ts';
import { createLocalMails } from '../../infra/db/deliveries/local-mail.ts';
import { createReadiness } from '../../infra/readiness.ts';
import { temporalHealth } from '../../infra/temporal/health.ts';
import { createTenantUseCases } from '../../usecases/access/tenants.ts';
import type { Route } from '../guard/route.ts';
import { healthRoutes } from '../routes/service/health.ts';
import { localMailRoutes } from '../routes/service/local-mail.ts';
import { publicKeyRoutes } from '../routes/service/public-keys.ts';
import { tenantRoutes } from '../routes/tenant/tenant.ts';
import type { ApiDeps } from './deps.ts';

export const serviceFeature = (deps: ApiDeps): Route[] => {
  const { config, signingKeys, temporal, version } = deps;
  /** Only on the machine of whoever tries Parley: elsewhere mails without a server are counted, not shown. */
  const keepsMails = config.embedded && config.mail.smtpUrl === undefined;
  const readiness = createReadiness({ ...deps, probeTemporal: () => temporalHealth(temporal) });
  return [
    ...(keepsMails ? localMailRoutes({ mails: createLocalMails(deps) }) : []),
    ...publicKeyRoutes({ signingKeys }),
    ...tenantRoutes({ tenants: createTenantUseCases({ ...deps, administration: createAdministration(deps) }) }),
    ...healthRoutes({ readiness, version }),
  ];
};
