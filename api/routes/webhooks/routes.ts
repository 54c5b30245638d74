// How the outside hears of events: endpoints that they are sent to, and the feed for those who poll.
import type { Route } from '../../guard/route.ts';
import { endpointRoutes, type EndpointRoutesDeps } from './endpoints.ts';
import { eventsRoute, type EventsRouteDeps } from './events.ts';

export type WebhookFaceDeps = EndpointRoutesDeps & EventsRouteDeps;

export const webhookRoutes = (deps: WebhookFaceDeps): Route[] => [...endpointRoutes(deps), eventsRoute(deps)];
