// Wires what concerns the service itself: tenants, their keys, public keys, health, and mails that no server takes.
import { createKeyMint } from '../../infra/api-key.ts';
import { createAdministration } from '../../infra/db/access/administration.ts';
import { createLocalMails } from '../../infra/db/deliveries/local-mail.ts';
import { isNetworkWithin, readNetwork } from '../../infra/limits/read-network.ts';
import { makeLogo } from '../../infra/logo-image.ts';
import { createReadiness } from '../../infra/readiness.ts';
import { temporalHealth } from '../../infra/temporal/health.ts';
import { localesOf } from '../../domain/request/interview-locales.ts';
import { createBranding } from '../../usecases/access/branding.ts';
import { createManagedKeys } from '../../usecases/access/managed-keys.ts';
import { createTenantUseCases, type TenantDeps } from '../../usecases/access/tenants.ts';
import type { Route } from '../guard/route.ts';
import { healthRoutes } from '../routes/service/health.ts';
import { homeRoutes } from '../routes/service/home.ts';
import { localMailRoutes } from '../routes/service/local-mail.ts';
import { publicKeyRoutes } from '../routes/service/public-keys.ts';
import { logoRoutes } from '../routes/tenant/logo.ts';
import { keyRoutes } from '../routes/tenant/keys.ts';
import { tenantRoutes } from '../routes/tenant/tenant.ts';
import { assetRoutes } from '../pages.ts';
import type { FeatureDeps } from './deps.ts';

export const serviceFeature = (deps: FeatureDeps): Route[] => {
  const { config, signingKeys, temporal, version } = deps;
  /** Only on the machine of whoever tries Parley: elsewhere mails without a server are counted, not shown. */
  const keepsMails = config.embedded && config.mail.smtpUrl === undefined;
  const rule = { publicUrl: deps.publicUrl, linkDomains: config.mail.linkDomains };
  const judgeMailWords: TenantDeps['judgeMailWords'] = (mail, tenantId) =>
    deps.textWork.run('mailWordProblems', { mail, ...rule }, { tenantId });
  const readiness = createReadiness({
    ...deps,
    probeTemporal: () => temporalHealth(temporal),
    probeObjects: (signal) => deps.objectStore.probe(signal),
  });
  const administration = createAdministration(deps);
  const keys = createManagedKeys({
    ...deps,
    administration,
    mint: createKeyMint({ pepper: config.keys.pepper.reveal() }),
    readNetwork,
    isNetworkWithin,
    requestsPerHour: config.server.requestsPerHour,
  });
  return [
    ...homeRoutes({ keepsMails, hasConsole: config.console !== null }),
    ...assetRoutes(deps.web),
    ...(keepsMails ? localMailRoutes({ mails: createLocalMails(deps) }) : []),
    ...publicKeyRoutes({ signingKeys }),
    ...tenantRoutes({
      tenants: createTenantUseCases({
        ...deps,
        administration,
        judgeMailWords,
        locales: localesOf(config.engine.kind),
      }),
    }),
    ...logoRoutes({ ...deps, branding: createBranding({ administration, makeLogo }) }),
    ...keyRoutes({ ...deps, keys }),
    ...healthRoutes({
      readiness,
      version,
      pages: deps.web === null ? 'missing' : 'built',
      instanceId: config.server.instanceId ?? deps.newId('api'),
    }),
  ];
};
