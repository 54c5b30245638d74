import { describe, expect, test } from 'vitest';
import type { Route } from '../../api/guard/route.ts';
import { keyKinds, scopes, type KeyPreset, type Scope } from '../../domain/access/principal.ts';
import { useDatabase } from '../harness/database.ts';
import { declaredRoutes } from '../../tools/generators/description.ts';
import { lasting, presented, refusal } from './matrix-world.ts';
import { administer, operator, startApi } from './start-api.ts';

const { db } = await useDatabase();
const routes = declaredRoutes();
const rooms = { authenticate: () => Promise.resolve(null) };
const api = await startApi(db, routes, { rooms });
const { tenants, keys } = administer(db);

const platform = await tenants.createPlatform({ name: 'Suite', asker: operator });
const tenant = await tenants.createTenant({ name: 'Acme', platformId: null, asker: operator });
const textOf = async (kind: KeyPreset): Promise<string> => {
  const owner = kind === 'platform' ? { kind, id: platform.id } : ({ kind: 'tenant', id: tenant.id } as const);
  return (await keys.createKey({ owner, kind, label: '', expiresAt: null, asker: operator })).text;
};
const kinds = Object.keys(keyKinds) as KeyPreset[];
const texts = new Map<KeyPreset, string>();
for (const kind of kinds) texts.set(kind, await textOf(kind));
/** For what no preset may do. */
const custom = async (kind: 'tenant' | 'platform'): Promise<string> => {
  const owner = { kind, id: kind === 'tenant' ? tenant.id : platform.id };
  return (await keys.createKey({ owner, kind: 'custom', scopes, label: '', expiresAt: null, asker: operator })).text;
};
const customTexts = { tenant: await custom('tenant'), platform: await custom('platform') };

/** An id of nobody's: access is decided before anything is looked up. */
const call = async ({ method, path }: Route, headers: Record<string, string> = {}) => {
  const address = `${api.url}${path.replaceAll(/:\w+/g, 'run_01JCZ0Q6V3W6Y7M8N9P0R1S2T3')}`;
  const response = await fetch(address, { method, headers });
  const body = JSON.parse(lasting(await response.text())) as { code?: string };
  return { status: response.status, code: body.code, body };
};
const keyOf = (route: Route, kind: KeyPreset) => presented(route, texts.get(kind) ?? '');
const nameOf = ({ operationId }: Route): string => operationId;
const ofKind = (kind: Route['access']['kind']): Route[] => routes.filter(({ access }) => access.kind === kind);
const scopeOf = ({ access }: Route): Scope | null => (access.kind === 'key' ? access.scope : null);

const isForPlatforms = ({ access }: Route): boolean => access.kind === 'key' && access.platformToo === true;

describe('every route', () => {
  test.each(ofKind('key').map((route) => [nameOf(route), route] as const))(
    '%s is closed without a key, or with one for less',
    async (_name, route) => {
      expect(await call(route)).toMatchObject(refusal(route, 401, 'key.missing'));
      for (const kind of kinds.filter((one) => !(keyKinds[one] as readonly (Scope | null)[]).includes(scopeOf(route))))
        expect(await call(route, keyOf(route, kind)), kind).toMatchObject(refusal(route, 403, 'key.scope_missing'));
    },
  );

  test.each(ofKind('key').map((route) => [nameOf(route), route] as const))(
    '%s is closed to foreign tenants',
    async (_name, route) => {
      const own = kinds.find(
        (kind) => kind !== 'platform' && (keyKinds[kind] as readonly (Scope | null)[]).includes(scopeOf(route)),
      );
      const tenantKey = own === undefined ? presented(route, customTexts.tenant) : keyOf(route, own);
      const platformMay = (keyKinds.platform as readonly (Scope | null)[]).includes(scopeOf(route));
      const platformKey = platformMay ? keyOf(route, 'platform') : presented(route, customTexts.platform);

      expect(await call(route, { ...tenantKey, 'X-Tenant-ID': 'tnt_other' })).toMatchObject(
        refusal(route, 403, 'tenant.mismatch'),
      );
      if (!isForPlatforms(route))
        expect(await call(route, platformKey)).toMatchObject(refusal(route, 400, 'tenant.required'));
      expect(await call(route, { ...platformKey, 'X-Tenant-ID': tenant.id })).toMatchObject(
        refusal(route, 404, 'tenant.not_found'),
      );
    },
  );

  test.each(ofKind('room').map((route) => [nameOf(route), route] as const))(
    '%s is closed without the cookie and to other web pages',
    async (_name, route) => {
      const cookie = { Cookie: 'parley_room=stolen' };

      expect(await call(route)).toMatchObject(refusal(route, 401, 'room.session_required'));
      expect(await call(route, cookie)).toMatchObject(refusal(route, 401, 'room.session_required'));
      expect(await call(route, { ...cookie, Origin: 'https://elsewhere.example' })).toMatchObject(
        refusal(route, 403, 'request.foreign_origin'),
      );
    },
  );

  const ofReviewers = routes.filter(({ path, access }) => path.startsWith('/review/api/') && access.kind !== 'public');
  test.each(ofReviewers.map((route) => [nameOf(route), route] as const))(
    '%s is closed without a reviewer’s cookie and to other web pages',
    async (_name, route) => {
      const cookie = { Cookie: 'parley_review=stolen' };

      expect(await call(route)).toMatchObject(refusal(route, 401, 'review.session_required'));
      expect(await call(route, { Cookie: 'parley_room=stolen' })).toMatchObject({ status: 401 });
      expect(await call(route, cookie)).toMatchObject(refusal(route, 401, 'review.session_ended'));
      expect(await call(route, { ...cookie, Origin: 'https://elsewhere.example' })).toMatchObject(
        refusal(route, 403, 'request.foreign_origin'),
      );
    },
  );

  test('that is open to everyone changes nothing, except with the secret of a link, a candidate’s or a recruiter’s, or signed by an ATS', () => {
    const open = ofKind('public').filter(({ method }) => method !== 'GET');

    expect(open.map(nameOf)).toEqual(['openRoom', 'openReview', 'ashbyHook', 'greenhouseHook', 'leverHook']);
  });
});
