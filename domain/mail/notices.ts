// Who is told, and why, when an interview ends before its assessment or a candidate exercises a right, and what came of it: one row per cause.
import type { EventType } from '../events/event-types.ts';
import type { FactType } from '../lifecycle/facts.ts';
import type { InterviewState } from '../lifecycle/state.ts';
import type { MailAudience } from './placeholders.ts';

/** An event as stored, with the fact that it came of and the states around it; no fact for what is no interview's. */
export type MailEvent = {
  type: EventType;
  state: InterviewState;
  data: Record<string, unknown>;
  fact: FactType | null;
  from: InterviewState | null;
  /** Somebody is named who gives the link to a candidate whom no mail reaches. */
  passesOn?: boolean;
};

export const noticeCauses = [
  'opted_out',
  'withdrawn',
  'consent_withdrawn',
  'consent_withdrawn_late',
  'erasure_requested',
  'appeal_upheld',
  'appeal_changed',
  'info_expired',
  'plan_expired',
  'invitation_expired',
  'no_show',
  'no_answers',
  'failed',
  'cancelled',
] as const;
export type NoticeCause = (typeof noticeCauses)[number];

/**
 * `invited`: candidates who have an invitation and are not done yet. Who was never invited knows of no interview, and
 * who is done was promised to hear from people.
 */
export type NoticeRule = { recruiter: boolean; candidate: boolean | 'invited' };

export const noticeRules: Record<NoticeCause, NoticeRule> = {
  opted_out: { recruiter: true, candidate: true },
  withdrawn: { recruiter: true, candidate: true },
  consent_withdrawn: { recruiter: true, candidate: true },
  consent_withdrawn_late: { recruiter: true, candidate: true },
  erasure_requested: { recruiter: true, candidate: true },
  // What came of it alone: which decision it is, and what follows, is told by people.
  appeal_upheld: { recruiter: true, candidate: true },
  appeal_changed: { recruiter: true, candidate: true },
  info_expired: { recruiter: true, candidate: false },
  plan_expired: { recruiter: true, candidate: false },
  invitation_expired: { recruiter: true, candidate: true },
  no_show: { recruiter: true, candidate: true },
  no_answers: { recruiter: true, candidate: true },
  failed: { recruiter: true, candidate: 'invited' },
  // The employer's own act.
  cancelled: { recruiter: false, candidate: 'invited' },
};

const expiredIn: { [State in InterviewState]?: NoticeCause } = {
  INFO_NEEDED: 'info_expired',
  PENDING: 'plan_expired',
  APPROVED: 'invitation_expired',
};

const causeOfEnd = ({ fact, from }: MailEvent): NoticeCause | null => {
  switch (fact) {
    case 'optedOut':
      return 'opted_out';
    case 'withdrawn':
    case 'cancelled':
      return fact;
    case 'expired':
      return (from && expiredIn[from]) ?? null;
    case 'noShow':
      return from === 'IN_PROGRESS' ? 'no_answers' : 'no_show';
    case 'aborted':
    case 'workflowLost':
      return 'failed';
    // A withdrawal of consent has an event of its own.
    default:
      return null;
  }
};

/** What a notice about this event says; null when there is none. */
export const causeOf = (event: MailEvent): NoticeCause | null => {
  if (event.type === 'interview.cancelled') return causeOfEnd(event);
  if (event.type === 'interview.erasure_requested') return 'erasure_requested';
  if (event.type === 'interview.appeal_decided')
    return event.data['outcome'] === 'changed' ? 'appeal_changed' : 'appeal_upheld';
  if (event.type !== 'interview.consent_withdrawn') return null;
  return event.data['decided'] === true ? 'consent_withdrawn_late' : 'consent_withdrawn';
};

const whileInvited: readonly (InterviewState | null)[] = ['APPROVED', 'SCHEDULED', 'IN_PROGRESS'];

/** Who is told of this event by a notice. */
export const noticeReaders = (event: MailEvent): MailAudience[] => {
  const cause = causeOf(event);
  if (cause === null) return [];
  const { recruiter, candidate } = noticeRules[cause];
  const toCandidate = candidate === 'invited' ? whileInvited.includes(event.from) : candidate;
  return [...(toCandidate ? (['candidate'] as const) : []), ...(recruiter ? (['recruiter'] as const) : [])];
};
