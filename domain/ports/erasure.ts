// What erasing needs kept and done: the intent, the run's end, the keys, the copies and the rows.
import type { RunRef } from '../access/ids.ts';
import type { AuditActor } from '../audit/chain.ts';
import type { Certificate, ErasureCause } from '../erasure/certificate.ts';
import type { ErasureScope } from '../lifecycle/facts.ts';
import type { Policy } from '../lifecycle/policy.ts';
import type { RunState } from '../lifecycle/state.ts';
import type { DataPurpose } from './system.ts';

export type ErasureState = 'running' | 'certified';

/** Who wants what erased, and why. */
export type ErasureWish = { scope: ErasureScope; cause: ErasureCause; actor: AuditActor; requestId: string | null };

/** Times are epoch milliseconds. The certificate is there once `state` says `certified`. */
export type ErasureView = {
  runId: string;
  scope: ErasureScope;
  cause: ErasureCause;
  state: ErasureState;
  requestedAt: number;
  certificate: Certificate | null;
};

export interface ErasureStore {
  /**
   * Records the intent, once, in one transaction with its audit entry; a wider scope widens it and lets it run again.
   * Throws `interview.not_found`, and `erasure.on_hold` when there is something new to destroy that is held.
   */
  request(run: RunRef, wish: ErasureWish, at: number): Promise<ErasureView>;
  find(run: RunRef): Promise<ErasureView | null>;
  /** Erasures that should be running, the oldest first. */
  due(limit: number): Promise<RunRef[]>;
}

/** `keyCacheMs` is how long any process may go on using an unwrapped key. */
export type ErasureInput = { version: 1; tenantId: string; runId: string; keyCacheMs: number };

export interface ErasureEngine {
  /** Starts the erasure of a run unless one is under way. Throws AppError `engine.unavailable`. */
  startErasure(input: ErasureInput): Promise<void>;
}

export type ErasedCopies = {
  /** Copies that were there and are gone. */
  deleted: number;
  /** True where the service lets nobody delete, so that its own rules decide. */
  leftToProvider: boolean;
  /** How many were left, by the code of why, where that is known of each. */
  left?: Readonly<Record<string, number>>;
  /** The figures are of all times that it was done, not of this one alone. */
  isTotal?: true;
};

/** Deletes what one outside service holds of a run. Every service that is ever given personal data has one. */
export interface CopyEraser {
  /** As sessions and model calls name the service. */
  name: string;
  /** Safe to repeat. */
  erase(run: RunRef): Promise<ErasedCopies>;
}

/** `started` is false while a start of its workflow is still to come. */
export type RunToErase = { interviewId: string; state: RunState; policy: Policy; started: boolean };

export type DestroyedKey = { keyId: string; purpose: DataPurpose; destroyedAt: number };

/** What was done so far, kept in the transaction that did it: a crash loses no figure. */
export type ErasureProgress = {
  /** Rows emptied by place name. */
  emptied: Record<string, number>;
  copies: Record<string, ErasedCopies>;
};

export type OpenErasure = Omit<ErasureView, 'runId' | 'state' | 'certificate'> & {
  actor: { kind: AuditActor['kind']; id: string | null };
  requestId: string | null;
};

/** The steps' view of one erasure; every method is safe to repeat. */
export interface ErasureWork {
  /** The erasure as wished, or null once it is certified (or was never asked for). */
  open(run: RunRef): Promise<OpenErasure | null>;
  readRun(run: RunRef): Promise<RunToErase | null>;
  /** Names of the outside services that had a part in the run. */
  servicesOf(run: RunRef): Promise<string[]>;
  noteCopies(run: RunRef, service: string, erased: ErasedCopies): Promise<void>;
  /** Empties every place of the scope in one transaction, and adds up how many rows there were. */
  empty(run: RunRef, scope: ErasureScope): Promise<void>;
  /** Whether the timeline says already that this, or more, was erased. */
  isRecorded(run: RunRef, scope: ErasureScope): Promise<boolean>;
  progress(run: RunRef): Promise<ErasureProgress>;
  /**
   * Stores the certificate that `issue` makes, with its audit entry; false when more is wished for by now than `scope`,
   * and then nothing is stored.
   */
  certify(run: RunRef, scope: ErasureScope, issue: (erasure: OpenErasure) => Certificate): Promise<boolean>;
}

export interface RunKeys {
  /** Destroys one key for good. */
  destroy(run: RunRef, purpose: DataPurpose): Promise<void>;
  /** The run's keys that have been destroyed. */
  destroyed(run: RunRef): Promise<DestroyedKey[]>;
}
