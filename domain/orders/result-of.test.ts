import { describe, expect, test } from 'vitest';
import { interviewStates, outcomes, type InterviewState, type Outcome } from '../lifecycle/state.ts';
import { completionRules } from '../templates/template.ts';
import { resultOf } from './result-of.ts';
import type { ResultFacts, ResultStatus } from './result.ts';

const base: ResultFacts = {
  state: 'ASSESSMENT_APPROVED',
  outcome: 'ASSESSMENT_APPROVED',
  completesWhen: 'approved',
  hasAttention: false,
  startedAt: 1,
  completedAt: 2,
  decidedAt: 3,
  overallScore: 71.5,
  verdict: 'HIRE',
  engine: 'anthropic',
  advisory: false,
  consentWithdrawn: false,
};

/** Every combination of what the rule reads, also those that no run ever reaches. */
const everything: ResultFacts[] = interviewStates.flatMap((state) =>
  [null, ...outcomes].flatMap((outcome) =>
    completionRules.flatMap((completesWhen) =>
      [true, false].flatMap((consentWithdrawn) =>
        [true, false].flatMap((hasAttention) =>
          [71.5, null].map((overallScore) => ({
            ...base,
            state,
            outcome,
            completesWhen,
            consentWithdrawn,
            hasAttention,
            overallScore,
          })),
        ),
      ),
    ),
  ),
);

/** What a state is told as, while consent stands, by the rule of the template. */
const statuses: Readonly<Record<InterviewState, ResultStatus | { approved: ResultStatus; scored: ResultStatus }>> = {
  RECEIVED: 'waiting',
  INFO_NEEDED: 'waiting',
  VALIDATING_SKILLS: 'waiting',
  GENERATING_PLAN: 'waiting',
  PENDING: 'waiting',
  APPROVED: 'invited',
  SCHEDULED: 'invited',
  IN_PROGRESS: 'in_progress',
  COMPLETED: 'in_review',
  ASSESSMENT_PENDING: { approved: 'in_review', scored: 'complete' },
  ASSESSMENT_APPROVED: 'complete',
  REJECTED: 'ended',
  CANCELLED: 'ended',
};

describe('over all states, outcomes and rules', () => {
  test('the status follows from the state and the rule, and from nothing else while consent stands', () => {
    for (const facts of everything.filter((one) => !one.consentWithdrawn)) {
      const status = statuses[facts.state];
      expect(resultOf(facts).status).toBe(typeof status === 'string' ? status : status[facts.completesWhen]);
    }
  });

  test('consent withdrawn is the end, whatever else is true', () => {
    for (const facts of everything.filter((one) => one.consentWithdrawn))
      expect(resultOf(facts)).toMatchObject({ status: 'ended', score: null, verdict: null, humanFollowUp: true });
  });

  test('a score, a verdict and an engine are told of a complete result alone', () => {
    for (const facts of everything) {
      const { status, score, verdict, engine } = resultOf(facts);
      if (status !== 'complete') expect([score, verdict, engine]).toEqual([null, null, null]);
      else expect([score, verdict, engine]).toEqual([facts.overallScore, 'HIRE', 'anthropic']);
    }
  });

  test('what no person decided on is advisory', () => {
    for (const facts of everything.filter((one) => resultOf(one).status === 'complete'))
      expect(resultOf(facts).advisory).toBe(facts.state !== 'ASSESSMENT_APPROVED');
    expect(resultOf({ ...base, advisory: true }).advisory).toBe(true);
  });

  test('the words are one short line of plain text and no code', () => {
    for (const facts of everything) expect(resultOf(facts).words).toMatch(/^[a-z][a-z ,:()]{3,110}$/);
  });
});

test.each<[Outcome, string, boolean]>([
  ['OPTED_OUT', 'opted out: please arrange a phone screen', true],
  ['NO_SHOW', 'did not appear: please contact the candidate', true],
  ['EXPIRED', 'expired: the interview did not take place in time, please contact the candidate', true],
  ['FAILED', 'could not be carried out: please arrange a phone screen', true],
  ['CANCELLED', 'cancelled: no interview takes place', false],
  ['WITHDRAWN', 'the candidate withdrew the application', false],
  [
    'ASSESSMENT_REJECTED',
    'the assessment was not accepted by a person: there is no score, please decide without it',
    false,
  ],
])('a run that ended as %s says what happened and what to do', (outcome, words, humanFollowUp) => {
  for (const completesWhen of completionRules)
    expect(resultOf({ ...base, state: 'CANCELLED', outcome, completesWhen })).toMatchObject({
      status: 'ended',
      words,
      score: null,
      humanFollowUp,
    });
});

test('a result without a total says so, and a run that is stuck says that too', () => {
  expect(resultOf({ ...base, overallScore: null }).words).toBe('complete, too much could not be judged for a score');
  expect(resultOf({ ...base, state: 'ASSESSMENT_PENDING', completesWhen: 'scored' }).words).toBe(
    'scored: no person has decided yet',
  );
  expect(resultOf({ ...base, state: 'COMPLETED', hasAttention: true }).words).toBe(
    'interviewed: being scored (a person has to look at it)',
  );
});
