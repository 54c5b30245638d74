// Where a webhook goes at its turn, and how it is sent.
import type { DeliveryStore, DueDelivery, WebhookSender } from '../domain/ports/deliveries.ts';
import type { EventReader } from '../domain/ports/events.ts';
import type { Receiver } from '../domain/ports/webhooks.ts';
import type { ChannelAttempts } from './delivery.ts';
import { createSendAttempts, type SendDeps, type Sent } from './send-attempts.ts';

type WebhookAttemptDeps = SendDeps & {
  deliveries: DeliveryStore;
  events: Pick<EventReader, 'find'>;
  sender: WebhookSender;
  /** Aborts the call when the activity is cancelled or its worker stops. */
  signal(): AbortSignal;
};

type Target = Receiver & { url: string };

/** The receiver and its address, or the code of why nothing is sent. */
const receiverOf = (delivery: DueDelivery, receiver: Receiver | null): Target | string => {
  if (receiver === null) return 'endpoint_deleted';
  if (receiver.status !== 'active') return `endpoint_${receiver.status}`;
  const url = delivery.endpointKind === 'callback' ? delivery.callbackUrl : receiver.url;
  return url === null ? 'callback_removed' : { ...receiver, url };
};

/** Callbacks of one tenant go to any number of hosts: each has its own share. */
const shareOf = ({ id, url }: Target, { endpointKind }: DueDelivery): string =>
  endpointKind === 'callback' && URL.canParse(url) ? `${id} ${new URL(url).host}` : id;

const send = async (
  { events, sender, signal }: WebhookAttemptDeps,
  { tenantId, eventId, audience }: DueDelivery,
  target: Target,
): Promise<Sent> => {
  const event = await events.find(tenantId, eventId, audience);
  if (event === null) return 'event_missing';
  const message = { id: eventId, tenantId, body: JSON.stringify(event) };
  return { result: await sender.send(target, message, signal()) };
};

/** A receiver that sees an attempt twice knows it by the event's id. */
export const createWebhookAttempts = (deps: WebhookAttemptDeps): ChannelAttempts =>
  createSendAttempts(deps, {
    channel: 'webhook',
    find: deps.deliveries.find,
    targetOf: async (delivery) => {
      const target = receiverOf(delivery, await deps.deliveries.receiver(delivery.endpointId));
      if (typeof target === 'string') return target;
      return {
        share: shareOf(target, delivery),
        endsWhenGone: delivery.endpointKind === 'registered',
        send: () => send(deps, delivery, target),
      };
    },
  });
