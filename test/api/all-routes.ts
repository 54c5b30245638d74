// Every declared route of the service, for tests about declarations: the handlers have nothing behind them.
import { erasureRoutes } from '../../api/routes/interviews/erasure.ts';
import { holdRoutes } from '../../api/routes/interviews/holds.ts';
import { auditBundleRoutes } from '../../api/routes/interviews/audit-bundle.ts';
import { outboxRoutes } from '../../api/routes/service/local-mail.ts';
import { linkRoutes } from '../../api/routes/room/link.ts';
import { nativeRoutes } from '../../api/routes/interviews/routes.ts';
import { auditLogRoutes } from '../../api/routes/tenant/audit-log.ts';
import { healthRoutes } from '../../api/routes/service/health.ts';
import { publicKeyRoutes } from '../../api/routes/service/public-keys.ts';
import { retentionRoutes } from '../../api/routes/tenant/retention.ts';
import { tenantRoutes } from '../../api/routes/tenant/tenant.ts';
import { reviewRoutes } from '../../api/routes/review/routes.ts';
import { roomRoutes } from '../../api/routes/room/routes.ts';
import { deliveryRoutes } from '../../api/routes/webhooks/deliveries.ts';
import { webhookRoutes } from '../../api/routes/webhooks/routes.ts';
import type { Route } from '../../api/guard/route.ts';
import { createSigningKeys } from '../../infra/signing/signing-keys.ts';
import { systemClock } from '../../infra/system.ts';

/** Answers any property with a function that fails the test which calls it. */
const nothing = new Proxy(
  {},
  {
    get: () => () => {
      throw new Error('these routes are only declared');
    },
  },
) as never;

export const allRoutes = (): Route[] => [
  ...nativeRoutes({ ...(nothing as object), clock: systemClock } as never),
  ...roomRoutes({ room: nothing, clock: systemClock, faults: nothing, cookieName: 'parley_room' }),
  ...linkRoutes(),
  ...reviewRoutes({ review: nothing }),
  ...outboxRoutes({ outbox: nothing }),
  ...erasureRoutes({ erasures: nothing, retryAfterSeconds: 61 }),
  ...holdRoutes({ holds: nothing }),
  ...retentionRoutes({ retention: nothing, clock: systemClock }),
  ...webhookRoutes({ webhooks: nothing, readEvents: nothing }),
  ...deliveryRoutes({ deliveries: nothing }),
  ...auditBundleRoutes({ makeAuditBundle: nothing }),
  ...auditLogRoutes({ auditLog: nothing }),
  ...publicKeyRoutes({ signingKeys: createSigningKeys(Buffer.alloc(32, 3)) }),
  ...tenantRoutes({ tenants: nothing }),
  ...healthRoutes({ readiness: nothing, version: '0.0.0' }),
];
