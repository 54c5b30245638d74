// One attempt to deliver a webhook, and what follows from it. Everything is read anew each time: between two attempts may lie a day.
import { createInFlightLimit, type InFlightLimit } from '../domain/delivery/in-flight-limit.ts';
import { judgeAttempt, type AttemptJudgement } from '../domain/delivery/judge-attempt.ts';
import { AppError } from '../domain/errors.ts';
import type {
  DeliveryEnd,
  DeliveryStore,
  DueDelivery,
  RecordedAttempt,
  WebhookSender,
} from '../domain/ports/deliveries.ts';
import type { EventReader } from '../domain/ports/events.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { OutboundFailure, OutboundResult } from '../domain/ports/outbound.ts';
import type { Clock } from '../domain/ports/system.ts';
import type { Receiver } from '../domain/ports/webhooks.ts';
import type { AttemptOutcome } from '../workflows/contracts.ts';
import { attemptsExhausted, type ChannelAttempts } from './delivery.ts';
import { enterOrWait, withHeartbeat } from './with-heartbeat.ts';

type WebhookAttemptDeps = {
  deliveries: DeliveryStore;
  events: Pick<EventReader, 'find'>;
  sender: WebhookSender;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
  /** Aborts the call when the activity is cancelled or its worker stops. */
  signal(): AbortSignal;
};

type Deps = WebhookAttemptDeps & { limit: InFlightLimit };
type Target = Receiver & { url: string };

const done: AttemptOutcome = { result: 'done', retryAfterMs: null };
const stopped: AttemptOutcome = { result: 'stopped', retryAfterMs: null };

/** As the record tells it, for an attempt whose end was written but never reported: it is not made twice. */
const outcomeOf = ({ status, failure, retryAfterMs }: RecordedAttempt): AttemptOutcome => {
  const result: OutboundResult =
    status === null
      ? { kind: 'failure', failure: failure as OutboundFailure, durationMs: 0 }
      : { kind: 'answer', status, retryAfterSeconds: null, excerpt: '', durationMs: 0 };
  return { result: judgeAttempt(result).result, retryAfterMs };
};

const endOf = ({ result, reason }: AttemptJudgement): DeliveryEnd | null => {
  if (result === 'retry') return null;
  return result === 'done' ? { status: 'delivered', reason: null } : { status: 'dead', reason };
};

/** The receiver and its address, or the code of why nothing is sent. */
const targetOf = (delivery: DueDelivery, receiver: Receiver | null): Target | string => {
  if (receiver === null) return 'endpoint_deleted';
  if (receiver.status !== 'active') return `endpoint_${receiver.status}`;
  const url = delivery.endpointKind === 'callback' ? delivery.callbackUrl : receiver.url;
  return url === null ? 'callback_removed' : { ...receiver, url };
};

/** Callbacks of one tenant go to any number of hosts: each has its own share. */
const shareOf = ({ id, url }: Target, { endpointKind }: DueDelivery): string =>
  endpointKind === 'callback' && URL.canParse(url) ? `${id} ${new URL(url).host}` : id;

const countEnd = ({ metrics }: Deps, end: DeliveryEnd | null): void => {
  if (end?.status === 'dead')
    metrics.increment('deliveriesDead', { channel: 'webhook', reason: end.reason ?? 'unknown' });
};

const skip = async ({ deliveries }: Deps, { tenantId, id }: DueDelivery, reason: string): Promise<AttemptOutcome> => {
  await deliveries.finish(tenantId, id, { status: 'skipped', reason });
  return stopped;
};

/** Null when there is no such event any more. */
const send = async (
  deps: Deps,
  { tenantId, eventId, audience }: DueDelivery,
  target: Target,
): Promise<OutboundResult | null> => {
  const event = await deps.events.find(tenantId, eventId, audience);
  if (event === null) return null;
  const message = { id: eventId, tenantId, body: JSON.stringify(event) };
  const result = await withHeartbeat(deps.heartbeat, () => deps.sender.send(target, message, deps.signal()));
  // Nobody knows what the receiver saw: the attempt is made again, by this worker or the next.
  if (result.kind === 'failure' && result.failure === 'aborted') throw new AppError('delivery.interrupted');
  return result;
};

const tellFailure = (
  { log }: Deps,
  { tenantId, runId, id }: DueDelivery,
  attempt: number,
  code: string,
  end: DeliveryEnd | null,
): void =>
  log.warn('delivery.failed', {
    tenantId,
    runId,
    deliveryId: id,
    attempt,
    code,
    target: 'webhook',
    retryable: end === null,
  });

const record = async (
  deps: Deps,
  delivery: DueDelivery,
  attempt: number,
  result: OutboundResult,
): Promise<AttemptOutcome> => {
  const { deliveries, clock, metrics } = deps;
  const judgement = judgeAttempt(result);
  const { retryAfterMs, reason } = judgement;
  const end = endOf(judgement);
  const at = new Date(clock.now() - result.durationMs);
  const disableEndpoint = judgement.gone && delivery.endpointKind === 'registered';
  const ended = await deliveries.record(
    delivery,
    { attempt, at, result, retryAfterMs },
    end === null ? null : { ...end, disableEndpoint },
  );
  if (reason !== null) tellFailure(deps, delivery, attempt, reason, end);
  metrics.observe('deliveryAttempt', { channel: 'webhook', result: reason ?? 'ok' }, result.durationMs);
  if (attempt === 1)
    metrics.observe('deliveryDelay', { channel: 'webhook' }, at.getTime() - delivery.eventAt.getTime());
  if (ended) countEnd(deps, end);
  return { result: judgement.result, retryAfterMs };
};

const attemptOnce = async (
  deps: Deps,
  delivery: DueDelivery,
  target: Target,
  attempt: number,
): Promise<AttemptOutcome> => {
  const leave = enterOrWait(deps.limit, shareOf(target, delivery));
  let timedOut = false;
  try {
    const result = await send(deps, delivery, target);
    timedOut = result?.kind === 'failure' && result.failure === 'timeout';
    return result === null
      ? await skip(deps, delivery, 'event_missing')
      : await record(deps, delivery, attempt, result);
  } finally {
    leave({ timedOut });
  }
};

const attemptDelivery = async (deps: Deps, tenantId: string, id: string, attempt: number): Promise<AttemptOutcome> => {
  const { deliveries } = deps;
  const delivery = await deliveries.find(tenantId, id);
  if (delivery === null) return stopped;
  const before = await deliveries.recorded(tenantId, id, attempt);
  if (before !== null) return outcomeOf(before);
  if (delivery.status !== 'pending') return delivery.status === 'delivered' ? done : stopped;
  const target = targetOf(delivery, await deliveries.receiver(delivery.endpointId));
  return typeof target === 'string'
    ? await skip(deps, delivery, target)
    : await attemptOnce(deps, delivery, target, attempt);
};

/** Safe to repeat at any point; a receiver may see an attempt twice, always under the event's id. */
export const createWebhookAttempts = (given: WebhookAttemptDeps): ChannelAttempts => {
  const deps: Deps = { ...given, limit: createInFlightLimit() };
  return {
    attempt: ({ tenantId, id, attempt }) => attemptDelivery(deps, tenantId, id, attempt),
    announce: ({ tenantId, id, at }) => deps.deliveries.announce(tenantId, id, new Date(at)),
    giveUp: async ({ tenantId, id }) => {
      const end = { status: 'dead', reason: attemptsExhausted } as const;
      if (await deps.deliveries.finish(tenantId, id, end)) countEnd(deps, end);
    },
  };
};
