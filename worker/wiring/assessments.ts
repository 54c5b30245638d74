// Wires the scoring of finished conversations.
import {
  createAssessmentActivities,
  defaultScoringSettings,
  type AssessmentActivityDeps,
} from '../../activities/assessment.ts';
import { createAssessmentStore } from '../../infra/db/assessments/assessment-store.ts';
import { createReadingStore } from '../../infra/db/assessments/reading-store.ts';
import type { WorkerDeps } from './deps.ts';

export const assessmentParts = (deps: WorkerDeps): AssessmentActivityDeps => {
  const { db, sealer, engines, config, spending, digest } = deps;
  const { kind } = config.engine;
  const { readings, firstReadings } = config.assessment;
  const model = config.engine.kind === 'offline' ? {} : { model: config.engine.modelName };
  return {
    ...deps,
    ...spending,
    store: createAssessmentStore(db, sealer),
    readingStore: createReadingStore(db, sealer),
    assessor: engines.assessor,
    stamp: { engine: kind, ...model, promptHash: digest(kind) },
    // Scoring again in changed forms costs nothing offline, and four times the calls elsewhere.
    settings: { ...defaultScoringSettings, readings, firstReadings, probes: kind === 'offline' },
  };
};

export const assessmentActivities = (deps: WorkerDeps) => createAssessmentActivities(assessmentParts(deps));
