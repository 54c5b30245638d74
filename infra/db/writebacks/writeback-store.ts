// What attempts to write into a record read and write in the ledger; a claim stands there before the vendor is called.
import type { Knex } from 'knex';
import type { DueWriteback, Settlement, WritebackOrder, WritebackStore } from '../../../domain/ports/writebacks.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { acceptedSql } from '../erasure/erasing-sql.ts';
import { ofRun, type Db } from '../knex.ts';
import { intend, type IntentDeps } from './intents.ts';
import { rowToWriteback, writebackColumns, type WritebackRow } from './writeback-rows.ts';
import { createLeases } from './lease-store.ts';

const find = async (db: Db, tenantId: string, id: string): Promise<DueWriteback | null> => {
  const row: DueWriteback | undefined = await db('deliveries as d')
    .join('orders as o', { 'o.id': 'd.order_id', 'o.tenant_id': 'd.tenant_id' })
    .leftJoin('connections as c', { 'c.id': 'o.connection_id', 'c.tenant_id': 'o.tenant_id' })
    .where({ 'd.tenant_id': tenantId, 'd.id': id, 'd.channel': 'writeback' })
    .first({ id: 'd.id', tenantId: 'd.tenant_id', runId: 'd.run_id', eventAt: 'd.event_at', status: 'd.status' })
    .select({ orderId: 'o.id', connectionId: 'o.connection_id', vendorKeys: 'o.vendor_keys' })
    .select({ kind: 'c.kind', connectionStatus: 'c.status', erased: db.raw(acceptedSql('d')) });
  return row ?? null;
};

const claimSql = `
  update writebacks w set status = 'attempting', attempts = attempts + 1, attempted_at = now(), updated_at = now()
   where w.tenant_id = :tenantId and w.run_id = :runId and w.id = any(:ids::text[])
     and w.status in ('intended', 'attempting') and not ${acceptedSql('w')}
     and exists (select 1 from orders o where o.tenant_id = w.tenant_id and o.id = w.order_id
                   and o.written_by = :holder and o.written_until > now())`;

type Deps = IntentDeps & { db: Knex };

const open = ['intended', 'attempting'];

const settle = async (
  { db, sealer }: Deps,
  order: WritebackOrder,
  id: string,
  settlement: Settlement,
): Promise<void> => {
  const { status, reason, theirs, storedDigest, vendorId } = settlement;
  const seal = async (): Promise<Buffer | null> =>
    theirs === undefined ? null : Buffer.from(await sealer.seal(sealPlaces.writebackTheirs(order, id), theirs.value));
  await db('writebacks')
    .where({ ...ofRun(order), id })
    .whereIn('status', open)
    .update({
      status,
      reason,
      vendor_id: vendorId ?? undefined,
      stored_digest: storedDigest ?? undefined,
      ...(theirs === undefined ? {} : { theirs_digest: theirs.digest, theirs_sealed: await seal() }),
      ...(status === 'confirmed' ? { confirmed_at: db.fn.now(), replaceable_digest: null } : {}),
      updated_at: db.fn.now(),
    });
};

/** A field of an application stands in that application alone; everything else is the candidate's. */
const samePlace = `(:target not like 'field:application:%' or o.vendor_keys ->> 'applicationId' = :applicationId)`;

/** The last value of each other run that is known to have arrived in the same place of the same record. */
const digestsOfOtherRuns = async (db: Db, order: WritebackOrder, target: string): Promise<string[]> => {
  const { rows } = await db.raw<{ rows: { digest: string }[] }>(
    `select distinct on (w.run_id) coalesce(w.stored_digest, w.value_digest) as digest
       from writebacks w join orders o on o.id = w.order_id and o.tenant_id = w.tenant_id
      where w.tenant_id = :tenantId and o.connection_id = :connectionId and w.connection_id = :connectionId
        and o.vendor_keys ->> 'candidateId' = :candidateId and w.run_id <> :runId and w.target = :target
        and ${samePlace}
        and w.confirmed_at is not null and coalesce(w.stored_digest, w.value_digest) is not null
      order by w.run_id, w.revision desc limit 100`,
    { ...ofIds(order), ...order.ref, target },
  );
  return rows.map(({ digest }) => digest);
};

/**
 * Whoever found it there and never wrote it takes it over, and takes it out when nobody wants it any more; who is being erased
 * wants nothing.
 */
const leaveToOthers = async (db: Db, order: WritebackOrder, target: string, digest: string): Promise<boolean> => {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `update writebacks w set attempts = greatest(w.attempts, 1) from orders o
      where o.id = w.order_id and o.tenant_id = w.tenant_id
        and w.tenant_id = :tenantId and o.connection_id = :connectionId and w.connection_id = :connectionId
        and o.vendor_keys ->> 'candidateId' = :candidateId and w.run_id <> :runId and w.target = :target
        and ${samePlace} and w.status in ('intended', 'attempting', 'confirmed') and :digest in (w.value_digest, w.stored_digest)
        and not ${acceptedSql('w')}`,
    { ...ofIds(order), ...order.ref, target, digest },
  );
  return rowCount > 0;
};

const ofIds = ({ tenantId, runId, connectionId }: WritebackOrder) => ({ tenantId, runId, connectionId });

export const createWritebackStore = (deps: Deps): WritebackStore => {
  const { db } = deps;
  return {
    ...createLeases(db),
    find: (tenantId, deliveryId) => find(db, tenantId, deliveryId),
    intend: (order, composition) => intend(deps, order, composition),
    claim: async ({ holder }, order, ids) => {
      const { tenantId, runId } = order;
      const { rowCount } = await db.raw<{ rowCount: number }>(claimSql, { tenantId, runId, ids: [...ids], holder });
      return rowCount === ids.length;
    },
    settle: (order, id, settlement) => settle(deps, order, id, settlement),
    noteTrouble: async (order, id, code) => {
      await db('writebacks')
        .where({ ...ofRun(order), id })
        .whereIn('status', open)
        .update({ reason: code, updated_at: db.fn.now() });
    },
    noteSupplanted: async (order, id, reason) => {
      await db('writebacks')
        .where({ ...ofRun(order), id, status: 'superseded' })
        .update({ reason, updated_at: db.fn.now() });
    },
    rowsOf: async (order) => {
      const rows: WritebackRow[] = await db('writebacks')
        .where({ ...ofRun(order), connection_id: order.connectionId })
        .select([...writebackColumns])
        .orderBy(['revision', 'created_at', 'id']);
      return rows.map(rowToWriteback);
    },
    noteVendorId: async (order, id, vendorId) => {
      await db('writebacks')
        .where({ ...ofRun(order), id })
        .update({ vendor_id: vendorId, updated_at: db.fn.now() });
    },
    digestsOfOtherRuns: (order, target) => digestsOfOtherRuns(db, order, target),
    leaveToOthers: (order, target, digest) => leaveToOthers(db, order, target, digest),
    giveUp: async (order) => {
      await db('writebacks')
        .where({ ...ofRun(order), connection_id: order.connectionId })
        .whereIn('status', open)
        .update({
          status: 'failed',
          reason: db.raw(`coalesce(reason, 'attempts_exhausted')`),
          updated_at: db.fn.now(),
        });
    },
  };
};

/**
 * A move that the vendor took, or may have taken. Once a hook has shown the application there and a later one has shown it
 * elsewhere, whoever moves it there again is a person.
 */
const wasOurs = `
  w.attempts > 0 and (w.status = 'attempting' or w.vendor_id is not null or w.confirmed_at is not null)
  and not exists (
    select 1 from ats_inbox there join ats_inbox gone on gone.connection_id = there.connection_id
        and gone.tenant_id = there.tenant_id and gone.application_id = there.application_id
        and gone.position > there.position
     where there.tenant_id = w.tenant_id and there.connection_id = w.connection_id
       and there.application_id = o.vendor_keys ->> 'applicationId' and there.received_at >= w.attempted_at
       and there.stage_id = w.place ->> 'to' and gone.stage_id <> there.stage_id)`;

/** Whether an application `:applicationId` stands in `:stageId` because we moved it there: told by what was written, never by when. */
export const ourMoveSql = `exists (
  select from writebacks w join orders o on o.id = w.order_id and o.tenant_id = w.tenant_id
   where w.tenant_id = :tenantId and w.connection_id = :connectionId and w.kind = 'stage' and o.connection_id = :connectionId
     and o.vendor_keys ->> 'applicationId' = :applicationId and w.place ->> 'to' = :stageId and ${wasOurs})`;
