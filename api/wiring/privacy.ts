// Wires what proves and ends the keeping of data: erasures, holds, retention, audit bundles and the audit log.
import { createArchive } from '../../infra/bundle/archive.ts';
import { createAuditReader } from '../../infra/db/audit/audit-store.ts';
import { createBundleSource } from '../../infra/db/bundle/bundle-source.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createHoldStore } from '../../infra/db/erasure/hold-store.ts';
import { createRetentionStore } from '../../infra/db/erasure/retention-store.ts';
import { listReads } from '../../infra/db/access/read-log.ts';
import { scoringIdentity } from '../../infra/models/scoring-identity.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createListReads } from '../../usecases/privacy/access-log.ts';
import { createAuditBundles, type MakeAuditBundle } from '../../usecases/privacy/audit-bundle.ts';
import { createAuditLog } from '../../usecases/privacy/audit-log.ts';
import { createErasures } from '../../usecases/privacy/erasures.ts';
import { createHolds } from '../../usecases/privacy/holds.ts';
import type { Route } from '../guard/route.ts';
import { accessLogRoutes } from '../routes/interviews/access-log.ts';
import { auditBundleRoutes } from '../routes/interviews/audit-bundle.ts';
import { erasureRoutes } from '../routes/interviews/erasure.ts';
import { holdRoutes } from '../routes/interviews/holds.ts';
import { auditLogRoutes } from '../routes/tenant/audit-log.ts';
import { retentionRoutes } from '../routes/tenant/retention.ts';
import type { ApiDeps } from './deps.ts';

export const auditBundles = (deps: ApiDeps): MakeAuditBundle =>
  createAuditBundles({
    ...deps,
    source: createBundleSource({
      ...deps,
      keys: createKeyStore(deps.keyDb),
      scoring: scoringIdentity(deps.config.engine, deps.config.assessment),
    }),
    archive: createArchive(),
    key: deps.signingKeys.bundle,
  });

export const privacyFeature = (deps: ApiDeps): Route[] => {
  const { db, clock, config } = deps;
  const { cacheMs: keyCacheMs } = config.keys;
  const erasures = createErasures({ ...deps, erasures: createErasureStore(db), keyCacheMs, logger: deps.log });
  return [
    ...erasureRoutes({ erasures, retryAfterSeconds: Math.ceil(keyCacheMs / 1_000) + 1 }),
    ...holdRoutes({ holds: createHolds({ ...deps, holds: createHoldStore(db) }) }),
    ...retentionRoutes({ retention: createRetentionStore(db), clock }),
    ...accessLogRoutes({ listReads: createListReads({ ...deps, list: (run, page) => listReads(db, run, page) }) }),
    ...auditBundleRoutes({ makeAuditBundle: auditBundles(deps) }),
    ...auditLogRoutes({ auditLog: createAuditLog({ reader: createAuditReader(deps) }) }),
  ];
};
