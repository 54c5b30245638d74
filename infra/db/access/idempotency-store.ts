// Requests that must take effect once, as stored: a lease while one runs, the answer afterwards.
import { keptSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';

/**
 * A holder that crashed, or whose release the database never heard of, is succeeded after this time. Short, since callers
 * wait for it after an outage; a living holder renews its lease long before.
 */
const leaseSeconds = 6;
export const renewEveryMs = 2_000;
/** Answers are replayed for three days. */
export const keptHours = 72;

export type IdempotencyPlace = {
  tenantId: string;
  /** Method and pattern. */
  route: string;
  /** Hash of tenant, route, parameters and the caller's key. */
  keyHash: string;
};

export type IdempotencyRow = {
  mine: boolean;
  state: 'running' | 'done';
  fingerprint: string;
  status: number | null;
  runId: string | null;
  answer: string | null;
  answerSealed: Uint8Array | null;
  leaseLeftSeconds: number;
};

/** A row may be taken over when it is too old to count, or when its holder of the same request let the lease lapse. */
const takeover = `(k.created_at < now() - interval '${keptHours} hours'
  or (k.state = 'running' and k.lease_until <= now() and k.fingerprint = excluded.fingerprint))`;
const ifTaken = (column: string, value: string): string =>
  `${column} = case when ${takeover} then ${value} else k.${column} end`;

const claimSql = `
  insert into idempotency_keys as k (tenant_id, route, key_hash, fingerprint, state, lease_token, lease_until)
  values (:tenantId, :route, :keyHash, :fingerprint, 'running', :leaseToken, now() + interval '${leaseSeconds} seconds')
  on conflict (tenant_id, route, key_hash) do update set
    ${ifTaken('lease_token', 'excluded.lease_token')},
    ${ifTaken('lease_until', 'excluded.lease_until')},
    ${ifTaken('fingerprint', 'excluded.fingerprint')},
    ${ifTaken('created_at', 'excluded.created_at')},
    ${ifTaken('state', `'running'`)},
    ${ifTaken('status', 'null')},
    ${ifTaken('run_id', 'null')},
    ${ifTaken('answer', 'null')},
    ${ifTaken('answer_sealed', 'null')}
  returning k.lease_token = :leaseToken as "mine", k.state, k.fingerprint, k.status, k.run_id as "runId", k.answer,
    ${keptSql('k', 'k.answer_sealed')} as "answerSealed", extract(epoch from k.lease_until - now())::float8 as "leaseLeftSeconds"`;

/** One statement, safe in a race: the row after it, and whether this request now holds it. */
export const claimKey = async (
  db: Db,
  place: IdempotencyPlace,
  { fingerprint, leaseToken }: { fingerprint: string; leaseToken: string },
): Promise<IdempotencyRow> => {
  const { rows } = await db.raw<{ rows: IdempotencyRow[] }>(claimSql, { ...place, fingerprint, leaseToken });
  const [row] = rows;
  if (row === undefined) throw new Error('a claim returns its row');
  return row;
};

const held = (db: Db, { tenantId, route, keyHash }: IdempotencyPlace, leaseToken: string) =>
  db('idempotency_keys').where({
    tenant_id: tenantId,
    route,
    key_hash: keyHash,
    lease_token: leaseToken,
    state: 'running',
  });

export type Kept = { status: number; runId: string | null; answerSealed: Uint8Array };

/** False when the lease was lost to another request meanwhile; that one's answer counts then. */
export const finishKey = async (db: Db, place: IdempotencyPlace, leaseToken: string, kept: Kept): Promise<boolean> => {
  const change = {
    state: 'done',
    status: kept.status,
    run_id: kept.runId,
    answer_sealed: Buffer.from(kept.answerSealed),
  };
  return (await held(db, place, leaseToken).update(change)) === 1;
};

export const renewKey = async (db: Db, place: IdempotencyPlace, leaseToken: string): Promise<void> => {
  await held(db, place, leaseToken).update({ lease_until: db.raw(`now() + interval '${leaseSeconds} seconds'`) });
};

/** The row stays, so that another body under the same key is still refused. */
export const releaseKey = async (db: Db, place: IdempotencyPlace, leaseToken: string): Promise<void> => {
  await held(db, place, leaseToken).update({ lease_until: db.fn.now() });
};

/** Deletes what is no longer replayed; returns how many rows went. Bounded, so that it never holds locks for long. */
export const sweepIdempotencyKeys = async (db: Db, { limit = 5_000 }: { limit?: number } = {}): Promise<number> => {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `delete from idempotency_keys where ctid = any (array(
       select ctid from idempotency_keys where created_at < now() - interval '${keptHours} hours' limit ?))`,
    [limit],
  );
  return rowCount;
};
