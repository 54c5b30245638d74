// The kinds of access: for each, how the credential is read, whose it is, how the caller is counted, and what it may then do.
import type { IncomingHttpHeaders } from 'node:http';
import { needScope } from '../../domain/access/audience.ts';
import type { LimitPolicies, LimitPolicy } from '../../domain/access/limits.ts';
import type {
  KeyPrincipal,
  Owner,
  OwnerPrincipal,
  Principal,
  RoomPrincipal,
  Scope,
} from '../../domain/access/principal.ts';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { KeyLookup } from '../../infra/db/access/key-authenticator.ts';
import { roomCookieName } from '../../domain/room/cookie.ts';
import { cookie, headerText, type Credential } from './credentials.ts';
import type { GuardDeps } from './deps.ts';

/** Who is let in, and how large a body its tenant may send (null: as large as the route takes). */
export type Admitted<P extends Principal | null = Principal | null> = { principal: P; uploadBytesMax: number | null };

/** Somebody known, but not yet let in: it is counted first, so that refusals count too. */
export type Found<P extends Principal> = {
  counted(policies: LimitPolicies): [policy: LimitPolicy, caller: string];
  /** Throws 403, or what the tenant rules say. */
  admit(): Admitted<P>;
};

export type Asked = {
  headers: IncomingHttpHeaders;
  params: Readonly<Record<string, string>>;
  deps: GuardDeps;
  /** Whether the caller's address lies in one of these networks; anywhere will do when there are none. */
  isAllowedFrom(networks: readonly string[]): boolean;
};

/**
 * One row of the table of access kinds. A face or a page with callers of its own declares its row beside its routes, as
 * `access: { kind: 'own', way }`: a recruiter's review cookie, say, as `cookie({ … })` with a `find` that asks for the
 * session, counted by its hash under `policies.room`.
 */
export type WayIn<P extends Principal = Principal> = {
  credential: Credential;
  /** 401 without a credential, and with one that is nobody's; such guesses are limited harder when the two differ. */
  missing: ErrorCode;
  wrong: ErrorCode;
  /** What else the way itself may refuse with. */
  problems: readonly ErrorCode[];
  /** Null for nobody's. Gets storable text of at most 300 characters. */
  find(presented: string, asked: Asked): Promise<Found<P> | null>;
};

/**
 * `key` needs an API key with the scope, `room` the candidate's cookie, `own` what its way says, `public` nothing. With
 * `platformToo` a platform's key may act for the platform itself, by naming no tenant.
 */
export type Access = KeyAccess | { kind: 'room' } | { kind: 'own'; way: WayIn } | { kind: 'public' };
type KeyAccess = { kind: 'key'; scope: Scope; platformToo?: true };

export type PrincipalOf<A extends Access> = A extends { kind: 'own'; way: WayIn<infer P> }
  ? P
  : A extends { kind: 'key'; platformToo: true }
    ? OwnerPrincipal
    : A extends { kind: 'key' }
      ? KeyPrincipal
      : A extends { kind: 'room' }
        ? RoomPrincipal
        : null;

/** Which tenant a key acts for: its own, or the one of its platform that the caller named. */
const tenantOf = (key: KeyLookup, named: string | null): string => {
  if (key.tenantId !== null) {
    if (named !== null && named !== key.tenantId) throw new AppError('tenant.mismatch');
    return key.tenantId;
  }
  if (named === null) throw new AppError('tenant.required');
  if (key.chosenTenantId === null) throw new AppError('tenant.not_found');
  return key.chosenTenantId;
};

/** Who that is where platforms may act for themselves too: naming no tenant means the platform. */
const ownerOf = (key: KeyLookup, named: string | null): Owner =>
  key.platformId !== null && key.tenantId === null && named === null
    ? { kind: 'platform', id: key.platformId }
    : { kind: 'tenant', id: tenantOf(key, named) };

const admitKey = (lookup: KeyLookup, { scope, platformToo }: KeyAccess, named: string | null) => {
  needScope(lookup.scopes, scope);
  const { keyId, keyKind, platformId, scopes, uploadBytesMax } = lookup;
  const key = { keyId, keyKind, platformId, scopes };
  const principal: KeyPrincipal | OwnerPrincipal =
    platformToo === true
      ? { kind: 'owner', ...key, owner: ownerOf(lookup, named) }
      : { kind: 'key', ...key, tenantId: tenantOf(lookup, named), connection: lookup.connection };
  return { principal, uploadBytesMax };
};

const ownLimit = (policy: LimitPolicy, { requestsPerHour }: KeyLookup): LimitPolicy =>
  requestsPerHour === null ? policy : { ...policy, limit: requestsPerHour, setting: 'requestsPerHour of the key' };

const keyWay = (access: KeyAccess, credential: Credential): WayIn => ({
  credential,
  missing: 'key.missing',
  wrong: 'key.invalid',
  problems: [
    'key.scope_missing',
    'key.address_not_allowed',
    'tenant.mismatch',
    'tenant.not_found',
    ...(access.platformToo === true ? [] : (['tenant.required'] as const)),
  ],
  find: async (presented, { headers, deps, isAllowedFrom }) => {
    const named = headerText(headers, 'x-tenant-id');
    const lookup = await deps.keys.authenticate(presented, named?.slice(0, 300) ?? null);
    if (lookup === null) return null;
    // Before it is counted: a key that was stolen cannot use up its owner's limit from elsewhere.
    if (!isAllowedFrom(lookup.allowedNetworks)) throw new AppError('key.address_not_allowed');
    return {
      counted: ({ key }) => [ownLimit(key, lookup), lookup.keyId],
      admit: () => admitKey(lookup, access, named),
    };
  },
});

const roomWay: WayIn<RoomPrincipal> = {
  credential: cookie({
    nameOf: roomCookieName,
    realm: 'interview room',
    scheme: 'roomCookie',
    description: 'Set when the candidate opens the link.',
  }),
  missing: 'room.session_required',
  wrong: 'room.session_required',
  problems: [],
  find: async (presented, { deps: { rooms } }) => {
    const found = await rooms?.authenticate(presented);
    if (!found) return null;
    const { uploadBytesMax, ...principal } = found;
    return {
      counted: ({ room }) => [room, principal.cookieHash],
      admit: () => ({ principal, uploadBytesMax }),
    };
  },
};

/** The row for a route's access; `keyCredential` is how its face presents API keys. Null for public routes. */
export const wayInOf = (access: Access, keyCredential: Credential): WayIn | null => {
  switch (access.kind) {
    case 'key':
      return keyWay(access, keyCredential);
    case 'room':
      return roomWay;
    case 'own':
      return access.way;
    case 'public':
      return null;
  }
};
