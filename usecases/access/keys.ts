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

export type KeyDeps = {
  administration: Administration;
  mint: KeyMint;
  clock: Clock;
  /** The network in its usual spelling, or null for a text that is none. */
  readNetwork(text: string): string | null;
};

/** `text` is what the caller sends in X-API-Key; it cannot be shown a second time. */
export type MintedKey = { key: ApiKey; text: string };

/** Of the same kind and label: one in use, and the next one. */
const alikeMax = 2;
/** However they are called: each key has a limit of requests of its own. */
const liveKeysMax = 100;
export const defaultLifeDays = 365;
const dayMs = 86_400_000;
export const labelLengthMax = 200;
const networksMax = 50;
const requestsPerHourMax = 100_000_000;

type NewKeyWish = {
  owner: KeyOwner;
  kind: KeyKind;
  /** What a custom key may do; the others may do what their preset says. */
  scopes?: readonly Scope[];
  label: string;
  /** Null for a key without an end, absent for the default. */
  expiresAt?: string | null;
  /** Addresses or CIDRs; anywhere when empty or absent. */
  allowedNetworks?: readonly string[];
  /** Null or absent for the deployment's limit. */
  requestsPerHour?: number | null;
};

const refuse = (parameter: string, code: string, message: string): never => {
  throw new AppError('request.invalid', { errors: [{ parameter, code, message }] });
};

const networksOf = ({ readNetwork }: KeyDeps, texts: readonly string[]): string[] => {
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

/** In the order of the table, each once. */
const scopesOf = ({ kind, scopes: wished = [] }: Pick<NewKeyWish, 'kind' | 'scopes'>): readonly Scope[] =>
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

/** Inside the owner's transaction, so that two at once cannot make a third. */
const addKey = async (unit: AdministrationUnit, mint: KeyMint, wish: CheckedWish): Promise<MintedKey> => {
  const { alike, all } = await unit.countLiveKeys(wish.owner, wish);
  if (alike >= alikeMax)
    throw new AppError('key.too_many_live', { detail: `${alikeMax} keys of this kind and label are live.` });
  if (all >= liveKeysMax) throw new AppError('key.too_many_live', { detail: `${liveKeysMax} keys are live.` });
  const { id, text, secretHash } = mint.mint(wish.kind);
  const key = await unit.insertKey({ ...wish, id, secretHash });
  return { key, text };
};

const endOf = ({ clock }: KeyDeps, wished: string | null | undefined): string | null =>
  wished === undefined ? new Date(clock.now() + defaultLifeDays * dayMs).toISOString() : wished;

const createKey =
  (deps: KeyDeps) =>
  async ({
    asker,
    allowedNetworks = [],
    requestsPerHour = null,
    ...rest
  }: NewKeyWish & { asker: Asker }): Promise<MintedKey> => {
    const { administration, mint } = deps;
    const limits = { allowedNetworks: networksOf(deps, allowedNetworks), requestsPerHour: requestsOf(requestsPerHour) };
    checkWish(rest);
    const wish = { ...rest, ...limits, scopes: scopesOf(rest), expiresAt: endOf(deps, rest.expiresAt) };
    return await administration.transaction(wish.owner.id, async (unit) => {
      await ownerExists(unit, wish.owner);
      const minted = await addKey(unit, mint, wish);
      await unit.appendAudit({ act: 'key.created', targetKind: 'key', targetId: minted.key.id, ...asker });
      return minted;
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

const rotateKey =
  (deps: KeyDeps) =>
  async ({ keyId, overlapMs, asker, ...rotation }: Rotation): Promise<MintedKey & { old: ApiKey }> => {
    const { administration, mint, clock } = deps;
    const { owner } = await knownKey(administration, keyId);
    const expiresAt = endOf(deps, rotation.expiresAt);
    return await administration.transaction(owner.id, async (unit) => {
      const key = await knownKey({ ...administration, read: unit }, keyId);
      if (key.revokedAt !== null)
        throw new AppError('key.not_found', { detail: 'The key is revoked: make a new one.' });
      const wish = { ...key, scopes: scopesOf(key), expiresAt };
      const minted = await addKey(unit, mint, wish);
      const old = await unit.expireKey(owner, keyId, new Date(clock.now() + overlapMs).toISOString());
      await unit.appendAudit({ act: 'key.rotated', targetKind: 'key', targetId: keyId, ...asker });
      await unit.appendAudit({ act: 'key.created', targetKind: 'key', targetId: minted.key.id, ...asker });
      return { ...minted, old };
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
