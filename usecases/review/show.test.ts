import { expect, test } from 'vitest';
import { interviewStates, isTerminal } from '../../domain/lifecycle/state.ts';
import type { ReviewMaterial } from '../../domain/ports/review-views.ts';
import { isBlind } from './show.ts';

test('what is proposed stays hidden in every state before the verdict, also while it is made anew', () => {
  for (const state of interviewStates) {
    const material = { interview: { machine: { state } } } as ReviewMaterial;
    expect([state, isBlind({ blindFirst: true }, material)]).toEqual([state, !isTerminal(state)]);
    expect(isBlind({ blindFirst: false }, material)).toBe(false);
  }
});
