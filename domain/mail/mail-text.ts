// The shape of a template's text, ours or a tenant's, and of everything one language needs beside the templates.
import type { HelpCode } from '../lifecycle/facts.ts';
import type { InterviewState } from '../lifecycle/state.ts';
import type { NoticeCause } from './notices.ts';
import type { MailAudience, MailTemplate } from './placeholders.ts';

export const appealMailCodes = ['appeal_requested', 'appeal_reminder', 'appeal_overdue'] as const;
export type AppealMailCode = (typeof appealMailCodes)[number];

/** Without `html` it is made from the text. */
export type MailText = { subject: string; text: string; html?: string | undefined };

/** A tenant's own texts, by template and language tag. */
export type MailOverrides = { [Template in MailTemplate]?: Record<string, MailText> | undefined };

export type MailLocale = {
  templates: Record<MailTemplate, MailText>;
  /** Stand in for what the request did not say. */
  unnamed: { candidateName: string; position: string; companyName: string; level: string; candidateRef: string };
  /** How to reach a person, with and without an address to answer to; `{{companyName}}` may stand in it. */
  contact: { reply: string; company: string };
  /** What a reminder is about. */
  reminders: Record<MailAudience, { [State in InterviewState]?: string }>;
  /** What became of an interview, or what the candidate asked for, and what to do now. */
  notices: Record<MailAudience, { [Cause in NoticeCause]?: string }>;
  /** A candidate's wish for a review: that it was said, that it still waits, that its time is over. */
  appeal: Record<AppealMailCode, string>;
  help: Record<HelpCode, string>;
  /** Why an interview needs a person, where the code has no title of its own. */
  attention: Record<string, string>;
};
