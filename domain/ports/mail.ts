// Sending mail, and which mails an event asks for.
import type { Policy } from '../lifecycle/policy.ts';
import type { RunState } from '../lifecycle/state.ts';
import type { MailEvent } from '../mail/notices.ts';
import type { MailAudience, MailTemplate } from '../mail/placeholders.ts';
import type { TenantOverrides } from '../tenant/settings.ts';

/** A mail that follows an event; whether it is sent at all is decided again when its turn comes. */
export type MailPlan = { template: MailTemplate; audience: MailAudience };

export type Mail = {
  /** Stable over repetitions, so that receiving systems can drop a second copy. */
  messageId: string;
  /** Shown beside the deployment's own address; null shows the deployment's name. */
  senderName: string | null;
  replyTo: string | null;
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
  close(): void;
}

export const mailStatuses = ['pending', 'sent', 'outbox', 'dead', 'skipped'] as const;
export type MailStatus = (typeof mailStatuses)[number];

/** Why a mail is not sent when its turn comes. */
export const skipReasons = [
  'erased',
  'switched_off',
  'no_address',
  'address_invalid',
  'moved_on',
  'invited',
  'no_link',
  'link_revoked',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Whose mail it is: for the links in it. */
export type MailOwner = { tenantId: string; runId: string; id: string };

/** A mail at its turn, with what is true of its interview now. Times are epoch milliseconds. */
export type DueMail = MailOwner & {
  template: MailTemplate;
  audience: MailAudience;
  /** Which recruiter it is for; null for candidates, and for all recruiters in mails of earlier versions. */
  reviewer: string | null;
  /** The recruiter of the connection that the run's order came through; null without one. */
  namedRecruiter: string | null;
  /** Its review link was revoked before it went out. */
  linkRevoked: boolean;
  status: MailStatus;
  createdAt: number;
  /** The event that asked for it, as it was when it happened. */
  event: MailEvent;
  run: {
    machine: RunState;
    policy: Policy;
    position: string | null;
    level: string | null;
    companyName: string | null;
    candidateRef: string | null;
    locale: string;
    /** The personal data is gone. */
    erased: boolean;
  };
  /** Null for recruiters' mails, which say nothing about the person; known for a link to be passed on. */
  candidate: { name: string | null; address: string | null } | null;
  interviewLink: string | null;
  /** The review that the candidate asked for; null where none was. */
  appeal: { open: boolean; dueAt: number } | null;
  /** What the plan takes this candidate, accommodation included; null where there is none. */
  minutes: number | null;
  tenant: { name: string; settings: TenantOverrides };
};

/** How a mail ends; only what is kept for want of a mail server has content. */
export type MailEnd =
  | { status: 'sent' }
  | { status: 'outbox'; mail: Mail }
  | { status: 'skipped'; reason: SkipReason }
  | { status: 'dead'; reason: string };

export interface MailStore {
  find(tenantId: string, id: string): Promise<DueMail | null>;
  /** An attempt that came to nothing; twice is the same as once. */
  noteAttempt(tenantId: string, id: string, attempt: { attempt: number; code: string }): Promise<void>;
  /** Ends a pending mail; of one that has ended only that it went out is still taken down. Throws `personal_data.erased` when nothing can be kept any more. */
  finish(owner: MailOwner, attempt: number, end: MailEnd): Promise<void>;
  announce(tenantId: string, id: string, at: number): Promise<void>;
  /** The schedule is used up. */
  giveUp(tenantId: string, id: string): Promise<void>;
}
