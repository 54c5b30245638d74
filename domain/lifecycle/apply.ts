// How each fact changes a run: the one fold that the workflow, the projection and the reconciler share.
import type { Actor, Fact, FactDetails, FactType, NewFact } from './facts.ts';
import type { InterviewState, Outcome, RunState } from './state.ts';
import { isTerminal } from './state.ts';
import { verdictOverdue } from './work.ts';

type Change = Partial<RunState>;
type Step<T extends FactType> = (state: RunState, detail: FactDetails[T], at: number) => Change;

const end = (state: InterviewState, outcome: Outcome): Change => ({
  state,
  outcome,
  pendingInfo: null,
  pendingSession: null,
});
const cancelledAs = (outcome: Outcome) => (): Change => end('CANCELLED', outcome);

const validated = (_: RunState, detail: FactDetails['validated']): Change => ({
  state: detail.dataQuality === 'INSUFFICIENT' ? 'INFO_NEEDED' : 'VALIDATING_SKILLS',
  dataQuality: detail.dataQuality,
  missing: detail.missing,
  pendingInfo: null,
});

const planApproved = (_: RunState, detail: FactDetails['planApproved']): Change => ({
  state: detail.scheduledAt === undefined ? 'APPROVED' : 'SCHEDULED',
  scheduledAt: detail.scheduledAt ?? null,
  linkExpiresAt: detail.linkExpiresAt,
});

const sessionOpened = (state: RunState, detail: FactDetails['sessionOpened'], at: number): Change => ({
  state: 'IN_PROGRESS',
  sessionCount: detail.attempt,
  pendingSession: null,
  startedAt: state.startedAt ?? at,
  lastTurnAt: at,
});

const steps: { [T in FactType]: Step<T> } = {
  received: () => ({ state: 'RECEIVED' }),
  validated,
  infoSupplied: (_, detail) => ({ pendingInfo: detail.submissionId, attention: null }),
  infoMerged: (state, detail) => ({
    ...validated(state, detail),
    scheduledAt: detail.scheduledAt ?? state.scheduledAt,
  }),
  planReady: (_, detail) => ({
    state: 'PENDING',
    planRevision: detail.revision,
    revisionNote: null,
    revisionTargets: [],
  }),
  planApproved,
  planRejected: () => end('REJECTED', 'PLAN_REJECTED'),
  planRevisionRequested: (_, detail) => ({
    state: 'GENERATING_PLAN',
    revisionNote: detail.noteId ?? null,
    revisionTargets: detail.competencyIds ?? [],
  }),
  scheduled: (_, detail) => ({
    state: 'SCHEDULED',
    scheduledAt: detail.scheduledAt,
    linkExpiresAt: detail.linkExpiresAt,
    waitingSince: 0,
  }),
  sessionRequested: (_, detail) => ({
    pendingSession: { attempt: detail.attempt, mode: detail.mode },
    attention: null,
  }),
  sessionOpened,
  conversationActive: (_, detail) => ({ lastTurnAt: detail.lastTurnAt, remindersSent: 0 }),
  helpRequested: (state) => ({ helpRequests: state.helpRequests + 1 }),
  completed: () => ({ state: 'COMPLETED', pendingSession: null }),
  assessmentReady: (_, detail) => ({
    state: 'ASSESSMENT_PENDING',
    assessmentRevision: detail.revision,
    proposedVerdict: detail.verdict,
  }),
  assessmentApproved: (_, detail) => ({
    ...end('ASSESSMENT_APPROVED', 'ASSESSMENT_APPROVED'),
    verdict: detail.verdict,
  }),
  assessmentRejected: cancelledAs('ASSESSMENT_REJECTED'),
  rescoreRequested: () => ({ state: 'COMPLETED' }),
  optedOut: cancelledAs('OPTED_OUT'),
  withdrawn: cancelledAs('WITHDRAWN'),
  consentWithdrawn: cancelledAs('OPTED_OUT'),
  cancelled: cancelledAs('CANCELLED'),
  expired: cancelledAs('EXPIRED'),
  noShow: cancelledAs('NO_SHOW'),
  reminded: (_, detail) => ({ remindersSent: detail.number }),
  verdictOverdue: (_, __, at) => ({ attention: { code: verdictOverdue, since: at, retryable: true } }),
  workFailed: (_, detail, at) => ({ attention: { code: detail.code, since: at, retryable: detail.retryable } }),
  retried: (_, __, at) => ({ attention: null, waitingSince: at, remindersSent: 0 }),
  aborted: cancelledAs('FAILED'),
  workflowLost: cancelledAs('FAILED'),
  workflowRestarted: (state) => ({ restarts: (state.restarts ?? 0) + 1 }),
  commandRefused: (state) => ({ refusals: state.refusals + 1 }),
  erased: () => ({}),
};

/**
 * The state after `fact`; `seq` grows by one, whatever the fact. A new wait starts its own clock, and `attention`
 * ends with the state that it was about.
 */
export const apply = (state: RunState, fact: NewFact & { at: number }): RunState => {
  const step = steps[fact.type] as Step<FactType>;
  const change = step(state, fact.detail, fact.at);
  const entered = change.state !== undefined && (change.state !== state.state || change.waitingSince === 0);
  const entering: Change = entered ? { attention: null, waitingSince: fact.at, remindersSent: 0 } : {};
  return { ...state, ...change, ...entering, seq: state.seq + 1 };
};

/** Whether the result of work came back after the run had moved on; such a fact is dropped, not recorded. */
export const isSuperseded = (state: RunState, fact: NewFact): boolean => {
  switch (fact.type) {
    case 'infoMerged':
      return state.pendingInfo !== fact.detail.submissionId;
    case 'planReady':
      return !(
        ['VALIDATING_SKILLS', 'GENERATING_PLAN'].includes(state.state) &&
        fact.detail.revision === state.planRevision + 1
      );
    case 'sessionOpened':
      return state.pendingSession?.attempt !== fact.detail.attempt;
    case 'assessmentReady':
      return !(state.state === 'COMPLETED' && fact.detail.revision === state.assessmentRevision + 1);
    case 'erased':
      // Only what has ended is erased; everything else is dropped there.
      return !isTerminal(state.state);
    default:
      return isTerminal(state.state);
  }
};

/** Gives a new fact its place and time, and returns it with the state after it. */
export const record = (state: RunState, fact: NewFact, actor: Actor, at: number): { fact: Fact; state: RunState } => ({
  fact: { ...fact, seq: state.seq + 1, at, actor },
  state: apply(state, { ...fact, at }),
});
