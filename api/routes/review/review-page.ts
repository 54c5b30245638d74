// The page behind a recruiter's signed link, and the plain words for everything that can stand in its way.
import type { ReadPart } from '../../../domain/access/reads.ts';
import { isTerminal, type InterviewState } from '../../../domain/lifecycle/state.ts';
import { wishes, type Wish } from '../../../domain/room/transcript.ts';
import { missingQuestion } from '../../../domain/request/missing-question.ts';
import type { InterviewView } from '../../../usecases/interviews/read-interview.ts';
import type { ReviewView } from '../../../usecases/review/review.ts';
import { markup, page, type Markup } from '../../markup.ts';
import { peopleFace, type PageWords } from '../../people-face.ts';
import { assessmentPart } from './assessment-part.ts';
import { appealed, decided, timeText } from './decided-part.ts';
import { planPart } from './plan-part.ts';
import { nothingTyped, type Typed } from './typed.ts';

const waits: { [State in InterviewState]?: string } = {
  RECEIVED: 'The request has been received.',
  INFO_NEEDED: 'It waits for information that is missing in the request.',
  VALIDATING_SKILLS: 'The plan is being drafted.',
  GENERATING_PLAN: 'The plan is being drafted anew.',
  PENDING: 'The plan waits for your decision.',
  APPROVED: 'The plan is approved, and the candidate has not begun yet.',
  SCHEDULED: 'The plan is approved, and a start is set.',
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
  pause: 'to have a break',
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

const startOf = ({ machine }: InterviewView): Markup | null =>
  machine.scheduledAt === null ? null : markup`<dt>Start</dt><dd>${timeText(machine.scheduledAt)}</dd>`;

const summary = (
  view: InterviewView,
): Markup => markup`<p>${waits[view.machine.state] ?? 'The interview has ended.'}</p>
<dl>
<dt>Company</dt><dd>${view.companyName ?? 'not given'}</dd>
<dt>Position</dt><dd>${view.position ?? 'not given'}</dd>
<dt>Level</dt><dd>${view.level ?? 'not given'}</dd>
<dt>Your reference</dt><dd>${view.candidateRef ?? view.externalId ?? 'not given'}</dd>
${startOf(view)}
</dl>
${attentionOf(view)}${wishesOf(view)}`;

const missing = ({ machine }: InterviewView): Markup => markup`<h2>What is missing</h2>
<ul>${machine.missing.map((field) => markup`<li>${missingQuestion(field)}</li>`)}</ul>
<p>Please supply it in the system that ordered the interview.</p>`;

const unsent: Readonly<Record<string, string>> = {
  no_address: 'No e-mail address of the candidate is known',
  address_invalid: 'No mail can be sent to the address of the candidate',
  switched_off: 'Your organisation does not have mails sent to candidates',
  no_mail_server: 'This installation sends no mails',
};

const isWaitedFor = ({ machine }: InterviewView): boolean =>
  machine.state === 'APPROVED' || machine.state === 'SCHEDULED';

/** Null unless somebody has to pass the link on. */
const linkToPassOn = (view: InterviewView): string | null =>
  isWaitedFor(view) && view.invitation?.status === 'not_sent' ? view.interviewLink : null;

const invitation = (view: InterviewView): Markup | null => {
  if (!isWaitedFor(view) || view.invitation === null) return null;
  const { status, reason } = view.invitation;
  if (status === 'sent') return markup`<p>The candidate has been sent the link by e-mail.</p>`;
  if (status === 'pending') return markup`<p>An e-mail with the link is on its way to the candidate.</p>`;
  const link = linkToPassOn(view);
  return markup`<h2>Please pass this link on to the candidate</h2>
<p>${unsent[reason ?? ''] ?? 'The e-mail to the candidate could not be sent'}: nobody has been invited. The link is meant for the candidate alone.</p>
${link === null ? null : markup`<pre>${link}</pre>`}`;
};

const detail = ({ interview, ...said }: ReviewView, typed: Typed): Markup | null => {
  const { machine, plan, assessment } = interview;
  if (machine.state === 'INFO_NEEDED') return missing(interview);
  if (machine.state === 'PENDING' && plan !== null) return planPart(plan, typed);
  if (machine.state === 'ASSESSMENT_PENDING' && assessment !== null) return assessmentPart(assessment, said, typed);
  return invitation(interview);
};

/** What of the interview is on the page, for the record of who read what. */
const shownOn = ({ interview, decisions, turns, appeal }: ReviewView): ReadPart[] => {
  const { machine, assessment } = interview;
  const isJudged = machine.state === 'ASSESSMENT_PENDING' && assessment !== null;
  return [
    ...(machine.state === 'PENDING' ? (['plan'] as const) : []),
    ...(isJudged || turns.length > 0 ? (['transcript', 'assessment'] as const) : []),
    ...(linkToPassOn(interview) === null ? [] : (['link'] as const)),
    ...(appeal === null ? [] : (['appeal'] as const)),
    ...(decisions.some(({ by }) => by !== null) ? (['notes'] as const) : []),
  ];
};

type Said = {
  title?: string;
  /** Why what was sent was not taken. */
  refusal?: string;
  typed?: Typed;
};

export const reviewPage = (view: ReviewView, { title, refusal, typed = nothingTyped }: Said = {}) => {
  const heading = isTerminal(view.interview.machine.state) ? 'An interview that has ended' : 'Interview to review';
  const content = markup`${refusal === undefined ? null : markup`<p role="alert"><strong>${refusal}</strong></p>`}
${summary(view.interview)}
${decided(view.decisions)}
${appealed(view.appeal)}
${detail(view, typed)}`;
  return { body: page(title ?? heading, content), shows: shownOn(view) };
};

export const reviewWords: PageWords = {
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
    'There is a newer version than the one you were shown. Nothing was changed: please look at it, and decide on what you see now.',
  'interview.invalid_transition':
    'Somebody else has decided meanwhile, or the interview has moved on. Nothing was changed.',
  'assessment.reason_required': 'Something is missing: your verdict differs from the proposed one, please choose why.',
  'assessment.verdict_required': 'Something is missing: please choose a verdict.',
  'interview.unknown_outcome': 'It is not known yet whether this was recorded. Please send it once more.',
};

export const reviewFace = peopleFace('/review', reviewWords);
