// Keys that a key with `keys:manage` makes, rotates and revokes for its owner, within its own rights.
import { grantProblems, type GrantRules } from '../../domain/access/key-grant.ts';
import { AppError } from '../../domain/errors.ts';
import type { AdministrationUnit, ApiKey, KeyOwner } from '../../domain/ports/administration.ts';
import {
  checkedWish,
  createIn,
  defaultEnd,
  defaultLifeDays,
  rotateIn,
  successorOf,
  type KeyDeps,
  type KeyPowers,
} from './keys.ts';
import type { Asker } from './tenants.ts';

export type ManagedKeyDeps = KeyDeps & GrantRules;

/** Who asks for whom; `request` is the hash of the caller's `Idempotency-Key`. */
export type ManagedCall = { owner: KeyOwner; makerId: string; request: string | null; asker: Asker };

/** `text` is null when the request was made before: it was shown then, and is not kept. */
type MintedOnce = { key: ApiKey; text: string | null };

type ManagedWish = KeyPowers & {
  label: string;
  /** Absent: 365 days from now, or the end of the maker if that is sooner. */
  expiresAt?: string | undefined;
  /** Absent: those of the maker. */
  allowedNetworks?: readonly string[] | undefined;
  requestsPerHour?: number | undefined;
};

/** Locked until the transaction ends: a maker that is being revoked makes nothing more. */
const liveMaker = async (unit: AdministrationUnit, makerId: string): Promise<ApiKey> => {
  const maker = await unit.lockLiveKey(makerId);
  if (maker === null) throw new AppError('key.invalid');
  return maker;
};

const endOf = (deps: KeyDeps, maker: ApiKey, wished: string | undefined): string => {
  const latest = defaultEnd(deps);
  if (wished === undefined)
    return new Date(Math.min(latest, Date.parse(maker.expiresAt ?? '') || latest)).toISOString();
  const at = Date.parse(wished);
  if (at > deps.clock.now() && at <= latest) return new Date(at).toISOString();
  const message = `In the future, and at most ${defaultLifeDays} days ahead.`;
  throw new AppError('request.invalid', { errors: [{ pointer: '/expiresAt', code: 'not_allowed', message }] });
};

const ownedKey = async (unit: AdministrationUnit, owner: KeyOwner, keyId: string): Promise<ApiKey> => {
  const key = await unit.findKey(keyId);
  if (key === null || key.owner.kind !== owner.kind || key.owner.id !== owner.id) throw new AppError('key.not_found');
  return key;
};

const createKey =
  (deps: ManagedKeyDeps) =>
  async (wish: ManagedWish, { owner, makerId, request, asker }: ManagedCall): Promise<MintedOnce> =>
    await deps.administration.transaction(owner.id, async (unit) => {
      const maker = await liveMaker(unit, makerId);
      const made = request === null ? null : await unit.findMadeKey(owner, request);
      if (made !== null) return { key: made, text: null };
      const checked = checkedWish(deps, {
        ...wish,
        owner,
        expiresAt: endOf(deps, maker, wish.expiresAt),
        allowedNetworks: wish.allowedNetworks ?? maker.allowedNetworks,
        requestsPerHour: wish.requestsPerHour ?? maker.requestsPerHour,
      });
      const errors = grantProblems(checked, maker, deps);
      if (errors.length > 0) throw new AppError('key.exceeds_caller', { errors });
      return await createIn(unit, deps, { ...checked, madeByRequest: request }, asker);
    });

type ManagedRotation = { keyId: string; overlapMs: number; expiresAt?: string | undefined };

/** The new key has what the old one had: whoever lacks a part of it would gain it by its text. */
const rotateKey =
  (deps: ManagedKeyDeps) =>
  async (
    { keyId, overlapMs, expiresAt }: ManagedRotation,
    { owner, makerId, request, asker }: ManagedCall,
  ): Promise<MintedOnce & { old: ApiKey }> =>
    await deps.administration.transaction(owner.id, async (unit) => {
      const maker = await liveMaker(unit, makerId);
      const old = await ownedKey(unit, owner, keyId);
      const made = request === null ? null : await unit.findMadeKey(owner, request);
      if (made !== null) return { key: made, text: null, old };
      const end = endOf(deps, maker, expiresAt);
      const errors = grantProblems({ ...successorOf(old), expiresAt: end }, maker, deps).map(
        ({ pointer, ...problem }) =>
          pointer === '/expiresAt' ? { pointer, ...problem } : { parameter: 'keyId', ...problem },
      );
      if (errors.length > 0) throw new AppError('key.exceeds_caller', { errors });
      return await rotateIn(unit, deps, old, { overlapMs, expiresAt: end, madeByRequest: request, asker });
    });

/** Ending access is no gain: a manager may revoke whatever its owner has, itself only when it says so. */
const revokeKey =
  ({ administration }: ManagedKeyDeps) =>
  async (
    { keyId, own }: { keyId: string; own: boolean },
    { owner, makerId, asker }: Omit<ManagedCall, 'request'>,
  ): Promise<void> =>
    await administration.transaction(owner.id, async (unit) => {
      await liveMaker(unit, makerId);
      await ownedKey(unit, owner, keyId);
      if (keyId === makerId && !own) throw new AppError('key.is_own');
      await unit.revokeKey(owner, keyId);
      await unit.appendAudit({ act: 'key.revoked', targetKind: 'key', targetId: keyId, ...asker });
    });

export const createManagedKeys = (deps: ManagedKeyDeps) => ({
  createKey: createKey(deps),
  listKeys: (owner: KeyOwner) => deps.administration.read.listKeys(owner),
  rotateKey: rotateKey(deps),
  revokeKey: revokeKey(deps),
});
export type ManagedKeys = ReturnType<typeof createManagedKeys>;
