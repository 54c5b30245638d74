// The words behind a result, opened for an ATS: the assessment with its evidence, and what was said.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { Report, ReportCompetency } from '../../domain/orders/result.ts';
import type { Conversation } from '../../domain/ports/room.ts';
import { defaultMinimumScore } from '../../domain/scoring/verdict.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import type { InterviewView, ReadInterview, ShownAssessment } from '../interviews/read-interview.ts';

export type ReportDeps = {
  readInterview: ReadInterview;
  /** Null when there is no such run; throws `personal_data.erased`, `consent.withdrawn`. */
  readTranscript(run: RunRef): Promise<Conversation | null>;
  /** A signed address to hear what was said; null while there is nothing to hear, or where nobody may. */
  recordingUrl(run: RunRef): Promise<string | null>;
};

const competenciesOf = (assessment: ShownAssessment, plan: InterviewView['plan']): ReportCompetency[] => {
  const asked = new Map(plan?.competencies.map((one) => [one.id, one]));
  return assessment.competencies.map(({ id, name, status, score, rationale, meetsLevel, forNextLevel, evidence }) => ({
    id,
    name,
    status,
    score,
    weight: asked.get(id)?.weight ?? 0,
    required: asked.get(id)?.required ?? false,
    minimumScore: asked.get(id)?.minimumScore ?? defaultMinimumScore,
    rationale,
    meetsLevel,
    forNextLevel,
    evidence: evidence.map(({ turn, start, end, quote }) => ({ turn, start, end, quote })),
  }));
};

const spoken = ({ turn, question, answer, askedAt, answeredAt }: Turn): Report['transcript'] => [
  { turn, role: 'interviewer', text: question, at: askedAt },
  ...(answer === null ? [] : [{ turn, role: 'candidate' as const, text: answer, at: answeredAt }]),
];

/** Throws `interview.not_found`, `personal_data.erased`, `consent.withdrawn`; null before there is an assessment. */
export const createReadReport =
  ({ readInterview, readTranscript, recordingUrl }: ReportDeps) =>
  async (run: RunRef): Promise<Report | null> => {
    const { assessment, plan, gone, consentWithdrawnAt } = await readInterview(run);
    if (gone) throw new AppError('personal_data.erased');
    if (consentWithdrawnAt !== null) throw new AppError('consent.withdrawn');
    if (assessment === null) return null;
    const [conversation, heard] = await Promise.all([readTranscript(run), recordingUrl(run)]);
    const { summary, strengths, concerns, skills } = assessment;
    return {
      summary,
      strengths,
      concerns,
      competencies: competenciesOf(assessment, plan),
      skills,
      transcript: conversation?.turns.flatMap(spoken) ?? [],
      recordingUrl: heard,
    };
  };
