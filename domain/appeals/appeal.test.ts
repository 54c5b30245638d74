import { describe, expect, it } from 'vitest';
import { initialState, verdicts, type RunState } from '../lifecycle/state.ts';
import {
  appealReminderAt,
  appealReviewers,
  checkAppealDecider,
  checkAppealDecision,
  isLeftToOthers,
  overdueReminder,
  type AppealDecision,
} from './appeal.ts';
import { asDecided } from './standing.ts';

const decision = (more: Partial<AppealDecision>): AppealDecision => ({
  outcome: 'upheld',
  verdict: null,
  reasonCodes: ['evidence_overlooked'],
  note: null,
  ...more,
});

describe('a decision on an appeal', () => {
  it('that changes it says another verdict than the one that stands, whichever that is', () => {
    for (const standing of [...verdicts, null])
      for (const verdict of [...verdicts, null]) {
        const check = () => checkAppealDecision(standing, decision({ outcome: 'changed', verdict }));
        if (verdict !== null && verdict !== standing) expect(check).not.toThrow();
        else expect(check).toThrow(expect.objectContaining({ code: 'appeal.verdict_mismatch' }));
      }
  });

  it('that changes it says why', () => {
    const change = decision({ outcome: 'changed', verdict: 'HIRE', reasonCodes: [] });

    expect(() => checkAppealDecision('MAYBE', change)).toThrow(
      expect.objectContaining({ code: 'appeal.reason_required' }),
    );
  });

  it('that upholds it needs no reason, and brings no other verdict', () => {
    expect(() => checkAppealDecision('MAYBE', decision({ reasonCodes: [] }))).not.toThrow();
    expect(() => checkAppealDecision('MAYBE', decision({ verdict: 'HIRE' }))).toThrow(
      expect.objectContaining({ code: 'appeal.verdict_mismatch' }),
    );
  });
});

describe('who decides', () => {
  it('is somebody else than who decided first, where there is somebody else', () => {
    const reviewers = ['dana', 'robin'];

    expect(checkAppealDecider({ first: 'dana', decider: 'robin', reviewers })).toBe('another');
    expect(() => checkAppealDecider({ first: 'dana', decider: 'dana', reviewers })).toThrow(
      expect.objectContaining({ code: 'appeal.first_decider' }),
    );
    expect(appealReviewers({ first: 'dana', reviewers })).toEqual(['robin']);
    expect(isLeftToOthers({ first: 'dana', decider: 'dana', reviewers })).toBe(true);
    expect(isLeftToOthers({ first: 'dana', decider: 'robin', reviewers })).toBe(false);
  });

  it('may be the same person where nobody else is there, and that is on record', () => {
    for (const reviewers of [['dana'], []]) {
      expect(checkAppealDecider({ first: 'dana', decider: 'dana', reviewers })).toBe('the_same');
      expect(appealReviewers({ first: 'dana', reviewers })).toEqual(reviewers);
      expect(isLeftToOthers({ first: 'dana', decider: 'dana', reviewers })).toBe(false);
    }
  });

  it('may be anybody where the first decision names nobody, and nothing is claimed then', () => {
    const reviewers = ['dana', 'robin'];

    expect(checkAppealDecider({ first: null, decider: 'dana', reviewers })).toBe('unknown');
    expect(appealReviewers({ first: null, reviewers })).toEqual(reviewers);
  });
});

it('reminders come with each quarter of the time, the last one as the end of it, and weekly from then on', () => {
  const day = 86_400_000;
  const times = { openedAt: 0, dueAt: 40 * day };

  expect([1, 2, 3, 4, 5, 6].map((number) => appealReminderAt(number, times) / day)).toEqual([10, 20, 30, 40, 47, 54]);
  expect(appealReminderAt(overdueReminder, times)).toBe(times.dueAt);
});

it('what stands is the first decision, until a review has changed it, also one that turned the assessment down', () => {
  const approved: RunState = {
    ...initialState,
    state: 'ASSESSMENT_APPROVED',
    outcome: 'ASSESSMENT_APPROVED',
    verdict: 'MAYBE',
  };
  const rejected: RunState = { ...initialState, state: 'CANCELLED', outcome: 'ASSESSMENT_REJECTED' };

  for (const appeal of [null, { state: 'open', verdict: null }, { state: 'upheld', verdict: null }] as const) {
    expect(asDecided(approved, appeal)).toBe(approved);
    expect(asDecided(rejected, appeal)).toBe(rejected);
  }
  for (const machine of [approved, rejected])
    expect(asDecided(machine, { state: 'changed', verdict: 'HIRE' })).toMatchObject({
      state: 'ASSESSMENT_APPROVED',
      outcome: 'ASSESSMENT_APPROVED',
      verdict: 'HIRE',
    });
});
