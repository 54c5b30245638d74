import { describe, expect, it } from 'vitest';
import type { Question } from '../../domain/plan/plan.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import { levels } from '../../domain/request/request.ts';
import { questionTexts } from './frames.ts';
import { createOfflineInterviewer } from './interviewer.ts';

const interviewer = createOfflineInterviewer();
const question: Question = {
  id: 'q1',
  text: 'Tell me about an outage.',
  competencyIds: ['c1'],
  probes: ['What came of it?'],
  timeBudgetSeconds: 120,
};

const turnOf = (turn: number, answer: string | null, more: Partial<Turn> = {}): Turn => ({
  turn,
  version: 1,
  sessionId: 's',
  kind: 'question',
  questionId: 'q1',
  question: question.text,
  answer,
  askedAt: 0,
  answeredAt: 1,
  ...more,
});

const followUp = async (turns: Turn[], open = [0]) =>
  (
    await interviewer.followUp(
      { question, competencies: [], turns, open },
      { signal: new AbortController().signal, tenantId: 'ten_1' },
    )
  ).value;

describe('the offline interviewer', () => {
  it.each(['I restarted it.', 'Yes.', '[00:12] Um, yes, you know, I did.', 'In production, twice.'])(
    'asks once for more after the very short answer %j',
    async (answer) => {
      expect(await followUp([turnOf(1, answer)])).toEqual({ probe: 0, wording: null });
      expect(await followUp([turnOf(1, answer)], [1, 2])).toEqual({ probe: 1, wording: null });
      expect(await followUp([turnOf(1, answer), turnOf(2, answer, { kind: 'follow_up' })])).toBeNull();
    },
  );

  it.each([
    [
      'an answer of some length',
      'I was on call when the disk of the mail server filled up, so I deleted the old logs.',
    ],
    ['a denial', "I don't know, I have never been on call."],
    ['another denial', 'I have not really done that so far.'],
    ['a short denial', 'Not really.'],
    ['a refusal', 'I would rather not talk about this, next question please.'],
    ['noise', 'krzt vlmpf dshk wrngt bdfl prsnt qwrtz mnbvc'],
    ['no answer', null],
  ])('asks nothing after %s', async (_name, answer) => {
    expect(await followUp([turnOf(1, answer)])).toBeNull();
  });

  it('asks nothing where no planned follow-up is left', async () => {
    expect(await followUp([turnOf(1, 'Yes.')], [])).toBeNull();
  });

  it('asks nothing before anything was said, nor about another question', async () => {
    expect(await followUp([])).toBeNull();
    expect(await followUp([turnOf(1, 'Yes.', { questionId: 'q0' })])).toBeNull();
  });

  it('asks the same in another frame, or in none', async () => {
    const reword = async (text: string, taken: string[] = []) =>
      (
        await interviewer.reword(
          { question: text, taken: [text, ...taken] },
          { signal: new AbortController().signal, tenantId: 'ten_1' },
        )
      ).value;
    for (const kind of ['work', 'condition'] as const)
      for (const level of levels) {
        const forms = questionTexts('Keeps pumps running', kind, level);
        for (const text of forms) {
          const other = await reword(text, forms.slice(0, 2));
          expect(forms).toContain(other);
          expect([text, ...forms.slice(0, 2)]).not.toContain(other);
        }
        expect(await reword(forms[0] ?? '', forms)).toBeNull();
      }
    for (const text of [question.text, 'What does “move fast” mean to you?', '“', ''])
      expect(await reword(text)).toBeNull();
  });
});
