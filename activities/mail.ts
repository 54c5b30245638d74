// One mail at its turn: read what is true now, decide whether it still makes sense, write it, send it, record it.
import { createInFlightLimit } from '../domain/delivery/in-flight-limit.ts';
import { composeMail, type ComposeDeps } from '../domain/mail/compose.ts';
import { addressesOf, whyNot } from '../domain/mail/why-not.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { DueMail, Mail, Mailer, MailEnd, MailStore } from '../domain/ports/mail.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { Clock, Digest } from '../domain/ports/system.ts';
import { isErased } from '../domain/seal/open.ts';
import { resolveSettings } from '../domain/tenant/policy.ts';
import type { AttemptOutcome } from '../workflows/contracts.ts';
import { attemptsExhausted, type ChannelAttempts } from './delivery.ts';
import { enterOrWait, withHeartbeat } from './with-heartbeat.ts';

type MailAttemptDeps = ComposeDeps & {
  mails: MailStore;
  mailer: Mailer;
  keyedDigest: Digest;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
};

const done: AttemptOutcome = { result: 'done', retryAfterMs: null };
const stopped: AttemptOutcome = { result: 'stopped', retryAfterMs: null };
const retry: AttemptOutcome = { result: 'retry', retryAfterMs: null };

/** The key may be destroyed between reading and keeping: then there is nothing to keep. */
const keep = async (mails: MailStore, mail: DueMail, attempt: number, end: MailEnd): Promise<AttemptOutcome> => {
  try {
    await mails.finish(mail, attempt, end);
    return end.status === 'sent' || end.status === 'outbox' ? done : stopped;
  } catch (error) {
    if (!isErased(error)) throw error;
    await mails.finish(mail, attempt, { status: 'skipped', reason: 'erased' });
    return stopped;
  }
};

const deliver = async (
  { mails, mailer, log }: MailAttemptDeps,
  mail: DueMail,
  attempt: number,
  content: Mail,
): Promise<AttemptOutcome> => {
  const result = await mailer.send(content);
  if (result.kind === 'sent')
    return keep(mails, mail, attempt, mailer.delivers ? { status: 'sent' } : { status: 'outbox', mail: content });
  log.warn('mail.not_sent', { tenantId: mail.tenantId, runId: mail.runId, attempt, code: result.code, target: 'mail' });
  if (result.kind === 'refused') return keep(mails, mail, attempt, { status: 'dead', reason: result.code });
  await mails.noteAttempt(mail.tenantId, mail.id, { attempt, code: result.code });
  return retry;
};

/**
 * A mail is sent at least once: when the process dies after the server took it and before that is on record, it goes
 * out again, under the same Message-ID.
 */
const attemptMail = async (
  deps: MailAttemptDeps,
  { tenantId, id, attempt }: { tenantId: string; id: string; attempt: number },
): Promise<AttemptOutcome> => {
  const mail = await deps.mails.find(tenantId, id);
  if (mail === null) return stopped;
  if (mail.status !== 'pending') return mail.status === 'sent' || mail.status === 'outbox' ? done : stopped;
  const { mail: settings, defaultLocale } = resolveSettings(mail.tenant.settings);
  const to = addressesOf(mail, settings, deps.keyedDigest);
  const reason = whyNot({ mail, settings, to, now: deps.clock.now() });
  if (reason !== null) return keep(deps.mails, mail, attempt, { status: 'skipped', reason });
  return deliver(deps, mail, attempt, await composeMail(deps, { mail, settings, to, defaultLocale }));
};

/** Mails have one receiver, the mail server, which gets its share of places like any other. */
export const createMailAttempts = (deps: MailAttemptDeps): ChannelAttempts => {
  const { mails, clock, metrics, heartbeat } = deps;
  const limit = createInFlightLimit();
  return {
    attempt: async (input) => {
      const leave = enterOrWait(limit, 'mail');
      const startedAt = clock.now();
      try {
        const outcome = await withHeartbeat(heartbeat, () => attemptMail(deps, input));
        metrics.observe('deliveryAttempt', { channel: 'mail', result: outcome.result }, clock.now() - startedAt);
        return outcome;
      } finally {
        leave({ timedOut: false });
      }
    },
    announce: ({ tenantId, id, at }) => mails.announce(tenantId, id, at),
    giveUp: async ({ tenantId, id }) => {
      await mails.giveUp(tenantId, id);
      metrics.increment('deliveriesDead', { channel: 'mail', reason: attemptsExhausted });
    },
  };
};
