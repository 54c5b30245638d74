// Connections to ATS products: made with their key and address, changed, paused, deleted. Secrets of ours are told once.
import { present } from '../../domain/present.ts';
import {
  checkOverlap,
  checkRoomForConnection,
  connectionNameMax,
  type Connection,
} from '../../domain/connections/connection.ts';
import type { AuditAct } from '../../domain/audit/chain.ts';
import { AppError } from '../../domain/errors.ts';
import type { ApiKey, KeyOwner } from '../../domain/ports/administration.ts';
import type { AtsKind, AtsKinds } from '../../domain/ports/ats.ts';
import type { ConnectionChange, ConnectionStore, ConnectionUnit } from '../../domain/ports/connections.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { typedAs } from '../../domain/text/typed-text.ts';
import { checkedWish, createIn, defaultEnd, keyStateOf, rotateIn, type MintDeps } from '../access/keys.ts';
import type { Asker } from '../access/tenants.ts';
import type { AddressCheck } from '../deliveries/callable-address.ts';
import { checkedConfig, checkedCredentials, kindOf } from './check-settings.ts';

export type ConnectionDeps = MintDeps & {
  connections: ConnectionStore;
  kinds: AtsKinds;
  outbound: AddressCheck;
  publicUrl: string;
  newId: (prefix: string) => string;
  newSecret: () => string;
};

export type ConnectionWish = { kind: string; name: string; config: unknown; credentials: unknown };

export type ConnectionPatch = {
  name?: string | undefined;
  /** The whole of it. */
  config?: unknown;
  credentials?: unknown;
  /** How long those so far are tried as well. */
  overlapMs: number;
  status?: 'active' | 'paused' | undefined;
};

/** `request` is the hash of the caller's `Idempotency-Key`. */
export type ConnectionAsker = Asker & { request: string | null };

/** What is told once: null where there is none, and where the same request made it before. */
export type ConnectionWithSecrets = { connection: Connection; key: string | null; hookUrl: string | null };

const checkedName = (written: string): string => {
  const name = typedAs('line', written);
  if (name !== '' && name.length <= connectionNameMax) return name;
  const message = `A name has 1 to ${connectionNameMax} characters.`;
  throw new AppError('request.invalid', { errors: [{ pointer: '/name', code: 'wrong_length', message }] });
};

const note = (unit: ConnectionUnit, act: AuditAct, id: string, { actor, requestId }: ConnectionAsker): Promise<void> =>
  unit.appendAudit({ act, targetKind: 'connection', targetId: id, actor, requestId });

const hookUrlOf = ({ publicUrl }: ConnectionDeps, { kind, id }: Connection, secret: string): string =>
  `${publicUrl}/hooks/${kind}/${id}/${secret}`;

const ownerOf = ({ tenantId }: Connection): KeyOwner => ({ kind: 'tenant', id: tenantId });

/** From anywhere, whatever holds for the key that asks: an ATS calls from its own machines. */
const mintKey = async (
  unit: ConnectionUnit,
  deps: ConnectionDeps,
  connection: Connection,
  { request, ...asker }: ConnectionAsker,
): Promise<string> => {
  const owner = ownerOf(connection);
  const wish = checkedWish(deps, { owner, kind: 'partner', label: connection.name, connectionId: connection.id });
  return (await createIn(unit, deps, { ...wish, madeByRequest: request }, asker)).text;
};

const insert = async (
  unit: ConnectionUnit,
  deps: ConnectionDeps,
  {
    tenantId,
    kind,
    ...rest
  }: { tenantId: string; kind: AtsKind } & Omit<ConnectionWish, 'kind'> & { kindName: string },
  asker: ConnectionAsker,
) => {
  const hookSecret = kind.hasHook ? deps.newSecret() : null;
  const connection = await unit.insertConnection(tenantId, {
    id: deps.newId('con'),
    kind: rest.kindName,
    name: checkedName(rest.name),
    config: checkedConfig(deps.outbound, kind, rest.config),
    credentials: checkedCredentials(kind, rest.credentials),
    hookSecret,
    madeByRequest: asker.request,
  });
  return { connection, hookUrl: hookSecret === null ? null : hookUrlOf(deps, connection, hookSecret) };
};

const create =
  (deps: ConnectionDeps) =>
  async (tenantId: string, wish: ConnectionWish, asker: ConnectionAsker): Promise<ConnectionWithSecrets> => {
    const kind = kindOf(deps.kinds, wish.kind);
    return await deps.connections.transaction(tenantId, async (unit) => {
      const made = asker.request === null ? null : await unit.findMadeConnection(tenantId, asker.request);
      if (made !== null) return { connection: made, key: null, hookUrl: null };
      if ((await unit.findTenant(tenantId)) === null) throw new AppError('tenant.not_found');
      checkRoomForConnection(await unit.countConnections(tenantId));
      const inserted = await insert(unit, deps, { ...wish, tenantId, kind, kindName: wish.kind }, asker);
      await note(unit, 'connection.created', inserted.connection.id, asker);
      return { ...inserted, key: kind.hasKey ? await mintKey(unit, deps, inserted.connection, asker) : null };
    });
  };

const known = (connection: Connection | null): Connection => {
  if (connection === null) throw new AppError('connection.not_found');
  return connection;
};

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

const rotateCredentials = async (
  unit: ConnectionUnit,
  { connection, credentials }: Awaited<ReturnType<ConnectionUnit['lockConnection']>>,
  wish: { kind: AtsKind; credentials: unknown; overlapMs: number },
  asker: ConnectionAsker,
): Promise<void> => {
  const next = checkedCredentials(wish.kind, wish.credentials);
  // The same ones again are a repetition: it must not push out those that still overlap.
  if (isSame(next, credentials)) return;
  checkOverlap(connection.previousCredentialsUntil, wish.overlapMs);
  await unit.replaceCredentials(connection.tenantId, connection.id, next, wish.overlapMs);
  await note(unit, 'connection.credentials_rotated', connection.id, asker);
};

/** What differs from what is there; nothing where all of it is as it was. */
const differing = (before: Connection, change: ConnectionChange): ConnectionChange =>
  present({
    name: change.name === before.name ? undefined : change.name,
    config: change.config === undefined || isSame(change.config, before.config) ? undefined : change.config,
    status: change.status === before.status ? undefined : change.status,
  });

const actsOf = ({ name, config, status }: ConnectionChange): AuditAct[] => [
  ...(name !== undefined || config !== undefined ? (['connection.changed'] as const) : []),
  ...(status === 'active' ? (['connection.activated'] as const) : []),
  ...(status === 'paused' ? (['connection.paused'] as const) : []),
];

const change =
  (deps: ConnectionDeps) =>
  async (tenantId: string, id: string, patch: ConnectionPatch, asker: ConnectionAsker): Promise<Connection> =>
    await deps.connections.transaction(tenantId, async (unit) => {
      const before = await unit.lockConnection(tenantId, id);
      const kind = kindOf(deps.kinds, before.connection.kind);
      const wish = differing(before.connection, {
        name: patch.name === undefined ? undefined : checkedName(patch.name),
        config: patch.config === undefined ? undefined : checkedConfig(deps.outbound, kind, patch.config),
        status: patch.status,
      });
      if (patch.credentials !== undefined)
        await rotateCredentials(
          unit,
          before,
          { kind, credentials: patch.credentials, overlapMs: patch.overlapMs },
          asker,
        );
      for (const act of actsOf(wish)) await note(unit, act, id, asker);
      return await unit.changeConnection(tenantId, id, wish);
    });

const keysOf = async (unit: ConnectionUnit, connection: Connection): Promise<ApiKey[]> =>
  (await unit.listKeys(ownerOf(connection))).filter(({ connectionId }) => connectionId === connection.id);

const revokeAll = async (unit: ConnectionUnit, keys: readonly ApiKey[], asker: ConnectionAsker): Promise<void> => {
  const { actor, requestId } = asker;
  for (const { id, owner, revokedAt } of keys) {
    if (revokedAt !== null) continue;
    await unit.revokeKey(owner, id);
    await unit.appendAudit({ act: 'key.revoked', targetKind: 'key', targetId: id, actor, requestId });
  }
};

const remove =
  ({ connections }: ConnectionDeps) =>
  async (tenantId: string, id: string, asker: ConnectionAsker): Promise<void> =>
    await connections.transaction(tenantId, async (unit) => {
      const { connection } = await unit.lockConnection(tenantId, id);
      await revokeAll(unit, await keysOf(unit, connection), asker);
      await unit.destroyConnection(tenantId, id);
      await note(unit, 'connection.removed', id, asker);
    });

const refuseWithout = (part: 'key' | 'address', kind: AtsKind): void => {
  if (part === 'key' ? kind.hasKey : kind.hasHook) return;
  const message = `Connections to ${kind.title} have no ${part} of ours.`;
  throw new AppError('request.invalid', { errors: [{ parameter: 'id', code: 'not_allowed', message }] });
};

/** With no overlap the new key is the only one, whatever became of those before: also when an answer was lost. */
const rotateKey =
  (deps: ConnectionDeps) =>
  async (
    tenantId: string,
    id: string,
    { overlapMs }: { overlapMs: number },
    { request, ...asker }: ConnectionAsker,
  ): Promise<ConnectionWithSecrets> =>
    await deps.connections.transaction(tenantId, async (unit) => {
      const { connection } = await unit.lockConnection(tenantId, id);
      refuseWithout('key', kindOf(deps.kinds, connection.kind));
      const told = { connection, hookUrl: null };
      const made = request === null ? null : await unit.findMadeKey(ownerOf(connection), request);
      if (made !== null) return { ...told, key: null };
      const live = (await keysOf(unit, connection)).filter((key) => keyStateOf(key, deps.clock.now()) === 'live');
      const newest = live.at(-1);
      if (newest === undefined || overlapMs === 0) {
        await revokeAll(unit, live, { ...asker, request });
        return { ...told, key: await mintKey(unit, deps, connection, { ...asker, request }) };
      }
      const expiresAt = new Date(defaultEnd(deps)).toISOString();
      const { text } = await rotateIn(unit, deps, newest, { overlapMs, expiresAt, madeByRequest: request, asker });
      return { ...told, key: text };
    });

const rotateHook =
  (deps: ConnectionDeps) =>
  async (
    tenantId: string,
    id: string,
    { overlapMs }: { overlapMs: number },
    asker: ConnectionAsker,
  ): Promise<ConnectionWithSecrets> =>
    await deps.connections.transaction(tenantId, async (unit) => {
      const { connection: before } = await unit.lockConnection(tenantId, id);
      refuseWithout('address', kindOf(deps.kinds, before.kind));
      checkOverlap(before.previousHookUntil, overlapMs);
      const secret = deps.newSecret();
      const connection = await unit.replaceHook(tenantId, id, secret, overlapMs);
      await note(unit, 'connection.address_rotated', id, asker);
      return { connection, key: null, hookUrl: hookUrlOf(deps, connection, secret) };
    });

export const createConnectionUseCases = (deps: ConnectionDeps) => ({
  create: create(deps),
  list: (tenantId: string) => deps.connections.list(tenantId),
  find: async (tenantId: string, id: string) => known(await deps.connections.find(tenantId, id)),
  change: change(deps),
  remove: remove(deps),
  rotateKey: rotateKey(deps),
  rotateHook: rotateHook(deps),
});
export type ConnectionUseCases = ReturnType<typeof createConnectionUseCases>;
