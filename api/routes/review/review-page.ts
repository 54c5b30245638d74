// The page behind a recruiter's signed link, and the plain words for everything that can stand in its way.
import type { InterviewState } from '../../../domain/lifecycle/state.ts';
import { wishes, type Wish } from '../../../domain/room/transcript.ts';
import { missingQuestion } from '../../../domain/request/missing-question.ts';
import type { InterviewView } from '../../../usecases/interviews/read-interview.ts';
import { markup, page, type Markup } from '../../markup.ts';
import { peopleFace } from '../../people-face.ts';
import { assessmentPart } from './assessment-part.ts';
import { planPart } from './plan-part.ts';

const waits: { [State in InterviewState]?: string } = {
  RECEIVED: 'The request has been received.',
  INFO_NEEDED: 'It waits for information that is missing in the request.',
  VALIDATING_SKILLS: 'The plan is being drafted.',
  GENERATING_PLAN: 'The plan is being drafted anew.',
  PENDING: 'The plan waits for your decision.',
  APPROVED: 'The candidate has been invited and has not begun yet.',
  SCHEDULED: 'A start has been agreed with the candidate.',
  IN_PROGRESS: 'The interview is being held.',
  COMPLETED: 'The interview has been held and is being assessed.',
  ASSESSMENT_PENDING: 'The assessment waits for your verdict.',
};

const attentionOf = ({ machine }: InterviewView): Markup[] =>
  machine.attention === null
    ? []
    : [markup`<p>It does not go on by itself and needs a person: ${machine.attention.code}.</p>`];

const wished: Readonly<Record<Wish, string>> = {
  person: 'to talk to a person instead',
  stop: 'to stop the interview',
  help: 'to get help',
  reword: 'to hear the question in other words',
  repeat: 'to hear the question once more',
};

/** What the candidate said about the interview itself; none of it counts in the assessment. */
const wishesOf = ({ timeline }: InterviewView): Markup[] => {
  const found = timeline.flatMap(({ type, detail }) =>
    type === 'wishExpressed' ? wishes.filter((wish) => wish === detail['wish']) : [],
  );
  const counted = wishes.flatMap((wish) => {
    const times = found.filter((one) => one === wish).length;
    return times === 0 ? [] : [markup`<li>${wished[wish]}${times === 1 ? '' : ` (${times} times)`}</li>`];
  });
  return counted.length === 0
    ? []
    : [
        markup`<p>During the interview the candidate wished, which counts neither for nor against them:</p><ul>${counted}</ul>`,
      ];
};

const summary = (view: InterviewView): Markup => markup`<p>${waits[view.machine.state] ?? ''}</p>
<dl>
<dt>Position</dt><dd>${view.position ?? 'not given'}</dd>
<dt>Level</dt><dd>${view.level ?? 'not given'}</dd>
<dt>Your reference</dt><dd>${view.candidateRef ?? 'not given'}</dd>
</dl>
${attentionOf(view)}${wishesOf(view)}`;

const missing = ({ machine }: InterviewView): Markup => markup`<h2>What is missing</h2>
<ul>${machine.missing.map((field) => markup`<li>${missingQuestion(field)}</li>`)}</ul>
<p>Please supply it in the system that ordered the interview.</p>`;

const detail = (view: InterviewView): Markup | null => {
  const { machine, plan, assessment } = view;
  if (machine.state === 'INFO_NEEDED') return missing(view);
  if (machine.state === 'PENDING' && plan !== null) return planPart(plan);
  if (machine.state === 'ASSESSMENT_PENDING' && assessment !== null) return assessmentPart(assessment);
  return null;
};

export const reviewPage = (view: InterviewView): string =>
  page('Interview to review', markup`${summary(view)}${detail(view)}`);

export const decidedPage = (): string =>
  page('Your decision is recorded', markup`<p>Thank you. You can close this page.</p>`);

export const reviewFace = peopleFace('/review', {
  'review.link_invalid': 'This link is not valid. Please open it exactly as it stands in the message.',
  'review.link_expired': 'This link has expired. The interview can still be found in the system that ordered it.',
  'review.link_revoked':
    'This link does not work any more: it was revoked, or your address is no longer among those who review. Nothing was changed.',
  'decision.decider_required':
    'This link does not say whose it is, and your organisation wants decisions to name who made them. Please use the link of a newer message.',
  'review.ended': 'This interview has ended; there is nothing left to decide here.',
  'consent.withdrawn':
    'The candidate has withdrawn consent: nothing can be decided on what was said. Nothing was changed.',
  'interview.closed': 'This interview has ended meanwhile; nothing was changed.',
  'personal_data.erased': 'The data of this interview has been erased.',
  'interview.stale_revision':
    'There is a newer version than the one you were shown. Nothing was changed: open the link again, and decide on what you see then.',
  'interview.invalid_transition':
    'Somebody else has decided meanwhile, or the interview has moved on. Nothing was changed.',
  'assessment.reason_required': 'Your verdict differs from the proposed one: please go back and choose why.',
  'assessment.verdict_required': 'Please go back and choose a verdict.',
  'interview.unknown_outcome': 'It is not known yet whether this was recorded. Please send it once more.',
});
