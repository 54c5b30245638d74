// The row that all processes share while they call one vendor over one connection; times are the database's own.
import type { SecretBox } from '../../seal/secret-box.ts';
import type { Db } from '../knex.ts';

/** `version` names the token that was seen, whether or not there was one. */
export type SharedSession = {
  /** Null where there is none, where it ended, and where its key is gone. */
  token: { text: string; credential: string; renewsInMs: number } | null;
  version: number;
  /** 0 while the vendor may be called. */
  pausedMs: number;
  /** What the vendor last said it takes in its window. */
  callsLimit: number | null;
};

export type NewToken = { text: string; credential: string; lifeMs: number };

export interface AtsSessionStore {
  find(tenantId: string, connectionId: string): Promise<SharedSession>;
  /** `claimed` by the one of those who saw `version` that is to ask for the next token; `gone` with a deleted connection. */
  claimToken(tenantId: string, connectionId: string, version: number): Promise<'claimed' | 'taken' | 'gone'>;
  keepToken(tenantId: string, connectionId: string, token: NewToken): Promise<void>;
  /** The claim came to nothing: somebody else may try. */
  releaseToken(tenantId: string, connectionId: string): Promise<void>;
  /** Never shortens a pause. */
  pause(tenantId: string, connectionId: string, pauseMs: number): Promise<void>;
  keepLimit(tenantId: string, connectionId: string, callsLimit: number): Promise<void>;
}

type Deps = { db: Db; secretBox: SecretBox };
type Row = {
  token_sealed: Buffer | null;
  token_credential: string | null;
  token_version: number;
  renews_in_ms: string;
  lives: boolean;
  paused_ms: string;
  calls_limit: number | null;
};

const table = 'ats_sessions';
/** Longer than asking for a token may take; who was killed meanwhile is followed by another one then. */
const claimSeconds = 20;
/** What of a token's life is used: the rest is for calls under way, and for clocks that differ. */
const usedShare = 0.8;

export const tokenPlace = (tenantId: string, connectionId: string): string =>
  `${table}/${tenantId}/${connectionId}/token`;

const opened = ({ secretBox }: Deps, tenantId: string, id: string, row: Row): SharedSession['token'] => {
  if (row.token_sealed === null || row.token_credential === null || !row.lives) return null;
  try {
    const text = secretBox.open(tokenPlace(tenantId, id), row.token_sealed);
    return { text, credential: row.token_credential, renewsInMs: Number(row.renews_in_ms) };
  } catch {
    return null;
  }
};

const find = async (deps: Deps, tenantId: string, id: string): Promise<SharedSession> => {
  const { rows } = await deps.db.raw<{ rows: Row[] }>(
    `select token_sealed, token_credential, token_version, calls_limit, coalesce(token_ends_at > now(), false) as lives,
       coalesce(extract(epoch from token_renew_at - now()) * 1000, 0) as renews_in_ms,
       greatest(0, coalesce(extract(epoch from paused_until - now()) * 1000, 0)) as paused_ms
     from ats_sessions where tenant_id = ? and connection_id = ?`,
    [tenantId, id],
  );
  const [row] = rows;
  if (row === undefined) return { token: null, version: 0, pausedMs: 0, callsLimit: null };
  return {
    token: opened(deps, tenantId, id, row),
    version: row.token_version,
    pausedMs: Math.ceil(Number(row.paused_ms)),
    callsLimit: row.calls_limit,
  };
};

/** Nothing is kept of a connection that was deleted meanwhile. */
const ofLiveConnection = `select c.id, c.tenant_id from connections c
  where c.tenant_id = ? and c.id = ? and c.status <> 'deleted'`;

const claimToken = async ({ db }: Deps, tenantId: string, id: string, version: number) => {
  await db.raw(
    `insert into ats_sessions (connection_id, tenant_id) ${ofLiveConnection} on conflict (connection_id) do nothing`,
    [tenantId, id],
  );
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `update ats_sessions set token_claimed_until = now() + ? * interval '1 second'
     where tenant_id = ? and connection_id = ? and token_version = ?
       and (token_claimed_until is null or token_claimed_until < now()) returning 1`,
    [claimSeconds, tenantId, id, version],
  );
  if (rows.length > 0) return 'claimed';
  const known: unknown = await db(table).where({ tenant_id: tenantId, connection_id: id }).first('connection_id');
  return known === undefined ? 'gone' : 'taken';
};

const keepToken = async (deps: Deps, tenantId: string, id: string, token: NewToken): Promise<void> => {
  const { text, credential, lifeMs } = token;
  await deps.db.raw(
    `update ats_sessions s set token_sealed = ?, token_credential = ?, token_version = token_version + 1,
       token_renew_at = now() + ? * interval '1 millisecond', token_ends_at = now() + ? * interval '1 millisecond',
       token_claimed_until = null
     from connections c
     where s.tenant_id = ? and s.connection_id = ? and c.id = s.connection_id and c.status <> 'deleted'`,
    [
      Buffer.from(deps.secretBox.seal(tokenPlace(tenantId, id), text)),
      credential,
      Math.floor(lifeMs * usedShare),
      lifeMs,
      tenantId,
      id,
    ],
  );
};

const pause = async ({ db }: Deps, tenantId: string, id: string, pauseMs: number): Promise<void> => {
  await db.raw(
    `insert into ats_sessions as s (connection_id, tenant_id, paused_until)
     select id, tenant_id, now() + ? * interval '1 millisecond' from (${ofLiveConnection}) live
     on conflict (connection_id) do update set paused_until = greatest(s.paused_until, excluded.paused_until)`,
    [pauseMs, tenantId, id],
  );
};

const keepLimit = async ({ db }: Deps, tenantId: string, id: string, callsLimit: number): Promise<void> => {
  await db.raw(
    `insert into ats_sessions as s (connection_id, tenant_id, calls_limit)
     select id, tenant_id, ?::int from (${ofLiveConnection}) live
     on conflict (connection_id) do update set calls_limit = excluded.calls_limit`,
    [callsLimit, tenantId, id],
  );
};

export const createAtsSessionStore = (deps: Deps): AtsSessionStore => ({
  find: (tenantId, id) => find(deps, tenantId, id),
  claimToken: (tenantId, id, version) => claimToken(deps, tenantId, id, version),
  keepToken: (tenantId, id, token) => keepToken(deps, tenantId, id, token),
  releaseToken: async (tenantId, id) => {
    await deps.db(table).where({ tenant_id: tenantId, connection_id: id }).update({ token_claimed_until: null });
  },
  pause: (tenantId, id, pauseMs) => pause(deps, tenantId, id, pauseMs),
  keepLimit: (tenantId, id, callsLimit) => keepLimit(deps, tenantId, id, callsLimit),
});

/** With the connection's other secrets. */
export const removeAtsSession = async (db: Db, tenantId: string, connectionId: string): Promise<void> => {
  await db(table).where({ tenant_id: tenantId, connection_id: connectionId }).delete();
};
