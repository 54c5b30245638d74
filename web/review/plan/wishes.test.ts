import { describe, expect, test } from 'vitest';
import type { ShownPlan } from '../../../domain/plan/shown-plan.ts';
import {
  fits,
  hasWishes,
  instructionsMax,
  moved,
  noWishes,
  revisionOf,
  unsent,
  withChange,
  withTarget,
  withoutTarget,
} from './wishes.ts';

const planOf = (revision: number, questions: string[]): ShownPlan =>
  ({ revision, questions: questions.map((id) => ({ id })), competencies: [{ id: 'c1' }] }) as ShownPlan;

const first = planOf(1, ['q1', 'q2']);
const second = planOf(2, ['q1']);
const q1 = { questionId: 'q1' };
const q2 = { questionId: 'q2' };
const c1 = { competency: 'c1' };

const wished = [q1, q2, c1].reduce(
  (wishes, part) => withChange(withTarget(wishes, part), part, `Change ${JSON.stringify(part)}`),
  { ...noWishes, instructions: 'Shorter.' },
);

describe('wishes for a plan', () => {
  test('are sent for the parts that say something, with the revision that was looked at', () => {
    const wishes = withTarget(withChange(withTarget(noWishes, q1), q1, 'Ask about queues.'), c1);

    expect(revisionOf(first, wishes)).toEqual({
      kind: 'revisePlan',
      revision: 1,
      instructions: '',
      targets: [{ questionId: 'q1', change: 'Ask about queues.' }],
    });
    expect(revisionOf(first, withTarget(noWishes, c1))).toBeNull();
    expect(hasWishes(withTarget(noWishes, c1))).toBe(false);
  });

  test('choosing a part twice keeps what was written about it', () => {
    expect(withTarget(wished, q1)).toBe(wished);
    expect(withoutTarget(wished, q1).targets).toHaveLength(2);
  });

  test('outlive a newer revision: those that fit are sent, the others wait until somebody moves or removes them', () => {
    const decision = revisionOf(second, wished);

    expect(decision).toMatchObject({ revision: 2, instructions: 'Shorter.' });
    expect(decision?.kind === 'revisePlan' && decision.targets.map((target) => fits(second, target))).toEqual([
      true,
      true,
    ]);
    expect(unsent(second, wished)).toEqual({ ...noWishes, targets: [{ ...q2, change: 'Change {"questionId":"q2"}' }] });
  });

  test('one that is moved to those for the whole loses no word, and stays where there is no room', () => {
    expect(moved(wished, q2)).toMatchObject({ instructions: 'Shorter.\n\nChange {"questionId":"q2"}' });
    expect(moved(wished, q2).targets).toHaveLength(2);
    const full = { ...wished, instructions: 'x'.repeat(instructionsMax) };
    expect(moved(full, q2)).toBe(full);
  });
});
