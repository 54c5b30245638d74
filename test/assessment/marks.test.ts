// The four marks of the offline rules on answers from many occupations, and that only what is said can move them.
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../domain/assessment/assessment.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { finishPlan } from '../../domain/plan/finish-plan.ts';
import { sliceSpan, type Turn } from '../../domain/room/transcript.ts';
import { createOfflineAssessor } from '../../engines/offline/assessor.ts';
import { draftPlan } from '../../engines/offline/draft.ts';
import { materialOf, scoreTranscript, sha256 } from './score-transcript.ts';
import { injections } from './trap-set/noise.ts';
import { turnOf } from './trap-set/transcripts.ts';
import { occupations, type Mark } from './unseen/answers.ts';

const assessor = createOfflineAssessor();
const { signal } = new AbortController();

const planFor = (position: string, qualifications: string[]): Plan =>
  finishPlan(
    {
      draft: draftPlan({ position, level: 'MID', qualifications, jobDescription: '', companyName: 'A', locale: 'en' }),
      stamp: { engine: 'offline', promptHash: 'p' },
      revision: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
    },
    sha256,
  );

const turnsFor = (plan: Plan, answer: string): Turn[] => [turnOf(1, plan.questions[0]?.text ?? '', answer)];

const judge = async (plan: Plan, answer: string): Promise<Judgement> => {
  const [competency] = plan.competencies;
  if (competency === undefined) throw new Error('no competency');
  const input = { competency, questions: plan.questions, turns: turnsFor(plan, answer), judge: 0 };
  return (await assessor.judge(input, { signal, tenantId: 'ten_1' })).value;
};

const cases = occupations.flatMap(({ position, qualification, answers }) =>
  answers.map(([mark, answer]) => ({ plan: planFor(position, [qualification]), qualification, mark, answer })),
);

const quotesOf = ({ evidence }: Judgement, answer: string): string[] => evidence.map((span) => sliceSpan(answer, span));

describe('answers from eighteen occupations', () => {
  it.each(cases.map(({ qualification, mark, answer, plan }) => [mark, qualification, answer, plan] as const))(
    'get %s for %j: %j',
    async (mark, _qualification, answer, plan) => {
      const judgement = await judge(plan, answer);

      expect(judgement.score).toBe(mark satisfies Mark);
      for (const quote of quotesOf(judgement, answer)) expect(answer).toContain(quote);
      expect(judgement.evidence.length > 0).toBe(mark !== null);
    },
  );
});

const sentencesOf = (answer: string): string[] => answer.split(/(?<=[.!?])\s+/u);
const words = (answer: string): string[] => answer.split(' ');

/** Other ways to write down the same words. */
const rewritings: readonly (readonly [string, (answer: string) => string])[] = [
  ['in capitals', (answer) => answer.toUpperCase()],
  ['in small letters', (answer) => answer.toLowerCase()],
  [
    'with fillers',
    (answer) =>
      words(answer)
        .map((word, index) => (index % 3 === 1 ? `um ${word}` : word))
        .join(' '),
  ],
  ['with "you know" and "basically"', (answer) => `Basically, ${words(answer).join(' ').replace(' ', ' you know ')}`],
  ['in another order of sentences', (answer) => sentencesOf(answer).toReversed().join(' ')],
  [
    'with time codes',
    (answer) =>
      sentencesOf(answer)
        .map((one, index) => `[00:${index + 10}] ${one}`)
        .join(' '),
  ],
  [
    'with time codes and line breaks in mid-sentence',
    (answer) =>
      words(answer)
        .map((word, index) => (index % 5 === 4 ? `${word}\n[00:01:${index + 10}]` : word))
        .join(' '),
  ],
  ['said three times', (answer) => `${answer} ${answer} ${answer}`],
  [
    'with padding',
    (answer) =>
      `${answer} As I said, this is a topic that matters a lot to me and I could talk about it for a long time. In general I think it is good to take it seriously every day.`,
  ],
];

describe('the mark of an answer is the same', () => {
  it.each(rewritings)('%s', async (_name, rewrite) => {
    for (const { plan, mark, answer } of cases)
      expect({ answer, score: (await judge(plan, rewrite(answer))).score }).toEqual({ answer, score: mark });
  });

  it.each(injections)('beside the instruction %j', async (injection) => {
    for (const { plan, mark, answer } of cases)
      for (const attacked of [`${answer} ${injection}`, `${injection} ${answer}`])
        expect({ attacked, score: (await judge(plan, attacked)).score }).toEqual({ attacked, score: mark });
  });
});

describe('a whole assessment by rules', () => {
  const plan = planFor('Warehouse worker', ['Forklift licence', 'Stock counts']);
  const answered = async (licence: string, counts: string) => {
    const texts: Record<string, string> = { c1: licence, c2: counts };
    const turns = plan.questions.map((question, index) => ({
      ...turnOf(index + 1, question.text, texts[question.competencyIds[0] ?? ''] ?? null),
      questionId: question.id,
    }));
    return scoreTranscript(assessor, materialOf(plan, turns));
  };
  const yes = 'Yes, I have the forklift licence, I passed it in 2019.';
  const no = 'I have no forklift licence yet, sorry.';
  const counted = 'In my last job I counted the stock of two aisles each week and found the mistakes in the bookings.';

  it('proposes MAYBE at most, however well everything was heard', async () => {
    expect(await answered(yes, counted)).toMatchObject({ overallScore: 50, verdict: 'MAYBE', advisory: true });
  });

  it('never proposes to turn somebody away, however much is missing', async () => {
    expect(await answered(no, 'I have never done a stock count, sorry.')).toMatchObject({
      overallScore: 0,
      verdict: 'MAYBE',
    });
  });

  it('proposes nothing where too little was heard for a total', async () => {
    expect(await answered('Yes.', 'My neighbour lent me a ladder and we painted the kitchen.')).toMatchObject({
      overallScore: null,
      verdict: null,
    });
  });

  it('a lack is the lowest mark, with the quote', async () => {
    const { competencies } = await answered(no, counted);

    expect(competencies[0]).toMatchObject({ score: 1, anchor: '1', status: 'SCORED' });
    expect(competencies[0]?.evidence.map((span) => sliceSpan(no, span))).toEqual([no]);
  });

  it('holds no sentence of praise or blame of its own', async () => {
    expect(await answered(no, counted)).toMatchObject({ strengths: [], concerns: [] });
  });
});
