// Puts adapters behind the activities that deliver webhooks and mails.
import { Context } from '@temporalio/activity';
import type { Knex } from 'knex';

import { createDeliveryActivities } from '../activities/delivery.ts';
import { createMailActivities } from '../activities/mail.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { Mailer } from '../domain/ports/mail.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { OutboundClient } from '../domain/ports/outbound.ts';
import type { ReviewLinks } from '../domain/ports/review.ts';
import type { SigningKeys } from '../domain/ports/signing.ts';
import type { Sealer } from '../domain/ports/system.ts';
import { createDeliveryStore } from '../infra/db/deliveries/delivery-store.ts';
import { createEventReader } from '../infra/db/events/event-reader.ts';
import { createMailStore } from '../infra/db/deliveries/mail-store.ts';
import { createWebhookSender } from '../infra/delivery/webhook-sender.ts';
import type { SecretBox } from '../infra/seal/secret-box.ts';
import { systemClock } from '../infra/system.ts';
import type { DeliveryActivities } from '../workflows/contracts.ts';

export type DeliveryActivityDeps = {
  db: Knex;
  sealer: Sealer;
  secretBox: SecretBox;
  signingKeys: Pick<SigningKeys, 'webhook'>;
  outbound: Pick<OutboundClient, 'send'>;
  mailer: Mailer;
  reviewLinks: Pick<ReviewLinks, 'urlOf'>;
  publicUrl: string;
  log: Logger;
  metrics: Metrics;
};

export const deliveryActivities = (deps: DeliveryActivityDeps): DeliveryActivities => {
  const { outbound, signingKeys, mailer, reviewLinks, publicUrl, log } = deps;
  const clock = systemClock;
  return createDeliveryActivities({
    deliveries: createDeliveryStore(deps),
    events: createEventReader(deps),
    sender: createWebhookSender({ outbound, signingKeys, clock }),
    mail: createMailActivities({ mails: createMailStore(deps), mailer, reviewLinks, publicUrl, clock, log }),
    clock,
    metrics: deps.metrics,
    heartbeat: () => Context.current().heartbeat(),
    signal: () => Context.current().cancellationSignal,
  });
};
