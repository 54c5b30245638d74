// What a state asks for: work, which the main loop of the workflow runs, or somebody's decision.
import type { InterviewState, RunState, SessionMode } from './state.ts';

export type Work =
  | { kind: 'mergeInfo'; submissionId: string }
  | { kind: 'draftPlan'; revision: number; noteId: string | null; competencyIds: string[] }
  | { kind: 'openSession'; attempt: number; mode: SessionMode }
  | { kind: 'score'; revision: number };

/** The work to run now, or null while the run waits for somebody (also while `attention` holds failed work back). */
export const workOf = (state: RunState): Work | null => {
  if (state.attention !== null) return null;
  if (state.pendingInfo !== null) return { kind: 'mergeInfo', submissionId: state.pendingInfo };
  if (state.pendingSession !== null) return { kind: 'openSession', ...state.pendingSession };
  switch (state.state) {
    case 'VALIDATING_SKILLS':
    case 'GENERATING_PLAN':
      return {
        kind: 'draftPlan',
        revision: state.planRevision + 1,
        noteId: state.revisionNote,
        competencyIds: state.revisionTargets,
      };
    case 'COMPLETED':
      return { kind: 'score', revision: state.assessmentRevision + 1 };
    default:
      return null;
  }
};

export const waitedFor = ['recruiter', 'candidate', 'integrator', 'nobody'] as const;
export type WaitedFor = (typeof waitedFor)[number];

/** Code of the attention that asks for a recruiter; every other one asks for an operator. */
export const verdictOverdue = 'verdict_overdue';

/** Whom each state waits for, once nothing is worked on; the others wait for nobody. */
export const waits: { readonly [S in InterviewState]?: Exclude<WaitedFor, 'nobody'> } = {
  INFO_NEEDED: 'integrator',
  PENDING: 'recruiter',
  APPROVED: 'candidate',
  SCHEDULED: 'candidate',
  IN_PROGRESS: 'candidate',
  ASSESSMENT_PENDING: 'recruiter',
};

/** Who must act before the run goes on: nobody outside while it works, needs an operator, or has ended. */
export const waitsFor = (state: RunState): WaitedFor => {
  const needsOperator = state.attention !== null && state.attention.code !== verdictOverdue;
  return needsOperator || workOf(state) !== null ? 'nobody' : (waits[state.state] ?? 'nobody');
};

/** Failures that no attempt of today can mend, and another day or a repair does: the run waits at once, and is sent on later. */
export const isForAnotherDay = (code: string | null | undefined): boolean =>
  code === 'tenant.model_budget_spent' || code === 'text.too_complex';

/** Two works are the same when they would store the same artefact. */
export const sameWork = (left: Work | null, right: Work | null): boolean => {
  if (left === null || right === null) return left === right;
  if (left.kind === 'mergeInfo' && right.kind === 'mergeInfo') return left.submissionId === right.submissionId;
  if (left.kind === 'openSession' && right.kind === 'openSession') return left.attempt === right.attempt;
  if (
    left.kind === 'mergeInfo' ||
    right.kind === 'mergeInfo' ||
    left.kind === 'openSession' ||
    right.kind === 'openSession'
  )
    return false;
  return left.kind === right.kind && left.revision === right.revision;
};
