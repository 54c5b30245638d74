// Webhook endpoints as stored: every act in one transaction with its audit note, secrets sealed and bound to their row.
import type { Knex } from 'knex';
import type { AuditAct } from '../../../domain/audit/chain.ts';
import { actsOfChange, checkRoomForEndpoint, decideRotation, madeBy } from '../../../domain/delivery/endpoint-rules.ts';
import { AppError } from '../../../domain/errors.ts';
import type {
  EndpointActor,
  EndpointChange,
  EndpointOwner,
  EndpointWithSecret,
  NewEndpoint,
  Receiver,
  SecretRotation,
  WebhookEndpoint,
  WebhookEndpointStore,
} from '../../../domain/ports/webhooks.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import { newId } from '../../system.ts';
import { newWebhookSecret } from '../../webhook-secret.ts';
import { noteAct } from '../audit/audit-intake.ts';
import type { Db } from '../knex.ts';
import {
  hintOf,
  openSecret,
  ownerColumns,
  rowToEndpoint,
  rowToReceiver,
  sealSecret,
  secretStateOf,
  timedColumns,
  type EndpointRow,
  type TimedRow,
} from './webhook-endpoint-rows.ts';

const table = 'webhook_endpoints';

const bySystem = { actor: { kind: 'system', id: null }, requestId: null } as const;

type By = EndpointActor | typeof bySystem;
type Noted = { act: AuditAct; id: string; reason?: string };

const note = (trx: Db, ownerId: string, { act, id, reason }: Noted, by: By): Promise<void> =>
  noteAct(trx, ownerId, new Date(), {
    ...by,
    act,
    targetKind: 'endpoint',
    targetId: id,
    ...(reason !== undefined && { reason }),
  });

const owned = (db: Db, owner: EndpointOwner): Knex.QueryBuilder =>
  db(table).where(ownerColumns(owner)).whereNull('deleted_at');

const only = (rows: unknown[]): TimedRow => {
  const [row] = rows as TimedRow[];
  if (row === undefined) throw new AppError('endpoint.not_found');
  return row;
};

const update = async (trx: Db, id: string, change: Record<string, unknown>): Promise<TimedRow> =>
  only(
    await trx(table)
      .where({ id })
      .update({ ...change, updated_at: trx.fn.now() })
      .returning(trx.raw(timedColumns)),
  );

const locked = async (trx: Db, owner: EndpointOwner, id: string): Promise<TimedRow> =>
  only(await owned(trx, owner).where({ id }).select(trx.raw(timedColumns)).forUpdate());

/** One new endpoint of an owner at a time, so that two at once do not exceed the bound. */
const lockOwner = async (trx: Db, { kind, id }: EndpointOwner): Promise<void> => {
  await trx(kind === 'tenant' ? 'tenants' : 'platforms')
    .where({ id })
    .select('id')
    .forNoKeyUpdate();
};

type Deps = { db: Db; secretBox: SecretBox };

const shown = ({ secretBox }: Deps, row: TimedRow): EndpointWithSecret => ({
  endpoint: rowToEndpoint(row),
  secret: openSecret(secretBox, row.id, row.secret_sealed),
});

const insert = async (trx: Db, row: Partial<EndpointRow>): Promise<TimedRow> =>
  only(await trx(table).insert(row).returning(trx.raw(timedColumns)));

const create = async (deps: Deps, owner: EndpointOwner, endpoint: NewEndpoint, by: EndpointActor) =>
  await deps.db.transaction(async (trx) => {
    await lockOwner(trx, owner);
    const { id, secret, request, url, description, events, ed25519, audience } = endpoint;
    const others = (await owned(trx, owner).where({ kind: 'registered' }).select(trx.raw(timedColumns))) as TimedRow[];
    const made = others.find((row) => madeBy(secretStateOf(row), request));
    if (made !== undefined) return shown(deps, made);
    checkRoomForEndpoint(others.length);
    const row = await insert(trx, {
      id,
      kind: 'registered',
      ...ownerColumns(owner),
      url,
      description,
      events: [...events],
      ed25519,
      secret_sealed: sealSecret(deps.secretBox, id, secret),
      secret_hint: hintOf(secret),
      secret_request: request,
      scopes: audience === null ? null : [...audience],
    });
    await note(trx, owner.id, { act: 'endpoint.created', id }, by);
    return shown(deps, row);
  });

/** The tenant's endpoint for runs that name a `callbackUrl`, made when first needed; returns its id. */
export const ensureCallbackEndpoint = async (trx: Db, secretBox: SecretBox, tenantId: string): Promise<string> => {
  const find = (): Promise<{ id: string } | undefined> =>
    trx<EndpointRow>(table).where({ tenant_id: tenantId, kind: 'callback' }).first('id');
  const existing = await find();
  if (existing !== undefined) return existing.id;
  const id = newId('wep');
  const row = {
    id,
    kind: 'callback',
    tenant_id: tenantId,
    secret_sealed: sealSecret(secretBox, id, newWebhookSecret()),
    secret_hint: '',
  };
  const inserted = (await trx(table).insert(row).onConflict().ignore().returning('id')) as unknown[];
  if (inserted.length === 1) await note(trx, tenantId, { act: 'endpoint.created', id }, bySystem);
  return inserted.length === 1 ? id : ((await find())?.id ?? id);
};

const list = async ({ db, secretBox }: Deps, owner: EndpointOwner): Promise<WebhookEndpoint[]> => {
  const read = async (): Promise<TimedRow[]> =>
    (await owned(db, owner).select(db.raw(timedColumns)).orderBy(['created_at', 'id'])) as TimedRow[];
  const rows = await read();
  const complete = owner.kind === 'platform' || rows.some(({ kind }) => kind === 'callback');
  if (complete) return rows.map(rowToEndpoint);
  await db.transaction((trx) => ensureCallbackEndpoint(trx, secretBox, owner.id));
  return (await read()).map(rowToEndpoint);
};

/** Undefined members are left out by the query builder: they stay as they are. */
const changedColumns = ({
  url,
  audience,
  description,
  events,
  ed25519,
  status,
}: EndpointChange): Record<string, unknown> => ({
  url,
  scopes: audience,
  description,
  events: events === undefined ? undefined : [...events],
  ed25519,
  ...(status !== undefined && { status, status_reason: status === 'paused' ? 'by_owner' : null }),
});

const change = async ({ db }: Deps, owner: EndpointOwner, id: string, wish: EndpointChange, by: EndpointActor) =>
  await db.transaction(async (trx) => {
    const before = await locked(trx, owner, id);
    const after = await update(trx, id, changedColumns(wish));
    for (const act of actsOfChange(wish)) await note(trx, owner.id, { act, id }, by);
    return { before: rowToEndpoint(before), after: rowToEndpoint(after) };
  });

const previousColumns = (trx: Db, row: TimedRow, overlapMs: number): Record<string, unknown> => ({
  previous_secret_sealed: row.secret_sealed,
  previous_secret_until: trx.raw(`now() + ? * interval '1 millisecond'`, [overlapMs]),
});

const noPrevious = { previous_secret_sealed: null, previous_secret_until: null };

const rotate = async (deps: Deps, owner: EndpointOwner, id: string, rotation: SecretRotation, by: EndpointActor) =>
  await deps.db.transaction(async (trx) => {
    const { secret, request, overlapMs } = rotation;
    const before = await locked(trx, owner, id);
    const decision = decideRotation(secretStateOf(before), rotation);
    if (decision === 'repeat') return shown(deps, before);
    const after = await update(trx, id, {
      ...(decision === 'overlap' ? previousColumns(trx, before, overlapMs) : noPrevious),
      secret_sealed: sealSecret(deps.secretBox, id, secret),
      secret_hint: hintOf(secret),
      secret_request: request,
      secret_at: trx.fn.now(),
    });
    await note(trx, owner.id, { act: 'endpoint.secret_rotated', id }, by);
    return shown(deps, after);
  });

const remove = async ({ db }: Deps, owner: EndpointOwner, id: string, by: EndpointActor): Promise<void> =>
  await db.transaction(async (trx) => {
    await locked(trx, owner, id);
    const gone = { deleted_at: trx.fn.now(), secret_sealed: Buffer.alloc(0), previous_secret_sealed: null };
    await update(trx, id, gone);
    await note(trx, owner.id, { act: 'endpoint.removed', id }, by);
  });

const receiverForTest = async ({ db, secretBox }: Deps, owner: EndpointOwner, id: string, by: EndpointActor) =>
  await db.transaction(async (trx) => {
    const row = await locked(trx, owner, id);
    await note(trx, owner.id, { act: 'endpoint.tested', id }, by);
    return rowToReceiver(row, secretBox);
  });

export const createWebhookEndpointStore = (deps: Deps): WebhookEndpointStore => ({
  create: (owner, endpoint, by) => create(deps, owner, endpoint, by),
  list: (owner) => list(deps, owner),
  find: async (owner, id) =>
    rowToEndpoint(only(await owned(deps.db, owner).where({ id }).select(deps.db.raw(timedColumns)))),
  change: (owner, id, wish, by) => change(deps, owner, id, wish, by),
  rotate: (owner, id, rotation, by) => rotate(deps, owner, id, rotation, by),
  remove: (owner, id, by) => remove(deps, owner, id, by),
  receiverForTest: (owner, id, by) => receiverForTest(deps, owner, id, by),
});

/** Null once it is deleted. Read it right before each attempt: status, address and secrets may have changed since. */
export const findReceiver = async (db: Db, secretBox: SecretBox, endpointId: string): Promise<Receiver | null> => {
  const [row] = (await db(table)
    .where({ id: endpointId })
    .whereNull('deleted_at')
    .select(db.raw(timedColumns))) as TimedRow[];
  return row === undefined ? null : rowToReceiver(row, secretBox);
};

/** Ends deliveries to it until its owner activates it again; twice is the same as once. */
export const disableEndpoint = async (db: Db, endpointId: string, reason: string): Promise<void> =>
  await db.transaction(async (trx) => {
    const [row] = (await trx(table)
      .where({ id: endpointId })
      .whereNull('deleted_at')
      .whereNot({ status: 'disabled' })
      .update({ status: 'disabled', status_reason: reason, updated_at: trx.fn.now() })
      .returning(['tenant_id', 'platform_id'])) as Pick<EndpointRow, 'tenant_id' | 'platform_id'>[];
    if (row === undefined) return;
    const ownerId = row.tenant_id ?? row.platform_id ?? '';
    await note(trx, ownerId, { act: 'endpoint.disabled', id: endpointId, reason }, bySystem);
  });
