import { describe, expect, it } from 'vitest';
import type { Utterance } from '../ports/voice.ts';
import type { Turn } from '../room/transcript.ts';
import { examplePlan } from '../../test/room/plan.ts';
import { turnsOfCall } from './call-turns.ts';

const [q1, q2, q3] = ['Tell me about a service you built.', 'How do you test it?', 'What would you change?'];

const spoken = (lines: readonly string[]): Utterance[] => {
  let at = 0;
  return lines.map((line) => {
    const [, who = '', text = ''] = /^([AC]): (.*)$/u.exec(line) ?? [];
    const words = text.split(' ').map((word) => ({ text: word, startMs: (at += 400), endMs: at + 300 }));
    return { by: who === 'A' ? 'interviewer' : 'candidate', text, words };
  });
};

const outcomeOf = (lines: readonly string[], { ending = 'finished', known = [] as Turn[] } = {}) =>
  turnsOfCall({
    plan: examplePlan,
    known,
    call: { utterances: spoken(lines), startedAt: 1_000_000, endedAt: 1_100_000, ending: ending as 'finished' },
  });

const codesOf = (outcome: ReturnType<typeof outcomeOf>): string[] =>
  outcome.deviations.map(({ code, questionId }) => `${code} ${questionId}`);

const answered = (questionId: string, turn: number): Turn => ({
  turn,
  version: 1,
  sessionId: 's',
  kind: 'question',
  questionId,
  question: '',
  answer: 'typed',
  askedAt: 0,
  answeredAt: 1,
});

describe('what was asked against what was planned', () => {
  it('is without remark where every question was asked as it is, in its order, with planned follow-ups', () => {
    const outcome = outcomeOf([
      `A: Hello. ${q1}`,
      'C: A billing service.',
      'A: What was hard about it?',
      'C: Time zones.',
      `A: Thanks. ${q2}`,
      'C: Contract tests.',
      `A: ${q3}`,
      'C: Nothing.',
      'A: That was all, goodbye.',
    ]);
    expect(outcome.turns.map(({ kind, questionId, answer }) => [kind, questionId, answer])).toEqual([
      ['question', 'q1', 'A billing service.'],
      ['follow_up', 'q1', 'Time zones.'],
      ['question', 'q2', 'Contract tests.'],
      ['question', 'q3', 'Nothing.'],
    ]);
    expect(outcome).toMatchObject({ deviations: [], complete: true });
  });

  it.each([
    ['reworded', ['A: Could you tell me about any service that you built?', 'C: One.'], 'reworded q1'],
    ['out of order', [`A: ${q2}`, 'C: One.', `A: ${q1}`, 'C: Two.'], 'out_of_order q2'],
    ['left out', [`A: ${q1}`, 'C: One.', `A: ${q3}`, 'C: Two.'], 'left_out q2'],
    ['added', [`A: ${q1}`, 'C: One.', 'A: Are you married?', 'C: No.'], 'added q1'],
    [
      'too many follow-ups',
      [`A: ${q1}`, 'C: One.', ...[1, 2, 3].flatMap((n) => [`A: What was hard about it, part ${n}?`, 'C: Much.'])],
      'too_many_follow_ups q1',
    ],
  ])('%s is a code with its question', (_name, lines, code) => {
    expect(codesOf(outcomeOf(lines))).toContain(code);
  });

  it('counts a question without an answer as not asked, so that it is asked again', () => {
    const outcome = outcomeOf([`A: ${q1}`, 'C: One.', `A: ${q2}`], { ending: 'provider_failed' });
    expect(outcome.turns.map(({ questionId }) => questionId)).toEqual(['q1']);
    expect(outcome).toMatchObject({ deviations: [], complete: false });
  });

  it('begins where the conversation was: what was answered before is neither left out nor asked anew', () => {
    const outcome = outcomeOf([`A: ${q2}`, 'C: One.', `A: ${q3}`, 'C: Two.'], { known: [answered('q1', 1)] });
    expect(outcome).toMatchObject({ deviations: [], complete: true });
    const again = outcomeOf([`A: ${q1}`, 'C: More.'], { known: [answered('q1', 1)], ending: 'candidate_left' });
    expect(again.turns.map(({ kind }) => kind)).toEqual(['follow_up']);
  });

  it('loses no answer where nothing that was asked was planned', () => {
    const outcome = outcomeOf(['A: So, what do you do?', 'C: I weld.', 'C: Mostly steel.'], {
      ending: 'candidate_left',
    });
    expect(outcome.turns).toMatchObject([{ kind: 'follow_up', questionId: 'q1', answer: 'I weld. Mostly steel.' }]);
  });
});

describe('the words of an answer', () => {
  it('stand at their places in code points, with their times in the call', () => {
    const [turn] = outcomeOf([`A: ${q2}`, 'C: 💬 so so', 'C: Zoë tests'], { ending: 'candidate_left' }).turns;
    expect(turn?.answer).toBe('💬 so so Zoë tests');
    const points = Array.from(turn?.answer ?? '');
    expect(turn?.words.map(({ start, end }) => points.slice(start, end).join(''))).toEqual([
      '💬',
      'so',
      'so',
      'Zoë',
      'tests',
    ]);
    expect(turn?.words[0]?.startMs).toBeGreaterThan(0);
    expect(turn?.askedAt).toBeGreaterThanOrEqual(1_000_000);
    expect(turn?.answeredAt).toBeGreaterThan(turn?.askedAt ?? 0);
  });
});
