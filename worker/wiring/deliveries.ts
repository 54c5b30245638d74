// Wires what a delivery does at its turn: webhooks and mails.
import { createDeliveryActivities } from '../../activities/delivery.ts';
import { createMailActivities } from '../../activities/mail.ts';
import { createDeliveryStore } from '../../infra/db/deliveries/delivery-store.ts';
import { createMailStore } from '../../infra/db/deliveries/mail-store.ts';
import { createEventReader } from '../../infra/db/events/event-reader.ts';
import { createWebhookSender } from '../../infra/delivery/webhook-sender.ts';
import type { DeliveryActivities } from '../../workflows/contracts.ts';
import type { WorkerDeps } from './deps.ts';

export const mailActivities = (deps: WorkerDeps): ReturnType<typeof createMailActivities> =>
  createMailActivities({ ...deps, mails: createMailStore(deps) });

export const deliveryActivities = (deps: WorkerDeps): DeliveryActivities =>
  createDeliveryActivities({
    ...deps,
    deliveries: createDeliveryStore(deps),
    events: createEventReader(deps),
    sender: createWebhookSender(deps),
    mail: mailActivities(deps),
  });
