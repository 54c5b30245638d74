// Assesses a written interview by the code that assesses real ones: gate, readings, rules; nothing is stored.
import { assess as assessConversation, defaultAssessSettings, type AssessSettings } from '../activities/assess.ts';
import type { EvaluatedInterview } from '../domain/evaluation/expand-set.ts';
import { assessedOutcome, type Outcome } from '../domain/evaluation/outcome.ts';
import { AppError } from '../domain/errors.ts';
import type { ScoringMaterial } from '../domain/ports/assessment.ts';
import type { Assessor, ModelStamp } from '../domain/ports/models.ts';
import { inlineTextWork } from '../infra/text-pool/text-pool.ts';
import { isFinding } from './ledger.ts';

export type ReadingNumbers = Pick<AssessSettings, 'readings' | 'firstReadings'>;

export type Panel = { assessor: Assessor; stamp: ModelStamp; numbers: ReadingNumbers; parallelMax?: number };

const tenantId = 'ten_evaluation';

const materialOf = ({ plan, turns, job }: EvaluatedInterview): ScoringMaterial => ({
  plan,
  planRevision: 1,
  dictated: false,
  turns,
  job: { qualifications: [], jobDescription: '', ...job },
  profileText: '',
  names: [],
});

/** An interview that could not be assessed for lack of usable readings is an outcome, too; what is worth waiting for is thrown. */
export const assess = async (
  interview: EvaluatedInterview,
  repeat: number,
  { assessor, stamp, numbers, parallelMax = defaultAssessSettings.parallelMax }: Panel,
  signal: AbortSignal,
): Promise<Outcome> => {
  const about = { interview: interview.id, repeat };
  const settings = { ...defaultAssessSettings, ...numbers, parallelMax, probes: false };
  const material = materialOf(interview);
  try {
    const deps = { assessor, stamp, settings, textWork: inlineTextWork };
    const { assessment, judgements } = await assessConversation(
      deps,
      { material, tenantId, revision: 1, at: 0 },
      signal,
    );
    return assessedOutcome(about, assessment, judgements);
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'assessment.invalid' && !isFinding(error))) throw error;
    return { ...about, competencies: [], overallScore: null, verdict: null, failed: error.code };
  }
};
