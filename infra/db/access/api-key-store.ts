// API keys as stored: their keyed hash, never their text.
import { AppError } from '../../../domain/errors.ts';
import type { ApiKey, KeyOwner, NewKey } from '../../../domain/ports/administration.ts';
import type { ConnectionRef } from '../../../domain/connections/connection.ts';
import type { KeyKind, Scope } from '../../../domain/access/principal.ts';
import { keptHours } from './idempotency-store.ts';
import type { Db } from '../knex.ts';
import { prepared } from '../prepared.ts';

type KeyRow = {
  id: string;
  kind: KeyKind;
  tenant_id: string | null;
  platform_id: string | null;
  label: string;
  scopes: Scope[];
  secret_hash: string;
  made_by_request: string | null;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  allowed_networks: string[];
  requests_per_hour: number | null;
  connection_id: string | null;
};

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

const ownerOf = (row: KeyRow): KeyOwner =>
  row.tenant_id === null ? { kind: 'platform', id: row.platform_id ?? '' } : { kind: 'tenant', id: row.tenant_id };

const toKey = (row: KeyRow): ApiKey => ({
  id: row.id,
  kind: row.kind,
  owner: ownerOf(row),
  label: row.label,
  scopes: row.scopes,
  createdAt: row.created_at.toISOString(),
  expiresAt: iso(row.expires_at),
  lastUsedAt: iso(row.last_used_at),
  revokedAt: iso(row.revoked_at),
  allowedNetworks: row.allowed_networks,
  requestsPerHour: row.requests_per_hour,
  connectionId: row.connection_id,
});

const ownedBy = ({ kind, id }: KeyOwner): Partial<KeyRow> =>
  kind === 'tenant' ? { tenant_id: id } : { platform_id: id };

const updated = (rows: KeyRow[]): ApiKey => {
  const [row] = rows;
  if (row === undefined) throw new AppError('key.not_found');
  return toKey(row);
};

export const insertKey = async (
  db: Db,
  { id, kind, owner, label, scopes, expiresAt, connectionId, ...key }: NewKey,
): Promise<ApiKey> => {
  const row = {
    ...ownedBy(owner),
    id,
    kind,
    label,
    scopes,
    expires_at: expiresAt,
    connection_id: connectionId,
    allowed_networks: key.allowedNetworks,
    requests_per_hour: key.requestsPerHour,
    secret_hash: key.secretHash,
    made_by_request: key.madeByRequest,
  };
  return updated(await db('api_keys').insert(row).returning('*'));
};

const isLive = 'revoked_at is null and (expires_at is null or expires_at > now())';
const listedMax = 1_000;

export const listKeys = async (db: Db, owner: KeyOwner): Promise<ApiKey[]> => {
  const newest = db('api_keys')
    .where(ownedBy(owner))
    .orderByRaw(`${isLive} desc, created_at desc, id`)
    .limit(listedMax);
  const rows: KeyRow[] = await db.select('*').from(newest.as('newest')).orderBy(['created_at', 'id']);
  return rows.map(toKey);
};

/** For the operator, who names a key alone; everyone else reaches keys through their owner. */
export const findKey = async (db: Db, keyId: string): Promise<ApiKey | null> => {
  const row = await db<KeyRow>('api_keys').where({ id: keyId }).first();
  return row ? toKey(row) : null;
};

export const lockLiveKey = async (db: Db, keyId: string): Promise<ApiKey | null> => {
  const row = await db<KeyRow>('api_keys').where({ id: keyId }).whereRaw(isLive).forShare().first();
  return row ? toKey(row) : null;
};

export const findMadeKey = async (db: Db, owner: KeyOwner, request: string): Promise<ApiKey | null> => {
  const row = await db<KeyRow>('api_keys')
    .where({ ...ownedBy(owner), made_by_request: request })
    .whereRaw(`created_at > now() - interval '${keptHours} hours'`)
    .first();
  return row ? toKey(row) : null;
};

export const countLiveKeys = async (
  db: Db,
  owner: KeyOwner,
  { kind, label, connectionId }: Pick<ApiKey, 'kind' | 'label' | 'connectionId'>,
): Promise<{ alike: number; all: number }> => {
  const rows: { alike: string; all: string }[] = await db('api_keys')
    .where(ownedBy(owner))
    .whereRaw(isLive)
    .select(
      connectionId === null
        ? db.raw('count(*) filter (where connection_id is null and kind = ? and label = ?) as alike', [kind, label])
        : db.raw('count(*) filter (where connection_id = ? and kind = ?) as alike', [connectionId, kind]),
      db.raw('count(*) filter (where connection_id is null) as all'),
    );
  return { alike: Number(rows[0]?.alike ?? 0), all: Number(rows[0]?.all ?? 0) };
};

export const revokeKey = async (db: Db, owner: KeyOwner, keyId: string): Promise<ApiKey> => {
  const change = { revoked_at: db.raw('coalesce(revoked_at, now())') };
  return updated(
    await db('api_keys')
      .where({ ...ownedBy(owner), id: keyId })
      .update(change)
      .returning('*'),
  );
};

export const expireKey = async (db: Db, owner: KeyOwner, keyId: string, expiresAt: string): Promise<ApiKey> => {
  // Whoever ends a key needs no warning of it.
  const change = { expires_at: db.raw('least(coalesce(expires_at, ?), ?)', [expiresAt, expiresAt]), warned_days: 0 };
  return updated(
    await db('api_keys')
      .where({ ...ownedBy(owner), id: keyId })
      .update(change)
      .returning('*'),
  );
};

export const allowNetworks = async (
  db: Db,
  owner: KeyOwner,
  keyId: string,
  networks: readonly string[],
): Promise<ApiKey> =>
  updated(
    await db('api_keys')
      .where({ ...ownedBy(owner), id: keyId })
      .update({ allowed_networks: networks })
      .returning('*'),
  );

export type StoredKey = {
  kind: KeyKind;
  scopes: Scope[];
  tenantId: string | null;
  platformId: string | null;
  secretHash: string;
  /** Neither revoked nor expired, by the database's clock. */
  live: boolean;
  /** Its last use was noted within the last minute. */
  freshlyUsed: boolean;
  chosenTenantId: string | null;
  allowedNetworks: string[];
  requestsPerHour: number | null;
  uploadBytesMax: number | null;
  /** Of a connection's own key. */
  connection: ConnectionRef | null;
};

/** The one statement of authentication: the key, its tenant or the named one of its platform. */
const lookUp = prepared<StoredKey>(
  'look_up_key',
  `
  select k.kind, k.scopes, k.tenant_id as "tenantId", k.platform_id as "platformId", k.secret_hash as "secretHash",
    k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) as "live",
    coalesce(k.last_used_at > now() - interval '1 minute', false) as "freshlyUsed",
    case when k.tenant_id is null then t.id end as "chosenTenantId",
    k.allowed_networks as "allowedNetworks", k.requests_per_hour as "requestsPerHour",
    (t.caps ->> 'uploadBytes')::bigint as "uploadBytesMax",
    case when c.id is not null then json_build_object('id', c.id, 'kind', c.kind, 'status', c.status) end as connection
  from api_keys k
  left join connections c on c.id = k.connection_id
  left join tenants t on t.id = coalesce(k.tenant_id, $1) and (k.tenant_id is not null or t.platform_id = k.platform_id)
  where k.id = $2`,
);

export const lookUpKey = async (db: Db, keyId: string, namedTenantId: string | null): Promise<StoredKey | null> =>
  (await lookUp(db, [namedTenantId, keyId]))[0] ?? null;

/** Notes a key's use, at most once a minute. */
export const noteKeyUse = async (db: Db, keyId: string): Promise<void> => {
  await db('api_keys')
    .where({ id: keyId })
    .whereRaw(`(last_used_at is null or last_used_at <= now() - interval '1 minute')`)
    .update({ last_used_at: db.fn.now() });
};
