// Opens a stored assessment for reading: texts are unsealed, quotes are sliced from the answers they point into.
import type { Assessment, CompetencyResult, ShownEvidence } from '../../../domain/assessment/assessment.ts';
import { AppError } from '../../../domain/errors.ts';
import type { SealedAnswer, SealedAssessment } from '../../../domain/ports/interview-reader.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { sliceSpan, type Span } from '../../../domain/room/transcript.ts';
import { joinAssessment, type StoredTexts } from './assessment-rows.ts';

type Run = { tenantId: string; runId: string };
type Shown = Omit<Assessment, 'competencies'> & {
  competencies: (Omit<CompetencyResult, 'evidence'> & { evidence: ShownEvidence[] })[];
};

/** What `open` gives, or null when its key has been destroyed. */
const unlessErased = async <T>(open: () => Promise<T>): Promise<T | null> => {
  try {
    return await open();
  } catch (error) {
    if (error instanceof AppError && error.code === 'personal_data.erased') return null;
    throw error;
  }
};

const openTexts = async (
  sealer: Sealer,
  run: Run,
  { revision, textsSealed }: SealedAssessment,
): Promise<StoredTexts | null> => {
  if (textsSealed === null) return null;
  const { purpose, place } = sealPlaces.assessmentTexts(run, revision);
  return unlessErased(async () => (await sealer.unseal(purpose, place, textsSealed)) as StoredTexts);
};

const keyOf = ({ turn, version }: { turn: number; version: number }): string => `${turn}.${version}`;

const openAnswers = async (
  sealer: Sealer,
  run: Run,
  answers: readonly SealedAnswer[],
): Promise<Map<string, string>> => {
  const opened = await unlessErased(() =>
    Promise.all(
      answers.map(async ({ turn, version, sealed }) => {
        const { purpose, place } = sealPlaces.answer(run, turn, version);
        return [keyOf({ turn, version }), (await sealer.unseal(purpose, place, sealed)) as string] as const;
      }),
    ),
  );
  return new Map(opened ?? []);
};

const show = (span: Span, answers: ReadonlyMap<string, string>): ShownEvidence => {
  const answer = answers.get(keyOf(span));
  return { ...span, quote: answer === undefined ? null : sliceSpan(answer, span) };
};

/** Quotes are null once the answers are erased, texts empty once the assessment's own key is gone. */
export const openAssessment =
  (sealer: Sealer) =>
  async (run: Run, sealed: SealedAssessment): Promise<Shown> => {
    const assessment = joinAssessment(sealed, await openTexts(sealer, run, sealed));
    const cited = new Set(assessment.competencies.flatMap(({ evidence }) => evidence.map(keyOf)));
    const answers = await openAnswers(
      sealer,
      run,
      sealed.answers.filter((answer) => cited.has(keyOf(answer))),
    );
    return {
      ...assessment,
      competencies: assessment.competencies.map((result) => ({
        ...result,
        evidence: result.evidence.map((span) => show(span, answers)),
      })),
    };
  };
