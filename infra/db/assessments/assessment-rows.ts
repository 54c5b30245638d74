// What of an assessment may stay readable in a row, and what is sealed beside it.
import type { Assessment, AssessmentTexts, CompetencyResult } from '../../../domain/assessment/assessment.ts';
import type { NewAssessment } from '../../../domain/ports/assessment.ts';

/** Positions, numbers, codes and hashes: no word of or about the candidate. */
export type StoredResult = Omit<
  Assessment,
  'revision' | 'createdAt' | 'competencies' | 'skills' | 'strengths' | 'concerns' | 'summary'
> & {
  competencies: Omit<CompetencyResult, 'rationale'>[];
  usage: NewAssessment['usage'];
};

export const splitAssessment = (
  assessment: Assessment,
  usage: NewAssessment['usage'],
): { result: StoredResult; texts: AssessmentTexts } => {
  const {
    revision: _revision,
    createdAt: _createdAt,
    competencies,
    skills,
    strengths,
    concerns,
    summary,
    ...rest
  } = assessment;
  return {
    result: { ...rest, competencies: competencies.map(({ rationale: _rationale, ...result }) => result), usage },
    texts: {
      rationales: Object.fromEntries(competencies.map(({ id, rationale }) => [id, rationale])),
      skills,
      strengths,
      concerns,
      summary,
    },
  };
};

const erased: AssessmentTexts = { rationales: {}, skills: [], strengths: [], concerns: [], summary: '' };

/** The whole again; texts are empty once their key is destroyed. */
export const joinAssessment = (
  stored: { revision: number; createdAt: number; result: Record<string, unknown> },
  texts: AssessmentTexts | null,
): Assessment => {
  const { usage: _usage, competencies, ...rest } = stored.result as unknown as StoredResult;
  const { rationales, ...words } = texts ?? erased;
  return {
    ...rest,
    ...words,
    revision: stored.revision,
    competencies: competencies.map((result) => ({ ...result, rationale: rationales[result.id] ?? '' })),
    createdAt: new Date(stored.createdAt).toISOString(),
  };
};
