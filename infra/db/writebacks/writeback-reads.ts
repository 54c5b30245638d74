// The ledger of write-backs as people read it: of one run with why it stands as it does, and of one connection in pages.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { AtsValue } from '../../../domain/ports/ats-records.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import type {
  ListedWriteback,
  RunStanding,
  WritebackFilter,
  WritebackPlaceInList,
  WritebackReads,
} from '../../../domain/ports/writebacks.ts';
import { writtenAfter } from '../../../domain/writeback/written-after.ts';
import { present } from '../../../domain/present.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';
import { exactTime, type Db } from '../knex.ts';
import { hasMappingSql, hasRecordSql } from './record-sql.ts';
import { rowToWriteback, writebackColumns, type WritebackRow } from './writeback-rows.ts';

type ListedRow = WritebackRow & {
  run_id: string;
  order_id: string;
  connection_id: string;
  updated_at: Date;
  next_attempt_at: Date | null;
  exact: string;
};
type SealedRow = ListedRow & { value_kept: Buffer | null; theirs_kept: Buffer | null };

/** When the order's delivery that still waits is tried again. */
const nextAttempt = `(select d.next_attempt_at from deliveries d
   where d.order_id = w.order_id and d.channel = 'writeback' and d.status = 'pending' and w.status in ('intended', 'attempting')
   order by d.created_at desc limit 1)`;

const listed = (db: Db) =>
  db('writebacks as w').select([
    ...writebackColumns.map((column) => `w.${column}`),
    'w.run_id',
    'w.order_id',
    'w.connection_id',
    'w.updated_at',
    db.raw(`${nextAttempt} as next_attempt_at`),
    db.raw(`${exactTime('w.created_at')} as exact`),
  ]);

const rowToListed = (row: ListedRow): ListedWriteback => ({
  ...rowToWriteback(row),
  runId: row.run_id,
  orderId: row.order_id,
  connectionId: row.connection_id,
  updatedAt: row.updated_at.getTime(),
  nextAttemptAt: row.next_attempt_at?.getTime() ?? null,
  value: null,
  theirs: null,
});

const openValues = async (sealer: Sealer, { tenantId }: RunRef, row: SealedRow): Promise<ListedWriteback> => {
  const run = { tenantId, runId: row.run_id };
  const opened = async (place: ReturnType<typeof sealPlaces.writebackValue>, sealed: Buffer | null) =>
    openIfKept<AtsValue>(sealer, place, sealed);
  return {
    ...rowToListed(row),
    value: await opened(sealPlaces.writebackValue(run, row.id), row.value_kept),
    theirs: await opened(sealPlaces.writebackTheirs(run, row.id), row.theirs_kept),
  };
};

const ofRun = async ({ db, sealer }: { db: Db; sealer: Sealer }, run: RunRef): Promise<ListedWriteback[]> => {
  const rows = (await listed(db)
    .select([
      db.raw(`${keptSql('w', 'w.value_sealed')} as value_kept`),
      db.raw(`${keptSql('w', 'w.theirs_sealed')} as theirs_kept`),
    ])
    .where({ 'w.tenant_id': run.tenantId, 'w.run_id': run.runId })
    .orderBy(['w.created_at', 'w.id'])) as SealedRow[];
  return Promise.all(rows.map((row) => openValues(sealer, run, row)));
};

const list = async (
  db: Db,
  tenantId: string,
  filter: WritebackFilter,
  { limit, after }: { limit: number; after: WritebackPlaceInList | null },
) => {
  const { connectionId, status, reason, since } = filter;
  const rows = (await listed(db)
    .where(
      present({ 'w.tenant_id': tenantId, 'w.connection_id': connectionId, 'w.status': status, 'w.reason': reason }),
    )
    .where('w.created_at', '>=', new Date(since ?? 0))
    .whereRaw(
      after === null ? 'true' : '(w.created_at, w.id) < (?::timestamptz, ?)',
      after === null ? [] : [after.at, after.id],
    )
    .orderByRaw('w.created_at desc, w.id desc')
    .limit(limit + 1)) as ListedRow[];
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items: items.map(rowToListed), next: last === undefined ? null : { at: last.exact, id: last.id } };
};

const standingSql = `
  select o.id as "orderId", o.connection_id as "connectionId", c.kind, c.status as "connectionStatus",
         ${hasRecordSql('o')} as "hasRecord", ${erasingSql('i')} as erased,
         ${hasMappingSql('o.connection_id')} as "hasMapping",
         exists (select 1 from events e where e.run_id = i.run_id and e.tenant_id = i.tenant_id
                   and e.type = any(:types::text[])) as "hasHappened",
         d.id as "deliveryId", d.status as "deliveryStatus", d.reason as "deliveryReason", d.attempts as "deliveryAttempts",
         d.next_attempt_at as "nextAttemptAt"
    from interviews i left join orders o on o.run_id = i.run_id and o.tenant_id = i.tenant_id
    left join connections c on c.id = o.connection_id and c.tenant_id = i.tenant_id
    left join lateral (select * from deliveries d where d.order_id = o.id and d.channel = 'writeback'
                        order by d.created_at desc, d.number desc limit 1) d on true
   where i.tenant_id = :tenantId and i.run_id = :runId`;

export const createWritebackReads = (deps: { db: Db; sealer: Sealer }): WritebackReads => ({
  ofRun: (run) => ofRun(deps, run),
  list: (tenantId, filter, page) => list(deps.db, tenantId, filter, page),
  standing: async ({ tenantId, runId }) => {
    const bindings = { tenantId, runId, types: [...writtenAfter] };
    const { rows } = await deps.db.raw<{ rows: RunStanding[] }>(standingSql, bindings);
    return rows[0] ?? null;
  },
});

/** For the operator, who names a thing alone; null for what is none. */
export const runOfWriteback = async (db: Db, id: string): Promise<RunRef | null> => {
  const row: RunRef | undefined = await db('writebacks')
    .where({ id })
    .first({ tenantId: 'tenant_id', runId: 'run_id' });
  return row ?? null;
};
