// The ledger of what is written into the records of an ATS: what an attempt, an erasure, people and hooks need of it.
import type { RunRef } from '../access/ids.ts';
import type { VendorKeys } from '../orders/order.ts';
import type { Composition, RecordPart, WritebackKind, WritebackStatus } from '../writeback/item.ts';
import type { AtsFieldObject, AtsValue, RecordRef } from './ats-records.ts';
import type { DeliveryStatus, Due, ResendActor } from './deliveries.ts';

/** Where a thing stands in a record, as ids of the vendor's: nothing about a person. */
export type WritebackPlace = {
  object?: AtsFieldObject;
  key?: string;
  tag?: string;
  /** Of a file. */
  name?: string;
  /** Stages; `from` is where the interview was triggered. */
  from?: string | null;
  to?: string;
};

/** A row of the ledger as rules and attempts see it; times are epoch milliseconds. */
export type Writeback = {
  id: string;
  kind: WritebackKind;
  target: string;
  revision: number;
  status: WritebackStatus;
  reason: string | null;
  parts: readonly RecordPart[];
  place: WritebackPlace;
  /** Digests of values: what is written, what the vendor made of it, what a person wrote instead, what of theirs may be replaced. */
  valueDigest: string | null;
  storedDigest: string | null;
  theirsDigest: string | null;
  replaceableDigest: string | null;
  mark: string | null;
  vendorId: string | null;
  attempts: number;
  createdAt: number;
  attemptedAt: number | null;
  confirmedAt: number | null;
};

/** Whose record, by which connection, for which run: what every row of one order shares. */
export type WritebackOrder = RunRef & { orderId: string; connectionId: string; ref: RecordRef; stageId: string | null };

/** Who writes: one process at a time for an order, until its time is over. */
export type WritebackLease = { tenantId: string; orderId: string; holder: string };

/** A delivery of the channel as its attempts need it. */
export type DueWriteback = Due & {
  runId: string;
  orderId: string;
  connectionId: string | null;
  kind: string | null;
  connectionStatus: string | null;
  vendorKeys: VendorKeys;
  /** An erasure of the run was accepted. */
  erased: boolean;
};

/** What becomes of a row after a look at the record. */
export type Settlement = {
  status: Extract<WritebackStatus, 'confirmed' | 'conflicted' | 'failed'>;
  reason: string | null;
  vendorId?: string | null;
  storedDigest?: string | null;
  /** Of a conflict. */
  theirs?: { digest: string; value: AtsValue };
};

/** How a superseded row ends. */
export type Supplanted =
  | 'supplanted_removed'
  | 'supplanted_left'
  | 'supplanted_unwritten'
  | 'person_changed'
  | 'other_interview'
  | 'wanted_elsewhere';

/** What attempts read and write; every method is safe to repeat. */
export interface WritebackStore {
  find(tenantId: string, deliveryId: string): Promise<DueWriteback | null>;
  /** False while somebody else writes, and once the record is another candidate's than was read. */
  take(lease: WritebackLease, candidateId: string): Promise<boolean>;
  /** False once it is somebody else's. */
  renew(lease: WritebackLease): Promise<boolean>;
  release(lease: WritebackLease): Promise<void>;
  /** The ATS has given the record to another candidate: the order follows, if the lease is still ours. */
  follow(lease: WritebackLease, candidateId: string): Promise<void>;
  /** In one transaction: what is wanted now, beside what was. Gives the order's rows as they are then, oldest first. */
  intend(order: WritebackOrder, composition: Composition): Promise<Writeback[]>;
  /**
   * Right before the vendor is called: those that may be written. Nothing once the lease is another's or an erasure was
   * accepted.
   */
  claim(lease: WritebackLease, order: WritebackOrder, ids: readonly string[]): Promise<boolean>;
  /** Of what is neither settled yet nor superseded. */
  settle(order: WritebackOrder, id: string, settlement: Settlement): Promise<void>;
  /** Why it is not done yet; it stays to be done. */
  noteTrouble(order: WritebackOrder, id: string, code: string): Promise<void>;
  /** How something superseded ended. */
  noteSupplanted(order: WritebackOrder, id: string, reason: Supplanted): Promise<void>;
  rowsOf(order: WritebackOrder): Promise<Writeback[]>;
  /** The vendor's id of what was written a moment ago, before anything else. */
  noteVendorId(order: WritebackOrder, id: string, vendorId: string): Promise<void>;
  /** What other runs wrote into the same place of the same record last: it is ours as well. */
  digestsOfOtherRuns(order: WritebackOrder, target: string): Promise<string[]>;
  /** True when another interview of the same record wants this value there too: it is that one's from now on. */
  leaveToOthers(order: WritebackOrder, target: string, digest: string): Promise<boolean>;
  /** The schedule is used up: what is not done has failed. */
  giveUp(order: Pick<WritebackOrder, 'tenantId' | 'runId' | 'connectionId'>): Promise<void>;
}

/** A row as people see it; values are null where they are not kept, not shown, or erased. */
export type ListedWriteback = Writeback & {
  runId: string;
  orderId: string;
  connectionId: string;
  updatedAt: number;
  nextAttemptAt: number | null;
  value: AtsValue;
  theirs: AtsValue;
};

/** What there is to say of a run before its single things. */
export type RunStanding = {
  orderId: string | null;
  connectionId: string | null;
  kind: string | null;
  connectionStatus: string | null;
  hasRecord: boolean;
  erased: boolean;
  /** Something happened after which a record is written. */
  hasHappened: boolean;
  hasMapping: boolean;
  deliveryId: string | null;
  deliveryStatus: DeliveryStatus | null;
  deliveryReason: string | null;
  deliveryAttempts: number | null;
  nextAttemptAt: Date | null;
};

export type WritebackFilter = {
  connectionId: string;
  status?: WritebackStatus;
  reason?: string;
  /** ISO 8601: made at or after it. */
  since?: string;
};

/** Where a page of a list ended. */
export type WritebackPlaceInList = { at: string; id: string };

export interface WritebackReads {
  /** In the order in which they were wanted, superseded ones too, with their values. */
  ofRun(run: RunRef): Promise<ListedWriteback[]>;
  /** Newest first, without values. */
  list(
    tenantId: string,
    filter: WritebackFilter,
    page: { limit: number; after: WritebackPlaceInList | null },
  ): Promise<{ items: ListedWriteback[]; next: WritebackPlaceInList | null }>;
  /** Null for what is no run of the tenant's. */
  standing(run: RunRef): Promise<RunStanding | null>;
}

/** What people decide; each is noted in the audit log. Throw `writeback.not_found`, `connection.not_found`, `connection.paused`. */
export interface WritebackActs {
  /** Throws `writeback.not_conflicted`. */
  resolve(run: RunRef, id: string, take: 'theirs' | 'ours', by: ResendActor): Promise<void>;
  /** Throws `writeback.not_failed`. */
  redrive(run: RunRef, id: string, by: ResendActor): Promise<void>;
  /** Orders whose record lacks something since then; with a reason, those where something failed for it. */
  redriveConnection(
    tenantId: string,
    connectionId: string,
    of: { since: Date; reason: string | null },
    by: ResendActor,
  ): Promise<{ count: number; more: boolean }>;
}

/** What an erasure finds in records of an ATS because we wrote it. */
export interface WrittenCopies {
  /** Null for a run without a record in an ATS. */
  orderOf(run: RunRef): Promise<WritebackOrder | null>;
  /** When the erasure was asked for, in epoch milliseconds. */
  requestedAt(run: RunRef): Promise<number>;
  /** What may still stand there. A stage is no copy of anything. */
  written(run: RunRef): Promise<Writeback[]>;
  end(run: RunRef, id: string, status: 'removed' | 'left', reason: string | null): Promise<void>;
  /** What was never written never will be. */
  closeUnwritten(run: RunRef): Promise<void>;
  /** Of everything so far; what was left, by its reason. */
  counts(run: RunRef): Promise<{ removed: number; left: Record<string, number> }>;
}
