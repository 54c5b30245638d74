// Who is calling, and may they: keys with scopes and tenants, room cookies, or nobody.
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../domain/errors.ts';
import type { KeyLookup } from '../../domain/ports/access.ts';
import type { KeyPrincipal, Principal, RoomPrincipal, Scope } from '../../domain/principal.ts';
import type { GuardDeps } from './deps.ts';
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

const keyPrincipal = async (headers: IncomingHttpHeaders, scope: Scope, { keys }: GuardDeps): Promise<KeyPrincipal> => {
  const presented = headerText(headers, 'x-api-key');
  if (presented === null) throw new AppError('key.missing');
  const named = headerText(headers, 'x-tenant-id');
  const lookup =
    presented.length > textHeaderMax
      ? null
      : await keys.authenticate(presented, named?.slice(0, textHeaderMax) ?? null);
  if (lookup === null) throw new AppError('key.invalid');
  if (!lookup.scopes.includes(scope)) throw new AppError('key.scope_missing', { extra: { requiredScope: scope } });
  const { keyId, keyKind, platformId, scopes } = lookup;
  return { kind: 'key', keyId, keyKind, platformId, scopes, tenantId: tenantOf(lookup, named) };
};

/** The value of one cookie; the first one counts. */
export const cookieOf = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
};

const roomPrincipal = async (headers: IncomingHttpHeaders, { rooms }: GuardDeps): Promise<RoomPrincipal> => {
  const value = rooms === undefined ? undefined : cookieOf(headers, rooms.cookieName);
  const principal = value === undefined || value === '' ? null : await rooms?.authenticate(value);
  if (!principal) throw new AppError('room.session_required');
  return principal;
};

/** Cookies travel with requests that other pages make: those say so in `Origin`, and are refused. */
const refuseForeignOrigin = (headers: IncomingHttpHeaders, publicUrl: string): void => {
  const origin = headerText(headers, 'origin');
  if (origin === null || origin === new URL(publicUrl).origin) return;
  if (URL.canParse(origin) && new URL(origin).host === headers.host) return;
  throw new AppError('request.foreign_origin');
};

/** The principal, null for public routes. Throws 401, 403, or what the tenant rules say. */
export const authorise = async (
  route: Route,
  headers: IncomingHttpHeaders,
  deps: GuardDeps,
): Promise<Principal | null> => {
  const { access, method } = route;
  if (access.kind === 'key') return await keyPrincipal(headers, access.scope, deps);
  if (access.kind === 'room' || method !== 'GET') refuseForeignOrigin(headers, deps.publicUrl);
  return access.kind === 'room' ? await roomPrincipal(headers, deps) : null;
};
