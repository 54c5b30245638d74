// Takes what we wrote out of an ATS's record when a candidate is erased, as far as its API can; the rest is named, not hidden.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { VendorTrouble, type AtsSessions } from '../../domain/ports/ats-records.ts';
import type { CopyEraser } from '../../domain/ports/erasure.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';
import type {
  Writeback,
  WritebackLease,
  WritebackOrder,
  WritebackStore,
  WrittenCopies,
} from '../../domain/ports/writebacks.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { followMerge } from './follow-merge.ts';
import { keepLease } from './keep-lease.ts';
import { emptyField, isLeftToOthers, takeBack } from './retire.ts';

export type RecordEraserDeps = {
  copies: WrittenCopies;
  writebacks: Pick<
    WritebackStore,
    'take' | 'renew' | 'release' | 'follow' | 'rowsOf' | 'leaveToOthers' | 'digestsOfOtherRuns'
  >;
  atsSessions: AtsSessions;
  keyedDigest: Digest;
  clock: Clock;
  newId(prefix: string): string;
  heartbeat(): void;
  /** How long an erasure waits for an ATS that cannot be reached. */
  patienceMs?: number;
};

const dayMs = 86_400_000;
const busySeconds = 2;
const waitSeconds = 30;

type Opened = Awaited<ReturnType<AtsSessions['open']>>;
type Held = { order: WritebackOrder; lease: WritebackLease };
type Outcome = { status: 'removed' | 'left'; reason: string | null };

const removed: Outcome = { status: 'removed', reason: null };
const left = (reason: string): Outcome => ({ status: 'left', reason });

const eraseField = async (
  deps: RecordEraserDeps,
  at: Opened & { order: WritebackOrder },
  row: Writeback,
): Promise<Outcome> => {
  const rows = await deps.writebacks.rowsOf(at.order);
  const why = await emptyField(
    { ...deps, ...at },
    rows.filter(({ target }) => target === row.target),
  );
  return why === null ? removed : left(why);
};

const eraseOne = async (
  deps: RecordEraserDeps,
  opened: Opened,
  order: WritebackOrder,
  row: Writeback,
): Promise<Outcome> => {
  if (row.kind === 'field') return await eraseField(deps, { ...opened, order }, row);
  if (await isLeftToOthers({ ...deps, order }, row)) return left('wanted_elsewhere');
  return (await takeBack({ ...opened, order }, row)) ? removed : left('vendor.not_supported');
};

/** What the ATS does not answer is met again with the rows. */
const isMerged = async (deps: RecordEraserDeps, opened: Opened, held: Held): Promise<boolean> => {
  try {
    return await followMerge({ ...deps, ...opened, ...held });
  } catch (error) {
    if (error instanceof VendorTrouble) return false;
    throw error;
  }
};

/** True when it may be over later. */
const eraseRow = async (deps: RecordEraserDeps, opened: Opened, held: Held, row: Writeback): Promise<boolean> => {
  const { order } = held;
  try {
    const { status, reason } = await eraseOne(deps, opened, order, row);
    await deps.copies.end(order, row.id, status, reason);
    return false;
  } catch (error) {
    if (!(error instanceof VendorTrouble)) throw error;
    if (error.retryable || (error.code === 'record_missing' && (await isMerged(deps, opened, held)))) return true;
    const { status, reason } = error.code === 'record_missing' ? removed : left(error.code);
    await deps.copies.end(order, row.id, status, reason);
    return false;
  }
};

/** The code of why it cannot be used for good, or null for what may be over later. */
const open = async (
  { atsSessions }: RecordEraserDeps,
  { tenantId, connectionId }: WritebackOrder,
): Promise<Opened | string | null> => {
  try {
    return await atsSessions.open(tenantId, connectionId);
  } catch (error) {
    if (error instanceof VendorTrouble) return error.retryable ? null : error.code;
    if (error instanceof AppError && error.code === 'connection.not_found') return 'connection_deleted';
    if (error instanceof AppError && error.code === 'connection.paused') return null;
    throw error;
  }
};

const eraseRows = async (deps: RecordEraserDeps, held: Held, rows: readonly Writeback[]): Promise<Writeback[]> => {
  const { order } = held;
  const opened = await open(deps, order);
  if (opened === null) return [...rows];
  if (typeof opened === 'string') {
    for (const { id } of rows) await deps.copies.end(order, id, 'left', opened);
    return [];
  }
  // What is missing in a record of before would count as removed, and stand in another.
  if (await isMerged(deps, opened, held)) throw new AppError('erasure.copies_wait', { retryAfterSeconds: busySeconds });
  const waiting: Writeback[] = [];
  for (const row of rows) if (await eraseRow(deps, opened, held, row)) waiting.push(row);
  return waiting;
};

/** Nothing is written meanwhile: a write that had begun when the erasure was accepted is waited for. */
const eraseHeld = async (deps: RecordEraserDeps, held: Held): Promise<void> => {
  const { copies, clock, patienceMs = dayMs } = deps;
  const { order } = held;
  const rows = await copies.written(order);
  const waiting = rows.length === 0 ? [] : await eraseRows(deps, held, rows);
  if (waiting.length > 0 && clock.now() < (await copies.requestedAt(order)) + patienceMs)
    throw new AppError('erasure.copies_wait', { retryAfterSeconds: waitSeconds });
  for (const { id } of waiting) await copies.end(order, id, 'left', 'vendor_away');
};

const erase = async (deps: RecordEraserDeps, run: RunRef): Promise<void> => {
  const { copies, writebacks } = deps;
  const order = await copies.orderOf(run);
  if (order !== null) {
    const lease = { tenantId: run.tenantId, orderId: order.orderId, holder: deps.newId('wbl') };
    if (!(await writebacks.take(lease, order.ref.candidateId)))
      throw new AppError('erasure.copies_wait', { retryAfterSeconds: busySeconds });
    const stop = keepLease(writebacks, lease);
    try {
      await eraseHeld(deps, { order, lease });
    } finally {
      await stop();
      await writebacks.release(lease);
    }
  }
  await copies.closeUnwritten(run);
};

/** Its name sorts behind those of other services: what waits for an ATS holds up no other copy. */
export const createRecordEraser = (deps: RecordEraserDeps): CopyEraser => ({
  name: 'written-record',
  erase: async ({ tenantId, runId }) => {
    const run = { tenantId, runId };
    await withHeartbeat(deps.heartbeat, () => erase(deps, run));
    const { removed: deleted, left: reasons } = await deps.copies.counts(run);
    return { deleted, leftToProvider: Object.keys(reasons).length > 0, left: reasons, isTotal: true };
  },
});
