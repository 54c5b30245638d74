// Connections as stored: credentials sealed and bound to their row, of the secret in an address nothing but its keyed hash.
import { timingSafeEqual } from 'node:crypto';
import type { Knex } from 'knex';
import { hintsOf, type Connection, type Credentials } from '../../../domain/connections/connection.ts';
import { AppError } from '../../../domain/errors.ts';
import type { ConnectionStore, ConnectionUnit, NewConnection } from '../../../domain/ports/connections.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import { administrationUnit } from '../access/administration.ts';
import { keptHours } from '../access/idempotency-store.ts';
import { lockAuditChain } from '../audit/audit-store.ts';
import type { Db } from '../knex.ts';
import { removeAtsSession } from './ats-session-store.ts';
import {
  openCredentials,
  rowToConnection,
  rowToOpen,
  sealCredentials,
  timedColumns,
  type ConnectionRow,
  type TimedConnection,
} from './connection-rows.ts';

const table = 'connections';

type Deps = { db: Db; clock: Clock; secretBox: SecretBox; keyedDigest: (text: string) => string };
type Place = { tenantId: string; id: string };

/** Other keyed hashes are of other things: none of them is that of an address. */
const hashOf = ({ keyedDigest }: Pick<Deps, 'keyedDigest'>, secret: string): string => keyedDigest(`hook:${secret}`);

const owned = (db: Db, tenantId: string): Knex.QueryBuilder<ConnectionRow> => db(table).where({ tenant_id: tenantId });

const rowOf = async (query: Knex.QueryBuilder, db: Db): Promise<TimedConnection | null> => {
  const [row] = (await query.select(db.raw(timedColumns))) as TimedConnection[];
  return row ?? null;
};

const only = (row: TimedConnection | null | undefined): TimedConnection => {
  if (row === null || row === undefined) throw new AppError('connection.not_found');
  return row;
};

const until = (db: Db, overlapMs: number): Knex.Raw => db.raw(`now() + ? * interval '1 millisecond'`, [overlapMs]);

/** Undefined members are left out by the query builder: they stay as they are. */
const update = async (db: Db, { tenantId, id }: Place, change: Record<string, unknown>): Promise<Connection> => {
  const [row] = (await owned(db, tenantId)
    .where({ id })
    .update({ ...change, updated_at: db.fn.now() })
    .returning(db.raw(timedColumns))) as TimedConnection[];
  return rowToConnection(only(row));
};

const insert = async (deps: Deps, tenantId: string, connection: NewConnection): Promise<Connection> => {
  const { db, secretBox } = deps;
  const { id, kind, name, config, credentials, hookSecret, madeByRequest } = connection;
  const [row] = (await db(table)
    .insert({
      id,
      tenant_id: tenantId,
      kind,
      name,
      config: JSON.stringify(config),
      credentials_sealed: sealCredentials(secretBox, { tenantId, id }, credentials),
      credentials_hints: hintsOf(credentials),
      hook_secret_hash: hookSecret === null ? null : hashOf(deps, hookSecret),
      made_by_request: madeByRequest,
    })
    .returning(db.raw(timedColumns))) as TimedConnection[];
  return rowToConnection(only(row));
};

const lock = async ({ db, secretBox }: Deps, place: Place) => {
  const { tenantId, id } = place;
  const row = only(await rowOf(owned(db, tenantId).where({ id }).forUpdate(), db));
  if (row.credentials_sealed === null) throw new AppError('connection.not_found');
  return { connection: rowToConnection(row), credentials: openCredentials(secretBox, place, row.credentials_sealed) };
};

type Rotation<Value> = Place & { value: Value; overlapMs: number };

const replaceCredentials = (deps: Deps, { value, overlapMs, ...place }: Rotation<Credentials>): Promise<Connection> => {
  const { db, secretBox } = deps;
  return update(db, place, {
    previous_credentials_sealed: overlapMs > 0 ? db.ref('credentials_sealed') : null,
    previous_credentials_until: overlapMs > 0 ? until(db, overlapMs) : null,
    credentials_sealed: sealCredentials(secretBox, place, value),
    credentials_hints: hintsOf(value),
  });
};

const replaceHook = (deps: Deps, { value, overlapMs, ...place }: Rotation<string>): Promise<Connection> =>
  update(deps.db, place, {
    previous_hook_secret_hash: overlapMs > 0 ? deps.db.ref('hook_secret_hash') : null,
    previous_hook_secret_until: overlapMs > 0 ? until(deps.db, overlapMs) : null,
    hook_secret_hash: hashOf(deps, value),
  });

/** Settings go as well: they may name a person, such as who is written to. */
const destroy = async (db: Db, place: Place): Promise<Connection> => {
  await removeAtsSession(db, place.tenantId, place.id);
  return await update(db, place, {
    status: 'deleted',
    deleted_at: db.fn.now(),
    config: '{}',
    credentials_sealed: null,
    credentials_hints: '{}',
    previous_credentials_sealed: null,
    previous_credentials_until: null,
    hook_secret_hash: null,
    previous_hook_secret_hash: null,
    previous_hook_secret_until: null,
  });
};

const live = (db: Db, tenantId: string): Knex.QueryBuilder<ConnectionRow> =>
  owned(db, tenantId).whereNot({ status: 'deleted' });

const connectionUnit = (deps: Deps, ownerId: string): ConnectionUnit => {
  const { db, clock } = deps;
  return {
    ...administrationUnit(db, ownerId, clock),
    countConnections: async (tenantId) => {
      const rows: { count: string }[] = await live(db, tenantId).count();
      return Number(rows[0]?.count ?? 0);
    },
    findMadeConnection: async (tenantId, request) => {
      const made = owned(db, tenantId).where({ made_by_request: request });
      const row = await rowOf(made.whereRaw(`created_at > now() - interval '${keptHours} hours'`), db);
      return row === null ? null : rowToConnection(row);
    },
    insertConnection: (tenantId, connection) => insert(deps, tenantId, connection),
    lockConnection: (tenantId, id) => lock(deps, { tenantId, id }),
    changeConnection: (tenantId, id, { config, ...change }) =>
      update(db, { tenantId, id }, { ...change, config: config === undefined ? undefined : JSON.stringify(config) }),
    replaceCredentials: (tenantId, id, value, overlapMs) =>
      replaceCredentials(deps, { tenantId, id, value, overlapMs }),
    replaceHook: (tenantId, id, value, overlapMs) => replaceHook(deps, { tenantId, id, value, overlapMs }),
    destroyConnection: (tenantId, id) => destroy(db, { tenantId, id }),
  };
};

/** For the operator, who names a connection alone; null for what is none. */
export const tenantOfConnection = async (db: Db, id: string): Promise<string | null> => {
  const row: { tenantId: string } | undefined = await db(table).where({ id }).first({ tenantId: 'tenant_id' });
  return row?.tenantId ?? null;
};

type HookRow = TimedConnection & { upload_bytes_max: string | null };

const noHash = '0'.repeat(64);

/** Compared whether or not there is such a connection, so that time tells nothing. */
const isSame = (hash: string | null, presented: string): boolean =>
  timingSafeEqual(Buffer.from(hash ?? noHash, 'hex'), Buffer.from(presented, 'hex')) && hash !== null;

const findByHook = async (deps: Deps, kind: string, id: string, secret: string) => {
  const { db } = deps;
  const [row] = (await db({ c: table })
    .join({ t: 'tenants' }, 't.id', 'c.tenant_id')
    .where({ 'c.id': id, 'c.kind': kind })
    .select(
      'c.*',
      db.raw('coalesce(c.previous_hook_secret_until > now(), false) as hook_overlap'),
      db.raw(`(t.caps ->> 'uploadBytes')::bigint as upload_bytes_max`),
    )) as HookRow[];
  const presented = hashOf(deps, secret);
  const isPresent = isSame(row?.hook_secret_hash ?? null, presented);
  const isPrevious = isSame(row?.hook_overlap === true ? row.previous_hook_secret_hash : null, presented);
  if (row === undefined || !(isPresent || isPrevious)) return null;
  const connection = { id, kind, status: row.status };
  return {
    principal: { kind: 'hook' as const, tenantId: row.tenant_id, connection },
    uploadBytesMax: row.upload_bytes_max === null ? null : Number(row.upload_bytes_max),
  };
};

export const createConnectionStore = (deps: Deps): ConnectionStore => {
  const { db, secretBox } = deps;
  const find = (tenantId: string, id: string): Promise<TimedConnection | null> =>
    rowOf(owned(db, tenantId).where({ id }), db);
  return {
    find: async (tenantId, id) => {
      const row = await find(tenantId, id);
      return row === null ? null : rowToConnection(row);
    },
    list: async (tenantId) =>
      ((await live(db, tenantId).select(db.raw(timedColumns)).orderBy(['created_at', 'id'])) as TimedConnection[]).map(
        rowToConnection,
      ),
    open: async (tenantId, id) => {
      const row = await find(tenantId, id);
      return row === null ? null : rowToOpen(secretBox, row);
    },
    findByHook: (kind, id, secret) => findByHook(deps, kind, id, secret),
    transaction: (tenantId, work) =>
      db.transaction(async (trx) => {
        await lockAuditChain(trx, tenantId);
        return await work(connectionUnit({ ...deps, db: trx }, tenantId));
      }),
  };
};
