// Wires the scoring of finished conversations.
import {
  createAssessmentActivities,
  defaultScoringSettings,
  type AssessmentActivityDeps,
} from '../../activities/assessment.ts';
import { createAssessmentStore } from '../../infra/db/assessments/assessment-store.ts';
import type { WorkerDeps } from './deps.ts';

export const assessmentParts = (deps: WorkerDeps): AssessmentActivityDeps => {
  const { db, sealer, engines, config, spending, digest } = deps;
  const { kind } = config.engine;
  const model = config.engine.kind === 'offline' ? {} : { model: config.engine.modelName };
  return {
    ...deps,
    ...spending,
    store: createAssessmentStore(db, sealer),
    assessor: engines.assessor,
    stamp: { engine: kind, ...model, promptHash: digest(kind) },
    // Scoring again in changed forms costs nothing offline, and four times the judges' calls elsewhere.
    settings: { ...defaultScoringSettings, judgeCount: config.assessment.judges, probes: kind === 'offline' },
  };
};

export const assessmentActivities = (deps: WorkerDeps) => createAssessmentActivities(assessmentParts(deps));
