// One mail at its turn: read what is true now, decide whether it still makes sense, write it, send it, record it.
import { AppError } from '../domain/errors.ts';
import { composeMail, type ComposeDeps } from '../domain/mail/compose.ts';
import { whyNot } from '../domain/mail/why-not.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { DueMail, Mail, Mailer, MailEnd, MailStore } from '../domain/ports/mail.ts';
import type { Clock } from '../domain/ports/system.ts';
import { resolveSettings } from '../domain/tenant/policy.ts';

type MailActivitiesDeps = ComposeDeps & { mails: MailStore; mailer: Mailer; clock: Clock; log: Logger };

type MailRef = { tenantId: string; id: string };
type AttemptResult = { result: 'done' | 'retry' | 'stopped'; retryAfterMs: number | null };

const done: AttemptResult = { result: 'done', retryAfterMs: null };
const stopped: AttemptResult = { result: 'stopped', retryAfterMs: null };
const retry: AttemptResult = { result: 'retry', retryAfterMs: null };

/** The key may be destroyed between reading and keeping: then there is nothing to keep. */
const keep = async (mails: MailStore, mail: DueMail, attempt: number, end: MailEnd): Promise<AttemptResult> => {
  try {
    await mails.finish(mail, attempt, end);
    return end.status === 'sent' || end.status === 'outbox' ? done : stopped;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'personal_data.erased')) throw error;
    await mails.finish(mail, attempt, { status: 'skipped', reason: 'erased' });
    return stopped;
  }
};

const deliver = async (
  { mails, mailer, log }: MailActivitiesDeps,
  mail: DueMail,
  attempt: number,
  content: Mail,
): Promise<AttemptResult> => {
  const result = await mailer.send(content);
  if (result.kind === 'sent')
    return keep(mails, mail, attempt, mailer.delivers ? { status: 'sent' } : { status: 'outbox', mail: content });
  log.warn('mail.not_sent', { tenantId: mail.tenantId, runId: mail.runId, attempt, code: result.code });
  if (result.kind === 'refused') return keep(mails, mail, attempt, { status: 'dead', reason: result.code });
  await mails.noteAttempt(mail.tenantId, mail.id, { attempt, code: result.code });
  return retry;
};

/**
 * A mail is sent at least once: when the process dies after the server took it and before that is on record, it goes
 * out again, under the same Message-ID.
 */
const attemptMail = async (
  deps: MailActivitiesDeps,
  { tenantId, id, attempt }: MailRef & { attempt: number },
): Promise<AttemptResult> => {
  const mail = await deps.mails.find(tenantId, id);
  if (mail === null) return stopped;
  if (mail.status !== 'pending') return mail.status === 'sent' || mail.status === 'outbox' ? done : stopped;
  const { mail: settings, defaultLocale } = resolveSettings(mail.tenant.settings);
  const reason = whyNot({ mail, settings, now: deps.clock.now() });
  if (reason !== null) return keep(deps.mails, mail, attempt, { status: 'skipped', reason });
  return deliver(deps, mail, attempt, composeMail(deps, { mail, settings, defaultLocale }));
};

export const createMailActivities = (deps: MailActivitiesDeps) => ({
  attemptMail: (input: MailRef & { attempt: number }): Promise<AttemptResult> => attemptMail(deps, input),
  announceMail: ({ tenantId, id, at }: MailRef & { at: number }): Promise<void> =>
    deps.mails.announce(tenantId, id, at),
  giveUpMail: ({ tenantId, id }: MailRef): Promise<void> => deps.mails.giveUp(tenantId, id),
});
