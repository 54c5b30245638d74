// Reading mails that were written and, for want of a mail server, not sent.
import type { MailAudience, MailTemplate } from '../mail/placeholders.ts';
import type { Mail, MailStatus } from './mail.ts';

export type OutboxEntry = {
  id: string;
  runId: string;
  template: MailTemplate;
  audience: MailAudience;
  status: MailStatus;
  reason: string | null;
  /** Epoch milliseconds. */
  createdAt: number;
  /** Null when it was never written, and once the personal data is erased. */
  mail: Mail | null;
};

export interface Outbox {
  /** The newest of all tenants. */
  newest(limit: number): Promise<OutboxEntry[]>;
  find(id: string): Promise<OutboxEntry | null>;
}
