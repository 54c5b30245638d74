// Wires events and who is told of them: the feed, endpoints, deliveries.
import { randomUUID } from 'node:crypto';
import { createLedgerReads } from '../../infra/db/deliveries/delivery-ledger.ts';
import { createResendStore } from '../../infra/db/deliveries/resend-store.ts';
import { createEventReader } from '../../infra/db/events/event-reader.ts';
import { createWebhookEndpointStore } from '../../infra/db/events/webhook-endpoint-store.ts';
import { createWebhookSender } from '../../infra/delivery/webhook-sender.ts';
import { newWebhookSecret } from '../../infra/webhook-secret.ts';
import { createDeliveryUseCases } from '../../usecases/deliveries/deliveries.ts';
import { createEventsFeed } from '../../usecases/deliveries/events-feed.ts';
import { createWebhookEndpointUseCases } from '../../usecases/deliveries/webhook-endpoints.ts';
import type { Route } from '../guard/route.ts';
import { deliveryRoutes } from '../routes/webhooks/deliveries.ts';
import { webhookRoutes } from '../routes/webhooks/routes.ts';
import type { ApiDeps } from './deps.ts';

export const webhooksFeature = (deps: ApiDeps): Route[] => {
  const { db, clock, digest } = deps;
  const webhooks = createWebhookEndpointUseCases({
    ...deps,
    endpoints: createWebhookEndpointStore(deps),
    sender: createWebhookSender(deps),
    newSecret: newWebhookSecret,
    newEventId: randomUUID,
  });
  const ledger = { ...createLedgerReads(deps), ...createResendStore({ db, now: clock.now }) };
  return [
    ...webhookRoutes({ webhooks, readEvents: createEventsFeed({ ...deps, events: createEventReader(deps) }) }),
    ...deliveryRoutes({ deliveries: createDeliveryUseCases({ ledger, digest }) }),
  ];
};
