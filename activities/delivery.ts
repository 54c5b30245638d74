// The steps of a delivery's workflow, for webhooks and mails alike.
import type { DeliveryChannel } from '../domain/delivery/channels.ts';
import { createInFlightLimit } from '../domain/delivery/in-flight-limit.ts';
import type { AttemptOutcome, DeliveryActivities } from '../workflows/contracts.ts';
import { enterOrWait } from './enter-or-wait.ts';
import type { createMailActivities } from './mail.ts';
import { attemptsExhausted, createWebhookAttempts, type WebhookAttemptDeps } from './webhook-attempts.ts';
import { withHeartbeat } from './with-heartbeat.ts';

type Deps = WebhookAttemptDeps & { mail: ReturnType<typeof createMailActivities> };
type MailRef = { tenantId: string; id: string };

/** Mails have one receiver, the mail server, which gets its share of places like any other. */
const createMailAttempts = ({ mail, clock, metrics, heartbeat }: Deps) => {
  const limit = createInFlightLimit();
  return {
    attempt: async (input: MailRef & { attempt: number }): Promise<AttemptOutcome> => {
      const leave = enterOrWait(limit, 'mail');
      const startedAt = clock.now();
      try {
        const outcome = await withHeartbeat(heartbeat, () => mail.attemptMail(input));
        metrics.observe('deliveryAttempt', { channel: 'mail', result: outcome.result }, clock.now() - startedAt);
        return outcome;
      } finally {
        leave({ timedOut: false });
      }
    },
    announce: (input: MailRef & { at: number }): Promise<void> => mail.announceMail(input),
    giveUp: async (input: MailRef): Promise<void> => {
      await mail.giveUpMail(input);
      metrics.increment('deliveriesDead', { channel: 'mail', reason: attemptsExhausted });
    },
  };
};

export const createDeliveryActivities = (deps: Deps): DeliveryActivities => {
  const channels = {
    webhook: createWebhookAttempts(deps),
    mail: createMailAttempts(deps),
  } satisfies Record<DeliveryChannel, object>;
  return {
    attemptDelivery: ({ channel, ...input }) => channels[channel].attempt(input),
    announceAttempt: ({ channel, ...input }) => channels[channel].announce(input),
    giveUpDelivery: ({ channel, ...input }) => channels[channel].giveUp(input),
  };
};
