// What an ATS may be told of a run: the one rule for when a result counts, and the words for everything else.
import { isTerminal, needsHumanFollowUp, type InterviewState, type Outcome } from '../lifecycle/state.ts';
import type { Result, ResultFacts, ResultStatus } from './result.ts';

type Told = { status: ResultStatus; words: string };

const whileOpen: Readonly<Record<InterviewState, Told>> = {
  RECEIVED: { status: 'waiting', words: 'being prepared' },
  INFO_NEEDED: { status: 'waiting', words: 'waiting: the recruiter is asked for missing information on the job' },
  VALIDATING_SKILLS: { status: 'waiting', words: 'being prepared' },
  GENERATING_PLAN: { status: 'waiting', words: 'being prepared' },
  PENDING: { status: 'waiting', words: 'waiting: a recruiter decides on the interview plan' },
  APPROVED: { status: 'invited', words: 'ready: waiting for the candidate' },
  SCHEDULED: { status: 'invited', words: 'scheduled: waiting for the agreed time' },
  IN_PROGRESS: { status: 'in_progress', words: 'in progress' },
  COMPLETED: { status: 'in_review', words: 'interviewed: being scored' },
  ASSESSMENT_PENDING: { status: 'in_review', words: 'interviewed: waiting for a person to decide on the assessment' },
  ASSESSMENT_APPROVED: { status: 'complete', words: 'complete' },
  REJECTED: { status: 'ended', words: 'ended' },
  CANCELLED: { status: 'ended', words: 'ended' },
};

/** After `ended`; the first part says what happened, the second what to do about it. */
const wordsOfEnd: Readonly<Record<Outcome, string>> = {
  ASSESSMENT_APPROVED: 'complete',
  ASSESSMENT_REJECTED: 'the assessment was not accepted by a person: there is no score, please decide without it',
  PLAN_REJECTED: 'the interview plan was not accepted by a person: no interview takes place',
  CANCELLED: 'cancelled: no interview takes place',
  WITHDRAWN: 'the candidate withdrew the application',
  OPTED_OUT: 'opted out: please arrange a phone screen',
  EXPIRED: 'expired: the interview did not take place in time, please contact the candidate',
  NO_SHOW: 'did not appear: please contact the candidate',
  FAILED: 'could not be carried out: please arrange a phone screen',
};

const consentWithdrawn = 'consent withdrawn: nothing that was said is used, please arrange a phone screen';

const ended = ({ outcome, consentWithdrawn: isWithdrawn }: ResultFacts): Told => {
  if (isWithdrawn) return { status: 'ended', words: consentWithdrawn };
  return { status: 'ended', words: outcome === null ? 'ended' : wordsOfEnd[outcome] };
};

const told = (facts: ResultFacts): Told => {
  const { state, completesWhen, hasAttention, overallScore } = facts;
  const open = whileOpen[state];
  // From that moment on nothing that was said may be used, whatever the run still has to do.
  if (facts.consentWithdrawn || open.status === 'ended') return ended(facts);
  const isScored = state === 'ASSESSMENT_PENDING' && completesWhen === 'scored';
  if (open.status === 'complete' || isScored) {
    const how = isScored ? 'scored: no person has decided yet' : 'complete';
    const words = overallScore === null ? `${how}, too much could not be judged for a score` : how;
    return { status: 'complete', words };
  }
  return hasAttention && !isTerminal(state) ? { ...open, words: `${open.words} (a person has to look at it)` } : open;
};

/** Scores and verdicts are told with `complete` alone: never before, never of a run that ended otherwise. */
export const resultOf = (facts: ResultFacts): Result => {
  const { state, outcome, startedAt, completedAt, decidedAt, engine } = facts;
  const { status, words } = told(facts);
  const isComplete = status === 'complete';
  return {
    status,
    words,
    advisory: isComplete && (state !== 'ASSESSMENT_APPROVED' || facts.advisory),
    startedAt,
    completedAt,
    decidedAt,
    score: isComplete ? facts.overallScore : null,
    verdict: isComplete ? facts.verdict : null,
    engine: isComplete ? engine : null,
    outcome,
    humanFollowUp: facts.consentWithdrawn || needsHumanFollowUp(outcome),
  };
};
