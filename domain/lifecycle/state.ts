// The states of an interview, its outcomes, and the record that the machine folds facts into.

/** The thirteen states that callers see; what each waits for stands in docs/generated/lifecycle.md. */
export const interviewStates = [
  'RECEIVED',
  'INFO_NEEDED',
  'VALIDATING_SKILLS',
  'GENERATING_PLAN',
  'PENDING',
  'APPROVED',
  'SCHEDULED',
  'IN_PROGRESS',
  'COMPLETED',
  'ASSESSMENT_PENDING',
  'ASSESSMENT_APPROVED',
  'REJECTED',
  'CANCELLED',
] as const;
export type InterviewState = (typeof interviewStates)[number];

export const outcomes = [
  'ASSESSMENT_APPROVED',
  'ASSESSMENT_REJECTED',
  'PLAN_REJECTED',
  'CANCELLED',
  'WITHDRAWN',
  'OPTED_OUT',
  'EXPIRED',
  'NO_SHOW',
  'FAILED',
] as const;
export type Outcome = (typeof outcomes)[number];

export const verdicts = ['STRONG_HIRE', 'HIRE', 'MAYBE', 'NO_HIRE'] as const;
export type Verdict = (typeof verdicts)[number];

export const dataQualities = ['EXCELLENT', 'GOOD', 'FAIR', 'INSUFFICIENT'] as const;
export type DataQuality = (typeof dataQualities)[number];

export const severities = ['CRITICAL', 'HIGH', 'MEDIUM'] as const;
export type Severity = (typeof severities)[number];

/** A gap in the request, as codes only; the question to the recruiter is looked up by `reason` when it is shown. */
export type MissingField = { field: string; severity: Severity; reason: string };

export const sessionModes = ['text', 'voice'] as const;
export type SessionMode = (typeof sessionModes)[number];

/** Why a person has to look at a run: its work failed after all retries, or a wait grew too long. */
export type Attention = { code: string; since: number; retryable: boolean };

/**
 * Everything the lifecycle knows of one run. Ids, enums and numbers only (it lives in workflow histories);
 * times are epoch milliseconds; `null` means "not yet".
 */
export type RunState = {
  /** Number of facts applied so far; the first fact has seq 1. */
  seq: number;
  state: InterviewState;
  outcome: Outcome | null;
  attention: Attention | null;
  dataQuality: DataQuality | null;
  missing: MissingField[];
  /** The submission being merged while `supplyInfo` is under way. */
  pendingInfo: string | null;
  /** Revision of the newest plan; 0 before the first. */
  planRevision: number;
  /** The sealed note and the competencies that the pending revision is about. */
  revisionNote: string | null;
  revisionTargets: string[];
  scheduledAt: number | null;
  linkExpiresAt: number | null;
  /** Sessions opened so far, and the one being opened. */
  sessionCount: number;
  pendingSession: { attempt: number; mode: SessionMode } | null;
  /** When the first session was opened: the start of the session window. */
  startedAt: number | null;
  /** The last known sign of life of the candidate in the conversation. */
  lastTurnAt: number | null;
  helpRequests: number;
  assessmentRevision: number;
  proposedVerdict: Verdict | null;
  verdict: Verdict | null;
  /** When the present wait began, and how many of its reminders have been sent. */
  waitingSince: number;
  remindersSent: number;
  refusals: number;
  /** How often an operator had the workflow begin again after it was ended by force; absent for never. */
  restarts?: number;
};

export const initialState: RunState = {
  seq: 0,
  state: 'RECEIVED',
  outcome: null,
  attention: null,
  dataQuality: null,
  missing: [],
  pendingInfo: null,
  planRevision: 0,
  revisionNote: null,
  revisionTargets: [],
  scheduledAt: null,
  linkExpiresAt: null,
  sessionCount: 0,
  pendingSession: null,
  startedAt: null,
  lastTurnAt: null,
  helpRequests: 0,
  assessmentRevision: 0,
  proposedVerdict: null,
  verdict: null,
  waitingSince: 0,
  remindersSent: 0,
  refusals: 0,
};

/** What a caller is told of a run after a command. */
export const summaryOf = ({ seq, state, outcome, planRevision, assessmentRevision, verdict }: RunState) => ({
  seq,
  state,
  outcome,
  planRevision,
  assessmentRevision,
  verdict,
});

const terminalStates: readonly InterviewState[] = ['ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED'];

export const isTerminal = (state: InterviewState): boolean => terminalStates.includes(state);

/** Outcomes after which the ATS is told to route the candidate to a person: no outcome is a dead end. */
export const needsHumanFollowUp = (outcome: Outcome | null): boolean =>
  outcome === 'OPTED_OUT' || outcome === 'NO_SHOW' || outcome === 'EXPIRED' || outcome === 'FAILED';
