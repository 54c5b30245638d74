// What stands in records of an ATS because we wrote it, as an erasure looks for it and says what became of it.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { VendorKeys } from '../../../domain/orders/order.ts';
import type { WrittenCopies } from '../../../domain/ports/writebacks.ts';
import { recordOf } from '../../../domain/writeback/record-of.ts';
import { ofRun, type Db } from '../knex.ts';
import { rowToWriteback, writebackColumns, type WritebackRow } from './writeback-rows.ts';

type OrderRow = { id: string; connection_id: string | null; vendor_keys: VendorKeys };
type CountRow = { status: string; reason: string | null; count: number };

const orderOf = async (db: Db, run: RunRef) => {
  const row: OrderRow | undefined = await db('orders').where(ofRun(run)).first('id', 'connection_id', 'vendor_keys');
  const record = row === undefined ? null : recordOf(row.vendor_keys);
  if (row === undefined || record === null || row.connection_id === null) return null;
  return { ...run, orderId: row.id, connectionId: row.connection_id, ...record };
};

/** Of a target that was written several times the last one counts for fields: one value stands there. */
const newestFields = (rows: readonly WritebackRow[]): WritebackRow[] =>
  rows.filter(
    (row) =>
      row.kind !== 'field' || !rows.some((other) => other.target === row.target && other.revision > row.revision),
  );

export const createWrittenCopies = (db: Db): WrittenCopies => ({
  orderOf: (run) => orderOf(db, run),
  requestedAt: async (run) => {
    const row: { requested_at: Date } | undefined = await db('erasures').where(ofRun(run)).first('requested_at');
    return row?.requested_at.getTime() ?? 0;
  },
  written: async (run) => {
    const rows: WritebackRow[] = await db('writebacks')
      .where(ofRun(run))
      .where('attempts', '>', 0)
      .whereNot({ kind: 'stage' })
      .whereRaw(`(status <> 'superseded' or reason is distinct from 'supplanted_removed')`)
      .select([...writebackColumns])
      .orderBy(['revision', 'created_at', 'id']);
    return newestFields(rows)
      .filter(({ status }) => status !== 'removed' && status !== 'left')
      .map(rowToWriteback);
  },
  end: async (run, id, status, reason) => {
    await db('writebacks')
      .where({ ...ofRun(run), id })
      .update({ status, reason, updated_at: db.fn.now() });
  },
  closeUnwritten: async (run) => {
    await db('writebacks')
      .where(ofRun(run))
      .whereIn('status', ['intended', 'attempting'])
      .update({ status: 'superseded', reason: 'erased', updated_at: db.fn.now() });
  },
  counts: async (run) => {
    const rows: CountRow[] = await db('writebacks')
      .where(ofRun(run))
      .whereIn('status', ['removed', 'left'])
      .groupBy('status', 'reason')
      .select('status', 'reason', db.raw('count(*)::int as count'));
    const left = rows.filter(({ status }) => status === 'left').map(({ reason, count }) => [reason ?? 'left', count]);
    const removed = rows.filter(({ status }) => status === 'removed').reduce((sum, { count }) => sum + count, 0);
    return { removed, left: Object.fromEntries(left) as Record<string, number> };
  },
});
