// API keys: made, listed, rotated and revoked; the text of a key is returned once and never again.
import { AppError } from '../../domain/errors.ts';
import type {
  Administration,
  AdministrationUnit,
  ApiKey,
  KeyMint,
  KeyOwner,
} from '../../domain/ports/administration.ts';
import type { Clock } from '../../domain/ports/system.ts';
import { keyKinds, scopes, type KeyKind, type Scope } from '../../domain/access/principal.ts';
import type { Asker } from './tenants.ts';

/** What making a key takes, inside whoever's transaction. */
export type MintDeps = {
  mint: KeyMint;
  clock: Clock;
  /** The network in its usual spelling, or null for a text that is none. */
  readNetwork(text: string): string | null;
};

export type KeyDeps = MintDeps & { administration: Administration };

/** `text` is what the caller sends in X-API-Key; it cannot be shown a second time. */
export type MintedKey = { key: ApiKey; text: string };

/** Of the same kind, for the same connection or under the same label: one in use, and the next one. */
const alikeMax = 2;
/** However they are called: each key has a limit of requests of its own. Those of connections are bounded by these. */
const liveKeysMax = 100;
export const defaultLifeDays = 365;
const dayMs = 86_400_000;
export const labelLengthMax = 200;
export const networksMax = 50;
export const requestsPerHourMax = 100_000_000;

export type KeyPowers = {
  kind: KeyKind;
  /** What a custom key may do; the others may do what their preset says. */
  scopes?: readonly Scope[];
};

type NewKeyWish = KeyPowers & {
  owner: KeyOwner;
  label: string;
  /** Null for a key without an end, absent for the default. */
  expiresAt?: string | null;
  /** Addresses or CIDRs; anywhere when empty or absent. */
  allowedNetworks?: readonly string[];
  /** Null or absent for the deployment's limit. */
  requestsPerHour?: number | null;
  /** The connection whose ATS will present it. */
  connectionId?: string | null;
};

const refuse = (parameter: string, code: string, message: string): never => {
  throw new AppError('request.invalid', { errors: [{ parameter, code, message }] });
};

const networksOf = ({ readNetwork }: MintDeps, texts: readonly string[]): string[] => {
  if (texts.length > networksMax) refuse('networks', 'too_large', `At most ${networksMax} networks.`);
  const networks = texts.map(
    (text) =>
      readNetwork(text) ?? refuse('networks', 'wrong_format', `"${text}" is not a network such as 203.0.113.0/24.`),
  );
  return [...new Set(networks)];
};

const requestsOf = (wished: number | null): number | null => {
  if (wished === null || (Number.isInteger(wished) && wished >= 1 && wished <= requestsPerHourMax)) return wished;
  return refuse('requestsPerHour', 'not_allowed', `A whole number from 1 to ${requestsPerHourMax}.`);
};

/** `now` in epoch milliseconds. */
export const keyStateOf = (
  { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now: number,
): 'live' | 'expired' | 'revoked' => {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'live';
};

/** In the order of the table, each once. */
const scopesOf = ({ kind, scopes: wished = [] }: KeyPowers): readonly Scope[] =>
  kind === 'custom' ? scopes.filter((scope) => wished.includes(scope)) : keyKinds[kind];

const checkWish = ({ owner, kind, label, ...wish }: NewKeyWish): void => {
  const fitsOwner = kind === 'custom' || (kind === 'platform') === (owner.kind === 'platform');
  const errors = [
    ...(fitsOwner
      ? []
      : [
          {
            parameter: 'kind',
            code: 'not_allowed',
            message: 'Platform keys belong to platforms, all others to tenants.',
          },
        ]),
    ...(scopesOf({ kind, ...wish }).length > 0
      ? []
      : [{ parameter: 'scopes', code: 'required', message: 'A key needs at least one scope.' }]),
    ...(label.length <= labelLengthMax
      ? []
      : [{ parameter: 'label', code: 'too_large', message: `A label has at most ${labelLengthMax} characters.` }]),
  ];
  if (errors.length > 0) throw new AppError('request.invalid', { errors });
};

const ownerExists = async (unit: AdministrationUnit, { kind, id }: KeyOwner): Promise<void> => {
  if (kind === 'platform' && (await unit.findPlatform(id)) === null) throw new AppError('platform.not_found');
  if (kind === 'tenant' && (await unit.findTenant(id)) === null) throw new AppError('tenant.not_found');
};

type CheckedWish = Required<NewKeyWish>;

/** The end of a key whose life nobody chose, in epoch milliseconds. */
export const defaultEnd = ({ clock }: Pick<MintDeps, 'clock'>): number => clock.now() + defaultLifeDays * dayMs;

const endOf = (deps: MintDeps, wished: string | null | undefined): string | null =>
  wished === undefined ? new Date(defaultEnd(deps)).toISOString() : wished;

export const checkedWish = (
  deps: MintDeps,
  { allowedNetworks = [], requestsPerHour = null, connectionId = null, ...powers }: NewKeyWish,
): CheckedWish => {
  const wish = {
    ...powers,
    connectionId,
    scopes: scopesOf(powers),
    expiresAt: endOf(deps, powers.expiresAt),
    allowedNetworks: networksOf(deps, allowedNetworks),
    requestsPerHour: requestsOf(requestsPerHour),
  };
  checkWish(wish);
  return wish;
};

/** `madeByRequest` is the hash of the caller's `Idempotency-Key`: the same request again finds what it made. */
type Making = CheckedWish & { madeByRequest: string | null };

/** Inside the owner's transaction, so that two at once cannot make a third. */
export const createIn = async (
  unit: AdministrationUnit,
  { mint }: MintDeps,
  wish: Making,
  asker: Asker,
): Promise<MintedKey> => {
  const { alike, all } = await unit.countLiveKeys(wish.owner, wish);
  const isBound = wish.connectionId !== null;
  if (alike >= alikeMax)
    throw new AppError('key.too_many_live', {
      detail: `${alikeMax} keys of this ${isBound ? 'connection' : 'kind and label'} are live.`,
    });
  if (!isBound && all >= liveKeysMax)
    throw new AppError('key.too_many_live', { detail: `${liveKeysMax} keys are live.` });
  const { id, text, secretHash } = mint.mint(wish.kind);
  const key = await unit.insertKey({ ...wish, id, secretHash });
  await unit.appendAudit({ act: 'key.created', targetKind: 'key', targetId: id, ...asker });
  return { key, text };
};

const createKey =
  (deps: KeyDeps) =>
  async ({ asker, ...wish }: NewKeyWish & { asker: Asker }): Promise<MintedKey> => {
    const checked = { ...checkedWish(deps, wish), madeByRequest: null };
    return await deps.administration.transaction(wish.owner.id, async (unit) => {
      await ownerExists(unit, wish.owner);
      return await createIn(unit, deps, checked, asker);
    });
  };

const knownKey = async (administration: Administration, keyId: string): Promise<ApiKey> => {
  const key = await administration.read.findKey(keyId);
  if (key === null) throw new AppError('key.not_found');
  return key;
};

const revokeKey =
  ({ administration }: KeyDeps) =>
  async ({ keyId, asker }: { keyId: string; asker: Asker }): Promise<ApiKey> => {
    const { owner } = await knownKey(administration, keyId);
    return await administration.transaction(owner.id, async (unit) => {
      const key = await unit.revokeKey(owner, keyId);
      await unit.appendAudit({ act: 'key.revoked', targetKind: 'key', targetId: keyId, ...asker });
      return key;
    });
  };

const allowNetworks =
  (deps: KeyDeps) =>
  async ({ keyId, networks, asker }: { keyId: string; networks: readonly string[]; asker: Asker }): Promise<ApiKey> => {
    const allowed = networksOf(deps, networks);
    const { owner } = await knownKey(deps.administration, keyId);
    return await deps.administration.transaction(owner.id, async (unit) => {
      const key = await unit.allowNetworks(owner, keyId, allowed);
      await unit.appendAudit({ act: 'key.networks_changed', targetKind: 'key', targetId: keyId, ...asker });
      return key;
    });
  };

type Rotation = {
  keyId: string;
  /** How long the old key goes on working. */
  overlapMs: number;
  /** End of the new key's life: null for none, absent for the default. */
  expiresAt?: string | null;
  asker: Asker;
};

type Succession = { overlapMs: number; expiresAt: string | null; madeByRequest: string | null; asker: Asker };

/** What the key that follows another one has. */
export const successorOf = (old: ApiKey) => ({ ...old, scopes: scopesOf(old) });

/** The next key with what the old one has, whose end comes after the overlap. */
export const rotateIn = async (
  unit: AdministrationUnit,
  deps: MintDeps,
  old: ApiKey,
  { overlapMs, asker, ...making }: Succession,
): Promise<MintedKey & { old: ApiKey }> => {
  if (old.revokedAt !== null) throw new AppError('key.not_found', { detail: 'The key is revoked: make a new one.' });
  const minted = await createIn(unit, deps, { ...successorOf(old), ...making }, asker);
  const ending = await unit.expireKey(old.owner, old.id, new Date(deps.clock.now() + overlapMs).toISOString());
  await unit.appendAudit({ act: 'key.rotated', targetKind: 'key', targetId: old.id, ...asker });
  return { ...minted, old: ending };
};

const rotateKey =
  (deps: KeyDeps) =>
  async ({ keyId, overlapMs, asker, ...rotation }: Rotation): Promise<MintedKey & { old: ApiKey }> => {
    const { administration } = deps;
    const { owner } = await knownKey(administration, keyId);
    const expiresAt = endOf(deps, rotation.expiresAt);
    return await administration.transaction(owner.id, async (unit) => {
      const key = await knownKey({ ...administration, read: unit }, keyId);
      return await rotateIn(unit, deps, key, { overlapMs, expiresAt, madeByRequest: null, asker });
    });
  };

export const createKeyUseCases = (deps: KeyDeps) => ({
  createKey: createKey(deps),
  listKeys: (owner: KeyOwner) => deps.administration.read.listKeys(owner),
  revokeKey: revokeKey(deps),
  allowNetworks: allowNetworks(deps),
  rotateKey: rotateKey(deps),
});
export type KeyUseCases = ReturnType<typeof createKeyUseCases>;
