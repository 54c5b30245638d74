// Holds how an assessment reads to a recruiter: plain words, nothing said twice.
import { describe, expect, it } from 'vitest';
import type { CompetencyResult } from '../assessment.ts';
import type { Competency } from '../plan.ts';
import { reportOf } from './report.ts';
import type { Total } from './verdict.ts';

const competency = (id: string, name: string): Competency => ({
  id,
  name,
  definition: '',
  weight: 50,
  required: id === 'c1',
  anchors: {
    '1': `Mentions ${name} only.`,
    '2': `On ${name}, describes tasks done to instruction.`,
    '3': `Describes own work that involved ${name}.`,
    '4': `On ${name}, also names an alternative.`,
    '5': `On ${name}, also gives a measured result.`,
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
  it('says what two competencies share once, without their names inside the sentence', () => {
    const results = [result('c1', 'SQL and Python', {}), result('c2', 'Testing', {})];
    const { strengths, concerns, summary } = reportOf(competencies, results, total, { advisory: true });

    expect(strengths).toEqual([
      'SQL and Python (5 of 5); Testing (5 of 5). The rubric says of this level: gives a measured result.',
    ]);
    expect(concerns).toEqual([]);
    expect(summary).toBe(
      'Every competency could be scored. Strongest: SQL and Python; Testing. Total: 90 of 100, give or take 6. Proposed verdict: strong hire. Fixed rules made this proposal: read the evidence before you decide.',
    );
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
      'Testing (2 of 5). The rubric says of this level: describes tasks done to instruction.',
      'SQL and Python (required, not scored): the answers gave nothing to score it on. Ask again before deciding.',
    ]);
    expect(summary).toBe(
      'Of 2 competencies, 1 could be scored. Weakest: Testing. Too much could not be scored for a total, so no verdict is proposed.',
    );
  });

  it('never shows a code where a word belongs', () => {
    for (const verdict of ['STRONG_HIRE', 'HIRE', 'MAYBE', 'NO_HIRE'] as const) {
      const { summary } = reportOf(competencies, [], { ...total, verdict }, { advisory: false });

      expect(summary).not.toMatch(/[A-Z]{2,}_|[A-Z]{4,}/);
    }
  });
});
