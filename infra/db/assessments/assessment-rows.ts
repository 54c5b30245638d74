// What of an assessment may stay readable in a row, and what is sealed beside it.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Assessment, AssessmentTexts, CompetencyResult } from '../../../domain/assessment/assessment.ts';
import { erasedMark } from '../../../domain/erasure/places.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { NewAssessment } from '../../../domain/ports/assessment.ts';

/** Positions, numbers, codes and hashes: no word of or about the candidate. Names of competencies are empty where dictated. */
export type StoredResult = Omit<
  Assessment,
  'revision' | 'createdAt' | 'competencies' | 'skills' | 'strengths' | 'concerns' | 'summary'
> & {
  competencies: Omit<CompetencyResult, 'rationale' | 'missingForNextLevel'>[];
  usage: NewAssessment['usage'];
};

/** The competencies' names apart from their results. */
export const splitNames = (result: StoredResult): { result: StoredResult; names: Record<string, string> } => ({
  result: { ...result, competencies: result.competencies.map((one) => ({ ...one, name: '' })) },
  names: Object.fromEntries(result.competencies.map(({ id, name }) => [id, name])),
});

export const splitAssessment = (
  assessment: Assessment,
  usage: NewAssessment['usage'],
  { dictated }: { dictated: boolean },
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
  const rationales = Object.fromEntries(competencies.map(({ id, rationale }) => [id, rationale]));
  const missing = Object.fromEntries(
    competencies.flatMap(({ id, missingForNextLevel: words }) => (words === undefined ? [] : [[id, words]])),
  );
  const withoutWords = competencies.map(({ rationale: _words, missingForNextLevel: _more, ...result }) => result);
  const whole = { ...rest, competencies: withoutWords, usage };
  const texts = { rationales, missing, skills, strengths, concerns, summary };
  if (!dictated) return { result: whole, texts };
  const { result, names } = splitNames(whole);
  return { result, texts: { ...texts, names } };
};

export const noTexts: AssessmentTexts = { rationales: {}, skills: [], strengths: [], concerns: [], summary: '' };

type SealedTexts = { revision: number; textsSealed: Uint8Array | null; wordingSealed: Uint8Array | null };

/** Null once they are erased. */
export const openTexts = async (
  sealer: Sealer,
  run: RunRef,
  { revision, textsSealed, wordingSealed }: SealedTexts,
): Promise<AssessmentTexts | null> => {
  if (wordingSealed === null) return await openIfKept(sealer, sealPlaces.assessmentTexts(run, revision), textsSealed);
  const wording = await openIfKept(sealer, sealPlaces.assessmentWording(run, revision), wordingSealed);
  return wording?.texts ?? null;
};

/** A dictated name as it is shown: opened, or that it was erased. */
export const nameOf = ({ id, name }: { id: string; name: string }, names: Record<string, string> = {}): string =>
  name === '' ? (names[id] ?? erasedMark) : name;

/** The whole again; texts are empty once their key is destroyed. */
export const joinAssessment = (
  stored: { revision: number; createdAt: number; result: Record<string, unknown> },
  texts: AssessmentTexts | null,
): Assessment => {
  const { usage: _usage, competencies, ...rest } = stored.result as unknown as StoredResult;
  const { rationales, missing = {}, names, ...words } = texts ?? noTexts;
  return {
    ...rest,
    ...words,
    revision: stored.revision,
    competencies: competencies.map((result) => ({
      ...result,
      name: nameOf(result, names),
      rationale: rationales[result.id] ?? '',
      ...(result.readings && { missingForNextLevel: missing[result.id] ?? '' }),
    })),
    createdAt: new Date(stored.createdAt).toISOString(),
  };
};
