import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examplePlan as plan } from '../../test/room/plan.ts';
import type { Turn } from './transcript.ts';
import { followUpMs, limitMsOf } from './budget.ts';
import { graceMs, newClock, type RoomClock } from './clock.ts';
import { asidesPerQuestionMax } from './asides.ts';
import { fillGreeting, followUpTurn, nextStep, rewordedTurn, type NextTurn } from './next-question.ts';
import { intentOf } from './wish-in.ts';

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
    if (step.kind !== 'ask') throw new Error('all turns are answered here');
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

  test.each([
    ['Guten Tag, {name}. Ein KI-System stellt die Fragen.', 'Guten Tag. Ein KI-System stellt die Fragen.'],
    ['Hallo {name}, schön, dass Sie da sind.', 'Hallo, schön, dass Sie da sind.'],
    ['Bonjour {name}, un système d’IA pose les questions.', 'Bonjour, un système d’IA pose les questions.'],
    ['Hola, {name}: las preguntas las hace un sistema de IA.', 'Hola: las preguntas las hace un sistema de IA.'],
    ['{name}, willkommen zum Interview.', 'Willkommen zum Interview.'],
  ])('without a name %j stands by itself, with no word of English', (greeting, spoken) => {
    expect(fillGreeting(greeting, undefined)).toBe(spoken);
    expect(fillGreeting(greeting, '   ')).toBe(spoken);
  });
});

/** Says `texts` one after the other, reads wishes by phrases and asks no follow-ups. */
const converse = (texts: readonly string[], start: RoomClock = clock) => {
  const turns: Turn[] = [];
  for (const text of [...texts, null]) {
    const step = nextStep({ plan, turns, clock: start, companyName: 'Ada & Co' });
    if (step.kind !== 'ask') return { turns, step };
    turns.push(turnOf(step.planned, null));
    const last = turns.at(-1);
    if (last && text !== null)
      Object.assign(last, { answer: text, answeredAt: 1, intent: intentOf(turns, text, 'en') });
  }
  return { turns, step: nextStep({ plan, turns, clock: start }) };
};
const kindsOf = (turns: readonly Turn[]): string[] => turns.map(({ kind, questionId }) => `${kind} ${questionId}`);

describe('a wish instead of an answer', () => {
  test('brings the question once more, then a choice, and its answer is the answer to the question', () => {
    const { turns } = converse(['Repeat please', 'I do not understand', 'Go on', 'Fine.']);

    expect(kindsOf(turns)).toEqual(['question q1', 'repeat q1', 'choice q1', 'question q2', 'question q3']);
    expect(turns[1]?.question).toBe(`Here is the question once more: ${plan.questions[0]?.text}`);
    expect(kindsOf(converse(['Repeat please', 'I built it.', 'Pardon?', 'Fine.']).turns)).toEqual([
      'question q1',
      'repeat q1',
      'question q2',
      'repeat q2',
      'question q3',
    ]);
  });

  test('for other words asks for them, and takes none that are unusable', () => {
    const [question] = plan.questions;
    const turns = [
      {
        ...turnOf({ turn: 1, kind: 'question', questionId: 'q1', text: 'Q?', extraMs: 0 }, 'a'),
        intent: 'reword' as const,
      },
    ];
    const step = nextStep({ plan, turns, clock });
    if (step.kind !== 'ask') throw new Error('nothing is asked');

    expect(step).toMatchObject({
      reword: 'Q?',
      followUpTo: null,
      planned: { kind: 'repeat', questionId: question?.id },
    });
    expect(rewordedTurn({ plan, turns, clock }, step.planned, ' Which one? ').text).toBe('In other words: Which one?');
    for (const text of ['', 'x'.repeat(1_001), 'a\0b'])
      expect(rewordedTurn({ plan, turns, clock }, step.planned, text)).toEqual(step.planned);
  });

  test('to leave is only done once it was chosen, and going on asks the open question again', () => {
    const person = 'I would rather talk to a person';
    expect(kindsOf(converse([person, 'No', 'I built it.']).turns)).toEqual([
      'question q1',
      'choice q1',
      'repeat q1',
      'question q2',
    ]);
    expect(converse([person]).turns.at(-1)?.question).toContain('Ada & Co is told to have a person get in touch');
    expect(converse([person, 'yes']).step).toEqual({ kind: 'leave', how: 'person' });
    expect(converse(['I built it.', 'Stop', 'yes']).turns.at(-1)).toMatchObject({ kind: 'choice', answer: null });
    expect(converse(['I built it.', 'Stop', 'Finish here']).step).toEqual({ kind: 'leave', how: 'finish' });
    expect(converse(['Stop', 'Withdraw']).step).toEqual({ kind: 'leave', how: 'withdraw' });
    expect(converse(['Help', 'help']).turns.at(-1)).toMatchObject({ kind: 'repeat', questionId: 'q1' });
  });

  test('is heard after the time is over too, but no question is asked again then', () => {
    const over = { ...clock, usedMs: clock.limitMs };
    const first = turnOf({ turn: 1, kind: 'question', questionId: 'q1', text: 'q', extraMs: 0 }, 'a');
    const after = (intent: Turn['intent']) =>
      nextStep({ plan, turns: [{ ...first, ...(intent && { intent }) }], clock: over });

    expect(after('person')).toMatchObject({ kind: 'ask', planned: { kind: 'choice' } });
    expect(after('repeat')).toMatchObject({ kind: 'ask', planned: { kind: 'closing' } });
  });

  test('whatever is said, every conversation comes to its end within a bound per question', () => {
    const said = [
      'Repeat please',
      'I do not understand',
      'Help',
      'A person, please',
      'Stop',
      'no',
      'yes',
      'hm',
      'go on',
      'I built it with care.',
    ];
    const turnsMax = (plan.questions.length + 1) * (asidesPerQuestionMax + 2);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...said), { minLength: turnsMax, maxLength: turnsMax }), (texts) => {
        const { turns, step } = converse(texts);
        const asked = turns.filter(({ kind }) => kind === 'question').map(({ questionId }) => questionId);

        expect(['q1', 'q2', 'q3'].slice(0, asked.length)).toEqual(asked);
        expect(step.kind === 'leave' || turns.some(({ kind }) => kind === 'closing')).toBe(true);
      }),
    );
  });
});
