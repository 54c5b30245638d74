// Sending mail, and which mails an event asks for.

export const mailTemplates = [
  'invitation',
  'schedule',
  'candidate_reminder',
  'thank_you',
  'plan_ready',
  'info_needed',
  'assessment_ready',
  'attention_needed',
  'help_requested',
  'recruiter_reminder',
] as const;
export type MailTemplate = (typeof mailTemplates)[number];

export type MailAudience = 'candidate' | 'recruiter';

/** A mail that follows an event; whether it is sent at all is decided again when its turn comes. */
export type MailPlan = { template: MailTemplate; audience: MailAudience };

export type Mail = {
  /** Stable over repetitions, so that receiving systems can drop a second copy. */
  messageId: string;
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
};

export type MailResult = { kind: 'sent' } | { kind: 'retry'; code: string } | { kind: 'refused'; code: string };

export interface Mailer {
  /** Whether mail leaves the deployment; without a server it is kept in the outbox. */
  readonly delivers: boolean;
  /** Never throws for what the mail server says or fails to say. */
  send(mail: Mail): Promise<MailResult>;
}
