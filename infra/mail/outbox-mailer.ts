// Stands in for a mail server that is not configured: takes what a server would be asked to take, and sends nothing.
import type { Mailer } from '../../domain/ports/mail.ts';
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
