// The append-only audit log: one chain of hashes per tenant (or platform), written in the transaction of the act itself.
import {
  type AuditEntry,
  type AuditEvent,
  type AuditHead,
  entryHash,
  firstPreviousHash,
  type HashedAuditEntry,
} from '../../../domain/audit/chain.ts';
import type { AuditQuery, AuditReader } from '../../../domain/ports/audit.ts';
import { sha256 } from '../../system.ts';
import type { Db } from '../knex.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import { noteAct } from './audit-intake.ts';

type AuditRow = {
  tenant_id: string;
  position: number;
  at: Date;
  actor_kind: AuditEntry['actorKind'];
  actor_id: string | null;
  on_behalf_of: string | null;
  act: string;
  target_kind: string;
  target_id: string | null;
  request_id: string | null;
  reason: string | null;
  content_hash: string | null;
  previous_hash: string;
  hash: string;
};

const toRow = (entry: HashedAuditEntry): Omit<AuditRow, 'at'> & { at: string } => ({
  tenant_id: entry.tenantId,
  position: entry.position,
  at: entry.at,
  actor_kind: entry.actorKind,
  actor_id: entry.actorId,
  on_behalf_of: entry.onBehalfOf,
  act: entry.act,
  target_kind: entry.targetKind,
  target_id: entry.targetId,
  request_id: entry.requestId,
  reason: entry.reason,
  content_hash: entry.contentHash,
  previous_hash: entry.previousHash,
  hash: entry.hash,
});

const toEntry = (row: AuditRow): HashedAuditEntry => ({
  tenantId: row.tenant_id,
  position: row.position,
  at: row.at.toISOString(),
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  onBehalfOf: row.on_behalf_of,
  act: row.act,
  targetKind: row.target_kind,
  targetId: row.target_id,
  requestId: row.request_id,
  reason: row.reason,
  contentHash: row.content_hash,
  previousHash: row.previous_hash,
  hash: row.hash,
});

const lockSpace = 7_233_502;

/** One writer per chain at a time, until the transaction ends. Taken twice by the same transaction it is harmless. */
export const lockAuditChain = async (db: Db, tenantId: string): Promise<void> => {
  await db.raw('select pg_advisory_xact_lock(?, hashtext(?))', [lockSpace, tenantId]);
};

/** The same without waiting; false while somebody else writes the chain. */
export const tryLockAuditChain = async (db: Db, tenantId: string): Promise<boolean> => {
  const { rows } = await db.raw<{ rows: { locked: boolean }[] }>(
    'select pg_try_advisory_xact_lock(?, hashtext(?)) as locked',
    [lockSpace, tenantId],
  );
  return rows[0]?.locked ?? false;
};

/** The end of the tenant's chain; null while it has no entry. */
export const readAuditHead = async (db: Db, tenantId: string): Promise<AuditHead | null> => {
  const row: AuditHead | undefined = await db('audit_log')
    .select('position', 'hash')
    .where({ tenant_id: tenantId })
    .orderBy('position', 'desc')
    .first();
  return row ?? null;
};

export type ChainableAct = Omit<AuditEntry, 'tenantId' | 'position' | 'previousHash'> & {
  /** The row of the intake in which it waited; null for an act that is chained at once. */
  intakeNumber: number | null;
};

/**
 * Adds acts at the end of the tenant's chain, in their order, and returns their positions. The caller's transaction holds
 * the chain's lock.
 */
export const chainActs = async (
  db: Db,
  tenantId: string,
  acts: readonly ChainableAct[],
): Promise<{ first: number; last: number }> => {
  let { position, hash } = (await readAuditHead(db, tenantId)) ?? { position: 0, hash: firstPreviousHash };
  const first = position + 1;
  const rows = acts.map(({ intakeNumber, ...act }) => {
    const entry: AuditEntry = { ...act, tenantId, position: position + 1, previousHash: hash };
    ({ position } = entry);
    hash = entryHash(sha256, entry);
    return { ...toRow({ ...entry, hash }), intake_number: intakeNumber };
  });
  await db('audit_log').insert(rows);
  return { first, last: position };
};

/** Adds an entry at the end of the tenant's chain. Needs a transaction: the chain stays locked until it ends. */
export const appendAudit = async (db: Db, tenantId: string, at: Date, event: AuditEvent): Promise<void> => {
  await lockAuditChain(db, tenantId);
  const act = {
    intakeNumber: null,
    at: at.toISOString(),
    actorKind: event.actor.kind,
    actorId: event.actor.id,
    onBehalfOf: event.actor.onBehalfOf ?? null,
    act: event.act,
    targetKind: event.targetKind,
    targetId: event.targetId,
    requestId: event.requestId,
    reason: event.reason ?? null,
    contentHash: null,
  };
  await chainActs(db, tenantId, [act]);
};

/** A chain in its order, for checking and export. */
export const readAudit = async (db: Db, tenantId: string): Promise<HashedAuditEntry[]> =>
  (await db<AuditRow>('audit_log').where({ tenant_id: tenantId }).orderBy('position')).map(toEntry);

/** Entries behind `after` in their order, those of one act or one target when named. */
export const readAuditPage = async (db: Db, tenantId: string, query: AuditQuery): Promise<HashedAuditEntry[]> => {
  const { after, limit, act, targetId } = query;
  const rows: AuditRow[] = await db<AuditRow>('audit_log')
    .where({
      tenant_id: tenantId,
      ...(act !== undefined && { act }),
      ...(targetId !== undefined && { target_id: targetId }),
    })
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit);
  return rows.map(toEntry);
};

export const createAuditReader = ({ db, clock }: { db: Db; clock: Clock }): AuditReader => ({
  page: (tenantId, query) => readAuditPage(db, tenantId, query),
  head: (tenantId) => readAuditHead(db, tenantId),
  noteExport: (tenantId, by) =>
    noteAct(db, tenantId, new Date(clock.now()), {
      act: 'audit.exported',
      ...by,
      targetKind: 'tenant',
      targetId: tenantId,
    }),
});
