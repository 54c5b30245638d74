// Holds how an assessment reads to a recruiter: plain words, nothing said twice.
import { describe, expect, it } from 'vitest';
import type { CompetencyResult } from '../assessment/assessment.ts';
import type { Competency } from '../plan/plan.ts';
import { createLeakGuard } from './leak.ts';
import { levelTextsOf, quotedReport, reportOf } from './report.ts';
import type { Total } from './verdict.ts';

const competency = (id: string, name: string): Competency => ({
  id,
  name,
  definition: '',
  weight: 50,
  required: id === 'c1',
  anchors: {
    '1': `Mentions ${name} only.`,
    '2': 'describes tasks done to instruction.',
    '3': `Describes own work that involved ${name}.`,
    '4': 'also names an alternative.',
    '5': 'gives a measured result.',
  },
  minimumEvidence: 1,
  notScoreable: [],
});

const result = (id: string, name: string, changes: Partial<CompetencyResult>): CompetencyResult => ({
  id,
  name,
  status: 'SCORED',
  reason: null,
  score: 5,
  spread: 0,
  anchor: '5',
  rationale: '',
  evidence: [],
  ...changes,
});

const competencies = [competency('c1', 'SQL and Python'), competency('c2', 'Testing')];
const total: Total = { overallScore: 90, uncertainty: 6, verdict: 'STRONG_HIRE' };

describe('the report of an assessment', () => {
  it('says what two competencies share once', () => {
    const results = [result('c1', 'SQL and Python', {}), result('c2', 'Testing', {})];
    const { strengths, concerns, summary } = reportOf(competencies, results, total, { advisory: false });

    expect(strengths).toEqual(['SQL and Python (5 of 5); Testing (5 of 5). Meets level 5: gives a measured result.']);
    expect(concerns).toEqual([]);
    expect(summary).toBe(
      'Every competency could be scored. Strongest: SQL and Python; Testing. Total: 90 of 100, give or take 6. Proposed verdict: strong hire.',
    );
  });

  it('of fixed rules says what was found and leaves praise and blame to the quotes', () => {
    const results = [
      result('c1', 'SQL and Python', { score: 3, anchor: '3' }),
      result('c2', 'Testing', { score: 1, anchor: '1' }),
    ];
    const maybe: Total = { overallScore: 25, uncertainty: 6, verdict: 'MAYBE' };
    const { strengths, concerns, summary } = reportOf(competencies, results, maybe, { advisory: true });

    expect([strengths, concerns]).toEqual([[], []]);
    expect(summary).toBe(
      'Every competency could be scored. Heard: SQL and Python. Said not to have it: Testing. Total: 25 of 100, give or take 6. Proposed verdict: maybe. Fixed rules made this proposal: read the evidence before you decide.',
    );
  });

  it('quotes the candidate for what was heard and for what is missing, and nothing once the answers are erased', () => {
    const at = { turn: 1, version: 1, start: 0, end: 5 };
    const shown = [
      { name: 'SQL', score: 3, evidence: [{ ...at, quote: 'I rebuilt the ledger.' }] },
      { name: 'Testing', score: 2, evidence: [{ ...at, quote: 'Tests matter.' }] },
      {
        name: 'Licence',
        score: 1,
        evidence: [
          { ...at, quote: 'I have no licence.' },
          { ...at, quote: null },
        ],
      },
      { name: 'Python', score: null, evidence: [] },
    ];

    expect(quotedReport(shown)).toEqual({
      strengths: ['SQL: “I rebuilt the ledger.”'],
      concerns: ['Licence: “I have no licence.”'],
    });
  });

  it('names what is weak, open or disputed, each once', () => {
    const results = [
      result('c1', 'SQL and Python', {
        score: null,
        anchor: null,
        status: 'INSUFFICIENT_EVIDENCE',
        reason: 'no_evidence',
      }),
      result('c2', 'Testing', { score: 2, anchor: '2', spread: 2 }),
    ];
    const { concerns, summary } = reportOf(
      competencies,
      results,
      { overallScore: null, uncertainty: null, verdict: null },
      { advisory: false },
    );

    expect(concerns).toEqual([
      'Testing (2 of 5). For level 3: Describes own work that involved Testing.',
      'SQL and Python (required, not scored): the answers gave nothing to score it on. Ask again before deciding.',
    ]);
    expect(summary).toBe(
      'Of 2 competencies, 1 could be scored. Weakest: Testing. 50% of the weight could not be judged. Too much could not be scored for a total, so no verdict is proposed.',
    );
  });

  it.each([
    [[50, 50], [0], 50],
    [[70, 30], [1], 30],
    [[2, 1], [1], 33],
    [[999, 1], [1], 1],
  ])('says which share of the weights %j was not judged wherever a verdict is proposed', (weights, open, percent) => {
    const weighted = competencies.map((one, index) => ({ ...one, weight: weights[index] ?? 0 }));
    const results = weighted.map(({ id, name }, index) =>
      result(
        id,
        name,
        open.includes(index) ? { score: null, status: 'INSUFFICIENT_EVIDENCE', reason: 'no_evidence' } : {},
      ),
    );

    expect(reportOf(weighted, results, total, { advisory: false }).summary).toContain(
      `${percent}% of the weight could not be judged: the total and the proposed verdict rest on the other ${100 - percent}%. Total: 90 of 100`,
    );
  });

  it('speaks of no missing weight where every competency was judged', () => {
    const results = competencies.map(({ id, name }) => result(id, name, {}));

    expect(reportOf(competencies, results, total, { advisory: false }).summary).not.toContain('weight');
  });

  it.each([
    ['a strength', 4, '4'],
    ['a strength above its anchor', 4.5, '4'],
    ['a concern', 2, '2'],
    ['a concern above its anchor', 2.5, '2'],
    ['the lowest', 1, '1'],
  ] as const)(
    'gives the reason that the readings wrote for %s, and asserts no anchor that it may deny',
    (_, score, anchor) => {
      const rationale = 'An alternative is weighed; no measured result, and no task is described.';
      const results = [result('c2', 'Testing', { score, anchor, rationale })];
      const { strengths, concerns } = reportOf(competencies, results, total, { advisory: false });

      expect([...strengths, ...concerns]).toEqual([`Testing (${score} of 5). ${rationale}`]);
    },
  );

  it('gives the words of the rubric in place of a reason that was withheld', () => {
    const guard = createLeakGuard({ answers: [], names: ['Ada Lovelace'] });
    const rationale = guard('Lovelace names an alternative.');
    const results = [result('c2', 'Testing', { score: 4, anchor: '4', rationale })];

    expect(reportOf(competencies, results, total, { advisory: false }).strengths).toEqual([
      'Testing (4 of 5). Meets level 4: also names an alternative.',
    ]);
  });

  it.each([
    ['1', 'Meets level 1: Mentions Testing only.', 'For level 2: describes tasks done to instruction.'],
    ['4', 'Meets level 4: also names an alternative.', 'For level 5: gives a measured result.'],
    ['5', 'Meets level 5: gives a measured result.', null],
    [null, null, null],
  ] as const)('says of level %s what it is and what the next one asks for', (anchor, meetsLevel, forNextLevel) => {
    expect(levelTextsOf({ anchor }, competency('c2', 'Testing').anchors)).toEqual({ meetsLevel, forNextLevel });
    expect(levelTextsOf({ anchor }, undefined)).toEqual({ meetsLevel: null, forNextLevel: null });
    const missing = 'A measured result was missing.';
    expect(levelTextsOf({ anchor, missingForNextLevel: missing }, competency('c2', 'Testing').anchors)).toEqual({
      meetsLevel,
      forNextLevel: forNextLevel && `${forNextLevel.slice(0, 12)} ${missing}`,
    });
  });

  it('never shows a code where a word belongs', () => {
    for (const verdict of ['STRONG_HIRE', 'HIRE', 'MAYBE', 'NO_HIRE'] as const) {
      const { summary } = reportOf(competencies, [], { ...total, verdict }, { advisory: false });

      expect(summary).not.toMatch(/[A-Z]{2,}_|[A-Z]{4,}/);
    }
  });
});
