// Moves acts from the intake into their tenants' chains: in order, each exactly once, by as many workers as there are.
import type { Knex } from 'knex';
import type { Logger } from '../../../domain/ports/log.ts';
import { chainActs, tryLockAuditChain, type ChainableAct } from './audit-store.ts';
import type { Db } from '../knex.ts';

const batchMax = 500;
const tenantsMax = 1_000;

type IntakeRow = {
  number: number;
  at: Date;
  actor_kind: ChainableAct['actorKind'];
  actor_id: string | null;
  on_behalf_of: string | null;
  act: string;
  target_kind: string;
  target_id: string | null;
  request_id: string | null;
  reason: string | null;
  content_hash: string | null;
};

const toAct = (row: IntakeRow): ChainableAct => ({
  intakeNumber: row.number,
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
});

/** Older than everything still running: no transaction can bring an act that belongs before it any more. */
const isSettled = 'transaction_id < pg_snapshot_xmin(pg_current_snapshot())';

const waitingTenants = async (db: Db): Promise<string[]> => {
  const rows: { tenant_id: string }[] = await db('audit_intake')
    .distinct('tenant_id')
    .whereRaw(isSettled)
    .limit(tenantsMax);
  return rows.map((row) => row.tenant_id);
};

/** Only the owner's function may remove what waited, and it removes what it finds in the chain. */
const settle = async (trx: Knex.Transaction, tenantId: string, chained: { first: number; last: number }) => {
  const { rows } = await trx.raw<{ rows: { settled: number }[] }>('select settle_audit_intake(?, ?, ?) as settled', [
    tenantId,
    chained.first,
    chained.last,
  ]);
  // An act that stayed would be chained again at the next round, and at every one after.
  if (rows[0]?.settled !== chained.last - chained.first + 1) throw new Error('audit.not_settled');
};

/**
 * One batch of one tenant, all or nothing: whatever crashes, an act is in the intake or in the chain, never in both.
 * The rows are read after the lock was taken, so what another worker has just chained is not seen any more.
 */
const chainTenant = async (trx: Knex.Transaction, tenantId: string): Promise<number> => {
  if (!(await tryLockAuditChain(trx, tenantId))) return 0;
  const rows: IntakeRow[] = await trx('audit_intake')
    .where({ tenant_id: tenantId })
    .whereRaw(isSettled)
    .orderBy('number')
    .limit(batchMax);
  if (rows.length === 0) return 0;
  await settle(trx, tenantId, await chainActs(trx, tenantId, rows.map(toAct)));
  return rows.length;
};

/** A tenant whose chain cannot be written holds up nobody else's. */
export const createAuditChainer = ({ db, log }: { db: Knex; log: Logger }) => {
  const chainSafely = async (tenantId: string): Promise<number> => {
    try {
      return await db.transaction((trx) => chainTenant(trx, tenantId));
    } catch (error) {
      log.warn('audit.not_chained', { tenantId, error });
      return 0;
    }
  };
  const chainAll = async (tenantId: string): Promise<number> => {
    let chained = 0;
    for (let batch = batchMax; batch === batchMax; chained += batch) batch = await chainSafely(tenantId);
    return chained;
  };
  return {
    /** Chains the acts of all tenants that nobody can come before any more; returns how many there were. */
    chain: async (): Promise<number> => {
      let chained = 0;
      for (const tenantId of await waitingTenants(db)) chained += await chainAll(tenantId);
      return chained;
    },
  };
};

export type AuditChainer = ReturnType<typeof createAuditChainer>;
