// Everything that workflows may ask of a worker. A new feature is a file beside this one and a line in the list.
import type {
  ErasureActivities,
  InterviewActivities,
  ProjectionActivities,
  ReconcileActivities,
  RetentionActivities,
  RecordingActivities,
  TemplateActivities,
  HearingActivities,
  CallActivities,
} from '../../workflows/contracts.ts';
import { assessmentActivities } from './assessments.ts';
import type { WorkerDeps } from './deps.ts';
import { callActivities } from './calls.ts';
import { erasureActivities } from './erasure.ts';
import { interviewActivities } from './interviews.ts';
import { planActivities } from './plans.ts';
import { recordingActivities } from './recordings.ts';
import { reconcileActivities } from './reconcile.ts';
import { retentionActivities } from './retention.ts';
import { templateActivities } from './templates.ts';

type Activities = InterviewActivities &
  ProjectionActivities &
  ReconcileActivities &
  ErasureActivities &
  RetentionActivities &
  RecordingActivities &
  HearingActivities &
  CallActivities &
  TemplateActivities;

/** Deliveries have a queue, and a list, of their own. */
export const createActivities = (deps: WorkerDeps): Activities => ({
  ...interviewActivities(deps),
  ...planActivities(deps),
  ...assessmentActivities(deps),
  ...erasureActivities(deps),
  ...retentionActivities(deps),
  ...recordingActivities(deps),
  ...callActivities(deps),
  ...templateActivities(deps),
  ...reconcileActivities(deps),
});
