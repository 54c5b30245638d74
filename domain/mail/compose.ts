// Makes the mail of a turn out of what is true now: facts for the text, addresses, sender and a Message-ID that never changes.
import { deadlineOf } from '../lifecycle/timers.ts';
import type { DueMail, Mail } from '../ports/mail.ts';
import type { CleanMail } from '../ports/mail-words.ts';
import { ofNoRun, type SignedLinks } from '../ports/signed-links.ts';
import { inboxOfMail } from '../review/inbox-link.ts';
import type { MailSettings } from './mail-settings.ts';
import { causeOf } from './notices.ts';
import { renderMail, type MailFacts } from './render-mail.ts';
import { isReviewable } from './why-not.ts';

const dayMs = 86_400_000;
/** A recruiter's link works this long from the mail's creation on, or until the interview has ended. */
export const reviewLinkLifeMs = 14 * dayMs;

export type ComposeDeps = {
  reviewLinks: Pick<SignedLinks, 'urlOf'>;
  inboxLinks: Pick<SignedLinks, 'urlOf'>;
  cleanMail: CleanMail;
  publicUrl: string;
};
type Turn = { mail: DueMail; settings: MailSettings; to: readonly string[]; defaultLocale: string };

type Links = Pick<MailFacts, 'link' | 'linkExpiresAt' | 'inboxLink'>;

/** Once begun, an interview stays open for its own time, whatever the link said before. */
const openUntil = ({ run: { machine, policy } }: DueMail): number | null =>
  machine.state === 'IN_PROGRESS' ? deadlineOf(machine, policy) : machine.linkExpiresAt;

const linksOf = ({ reviewLinks, inboxLinks }: ComposeDeps, mail: DueMail): Links => {
  if (mail.audience === 'candidate' || mail.template === 'link_to_pass_on')
    return { link: mail.interviewLink, linkExpiresAt: openUntil(mail), inboxLink: null };
  const expiresAt = mail.createdAt + reviewLinkLifeMs;
  // One mail to all recruiters, as earlier versions wrote them, is nobody's in particular.
  const inboxLink =
    mail.reviewer === null ? null : inboxLinks.urlOf({ runId: ofNoRun, linkId: inboxOfMail(mail.id), expiresAt });
  if (!isReviewable(mail)) return { link: null, linkExpiresAt: null, inboxLink };
  const link = reviewLinks.urlOf({ runId: mail.runId, linkId: mail.id, expiresAt });
  return { link, linkExpiresAt: expiresAt, inboxLink };
};

const codeOf = ({ event }: DueMail): string | null => {
  if (event.type === 'interview.appeal_requested') return 'appeal_requested';
  if (event.data['appeal'] === true) return 'appeal_reminder';
  const { code } = event.data;
  return typeof code === 'string' ? code : causeOf(event);
};

const factsOf = (deps: ComposeDeps, { mail, settings }: Turn): MailFacts => ({
  candidateName: mail.candidate?.name ?? null,
  candidateRef: mail.run.candidateRef,
  position: mail.run.position,
  level: mail.run.level,
  companyName: mail.run.companyName ?? mail.tenant.name,
  answerable: settings.replyTo !== null,
  state: mail.run.machine.state,
  code: codeOf(mail),
  ...linksOf(deps, mail),
  minutes: mail.minutes,
  scheduledAt: mail.run.machine.scheduledAt,
  dueAt: mail.appeal?.dueAt ?? null,
});

/** The same for every attempt, so that a receiving system can drop what it has already. */
export const messageIdOf = (id: string, publicUrl: string): string =>
  `<${id}@${/^https?:\/\/([^/:]+)/.exec(publicUrl)?.[1] ?? 'parley'}>`;

export const composeMail = async (deps: ComposeDeps, turn: Turn): Promise<Mail> => {
  const { mail, settings, defaultLocale } = turn;
  const rendered = renderMail({
    template: mail.template,
    // Recruiters read the tenant's language, whichever the interview is held in.
    locale: mail.audience === 'candidate' ? mail.run.locale : defaultLocale,
    overrides: settings.templates,
    facts: factsOf(deps, turn),
  });
  return {
    messageId: messageIdOf(mail.id, deps.publicUrl),
    senderName: settings.senderName,
    replyTo: settings.replyTo,
    to: turn.to,
    ...(await deps.cleanMail(rendered, mail.tenantId)),
  };
};
