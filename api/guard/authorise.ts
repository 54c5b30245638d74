// Who is calling, and may they: keys with scopes and tenants, room cookies, or nobody.
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../domain/errors.ts';
import type { KeyLookup } from '../../domain/ports/access.ts';
import type { KeyPrincipal, Owner, OwnerPrincipal, RoomPrincipal, Scope } from '../../domain/access/principal.ts';
import type { Admitted, Gate } from './gate.ts';
import type { Route } from './route.ts';

const textHeaderMax = 300;

const headerText = (headers: IncomingHttpHeaders, name: string): string | null => {
  const value = headers[name];
  const text = Array.isArray(value) ? value.join(', ') : value;
  return text === undefined || text === '' ? null : text;
};

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

type KeyAccess = { scope: Scope; platformToo?: true };

const keyPrincipal = async (
  headers: IncomingHttpHeaders,
  { scope, platformToo }: KeyAccess,
  { keys, isAllowedFrom, countKey }: Gate,
): Promise<Admitted<KeyPrincipal | OwnerPrincipal>> => {
  const presented = headerText(headers, 'x-api-key');
  if (presented === null) throw new AppError('key.missing');
  const named = headerText(headers, 'x-tenant-id');
  const lookup =
    presented.length > textHeaderMax
      ? null
      : await keys.authenticate(presented, named?.slice(0, textHeaderMax) ?? null);
  if (lookup === null) throw new AppError('key.invalid');
  // Before it is counted: a key that was stolen cannot use up its owner's limit from elsewhere.
  if (!isAllowedFrom(lookup.allowedNetworks)) throw new AppError('key.address_not_allowed');
  await countKey(lookup);
  if (!lookup.scopes.includes(scope)) throw new AppError('key.scope_missing', { extra: { requiredScope: scope } });
  const { keyId, keyKind, platformId, scopes, uploadBytesMax } = lookup;
  const key = { keyId, keyKind, platformId, scopes };
  if (platformToo === true)
    return { principal: { kind: 'owner', ...key, owner: ownerOf(lookup, named) }, uploadBytesMax };
  return { principal: { kind: 'key', ...key, tenantId: tenantOf(lookup, named) }, uploadBytesMax };
};

/** The value of one cookie; the first one counts. */
export const cookieOf = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
};

const roomPrincipal = async (
  headers: IncomingHttpHeaders,
  { rooms, countRoom }: Gate,
): Promise<Admitted<RoomPrincipal>> => {
  const value = rooms === undefined ? undefined : cookieOf(headers, rooms.cookieName);
  const found = value === undefined || value === '' ? null : await rooms?.authenticate(value);
  if (!found) throw new AppError('room.session_required');
  const { uploadBytesMax, ...principal } = found;
  await countRoom(principal.cookieHash);
  return { principal, uploadBytesMax };
};

/** Cookies travel with requests that other pages make: those say so in `Origin`, and are refused. */
const refuseForeignOrigin = (headers: IncomingHttpHeaders, publicUrl: string): void => {
  const origin = headerText(headers, 'origin');
  if (origin === null || origin === new URL(publicUrl).origin) return;
  if (URL.canParse(origin) && new URL(origin).host === headers.host) return;
  throw new AppError('request.foreign_origin');
};

const countPublic = async ({ limitClass }: Route, { countAddress }: Gate): Promise<void> => {
  if (limitClass !== 'none') await countAddress(limitClass === 'login' ? 'login' : 'address');
};

/** The principal, null for public routes. Throws 401, 403, 429, or what the tenant rules say. */
export const authorise = async (route: Route, headers: IncomingHttpHeaders, gate: Gate): Promise<Admitted> => {
  const { access, method } = route;
  if (access.kind === 'key') return await keyPrincipal(headers, access, gate);
  if (access.kind === 'room' || method !== 'GET') refuseForeignOrigin(headers, gate.publicUrl);
  if (access.kind === 'room') return await roomPrincipal(headers, gate);
  await countPublic(route, gate);
  return { principal: null, uploadBytesMax: null };
};
