import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../domain/assessment/assessment.ts';
import type { ScoringMaterial } from '../../domain/ports/assessment.ts';
import { assembleAssessment } from '../../domain/scoring/assemble.ts';
import { sha256 } from './score-transcript.ts';

type Recorded = {
  material: ScoringMaterial;
  items: { name: string; judgements: Judgement[]; stamp: { engine: string; promptHash: string }; assessment: string }[];
};

const file = new URL('./recorded/assessments.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;

describe('what was assessed before readings were told apart from judges', () => {
  it.each(recorded.items)('comes out the same to the byte: $name', ({ judgements, stamp, assessment }) => {
    const { material } = recorded;
    const whole = { revision: 1, material, judgements, probes: [], stamp, advisory: false, at: 0 };

    const { competencies, overallScore, uncertainty, verdict, ...others } = assembleAssessment(whole, sha256);

    expect(JSON.stringify({ competencies, overallScore, uncertainty, verdict })).toBe(assessment);
    expect(Object.keys(others)).not.toContain('band');
    expect(Object.keys(others)).not.toContain('integrity');
  });
});
