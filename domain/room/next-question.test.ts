import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examplePlan as plan } from '../../test/room/plan.ts';
import type { Turn } from './transcript.ts';
import { followUpMs, limitMsOf } from './budget.ts';
import { graceMs, newClock, type RoomClock } from './clock.ts';
import { fillGreeting, followUpTurn, nextStep, type NextTurn } from './next-question.ts';

const clock = newClock(limitMsOf(plan));

const turnOf = (next: NextTurn, answer: string | null): Turn => ({
  turn: next.turn,
  version: 1,
  sessionId: 'ses_1',
  kind: next.kind,
  questionId: next.questionId,
  question: next.text,
  answer,
  askedAt: 0,
  answeredAt: answer === null ? null : 1,
});

/** Plays a conversation to its end; `follow` says whether each offered follow-up is asked. */
const play = (follow: (number: number) => boolean, start: RoomClock = clock): { turns: Turn[]; clock: RoomClock } => {
  const turns: Turn[] = [];
  let present = start;
  for (let number = 0; number < 100; number += 1) {
    const step = nextStep({ plan, turns, clock: present });
    if (step.kind === 'done') return { turns, clock: present };
    if (step.kind === 'waiting') throw new Error('all turns are answered here');
    const conversation = { plan, turns, clock: present };
    const offered = step.followUpTo !== null && follow(number);
    const next =
      (offered && step.followUpTo && followUpTurn(conversation, step.followUpTo, step.planned.turn, 'More?')) ||
      step.planned;
    present = { ...present, limitMs: present.limitMs + next.extraMs };
    turns.push(turnOf(next, next.kind === 'closing' ? null : 'An answer.'));
  }
  throw new Error('no end');
};

describe('next question', () => {
  test('asks all planned questions in their order and then closes', () => {
    const { turns } = play(() => false);
    expect(turns.map(({ turn, questionId }) => `${turn} ${questionId}`)).toEqual(['1 q1', '2 q2', '3 q3', '4 closing']);
  });

  test('whatever follow-ups are asked, the planned ones all come in order, with at most two follow-ups each', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (follow) => {
        const { turns } = play((number) => follow[number] ?? false);
        expect(turns.filter(({ kind }) => kind === 'question').map(({ questionId }) => questionId)).toEqual([
          'q1',
          'q2',
          'q3',
        ]);
        for (const id of ['q1', 'q2', 'q3']) {
          expect(
            turns.filter(({ kind, questionId }) => kind === 'follow_up' && questionId === id).length,
          ).toBeLessThanOrEqual(2);
        }
        expect(turns.at(-1)?.kind).toBe('closing');
        expect(turns.map(({ turn }) => turn)).toEqual(turns.map((_, index) => index + 1));
      }),
    );
  });

  test('an open question stays open until its grace is over, then the closing comes', () => {
    const turns = [turnOf({ turn: 1, kind: 'question', questionId: 'q1', text: 'q', extraMs: 0 }, null)];
    const over = { ...clock, usedMs: clock.limitMs };
    expect(nextStep({ plan, turns, clock: over })).toEqual({ kind: 'waiting' });
    const late = nextStep({ plan, turns, clock: { ...clock, usedMs: clock.limitMs + graceMs + 1 } });
    expect(late).toMatchObject({ kind: 'ask', planned: { turn: 2, kind: 'closing' }, followUpTo: null });
  });

  test('once the time is used up an answer is followed by the closing', () => {
    const turns = [turnOf({ turn: 1, kind: 'question', questionId: 'q1', text: 'q', extraMs: 0 }, 'a')];
    const step = nextStep({ plan, turns, clock: { ...clock, usedMs: clock.limitMs } });
    expect(step).toMatchObject({ kind: 'ask', planned: { turn: 2, kind: 'closing' }, followUpTo: null });
  });

  test('a candidate who is far behind gets no follow-up', () => {
    const turns = [turnOf({ turn: 1, kind: 'question', questionId: 'q1', text: 'q', extraMs: 0 }, 'a')];
    expect(nextStep({ plan, turns, clock })).toMatchObject({ followUpTo: { id: 'q1' } });
    expect(nextStep({ plan, turns, clock: { ...clock, usedMs: clock.limitMs - 80_000 } })).toMatchObject({
      followUpTo: null,
    });
  });

  test('an accommodation stretches the limit and every follow-up by the same factor', () => {
    expect(limitMsOf(plan)).toBe(300_000);
    expect(limitMsOf(plan, 1.5)).toBe(450_000);
    expect(limitMsOf(plan, 9)).toBe(900_000);
    const first = plan.questions[0];
    if (!first) throw new Error('no question');
    expect(followUpMs(plan, [], 300_000, first)).toBe(60_000);
    expect(followUpMs(plan, [], 450_000, first)).toBe(90_000);
    const asked = [{ kind: 'follow_up', questionId: 'q1' } as const];
    expect(followUpMs(plan, asked, 450_000 + 90_000, first)).toBe(90_000);
  });

  test('a follow-up that is empty, endless or broken is not asked', () => {
    const first = plan.questions[0];
    if (!first) throw new Error('no question');
    const conversation = { plan, turns: [], clock };
    for (const text of ['', '  ', 'x'.repeat(1_001), 'a\0b', 'a\ud800'])
      expect(followUpTurn(conversation, first, 2, text)).toBeNull();
    expect(followUpTurn(conversation, first, 2, ' Why? ')).toEqual({
      turn: 2,
      kind: 'follow_up',
      questionId: 'q1',
      text: 'Why?',
      extraMs: 60_000,
    });
  });

  test('the greeting takes the name as it is, or none', () => {
    expect(fillGreeting('Hello {name}!', 'Ada $& {name}')).toBe('Hello Ada $& {name}!');
    expect(fillGreeting('Hello {name}!', undefined)).toBe('Hello there!');
  });
});
