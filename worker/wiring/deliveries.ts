// Wires what a delivery does at its turn: webhooks, mails, results and write-backs.
import { createDeliveryActivities, type ChannelAttempts } from '../../activities/delivery.ts';
import { createMailAttempts } from '../../activities/mail.ts';
import { createResultAttempts } from '../../activities/result-attempts.ts';
import { createWebhookAttempts } from '../../activities/webhook-attempts.ts';
import { createWritebackAttempts } from '../../activities/writeback-attempts.ts';
import { createDeliveryStore } from '../../infra/db/deliveries/delivery-store.ts';
import { createMailStore } from '../../infra/db/deliveries/mail-store.ts';
import { createEventReader } from '../../infra/db/events/event-reader.ts';
import { createWebhookSender } from '../../infra/delivery/webhook-sender.ts';
import { createCleanMail } from '../../infra/mail/clean-mail.ts';
import type { DeliveryActivities } from '../../workflows/contracts.ts';
import type { WorkerDeps } from './deps.ts';
import { writebackParts } from './writebacks.ts';

export const mailAttempts = (deps: WorkerDeps): ChannelAttempts =>
  createMailAttempts({
    ...deps,
    mails: createMailStore(deps),
    cleanMail: createCleanMail({ ...deps, ...deps.config.mail }),
  });

export const deliveryActivities = (deps: WorkerDeps): DeliveryActivities => {
  const deliveries = createDeliveryStore(deps);
  return createDeliveryActivities({
    webhook: createWebhookAttempts({
      ...deps,
      deliveries,
      events: createEventReader(deps),
      sender: createWebhookSender(deps),
    }),
    mail: mailAttempts(deps),
    result: createResultAttempts({ ...deps, deliveries }),
    writeback: createWritebackAttempts({ ...deps, deliveries, ...writebackParts(deps) }),
  });
};
