// Which mails an event asks for; whether each is really sent is decided at its turn, from what is true then.
import { appealOverdue } from '../appeals/appeal.ts';
import type { EventType } from '../events/event-types.ts';
import type { MailPlan } from '../ports/mail.ts';
import { noticeReaders, type MailEvent } from './notices.ts';

const toCandidate = (template: MailPlan['template']): MailPlan[] => [{ template, audience: 'candidate' }];
const toRecruiter = (template: MailPlan['template']): MailPlan[] => [{ template, audience: 'recruiter' }];

const notices = (event: MailEvent): MailPlan[] =>
  noticeReaders(event).map((audience) => ({ template: `${audience}_notice`, audience }));

const table: { [Type in EventType]?: (event: MailEvent) => MailPlan[] } = {
  'interview.info_needed': () => toRecruiter('info_needed'),
  'interview.plan_generated': ({ state }) => (state === 'PENDING' ? toRecruiter('plan_ready') : []),
  // An approval with a start time is followed by `interview.scheduled`, whose mail carries the link too: one mail, not two.
  'interview.approved': ({ state }) => (state === 'SCHEDULED' ? [] : toCandidate('invitation')),
  'interview.scheduled': () => toCandidate('schedule'),
  'interview.completed': () => toCandidate('thank_you'),
  'interview.help_requested': () => toRecruiter('help_requested'),
  'interview.assessment_pending': () => toRecruiter('assessment_ready'),
  'interview.writeback_troubled': () => toRecruiter('record_troubled'),
  'interview.attention_needed': ({ data }) =>
    toRecruiter(data['code'] === appealOverdue ? 'appeal_review' : 'attention_needed'),
  'interview.reminder': ({ data }) => {
    if (data['audience'] === 'candidate') return toCandidate('candidate_reminder');
    return toRecruiter(data['appeal'] === true ? 'appeal_review' : 'recruiter_reminder');
  },
  'interview.cancelled': notices,
  'interview.consent_withdrawn': notices,
  'interview.erasure_requested': notices,
  'interview.appeal_requested': () => toRecruiter('appeal_review'),
  'interview.appeal_decided': notices,
};

export const mailsOf = (event: MailEvent): MailPlan[] => [
  ...(table[event.type]?.(event) ?? []),
  ...(event.passesOn === true && event.type === 'interview.approved' ? toRecruiter('link_to_pass_on') : []),
];
