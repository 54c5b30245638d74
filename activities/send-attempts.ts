// One attempt to send what stands in the ledger, and what follows from it, whatever the channel. Everything is read anew each
// time: between two attempts may lie a day.
import type { LedgerChannel } from '../domain/delivery/channels.ts';
import { createInFlightLimit } from '../domain/delivery/in-flight-limit.ts';
import { answerRefused, judgeAttempt, type AttemptJudgement } from '../domain/delivery/judge-attempt.ts';
import { AppError } from '../domain/errors.ts';
import type { AnswerJudgement } from '../domain/ports/ats.ts';
import type { AttemptLedger, DeliveryEnd, Due } from '../domain/ports/deliveries.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { OutboundResult } from '../domain/ports/outbound.ts';
import type { Clock } from '../domain/ports/system.ts';
import type { AttemptOutcome } from '../workflows/contracts.ts';
import { attemptsExhausted, type ChannelAttempts } from './delivery.ts';
import { enterOrWait, withHeartbeat } from './with-heartbeat.ts';

export type SendDeps = {
  deliveries: AttemptLedger;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
};

type Answered = { result: OutboundResult; meaning?: AnswerJudgement };
/** Of what takes many calls nobody has one answer: whoever made them judges. */
export type Worked = { judgement: AttemptJudgement; durationMs: number };

/** The answer, and what it means where its status alone does not say it; or the code of why nothing was sent. */
export type Sent = Answered | Worked | string;

type Target = {
  /** Calls that share this take places from each other. */
  share: string;
  /** Whether the endpoint ends when it says that nobody is there any more. */
  endsWhenGone?: boolean;
  send(): Promise<Sent>;
};

/** What one channel knows: how to find what it sends, and where that goes, or the code of why it goes nowhere. */
type Sending<Found extends Due> = {
  channel: LedgerChannel;
  find(tenantId: string, id: string): Promise<Found | null>;
  targetOf(due: Found): Promise<Target | string>;
  /** What else there is to do once the delivery is over; safe to repeat. */
  onEnd?(due: Found): Promise<void>;
  onGiveUp?(due: Found): Promise<void>;
};

type Labels = { channel: LedgerChannel; kind?: string };

const done: AttemptOutcome = { result: 'done', retryAfterMs: null };
const stopped: AttemptOutcome = { result: 'stopped', retryAfterMs: null };

const labelsOf = (channel: LedgerChannel, due: Due & { kind?: string }): Labels =>
  due.kind === undefined ? { channel } : { channel, kind: due.kind };

const endOf = ({ result, reason }: AttemptJudgement): DeliveryEnd | null => {
  if (result === 'retry') return null;
  return result === 'done' ? { status: 'delivered', reason: null } : { status: 'dead', reason };
};

const countEnd = ({ metrics }: SendDeps, labels: Labels, end: DeliveryEnd | null): void => {
  if (end?.status === 'dead') metrics.increment('deliveriesDead', { ...labels, reason: end.reason ?? 'unknown' });
};

const skip = async ({ deliveries }: SendDeps, { tenantId, id }: Due, reason: string): Promise<AttemptOutcome> => {
  await deliveries.finish(tenantId, id, { status: 'skipped', reason });
  return stopped;
};

const failureOf = (sent: Exclude<Sent, string>): string | null => {
  if ('judgement' in sent) return sent.judgement.reason;
  return sent.result.kind === 'failure' ? sent.result.failure : null;
};

type Made = { due: Due; labels: Labels; attempt: number; endsWhenGone: boolean };

const tellFailure = ({ log }: SendDeps, { due, labels, attempt }: Made, code: string, retryable: boolean): void => {
  const { tenantId, runId, id } = due;
  log.warn('delivery.failed', { tenantId, runId, deliveryId: id, attempt, code, target: labels.channel, retryable });
};

const record = async (deps: SendDeps, made: Made, sent: Exclude<Sent, string>): Promise<AttemptOutcome> => {
  const { deliveries, clock, metrics } = deps;
  const { due, labels, attempt } = made;
  const isWork = 'judgement' in sent;
  const result = isWork ? { kind: 'work' as const, durationMs: sent.durationMs } : sent.result;
  const judgement = isWork ? sent.judgement : judgeAttempt(sent.result, sent.meaning ?? null);
  const { retryAfterMs, reason } = judgement;
  const end = endOf(judgement);
  const at = new Date(clock.now() - result.durationMs);
  const ended = await deliveries.record(
    due,
    { attempt, at, result, retryAfterMs, refusal: isWork || reason === answerRefused ? reason : null },
    end === null ? null : { ...end, disableEndpoint: judgement.gone && made.endsWhenGone },
  );
  if (reason !== null) tellFailure(deps, made, reason, end === null);
  metrics.observe('deliveryAttempt', { ...labels, result: reason ?? 'ok' }, result.durationMs);
  if (attempt === 1)
    metrics.observe('deliveryDelay', { channel: labels.channel }, at.getTime() - due.eventAt.getTime());
  if (ended) countEnd(deps, labels, end);
  return { result: judgement.result, retryAfterMs };
};

/** Safe to repeat at any point; a receiver may see an attempt twice. */
export const createSendAttempts = <Found extends Due>(deps: SendDeps, sending: Sending<Found>): ChannelAttempts => {
  const { channel, find, targetOf } = sending;
  const { deliveries } = deps;
  const limit = createInFlightLimit();

  const attemptOnce = async (due: Found, target: Target, attempt: number): Promise<AttemptOutcome> => {
    const leave = enterOrWait(limit, target.share);
    let timedOut = false;
    try {
      const sent = await withHeartbeat(deps.heartbeat, target.send);
      if (typeof sent === 'string') return await skip(deps, due, sent);
      const failure = failureOf(sent);
      timedOut = failure === 'timeout';
      // Nobody knows what the receiver saw: the attempt is made again, by this worker or the next.
      if (failure === 'aborted') throw new AppError('delivery.interrupted');
      const made = { due, labels: labelsOf(channel, due), attempt, endsWhenGone: target.endsWhenGone === true };
      const outcome = await record(deps, made, sent);
      if (outcome.result !== 'retry') await sending.onEnd?.(due);
      return outcome;
    } finally {
      leave({ timedOut });
    }
  };

  /** Whoever recorded the end may have died before it did the rest, which is safe to repeat. */
  const afterEnd = async (due: Found): Promise<AttemptOutcome> => {
    if (due.status === 'delivered' || due.status === 'dead') await sending.onEnd?.(due);
    return due.status === 'delivered' ? done : stopped;
  };

  return {
    attempt: async ({ tenantId, id, attempt }) => {
      const due = await find(tenantId, id);
      if (due === null) return stopped;
      if (due.status !== 'pending') return await afterEnd(due);
      // Its record was written but never reported: it is not made twice.
      const before = await deliveries.recorded(tenantId, id, attempt);
      if (before !== null) return { result: 'retry', retryAfterMs: before.retryAfterMs };
      const target = await targetOf(due);
      return typeof target === 'string' ? await skip(deps, due, target) : await attemptOnce(due, target, attempt);
    },
    announce: ({ tenantId, id, at }) => deliveries.announce(tenantId, id, new Date(at)),
    giveUp: async ({ tenantId, id }) => {
      const due = await find(tenantId, id);
      const end = { status: 'dead', reason: attemptsExhausted } as const;
      // What is over already, or gave way to a later delivery, is not this one's to fail.
      if (due?.status !== 'pending') return;
      await sending.onGiveUp?.(due);
      if (await deliveries.finish(tenantId, id, end)) countEnd(deps, labelsOf(channel, due), end);
    },
  };
};
