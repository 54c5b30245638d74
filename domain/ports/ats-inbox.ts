// The ledger of hooks: kept before they are answered, worked on in order, shown and set going again.
import type { AtsApplication, AtsEventType } from './ats-hooks.ts';
import type { AuditActor } from '../audit/chain.ts';
import type { RunRef } from '../access/ids.ts';
import type { ConnectionStatus, OpenConnection } from '../connections/connection.ts';
import type { EarlierInterview, KnownApplication } from '../triggers/step.ts';
import type { TriggerRule } from '../triggers/rule.ts';

export const hookStatuses = ['received', 'done', 'failed'] as const;
export type HookStatus = (typeof hookStatuses)[number];

/** What comes of a hook that is done; a failed one has the code of what went wrong. */
export const hookOutcomes = [
  'interview_placed',
  'already_interviewed',
  'no_rule',
  'nothing_to_do',
  'cancelled',
  'own_move',
  'stale',
  'job_closed',
  'job_opened',
  'merged',
  'erased',
  'candidate_gone',
  'record_missing',
] as const;
export type HookOutcome = (typeof hookOutcomes)[number];

export type HookRef = { tenantId: string; id: string };

export type NewHook = {
  id: string;
  tenantId: string;
  connectionId: string;
  eventKey: string;
  action: string;
  event: AtsEventType;
  applicationId: string | null;
  candidateId: string | null;
  jobId: string | null;
  lane: string;
  /** It cannot be worked on at all, and why. */
  failure: string | null;
  /** Of the bytes. */
  bodyDigest: string;
  /** Whether the signature covers the body. */
  bodySigned: boolean;
  body: Uint8Array;
};

/** As it is shown: ids and codes. */
export type Hook = HookRef & {
  connectionId: string;
  action: string;
  event: AtsEventType;
  applicationId: string | null;
  candidateId: string | null;
  jobId: string | null;
  status: HookStatus;
  outcome: string | null;
  ruleId: string | null;
  orderId: string | null;
  receivedAt: Date;
  finishedAt: Date | null;
  /** Whether its body is still there to be worked on again. */
  hasBody: boolean;
};

export type HookPlace = { position: number };
export type HookFilter = { status?: HookStatus | undefined; outcome?: string | undefined; since?: string | undefined };

/** What one turn of a hook came to. */
export type HookEnd = {
  outcome: HookOutcome;
  ruleId?: string;
  orderId?: string;
  /** Where the application stood by it; absent where it tells nothing new. */
  known?: AtsApplication;
  /** Who is gone: bodies of all that was told about them go in the same transaction. */
  gone?: { applicationId: string | null; candidateId: string | null };
};

/** `held` while its connection is paused: it is told again afterwards; `gone` for one that was done before. */
export type HookTurn = { result: 'done'; end: HookEnd } | { result: 'gone' | 'held' };

/** Who presents a signature. Null for an unknown connection, one of another kind and a deleted one alike. */
export interface SignedConnections {
  openSigned(kind: string, id: string): Promise<OpenConnection | null>;
}

/**
 * `repeated` where the same event or the same bytes are there already. A new one is `claimed` by whoever keeps it, who then tells its
 * workflow while the claim holds, or `left` to a relay, which was woken. It is claimed and `alone` where nothing of its lane waits or
 * is under way: nobody else has a turn of the lane while the claim holds.
 */
export type Keeping = 'repeated' | 'claimed' | 'alone' | 'left';

export interface HookIntake {
  /** One statement. A claim is given where it is asked for and nothing before it waits to be told. */
  keep(hook: NewHook, asks: { claim: boolean }): Promise<Keeping>;
}

export type HookStart = { tenantId: string; connectionId: string; lane: string; ids: string[] };

/** From the row to its workflow. */
export interface HookRelay {
  /** Everything untold of so many lanes, each in the order of arrival; those of paused connections wait. */
  claim(limit: number): Promise<HookStart[]>;
  /** Of those that are still claimed: one that was given back meanwhile is to be told again. Wakes relays where more waits behind them. */
  markTold(ids: readonly string[]): Promise<void>;
  release(ids: readonly string[]): Promise<void>;
}

export interface HookEngine {
  /** Starts the workflow of a lane or tells the running one. Throws AppError `engine.unavailable`. */
  tellHooks(start: HookStart): Promise<void>;
}

/** An order of a trigger whose interview nobody has begun. */
export type Unstarted = { run: RunRef; ruleId: string; stageId: string };

/** Where an application stands at the turn of a hook, and what came of it before. */
export type Standing = {
  /** Somebody told that the candidate or the application is gone, whose hook was done or is to be believed as it stands. */
  gone: boolean;
  /** By the hooks before this one. */
  known: KnownApplication | null;
  /** We moved it to this stage ourselves: by what was written, and never by when. */
  ourMove: boolean;
  /** Orders of the application whose interviews nobody has begun. */
  unstarted: Unstarted[];
  /** Interviews of the application in the stage, or of the candidate for the same job there; the newest first. */
  earlier: (EarlierInterview & { orderId: string; hookId: string | null; ownApplication: boolean })[];
  jobClosed: boolean;
  /** Orders of the application answer to another candidate. */
  isAnothers: boolean;
};

export interface Standings {
  /** One statement. */
  of(
    hook: Pick<Hook, 'id' | 'tenantId' | 'connectionId'>,
    application: Pick<AtsApplication, 'applicationId' | 'candidateId' | 'job' | 'stage'>,
  ): Promise<Standing>;
}

/** A hook at its turn, with what it is held against. `body` is null once it is gone. */
export type HookAtTurn = Hook & {
  body: Uint8Array | null;
  connection: { kind: string; status: ConnectionStatus } | null;
  rules: readonly TriggerRule[];
};

export interface HookWork {
  /** One statement; null for one that is worked on no more. */
  open(ref: HookRef): Promise<HookAtTurn | null>;
  finish(ref: HookRef, end: HookEnd): Promise<void>;
  fail(ref: HookRef, code: string): Promise<void>;
  /** Counts a failure that nobody foresaw; how many there were of this hook. */
  countUnforeseen(ref: HookRef): Promise<number>;
  /** Gives it back: its workflow is told once its connection is no longer paused. */
  hold(ref: HookRef): Promise<void>;
  /** As in `Standing`. */
  isGone(tenantId: string, connectionId: string, who: { applicationId: string; candidateId: string }): Promise<boolean>;
}

/** Orders that came over a connection, by what the vendor calls them. */
export interface TriggerOrders {
  unstartedOf(tenantId: string, connectionId: string, jobId: string): Promise<Unstarted[]>;
  /** Orders answer to the candidate that the ATS now has for them. Both throw `delivery.endpoint_busy` while a record is written. */
  rekeyApplication(
    tenantId: string,
    connectionId: string,
    ref: { applicationId: string; candidateId: string },
  ): Promise<void>;
  rekeyCandidate(tenantId: string, connectionId: string, ids: { from: string; to: string }): Promise<number>;
  /** Of orders of the candidate, or of the application, over this connection. */
  runsOf(
    tenantId: string,
    connectionId: string,
    of: { applicationId: string | null; candidateId: string | null },
  ): Promise<RunRef[]>;
}

/** Who asks for something to be done again. */
export type HookAsker = { actor: AuditActor; requestId: string | null };

/** `more`: there are others, for another call. */
export type RedrivenHooks = { count: number; more: boolean };

export interface HookLedger {
  /** Null for a connection that is absent or another tenant's. */
  list(
    tenantId: string,
    connectionId: string,
    page: { filter: HookFilter; limit: number; after: HookPlace | null },
  ): Promise<{ items: Hook[]; next: HookPlace | null } | null>;
  /** With its body; null where there is no such hook of the connection. */
  read(tenantId: string, connectionId: string, id: string): Promise<(Hook & { body: Uint8Array | null }) | null>;
  /** Failed ones whose body is still there, or not needed, are worked on again, each after what its application has waiting; how many. */
  redrive(
    tenantId: string,
    connectionId: string,
    which: { id: string } | HookFilter,
    by: HookAsker,
  ): Promise<RedrivenHooks>;
}

export interface ConnectionRules {
  /** Null for a connection that is absent, deleted or another tenant's. */
  read(tenantId: string, connectionId: string): Promise<readonly TriggerRule[] | null>;
  /** With its act, in one transaction. Throws `connection.not_found`. */
  write(tenantId: string, connectionId: string, rules: readonly TriggerRule[], by: HookAsker): Promise<void>;
}
