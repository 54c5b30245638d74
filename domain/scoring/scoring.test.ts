import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompetencyResult, Judgement } from '../assessment/assessment.ts';
import { defaultThresholds, type Competency, type Question } from '../plan/plan.ts';
import type { Turn } from '../room/transcript.ts';
import { aggregateCompetency, insufficient } from './aggregate.ts';
import { coverageOf, talkTimeOf } from './coverage.ts';
import { gateCompetency } from './gate.ts';
import { validSpans } from './spans.ts';
import { totalOf } from './verdict.ts';
import { answer, competency, first, judgement, second, turns } from '../../test/harness/readings.ts';

const result = (id: string, score: number | null): CompetencyResult =>
  score === null
    ? insufficient(competency(id), 'no_evidence')
    : { ...insufficient(competency(id), 'no_evidence'), status: 'SCORED', reason: null, score };

const panel = (values: (number | null)[]): Judgement[] => values.map((score, index) => judgement(score, `j${index}`));

describe('evidence', () => {
  it.each([
    ['of a turn that does not exist', { turn: 9 }],
    ['of a turn without an answer', { turn: 2 }],
    ['of another version', { version: 2 }],
    ['beyond the end', { end: 4_000 }],
    ['that is empty', { start: 7, end: 7 }],
    ['that holds white space only', { start: 1, end: 2 }],
    ['that begins before the text', { start: -1 }],
    ['that is no whole position', { start: 0.5 }],
  ])('%s is dropped, never clipped', (_name, change) => {
    expect(validSpans([{ ...first, ...change }], turns)).toEqual([]);
    expect(validSpans([first, { ...first, ...change }], turns)).toEqual([first]);
  });

  it('that overlaps or repeats is merged, so repeating it proves nothing', () => {
    expect(validSpans([second, first, first, { ...first, start: 10, end: 44 }], turns)).toEqual([
      { ...first, end: 80 },
    ]);
  });

  it('always lies inside its answer, in order, without overlap', () => {
    const span = fc.record({
      turn: fc.integer({ min: 0, max: 3 }),
      version: fc.integer({ min: 1, max: 2 }),
      start: fc.integer({ min: -5, max: 120 }),
      end: fc.integer({ min: -5, max: 120 }),
    });
    fc.assert(
      fc.property(fc.array(span), (spans) => {
        const valid = validSpans(spans, turns);
        for (const [index, one] of valid.entries()) {
          expect(one.start).toBeGreaterThanOrEqual(valid[index - 1]?.end ?? 0);
          expect(one.end).toBeLessThanOrEqual(answer.length);
        }
        expect(validSpans(valid, turns)).toEqual(valid);
      }),
    );
  });
});

describe('the total', () => {
  const plan = (competencies: Competency[]) => ({ competencies, thresholds: defaultThresholds });
  const cells = fc.array(
    fc.record({ weight: fc.integer({ min: 1, max: 10 }), score: fc.option(fc.integer({ min: 1, max: 5 })) }),
    { minLength: 1, maxLength: 6 },
  );
  const build = (values: { weight: number; score: number | null }[], scale = 1) => ({
    competencies: values.map(({ weight }, index) => competency(`c${index}`, { weight: weight * scale })),
    results: values.map(({ score }, index) => result(`c${index}`, score)),
  });

  it('does not change when all weights are scaled', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(0.01, 0.5, 3, 1_000), (values, scale) => {
        const [one, other] = [build(values), build(values, scale)];

        expect(totalOf(plan(other.competencies), other.results)).toEqual(totalOf(plan(one.competencies), one.results));
      }),
    );
  });

  it('lies between 0 and 100 and is monotone in every score', () => {
    fc.assert(
      fc.property(cells, fc.nat(5), (values, at) => {
        const raised = values.map((value, index) =>
          index === at % values.length && value.score !== null
            ? { ...value, score: Math.min(5, value.score + 1) }
            : value,
        );
        const [before, after] = [build(values), build(raised)];
        const total = totalOf(plan(before.competencies), before.results).overallScore;
        const higher = totalOf(plan(after.competencies), after.results).overallScore;

        expect(total === null).toBe(higher === null);
        expect(higher ?? 0).toBeGreaterThanOrEqual(total ?? 0);
        expect(total ?? 0).toBeGreaterThanOrEqual(0);
        expect(total ?? 0).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('does not exist when more than a third of the weight lacks evidence; a third exactly is enough', () => {
    const three = [1, 2, 3].map((index) => competency(`c${index}`));

    expect(totalOf(plan(three), [result('c1', 4), result('c2', 4), result('c3', null)])).toMatchObject({
      overallScore: 75,
      verdict: 'HIRE',
    });
    expect(totalOf(plan(three), [result('c1', 5), result('c2', null), result('c3', null)])).toEqual({
      overallScore: null,
      uncertainty: null,
      verdict: null,
    });
    expect(totalOf(plan([]), []).overallScore).toBeNull();
  });

  it.each([
    [5, 100, 'STRONG_HIRE'],
    [4, 75, 'HIRE'],
    [3, 50, 'HIRE'],
    [2, 25, 'NO_HIRE'],
    [1, 0, 'NO_HIRE'],
  ] as const)('a mean of %d is %d points and %s', (score, overallScore, verdict) => {
    expect(totalOf(plan([competency('c1')]), [result('c1', score)])).toMatchObject({ overallScore, verdict });
  });

  it.each([
    [[3, 3, 3], [1, 1, 1], 'HIRE'],
    [[3, 3, 3, 3, 3], [3, 2, 2, 5, 1 / 3], 'HIRE'],
    [[3, 3, 3, 3, 3.5], [0.1, 0.2, 0.3, 0.7, 1], 'HIRE'],
    [[3, 3, 2.5], [1, 1, 1], 'MAYBE'],
    [[3, 3, 2, 2, 2], [1, 1, 1, 1, 1], 'MAYBE'],
    [[3, 2, 2, 2, 2], [1, 1, 1, 1, 1], 'NO_HIRE'],
    [[4, 4, 4, 4, 4], [1, 1, 1, 1, 1], 'HIRE'],
    [[4, 4, 4, 4, 5], [1, 1, 1, 1, 1], 'STRONG_HIRE'],
  ] as const)(
    'scores of %j with weights %j are %s: who does everything as expected is hired',
    (given, weights, verdict) => {
      const competencies = weights.map((weight, index) => competency(`c${index}`, { weight, required: index === 0 }));
      const results = given.map((score, index) => result(`c${index}`, score));

      expect(totalOf(plan(competencies), results).verdict).toBe(verdict);
    },
  );

  it('thresholds are those of the plan: one of earlier days keeps its verdict', () => {
    const thresholds = { ...defaultThresholds, hire: 60, maybe: 40 };
    const verdictFor = (score: number) =>
      totalOf({ competencies: [competency('c1')], thresholds }, [result('c1', score)]).verdict;

    expect([4, 3, 2.5].map(verdictFor)).toEqual(['HIRE', 'MAYBE', 'NO_HIRE']);
  });

  it('a required competency under 3 allows MAYBE at most, under 2 means NO_HIRE, without evidence no hire is proposed', () => {
    const competencies = [competency('c1', { required: true }), competency('c2', { weight: 9 })];
    const verdictFor = (score: number | null) =>
      totalOf(plan(competencies), [result('c1', score), result('c2', 5)]).verdict;

    expect([5, 3, 2.5, 2, 1.5, 1, null].map(verdictFor)).toEqual([
      'STRONG_HIRE',
      'STRONG_HIRE',
      'MAYBE',
      'MAYBE',
      'NO_HIRE',
      'NO_HIRE',
      'MAYBE',
    ]);
  });

  it('a minimum score of the rubric takes the place of 3', () => {
    const competencies = [competency('c1', { required: true, minimumScore: 4 }), competency('c2', { weight: 9 })];

    expect(totalOf(plan(competencies), [result('c1', 3), result('c2', 5)]).verdict).toBe('MAYBE');
  });

  it('is the more uncertain the more the readings disagree, and the fewer they are', () => {
    const one = plan([competency('c1')]);
    const of = (values: number[]) =>
      totalOf(one, [aggregateCompetency(competency('c1'), panel(values), turns)], panel(values));
    const [agreed, two, split] = [of([3, 3, 3]), of([3, 3]), of([2, 3, 4])].map(({ uncertainty }) => uncertainty ?? 0);

    expect(agreed).toBeGreaterThan(0);
    expect(two).toBeGreaterThan(agreed ?? 0);
    expect(split).toBeGreaterThan(agreed ?? 0);
    expect(of([5, 5]).band).toEqual({ low: 85, high: 100 });
    expect(of([3, 3, 3]).band).toEqual({ low: 37.7, high: 62.3 });
  });
});

describe('the gate', () => {
  const questions: Question[] = ['q1', 'q2', 'q3', 'q4'].map((id) => ({
    id,
    text: id,
    competencyIds: ['c1'],
    probes: [],
    timeBudgetSeconds: 60,
  }));
  const gate = (asked: Question[], texts: (string | null)[]) =>
    gateCompetency({
      competency: competency('c1'),
      questions: asked,
      turns: texts.map((text, index) => ({
        ...(turns[0] as Turn),
        turn: index + 1,
        questionId: `q${index + 1}`,
        answer: text,
      })),
    });

  it.each([
    ['a competency without a question', [], [answer], 'not_asked'],
    ['no answer', questions.slice(0, 1), [null], 'not_answered'],
    ['one answer of four', questions, [answer, null, null, null], 'not_answered'],
    ['a few words', questions.slice(0, 1), ['It was fine.'], 'too_few_words'],
    ['noise', questions.slice(0, 1), ['uh uh uh the the uh uh uh the uh uh the the uh uh'], 'unintelligible'],
    [
      'another language',
      questions.slice(0, 1),
      ['Ich habe in meiner letzten Firma mit der Datenbank gearbeitet und es war sehr gut.'],
      'other_language',
    ],
    ['another script', questions.slice(0, 1), ['私は前の会社でデータベースの問題を解決しました。'], 'other_language'],
  ] as const)('closes for %s', (_name, asked, texts, reason) => {
    expect(gate([...asked], [...texts])).toEqual({ open: false, reason });
  });

  it('opens for half of the answers, for terse ones and for imperfect grammar', () => {
    expect(gate(questions.slice(0, 2), [answer, null])).toEqual({ open: true });
    expect(gate(questions.slice(0, 1), ['Cut p95 900 to 120 ms: covering index, batched reads.'])).toEqual({
      open: true,
    });
    expect(
      gate(questions.slice(0, 1), ['In warehouse I work three year, when delivery come wrong I call supplier.']),
    ).toEqual({ open: true });
  });

  it.each(['waiting', 'lost', 'unheard'] as const)(
    'is closed by a spoken answer without words (%s), whatever else was said',
    (hearing) => {
      const [said, next] = turns;
      const spoken = { ...said, ...next, answer: null, answeredAt: 3, hearing } as Turn;
      const asked = { id: 'q2', text: 'And?', competencyIds: ['c1'], probes: [], timeBudgetSeconds: 60 };
      const questions: Question[] = [{ ...asked, id: 'q1' }, asked];
      const gateOf = (last: Turn) =>
        gateCompetency({ competency: competency('c1'), questions, turns: [said as Turn, last] });

      expect(gateOf(spoken)).toEqual({ open: false, reason: 'not_heard' });
      expect(gateOf({ ...spoken, intent: 'unheard' })).toEqual({ open: true });
      expect(gateOf({ ...spoken, version: 2, answer: 'I typed what was misheard.' })).toEqual({ open: true });
    },
  );
});

describe('figures beside the score', () => {
  it('coverage counts answered questions, talk time the words of both sides', () => {
    const questions: Question[] = ['q1', 'q2'].map((id) => ({
      id,
      text: id,
      competencyIds: [],
      probes: [],
      timeBudgetSeconds: 60,
    }));

    expect(coverageOf(questions, turns)).toBe(0.5);
    expect(talkTimeOf(turns)).toBe(17 / 20);
    expect([coverageOf([], []), talkTimeOf([])]).toEqual([0, 0]);
  });
});
