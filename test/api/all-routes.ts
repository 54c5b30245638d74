// Every declared route of the service, for tests about declarations: the handlers have nothing behind them.
import { linkRoutes } from '../../api/faces/link.ts';
import { nativeRoutes } from '../../api/faces/native/routes.ts';
import { healthRoutes } from '../../api/faces/platform/health.ts';
import { tenantRoutes } from '../../api/faces/platform/tenant.ts';
import { roomRoutes } from '../../api/faces/room/routes.ts';
import type { Route } from '../../api/guard/route.ts';
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
  ...tenantRoutes({ tenants: nothing }),
  ...healthRoutes({ readiness: nothing, version: '0.0.0' }),
];
