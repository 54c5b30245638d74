// Opens a stored assessment for reading: texts are unsealed, quotes are sliced from the answers they point into.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Assessment, OpenedAssessment, ShownEvidence } from '../../../domain/assessment/assessment.ts';
import type { SealedAnswer, SealedAssessment } from '../../../domain/ports/interview-reader.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { unlessErased } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { quotedReport } from '../../../domain/scoring/report.ts';
import { sliceSpan, type Span } from '../../../domain/room/transcript.ts';
import { joinAssessment, openTexts } from './assessment-rows.ts';

const keyOf = ({ turn, version }: { turn: number; version: number }): string => `${turn}.${version}`;

const openAnswers = async (
  sealer: Sealer,
  run: RunRef,
  answers: readonly SealedAnswer[],
): Promise<Map<string, string>> => {
  const open = async ({ turn, version, sealed }: SealedAnswer) =>
    [keyOf({ turn, version }), await sealer.open(sealPlaces.answer(run, turn, version), sealed)] as const;
  return new Map(await unlessErased(Promise.all(answers.map(open)), []));
};

const show = (span: Span, answers: ReadonlyMap<string, string>): ShownEvidence => {
  const answer = answers.get(keyOf(span));
  return { ...span, quote: answer === undefined ? null : sliceSpan(answer, span) };
};

/** An advisory assessment has no strengths or concerns but quotes; older ones hold sentences of their own. */
const isToBeQuoted = ({ advisory, strengths, concerns }: Assessment): boolean =>
  advisory && strengths.length + concerns.length === 0;

/** Quotes are null once the answers are erased, texts empty once the assessment's own key is gone. */
export const openAssessment =
  (sealer: Sealer) =>
  async (run: RunRef, sealed: SealedAssessment): Promise<OpenedAssessment> => {
    const assessment = joinAssessment(sealed, await openTexts(sealer, run, sealed));
    const cited = new Set(assessment.competencies.flatMap(({ evidence }) => evidence.map(keyOf)));
    const answers = await openAnswers(
      sealer,
      run,
      sealed.answers.filter((answer) => cited.has(keyOf(answer))),
    );
    const competencies = assessment.competencies.map((result) => ({
      ...result,
      evidence: result.evidence.map((span) => show(span, answers)),
    }));
    return { ...assessment, ...(isToBeQuoted(assessment) ? quotedReport(competencies) : {}), competencies };
  };
