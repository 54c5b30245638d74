// Errors that an ATS reports to us, as they came: sealed, at most a hundred per connection and hour, for seven days.
import type { Knex } from 'knex';
import type { SecretBox } from '../../seal/secret-box.ts';
import { acceptedSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';

const keptPerHour = 100;
const batchMax = 10_000;

export type ResponseErrorPlace = { at: string; id: string };

export type ResponseError = {
  id: string;
  at: Date;
  /** Of the order that it names, where that is one of this connection. */
  runId: string | null;
  apiCall: string | null;
  /** Null once its master key is gone. */
  payload: Record<string, unknown> | null;
};

export type ReportedError = {
  /** Null for a key of no connection. */
  connectionId: string | null;
  orderId: string | null;
  apiCall: string | null;
  payload: Record<string, unknown>;
};

export type ResponseErrors = {
  /** False when this hour's are kept already, or the person of the order is erased. */
  keep(tenantId: string, reported: ReportedError): Promise<boolean>;
  /** Newest first; null for a connection that is absent or another tenant's. */
  list(
    tenantId: string,
    connectionId: string | null,
    page: { limit: number; after: ResponseErrorPlace | null },
  ): Promise<{ items: ResponseError[]; next: ResponseErrorPlace | null } | null>;
};

type Deps = { db: Knex; secretBox: SecretBox; newId: (prefix: string) => string };

const sealPlaceOf = (tenantId: string, id: string): string => `response_errors/${tenantId}/${id}`;

const ofConnection = (db: Db, tenantId: string, connectionId: string | null) =>
  db('response_errors').where({ tenant_id: tenantId }).whereRaw('connection_id is not distinct from ?', [connectionId]);

const isFull = async (db: Db, tenantId: string, connectionId: string | null): Promise<boolean> => {
  const [row] = await ofConnection(db, tenantId, connectionId)
    .whereRaw(`at > now() - interval '1 hour'`)
    .count('* as count');
  return Number(row?.['count'] ?? 0) >= keptPerHour;
};

/** Under the lock that whoever asks for an erasure takes: either that comes first and is seen, or it finds the error. */
const runOf = async (
  trx: Knex.Transaction,
  tenantId: string,
  { connectionId, orderId }: ReportedError,
): Promise<{ runId: string; erasing: boolean } | null> => {
  if (orderId === null) return null;
  const { rows } = await trx.raw<{ rows: { run_id: string; erased: boolean }[] }>(
    `select i.run_id, (i.erased_at is not null or ${acceptedSql('i')}) as erased
     from orders o join interviews i on i.run_id = o.run_id and i.tenant_id = o.tenant_id
     where o.tenant_id = ? and o.id = ? and o.connection_id is not distinct from ? for share of i`,
    [tenantId, orderId, connectionId],
  );
  const [row] = rows;
  return row === undefined ? null : { runId: row.run_id, erasing: row.erased };
};

const keep = async ({ db, secretBox, newId }: Deps, tenantId: string, reported: ReportedError): Promise<boolean> => {
  const { connectionId, apiCall, payload } = reported;
  if (await isFull(db, tenantId, connectionId)) return false;
  return await db.transaction(async (trx) => {
    // One after the other, so that many at once are counted.
    await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `response_errors ${tenantId} ${connectionId}`,
    ]);
    if (await isFull(trx, tenantId, connectionId)) return false;
    const run = await runOf(trx, tenantId, reported);
    if (run?.erasing === true) return false;
    const id = newId('rer');
    await trx('response_errors').insert({
      id,
      tenant_id: tenantId,
      connection_id: connectionId,
      run_id: run?.runId ?? null,
      api_call: apiCall,
      payload_sealed: Buffer.from(secretBox.seal(sealPlaceOf(tenantId, id), JSON.stringify(payload))),
    });
    return true;
  });
};

type Row = { id: string; at: Date; run_id: string | null; api_call: string | null; payload_sealed: Buffer };

const open = ({ secretBox }: Deps, tenantId: string, { id, payload_sealed: sealed }: Row): ResponseError['payload'] => {
  try {
    return JSON.parse(secretBox.open(sealPlaceOf(tenantId, id), sealed)) as Record<string, unknown>;
  } catch {
    return null;
  }
};

const list = async (
  deps: Deps,
  tenantId: string,
  connectionId: string | null,
  { limit, after }: { limit: number; after: ResponseErrorPlace | null },
): ReturnType<ResponseErrors['list']> => {
  const { db } = deps;
  const known: unknown =
    connectionId === null || (await db('connections').where({ tenant_id: tenantId, id: connectionId }).first('id'));
  if (known === undefined) return null;
  const page = ofConnection(db, tenantId, connectionId)
    .select('id', 'at', 'run_id', 'api_call', 'payload_sealed')
    .select(db.raw(`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place`))
    .whereRaw(`(run_id is null or not ${acceptedSql('response_errors')})`)
    .orderByRaw('at desc, id desc')
    .limit(limit + 1);
  const rows = (await (after === null
    ? page
    : page.whereRaw('(at, id) < (?::timestamptz, ?)', [after.at, after.id]))) as (Row & { place: string })[];
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({
      id: row.id,
      at: row.at,
      runId: row.run_id,
      apiCall: row.api_call,
      payload: open(deps, tenantId, row),
    })),
    next: last === undefined ? null : { at: last.place, id: last.id },
  };
};

export const createResponseErrors = (deps: Deps): ResponseErrors => ({
  keep: (tenantId, reported) => keep(deps, tenantId, reported),
  list: (tenantId, connectionId, page) => list(deps, tenantId, connectionId, page),
});

/** Their week is over. */
export const sweepResponseErrors = (db: Knex): Promise<unknown> =>
  db.raw(
    `delete from response_errors where id in (
       select id from response_errors where at < now() - interval '7 days' limit ?)`,
    [batchMax],
  );
