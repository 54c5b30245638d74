// The names and shapes that workflows, activities and clients agree on; no code of any of them.
import type { DeliveryChannel } from '../domain/delivery/channels.ts';
import type { Actor, ErasureScope, Fact } from '../domain/lifecycle/facts.ts';
import type { SessionMode, Verdict } from '../domain/lifecycle/state.ts';
import type { ConversationProgress } from '../domain/ports/room.ts';
import type { MergedInfo } from '../domain/ports/run-texts.ts';
import type { Hearing } from '../domain/room/hearing.ts';
import type { PlanDrafting } from '../domain/ports/templates.ts';

export type { CarriedFacts, CommandResult, InterviewInput } from '../domain/ports/engine.ts';

export const interviewWorkflowType = 'interview';
export const reconcileWorkflowType = 'reconcile';
export const deliveryWorkflowType = 'delivery';
export const erasureWorkflowType = 'erasure';
export const retentionWorkflowType = 'retention';
export const templatePlanWorkflowType = 'templatePlan';

export const atsApplicationWorkflowType = 'atsApplication';

export const recordingWorkflowType = 'recording';

export const callWorkflowType = 'voiceCall';

export const interviewWorkflowId = (runId: string): string => `interview-${runId}`;

/** One workflow for each thing to be sent: an event to an endpoint, or a mail. `id` is the row's own id. */
export const deliveryWorkflowId = (id: string): string => `delivery-${id}`;
export const erasureWorkflowId = (runId: string): string => `erasure-${runId}`;

/** One workflow for each attempt to draft a version's plan. */
export const templatePlanWorkflowId = ({ templateId, version, attempt }: Omit<PlanDrafting, 'tenantId'>): string =>
  `template-plan-${templateId}-${version}${attempt > 1 ? `-${attempt}` : ''}`;

export const recordingWorkflowId = (recordingId: string): string => `recording-${recordingId}`;

/** One workflow for each conversation that is held outside. */
export const callWorkflowId = (sessionId: string): string => `call-${sessionId}`;

/** Something was told of a call. */
export const callToldSignal = 'callTold';

/** To an interview: nobody ever said how a call ended. */
export const callLostSignal = 'callLost';

/** One workflow for what an ATS tells of one application; `lane` is a hash of connection and application. */
export const atsApplicationWorkflowId = (lane: string): string => `ats-application-${lane}`;

/** Names hooks that wait for their turn. */
export const hooksSignal = 'hooks';

/** What an ATS tells comes in bursts, and may wait for the ATS: neither is an interview's concern. */
export const hookTaskQueue = (taskQueue: string): string => `${taskQueue}-hooks`;

/** What waits for others has a queue of its own, so that a slow receiver never takes an interview's place. */
export const deliveryTaskQueue = (taskQueue: string): string => `${taskQueue}-delivery`;

/** Models take their time; they have a queue of their own, so that many of them never take the place of what people wait for. */
export const modelTaskQueue = (taskQueue: string): string => `${taskQueue}-models`;

/** Storing what was said takes memory and this machine's time, and must not wait for models nor they for it. */
export const speechTaskQueue = (taskQueue: string): string => `${taskQueue}-speech`;

/** Listening only waits for the recogniser: many at once, beside the few that are stored. */
export const hearingTaskQueue = (taskQueue: string): string => `${taskQueue}-hearing`;

/** Search attributes that the namespace may have, all keywords. Their values are states, ids and codes of ours. */
export const searchAttributes = {
  state: 'ParleyState',
  tenant: 'ParleyTenant',
  attention: 'ParleyAttention',
  waitsFor: 'ParleyWaitsFor',
} as const;

/**
 * The argument of every command's Update: who sends it, and the command's own arguments. Who `carries` writes the facts
 * of the answer where people read, so it need not wait until the workflow has done so; an earlier version waits.
 */
export type CommandMessage<Args = unknown> = { args: Args; actor: Actor; carries?: true };

type RunRef = { tenantId: string; runId: string };

export interface ProjectionActivities {
  /**
   * Writes facts, events and the row that people read; twice is the same as once. Those that are `carried` stand in an
   * answer too: whoever got it is about to write them.
   */
  project(input: RunRef & { facts: Fact[]; carried?: true }): Promise<void>;
}

export interface InterviewActivities {
  mergeInfo(input: RunRef & { submissionId: string }): Promise<MergedInfo>;
  /** `held`: a person has to look at it, whatever the policy says. */
  draftPlan(
    input: RunRef & { revision: number; noteId: string | null; competencyIds: string[] },
  ): Promise<{ revision: number; held?: true }>;
  openSession(input: RunRef & { attempt: number; mode: SessionMode }): Promise<{ sessionId: string; provider: string }>;
  scoreInterview(input: RunRef & { revision: number }): Promise<{ revision: number; verdict: Verdict | null }>;
  /** A withdrawal of consent is told here too: the workflow may not have heard of it yet. `ends`: the window is over. */
  readProgress(input: RunRef & { ends?: true }): Promise<ConversationProgress>;
}

export interface ReconcileActivities {
  reconcile(): Promise<{ started: number; lost: number; undelivered: number }>;
}

/** `version` is the input's own, as everywhere. */
export type TemplatePlanInput = { version: 1; drafting: PlanDrafting };

export interface TemplateActivities {
  /** Keeps a plan where the version has none. */
  draftTemplatePlan(input: PlanDrafting): Promise<void>;
  /** Says why there is none; it may be tried again. */
  failTemplatePlan(input: PlanDrafting & { code: string }): Promise<void>;
}

export type RecordingInput = { version: 1; recording: RunRef & { recordingId: string } };

type RecordingRef = RecordingInput['recording'];

export interface RecordingActivities {
  /** Makes one object of the pieces; `stored` is false when there is nothing to listen to. */
  storeRecording(input: RecordingRef): Promise<{ stored: boolean }>;
  /** Writes down that it was neither stored nor heard, as far as it was not. */
  giveUpRecording(input: RecordingRef): Promise<void>;
}

export interface HearingActivities {
  /** `waiting` when nothing was written: there is no recogniser, or nothing may be done with what was said any more. */
  hearRecording(input: RecordingRef): Promise<{ hearing: Hearing }>;
}

export type CallInput = { version: 1; call: RunRef & { sessionId: string } };

/** `lost`: nobody said how it ended; it may be found again. */
export type CallStanding = { state: 'waiting' | 'done' | 'lost'; lookAgainMs: number };

export interface CallActivities {
  /** Looks at a call, and does what is due; safe to repeat. */
  followCall(input: CallInput['call']): Promise<CallStanding>;
}

/** `delaysMs` are the pauses before each attempt, from the deployment's schedule; the workflow adds jitter. */
export type DeliveryInput = {
  version: 1;
  channel: DeliveryChannel;
  tenantId: string;
  id: string;
  delaysMs: number[];
};

type DeliveryRef = Pick<DeliveryInput, 'channel' | 'tenantId' | 'id'>;

/** `stopped` means that no further attempt makes sense; the row says why. */
export type AttemptOutcome = { result: 'done' | 'retry' | 'stopped'; retryAfterMs: number | null };

export interface DeliveryActivities {
  /** One attempt and its record. */
  attemptDelivery(input: DeliveryRef & { attempt: number }): Promise<AttemptOutcome>;
  /** Says when the next attempt is due, for those who look. */
  announceAttempt(input: DeliveryRef & { at: number }): Promise<void>;
  /** The schedule is used up. */
  giveUpDelivery(input: DeliveryRef): Promise<void>;
}

/** `ids` are those that an earlier link of the chain left; `version` is the input's own, as everywhere. */
export type AtsApplicationInput = { version: 1; tenantId: string; ids: string[] };

export interface HookActivities {
  /** One hook; safe to repeat. `gone` is one that was done before, `held` one whose connection is paused. */
  processHook(input: { tenantId: string; id: string }): Promise<{ result: 'done' | 'gone' | 'held' | 'failed' }>;
  /**
   * The same as far as it needs no ATS and nothing goes wrong; `later` leaves it to `processHook`. Never fails, so that it can be part of
   * the workflow's own task.
   */
  processHookAtOnce(input: { tenantId: string; id: string }): Promise<{ result: 'done' | 'gone' | 'held' | 'later' }>;
  /** Its attempts are used up. */
  giveUpHook(input: { tenantId: string; id: string; code: string }): Promise<void>;
}

export type { ErasureInput } from '../domain/ports/erasure.ts';

/** The steps of an erasure, in their order; each is safe to repeat. The scope is the one that `openErasure` gave. */
export interface ErasureActivities {
  openErasure(input: RunRef): Promise<{ scope: ErasureScope } | null>;
  /** Resolves once the interview has ended and nothing of it runs any more. */
  endInterview(input: RunRef): Promise<void>;
  destroyKeys(input: RunRef & { scope: ErasureScope }): Promise<void>;
  eraseCopies(input: RunRef): Promise<void>;
  emptyColumns(input: RunRef & { scope: ErasureScope }): Promise<void>;
  recordErasure(input: RunRef & { scope: ErasureScope }): Promise<void>;
  /** `certified` is false when more is wished for by now. */
  certifyErasure(input: RunRef & { scope: ErasureScope }): Promise<{ certified: boolean }>;
}

/** Where a retention run has got to: the tenants up to `tenantId` are done, that one up to the run named. */
export type RetentionCursor = { tenantId: string; after: { endedAt: number; runId: string } | null };

/** Runs by what became of them. `stillOpen` runs have not ended, so no window counts for them yet. */
export type RetentionCounts = {
  personal: number;
  all: number;
  recordings: number;
  held: number;
  failed: number;
  stillOpen: number;
};

export interface RetentionActivities {
  /** Starts the erasures that are due, a bounded number at a time. `next` is null when every tenant is done. */
  retain(input: { cursor: RetentionCursor | null }): Promise<{ counts: RetentionCounts; next: RetentionCursor | null }>;
}
