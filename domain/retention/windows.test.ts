import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../tenant/policy.ts';
import { erasureDue, plannedErasures, windowsOf, type DueTimes } from './windows.ts';

const dayMs = 86_400_000;

describe('what is due of an ended run', () => {
  it('counts 90, 30 and 365 days unless the tenant says otherwise', () => {
    expect(windowsOf(defaultSettings)).toEqual({
      personalDataMs: 90 * dayMs,
      recordingsMs: 30 * dayMs,
      assessmentsMs: 365 * dayMs,
    });
  });

  it('erases the person first and the assessment later', () => {
    const times = { personalDueAt: 90, assessmentsDueAt: 365 };

    expect(plannedErasures(times, 0)).toEqual([
      { scope: 'personal', dueAt: 90 },
      { scope: 'all', dueAt: 365 },
    ]);
    expect(erasureDue(times, 89)).toBeNull();
    expect(erasureDue(times, 90)).toEqual({ scope: 'personal', dueAt: 90 });
  });

  it('erases everything at once when both are due', () => {
    expect(erasureDue({ personalDueAt: 90, assessmentsDueAt: 365 }, 400)).toEqual({ scope: 'all', dueAt: 365 });
  });

  it('erases everything with the assessment when that is kept for a shorter time', () => {
    expect(plannedErasures({ personalDueAt: 90, assessmentsDueAt: 30 }, 0)).toEqual([{ scope: 'all', dueAt: 30 }]);
  });

  it('has nothing left to do once both are erased', () => {
    expect(plannedErasures({ personalDueAt: null, assessmentsDueAt: null }, 1_000)).toEqual([]);
  });

  const times = fc.record({ personalDueAt: fc.option(fc.nat(1_000)), assessmentsDueAt: fc.option(fc.nat(1_000)) });

  it('never erases before its time, and never leaves anything beyond it', () => {
    fc.assert(
      fc.property(times, fc.nat(1_000), (due: DueTimes, now) => {
        const erasure = erasureDue(due, now);
        const overdue = [due.personalDueAt, due.assessmentsDueAt].some((at) => at !== null && at <= now);

        expect(erasure !== null).toBe(overdue);
        if (due.assessmentsDueAt !== null && due.assessmentsDueAt <= now) expect(erasure?.scope).toBe('all');
      }),
    );
  });
});
