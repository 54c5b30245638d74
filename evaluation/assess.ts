// Assesses a written interview by the activity that assesses real ones: gate, readings, rules; only its store is in memory.
import { setTimeout as pause } from 'node:timers/promises';
import { createAssessmentActivities, defaultScoringSettings } from '../activities/assessment.ts';
import type { EvaluatedInterview } from '../domain/evaluation/expand-set.ts';
import { assessedOutcome, type Outcome } from '../domain/evaluation/outcome.ts';
import { AppError } from '../domain/errors.ts';
import type { AssessmentStore, NewAssessment, ScoringMaterial } from '../domain/ports/assessment.ts';
import type { Assessor, EngineName, ModelStamp } from '../domain/ports/models.ts';
import { inlineTextWork } from '../infra/text-pool/text-pool.ts';
import { sha256, systemClock } from '../infra/system.ts';

export type Stamp = ModelStamp & { engine: EngineName };

export type AssessDeps = {
  assessor: Assessor;
  stamp: Stamp;
  readings: number;
  signal: AbortSignal;
};

const tenantId = 'ten_evaluation';

const materialOf = ({ plan, turns }: EvaluatedInterview): ScoringMaterial => ({
  plan,
  planRevision: 1,
  dictated: false,
  turns,
  job: { qualifications: [], jobDescription: '' },
  profileText: '',
  names: [],
});

/** Never kept apart from what the activity hands to be stored. */
const assessOnce = async (interview: EvaluatedInterview, deps: AssessDeps): Promise<NewAssessment> => {
  let kept: NewAssessment | undefined;
  const store: AssessmentStore = {
    find: () => Promise.resolve(null),
    loadMaterial: () => Promise.resolve(materialOf(interview)),
    insert: (_run, assessment) => {
      kept = assessment;
      return Promise.resolve({ revision: 1, verdict: assessment.assessment.verdict });
    },
  };
  const { readings } = deps;
  const parts = {
    store,
    readingStore: { find: () => Promise.resolve([]), keep: () => Promise.resolve() },
    assessor: deps.assessor,
    textWork: inlineTextWork,
    stamp: deps.stamp,
    clock: systemClock,
    digest: sha256,
    settings: { ...defaultScoringSettings, judgeCount: readings, readings, probes: false },
    heartbeat: () => undefined,
    signal: () => deps.signal,
    pause: (durationMs: number) => pause(durationMs),
  };
  await createAssessmentActivities(parts).scoreInterview({ tenantId, runId: interview.id, revision: 1 });
  if (kept === undefined) throw new AppError('internal.error');
  return kept;
};

/** An interview that could not be assessed for lack of usable readings is an outcome, too; what is worth waiting for is thrown. */
export const assess = async (interview: EvaluatedInterview, repeat: number, deps: AssessDeps): Promise<Outcome> => {
  const about = { interview: interview.id, repeat };
  try {
    const { assessment, judgements } = await assessOnce(interview, deps);
    return assessedOutcome(about, assessment, judgements);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'assessment.invalid') throw error;
    return { ...about, competencies: [], overallScore: null, verdict: null, failed: error.code };
  }
};
