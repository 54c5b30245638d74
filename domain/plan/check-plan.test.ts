// Every rule for plans, broken once.
import { describe, expect, it } from 'vitest';
import { aCompetency, aDraft, aQuestion } from '../../test/plan/plan-builder.ts';
import type { Competency, PlanDraft, Question } from './plan.ts';
import { checkPlan, planErrorCode } from './check-plan.ts';

const codes = (draft: PlanDraft): string[] => [...new Set(checkPlan(draft).map(({ code }) => code))];

const withCompetency = (changes: Partial<Competency>): PlanDraft =>
  aDraft({ competencies: [aCompetency('c1', changes), aCompetency('c2')] });

const withQuestion = (changes: Partial<Question>): PlanDraft =>
  aDraft({ questions: [aQuestion('q1', ['c1'], changes), aQuestion('q2', ['c2'])] });

const anchors = aCompetency('c1').anchors;
const many = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('checking a plan', () => {
  it('finds nothing wrong with a sound plan', () => {
    expect(checkPlan(aDraft())).toEqual([]);
  });

  it.each([
    ['no competency', aDraft({ competencies: [], questions: [] }), 'count'],
    [
      'nine competencies',
      aDraft({
        competencies: many(9).map((n) => aCompetency(`c${n}`, { weight: 10 })),
        questions: many(9).map((n) => aQuestion(`q${n}`, [`c${n}`])),
      }),
      'count',
    ],
    ['one question', aDraft({ questions: [aQuestion('q1', ['c1', 'c2'])] }), 'count'],
    ['thirteen questions', aDraft({ questions: many(13).map((n) => aQuestion(`q${n}`, ['c1', 'c2'])) }), 'count'],
    ['four probes', withQuestion({ probes: ['a', 'b', 'c', 'd'] }), 'count'],
    ['the same id twice', aDraft({ questions: [aQuestion('q1', ['c1']), aQuestion('q1', ['c2'])] }), 'duplicate_id'],
    ['the same competency name twice', withCompetency({ name: 'competency  C2' }), 'duplicate_id'],
    [
      'the same question twice',
      aDraft({
        questions: [
          aQuestion('q1', ['c1'], { text: 'What did you do?' }),
          aQuestion('q2', ['c2'], { text: 'What did YOU do?' }),
        ],
      }),
      'duplicate_question',
    ],
    ['weight zero', withCompetency({ weight: 0 }), 'weight'],
    ['weight that is no number', withCompetency({ weight: Number.NaN }), 'weight'],
    ['weights beyond all bounds', withCompetency({ weight: 999 }), 'weight'],
    ['a minimum score of six', withCompetency({ minimumScore: 6 }), 'weight'],
    ['minimum evidence of zero', withCompetency({ minimumEvidence: 0 }), 'minimum_evidence'],
    ['an empty anchor', withCompetency({ anchors: { ...anchors, '2': ' ' } }), 'text_length'],
    ['equal anchors', withCompetency({ anchors: { ...anchors, '2': 'NAMES  terms.' } }), 'anchors_equal'],
    ['an anchor about fluency', withCompetency({ anchors: { ...anchors, '5': 'Speaks fluently.' } }), 'banned_word'],
    [
      'an anchor about age',
      withCompetency({ anchors: { ...anchors, '5': 'Says how old they are: how old are you?' } }),
      'protected_matter',
    ],
    ['an unknown competency', withQuestion({ competencyIds: ['c1', 'c9'] }), 'unknown_competency'],
    ['a question for no competency', withQuestion({ competencyIds: [] }), 'unknown_competency'],
    [
      'a competency nobody asks about',
      aDraft({ questions: [aQuestion('q1', ['c1']), aQuestion('q2', ['c1'])] }),
      'competency_uncovered',
    ],
    ['too little time', withQuestion({ timeBudgetSeconds: 59 }), 'time_budget'],
    ['too much time', withQuestion({ timeBudgetSeconds: 601 }), 'time_budget'],
    ['a question of one word', withQuestion({ text: 'Why?' }), 'text_length'],
    [
      'a question about children',
      withQuestion({ text: 'Do you have children, and who looks after them?' }),
      'protected_matter',
    ],
    ['a probe about health', withQuestion({ probes: ['How is your health?'] }), 'protected_matter'],
    ['a greeting about religion', aDraft({ greeting: 'Hello {name}, what is your religion?' }), 'protected_matter'],
    [
      'thresholds out of order',
      aDraft({ thresholds: { strongHire: 50, hire: 60, maybe: 40, maxMissingWeightShare: 0.3 } }),
      'thresholds',
    ],
  ] satisfies [string, PlanDraft, string][])('refuses %s', (_, draft, code) => {
    expect(codes(draft)).toContain(code);
  });

  it('names parts, never texts', () => {
    const text = 'Do you have children, and who looks after them?';

    expect(JSON.stringify(checkPlan(withQuestion({ text })))).not.toContain('children');
  });

  it('a protected matter outweighs other problems', () => {
    expect(planErrorCode([{ code: 'count', part: 'questions' }])).toBe('plan.invalid');
    expect(
      planErrorCode([
        { code: 'count', part: 'questions' },
        { code: 'protected_matter', part: 'q1' },
      ]),
    ).toBe('plan.protected_matter');
  });
});
