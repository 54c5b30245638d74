import { describe, expect, it } from 'vitest';
import { apply } from './apply.ts';
import { defaultPolicy as policy } from './policy.ts';
import { initialState, type RunState } from './state.ts';
import { nextTimer } from './timers.ts';

const day = 86_400_000;
const hour = 3_600_000;
const waiting = (state: RunState['state'], more: Partial<RunState> = {}): RunState => ({
  ...initialState,
  state,
  waitingSince: day,
  ...more,
});

/** Lets every timer of a wait fire in turn and returns what happened when, in hours after the wait began. */
const timersOf = (start: RunState, firingsMax = 8): [string, number][] => {
  const fired: [string, number][] = [];
  let state = start;
  for (let i = 0; i < firingsMax; i++) {
    const timer = nextTimer(state, policy);
    if (timer === null) break;
    fired.push([timer.kind === 'reminder' ? 'reminder' : timer.then, (timer.at - day) / hour]);
    if (timer.kind === 'deadline' && timer.then !== 'verdictOverdue') break;
    if (timer.kind === 'deadline') state = apply(state, { type: 'verdictOverdue', detail: {}, at: timer.at });
    else
      state = apply(state, {
        type: 'reminded',
        detail: { number: timer.number, audience: timer.audience },
        at: timer.at,
      });
  }
  return fired;
};

describe('the timer of a wait', () => {
  it.each(['INFO_NEEDED', 'PENDING'] as const)('reminds after 1, 3 and 7 days in %s and expires after 14', (state) => {
    expect(timersOf(waiting(state))).toEqual([
      ['reminder', 24],
      ['reminder', 72],
      ['reminder', 168],
      ['expired', 336],
    ]);
  });

  it('reminds the candidate a day before the link ends', () => {
    const state = waiting('APPROVED', { linkExpiresAt: day + 7 * day });

    expect(timersOf(state)).toEqual([
      ['reminder', 144],
      ['expired', 168],
    ]);
    expect(nextTimer(state, policy)).toMatchObject({ audience: 'candidate' });
  });

  it('reminds a day and an hour before the agreed start, and calls it a no-show a day after', () => {
    expect(timersOf(waiting('SCHEDULED', { scheduledAt: day + 48 * hour }))).toEqual([
      ['reminder', 24],
      ['reminder', 47],
      ['noShow', 72],
    ]);
  });

  it('passes over a reminder that was due before the wait began', () => {
    expect(timersOf(waiting('SCHEDULED', { scheduledAt: day + 2 * hour }))).toEqual([
      ['reminder', 1],
      ['noShow', 26],
    ]);
  });

  it('reminds a silent candidate after 30 minutes and 12 hours, and ends the window after a day', () => {
    const state = waiting('IN_PROGRESS', { startedAt: day, lastTurnAt: day });

    expect(timersOf(state)).toEqual([
      ['reminder', 0.5],
      ['reminder', 12],
      ['windowEnded', 24],
    ]);
  });

  it('starts counting again when the candidate goes on', () => {
    const silent = waiting('IN_PROGRESS', { startedAt: day, lastTurnAt: day, remindersSent: 1 });
    const active = apply(silent, {
      type: 'conversationActive',
      detail: { lastTurnAt: day + 2 * hour },
      at: day + 2 * hour,
    });

    expect(timersOf(active)[0]).toEqual(['reminder', 2.5]);
  });

  it('asks for a verdict for ever: reminders, then attention, then weekly reminders', () => {
    expect(timersOf(waiting('ASSESSMENT_PENDING'))).toEqual([
      ['reminder', 24],
      ['reminder', 72],
      ['reminder', 168],
      ['verdictOverdue', 336],
      ['reminder', 336],
      ['reminder', 504],
      ['reminder', 672],
      ['reminder', 840],
    ]);
  });

  it('is not armed where work is under way or everything is over', () => {
    for (const state of ['RECEIVED', 'VALIDATING_SKILLS', 'GENERATING_PLAN', 'COMPLETED', 'CANCELLED'] as const) {
      expect(nextTimer(waiting(state), policy)).toBeNull();
    }
  });
});
