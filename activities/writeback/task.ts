// One thing that is wanted in a record, and what every way of writing it shares: look, decide, claim, write, look again.
import { AppError } from '../../domain/errors.ts';
import { VendorTrouble, type AtsRecords, type AtsSession, type AtsValue } from '../../domain/ports/ats-records.ts';
import type { Digest } from '../../domain/ports/system.ts';
import type { Writeback, WritebackLease, WritebackOrder, WritebackStore } from '../../domain/ports/writebacks.ts';
import type { IntendedItem } from '../../domain/writeback/item.ts';
import { followMerge } from './follow-merge.ts';

/** The record under work. */
export type RecordWork = {
  records: AtsRecords;
  session: AtsSession;
  writebacks: WritebackStore;
  order: WritebackOrder;
  lease: WritebackLease;
  keyedDigest: Digest;
  isOver(): boolean;
};

/** `history` are all rows of the same target, this one among them. */
export type Task = { item: IntendedItem; row: Writeback; history: readonly Writeback[] };

/** What was seen in the record, as far as this thing goes. */
export type Seen = { digest: string; value: AtsValue; vendorId: string | null };

/** In the ledger before the vendor is called. Whoever has lost the right to write stops here. */
export const claim = async ({ writebacks, lease, order }: RecordWork, rows: readonly Writeback[]): Promise<void> => {
  const ids = rows.map(({ id }) => id);
  if (!(await writebacks.claim(lease, order, ids))) throw new AppError('delivery.interrupted');
};

export const confirm = ({ writebacks, order }: RecordWork, { row }: Task, seen: Seen): Promise<void> =>
  writebacks.settle(order, row.id, {
    status: 'confirmed',
    reason: null,
    vendorId: seen.vendorId,
    storedDigest: row.valueDigest === seen.digest ? null : seen.digest,
  });

export const conflict = ({ writebacks, order }: RecordWork, { row }: Task, seen: Seen, reason: string): Promise<void> =>
  writebacks.settle(order, row.id, {
    status: 'conflicted',
    reason,
    theirs: { digest: seen.digest, value: seen.value },
  });

export const fail = (
  { writebacks, order }: RecordWork,
  { row }: Task,
  reason: string,
  storedDigest: string | null = null,
): Promise<void> => writebacks.settle(order, row.id, { status: 'failed', reason, storedDigest });

/** A record that is missing since its candidate was merged is written where it is now: the attempt is made again. */
export const throwIfMerged = async (work: RecordWork): Promise<void> => {
  try {
    if (!(await followMerge(work))) return;
  } catch (error) {
    if (!(error instanceof VendorTrouble)) throw error;
    if (!error.retryable) return;
  }
  throw new AppError('delivery.interrupted', { retryAfterSeconds: 1 });
};

/** What may be over later is only noted: whether the vendor took it is seen at the next look. */
export const settleTrouble = async (
  work: RecordWork,
  task: Task,
  { code, retryable }: VendorTrouble,
): Promise<void> => {
  if (retryable) return await work.writebacks.noteTrouble(work.order, task.row.id, code);
  if (code === 'record_missing') await throwIfMerged(work);
  await fail(work, task, code);
};

/** The vendor took it and does not show it yet. */
export const notSeenYet = (): VendorTrouble => new VendorTrouble('not_seen_yet', { retryable: true });

/** All places for long texts and expressions are taken: it waits like a vendor's trouble, and as often; null for every other error. */
export const busyTrouble = (error: unknown): VendorTrouble | null =>
  error instanceof AppError && error.code === 'text.busy' ? new VendorTrouble(error.code, { retryable: true }) : null;
