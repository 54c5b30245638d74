// The ledger of what is written into the records of an ATS: what an attempt, an erasure, people and hooks need of it.
import type { RunRef } from '../access/ids.ts';
import type { VendorKeys } from '../orders/order.ts';
import type { Composition, RecordPart, WritebackKind, WritebackStatus } from '../writeback/item.ts';
import type { AtsFieldObject, AtsValue, RecordRef } from './ats-records.ts';
import type { Due } from './deliveries.ts';

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
export type Supplanted = 'supplanted_removed' | 'supplanted_left' | 'supplanted_unwritten';

/** What attempts read and write; every method is safe to repeat. */
export interface WritebackStore {
  find(tenantId: string, deliveryId: string): Promise<DueWriteback | null>;
  /** False while somebody else writes. */
  take(lease: WritebackLease): Promise<boolean>;
  /** False once it is somebody else's. */
  renew(lease: WritebackLease): Promise<boolean>;
  release(lease: WritebackLease): Promise<void>;
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
  /** The schedule is used up: what is not done has failed. */
  giveUp(order: Pick<WritebackOrder, 'tenantId' | 'runId' | 'connectionId'>): Promise<void>;
}

/** What we did ourselves, told by what was written and never by when: a hook about it triggers nothing. */
export interface WrittenByUs {
  isOurStageMove(tenantId: string, connectionId: string, applicationId: string, stageId: string): Promise<boolean>;
}
