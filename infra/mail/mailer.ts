// The way out for mails: a mail server, or a stand-in that takes what a server would be asked to take and sends nothing.
import type { Logger } from '../../domain/ports/log.ts';
import type { Mailer } from '../../domain/ports/mail.ts';
import type { Secret } from '../config/secret.ts';
import { mailProblem } from './mail-problem.ts';

/** What it takes is kept, sealed, beside the mail's own row. */
export const createOutboxMailer = (): Mailer => ({
  delivers: false,
  send: (mail) => {
    const problem = mailProblem(mail);
    return Promise.resolve(problem === null ? { kind: 'sent' } : { kind: 'refused', code: problem });
  },
  close: () => undefined,
});

type MailConfig = { smtpUrl: Secret | undefined; from: string; bouncesTo?: string | undefined };

/** The mail library is loaded only where a server is configured. */
export const openMailer = async ({ smtpUrl, from, bouncesTo }: MailConfig, log: Logger): Promise<Mailer> => {
  if (smtpUrl === undefined) return createOutboxMailer();
  const { createSmtpMailer } = await import('./smtp-mailer.ts');
  return createSmtpMailer({ url: smtpUrl.reveal(), from, bouncesTo, log });
};
