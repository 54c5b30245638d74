// Whether a mail still makes sense when its turn comes: it may have waited for days behind a mail server that was down.
import { isTerminal, type RunState } from '../lifecycle/state.ts';
import type { DueMail, SkipReason } from '../ports/mail.ts';
import type { Digest } from '../ports/system.ts';
import { isMailable } from './address.ts';
import type { MailSettings } from './mail-settings.ts';
import { recruitersOf, reviewerAddress } from './reviewers.ts';

/** What decides beside the state whether a mail is still about something. */
type Now = { data: DueMail['event']['data']; appeal: DueMail['appeal'] };

type Turn = { mail: DueMail; settings: MailSettings; to: readonly string[]; now: number };

const isCurrent: Record<DueMail['template'], (state: RunState, now: Now) => boolean> = {
  invitation: ({ state }) => state === 'APPROVED',
  // Another start has been agreed since: that one has a mail of its own.
  schedule: ({ state, scheduledAt }, { data }) => state === 'SCHEDULED' && scheduledAt === data['scheduledAt'],
  candidate_reminder: ({ state }, { data }) => state === data['about'],
  thank_you: ({ state, outcome }) =>
    ['COMPLETED', 'ASSESSMENT_PENDING', 'ASSESSMENT_APPROVED'].includes(state) || outcome === 'ASSESSMENT_REJECTED',
  plan_ready: ({ state, planRevision }, { data }) => state === 'PENDING' && planRevision === data['planRevision'],
  info_needed: ({ state }) => state === 'INFO_NEEDED',
  assessment_ready: ({ state, assessmentRevision }, { data }) =>
    state === 'ASSESSMENT_PENDING' && assessmentRevision === data['assessmentRevision'],
  attention_needed: ({ attention }, { data }) => attention !== null && attention.code === data['code'],
  // Who asked for help is owed an answer, whatever became of the interview; and what has happened stays so.
  help_requested: () => true,
  candidate_notice: () => true,
  recruiter_notice: () => true,
  record_troubled: () => true,
  link_to_pass_on: ({ state }) => state === 'APPROVED' || state === 'SCHEDULED',
  appeal_review: (_, { appeal }) => appeal?.open === true,
  recruiter_reminder: ({ state }, { data }) => state === data['about'],
};

const needsInterviewLink = ({ template }: DueMail): boolean =>
  template === 'invitation' ||
  template === 'schedule' ||
  template === 'candidate_reminder' ||
  template === 'link_to_pass_on';

/** The candidate gets the link by mail: nobody has to pass it on. */
const isInvited = ({ template, candidate }: DueMail, { candidates }: MailSettings): boolean =>
  template === 'link_to_pass_on' && candidates && isMailable(candidate?.address ?? '');

const isLinkOver = ({ run: { machine } }: DueMail, now: number): boolean =>
  machine.linkExpiresAt !== null && machine.linkExpiresAt <= now && machine.state !== 'IN_PROGRESS';

/** Addresses that the mail goes to; none when nobody is to get it. */
export const addressesOf = (
  { audience, reviewer, candidate, tenantId, namedRecruiter }: DueMail,
  settings: MailSettings,
  keyedDigest: Digest,
): readonly string[] => {
  const recruiters = recruitersOf(settings, namedRecruiter);
  if (audience === 'recruiter' && reviewer === null) return recruiters;
  const address =
    reviewer === null ? candidate?.address : reviewerAddress(reviewer, { keyedDigest, tenantId, recruiters });
  return address === null || address === undefined ? [] : [address];
};

/** Null when the mail is to be sent. */
export const whyNot = ({ mail, settings, to, now }: Turn): SkipReason | null => {
  const { run, audience, template, event } = mail;
  if (run.erased) return 'erased';
  if (audience === 'candidate' && !settings.candidates) return 'switched_off';
  if (!isCurrent[template](run.machine, { data: event.data, appeal: mail.appeal })) return 'moved_on';
  if (isInvited(mail, settings)) return 'invited';
  if (to.length === 0) return 'no_address';
  if (!to.every(isMailable)) return 'address_invalid';
  if (mail.linkRevoked) return 'link_revoked';
  if (!needsInterviewLink(mail)) return null;
  if (mail.interviewLink === null) return 'no_link';
  return isLinkOver(mail, now) ? 'moved_on' : null;
};

/** Recruiters may look at an interview by link until it has ended, and while a review of its decision is open. */
export const isReviewable = ({ run, appeal }: Pick<DueMail, 'run' | 'appeal'>): boolean =>
  !isTerminal(run.machine.state) || appeal?.open === true;
