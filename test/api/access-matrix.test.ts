import { describe, expect, test } from 'vitest';
import type { Route } from '../../api/guard/route.ts';
import { formatApiKey, parseApiKey } from '../../infra/api-key.ts';
import { keyKinds, type KeyPreset, type Scope } from '../../domain/access/principal.ts';
import { declaredRoutes } from '../../tools/generators/description.ts';
import { presented, refusal, useMatrixWorld } from './matrix-world.ts';

const { db, url, owner, stranger, objects, strangers, call } = await useMatrixWorld();
const routes = declaredRoutes();
const kinds = Object.keys(keyKinds) as KeyPreset[];

const scopeOf = ({ access }: Route): Scope | null => (access.kind === 'key' ? access.scope : null);
const mayCall = (kind: KeyPreset, route: Route): boolean =>
  (keyKinds[kind] as readonly (Scope | null)[]).includes(scopeOf(route));
const queryOf = ({ example }: Route): string => {
  const text = new URLSearchParams(example?.query ?? {}).toString();
  return text === '' ? '' : `?${text}`;
};

/** Runs are runs in every dialect; of everything else the segment before its id says what it is. */
const nounOf = (segment: string, parameter: string): string => (parameter === 'runId' ? 'interviews' : segment);
const idPlace = /([^/]+)\/:(\w+)/g;
const places = ({ path }: Route): string[] =>
  [...path.matchAll(idPlace)].map(([, segment = '', parameter = '']) => nounOf(segment, parameter));
const withIds = (route: Route, idOf: (noun: string) => string): string =>
  route.path.replaceAll(
    idPlace,
    (_, segment: string, parameter: string) => `${segment}/${idOf(nounOf(segment, parameter))}`,
  ) + queryOf(route);

/** Of the same shape as an id that exists, and nobody's. */
const absent = (id: string): string => id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
const own = (noun: string): string => objects[noun] ?? '';

const keyRoutes = routes.filter(({ access }) => access.kind === 'key');
const byObject = keyRoutes.filter((route) => places(route).length > 0);
const byTenant = keyRoutes.filter((route) => places(route).length === 0);
const named = (list: readonly Route[]) => list.map((route) => [route.operationId, route] as const);
const cutOf = (side: typeof owner, route: Route) => side.cutFor(scopeOf(route) ?? 'interviews:read');
/** A tenant's own key that may call the route: of a preset where one may, else one with every scope. */
const keyFor = (side: typeof owner, route: Route): string => {
  const preset = kinds.find((kind) => kind !== 'platform' && mayCall(kind, route));
  return preset === undefined ? side.all : side.keyOf(preset);
};
const platformKeyFor = (side: typeof owner, route: Route): string =>
  mayCall('platform', route) ? side.keyOf('platform') : side.platformAll;

const snapshot = async (): Promise<string> => {
  const tables = [
    'interviews',
    'transitions',
    'webhook_endpoints',
    'connections',
    'deliveries',
    'mails',
    'legal_holds',
    'erasures',
    'api_keys',
    'templates',
    'template_versions',
  ];
  const rows = await Promise.all(tables.map((table) => db(table).where({ tenant_id: owner.tenantId }).orderBy(1)));
  return JSON.stringify(rows, (name, value: unknown) => (name === 'last_used_at' ? null : value));
};
const before = await snapshot();
const canaries = ['canary', owner.tenantId, owner.platformId, ...Object.values(objects)];

describe('the list of routes', () => {
  test('is that of the running service', async () => {
    const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const served = Object.values(paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
    const declared = routes.filter(({ hidden }) => hidden !== true).map(({ operationId }) => operationId);

    expect(served.toSorted()).toEqual(declared.toSorted());
  });

  test('names no kind of object of which the matrix has none: add one to matrix-world.ts', () => {
    const nouns = new Set(byObject.flatMap(places));

    expect([...nouns].filter((noun) => objects[noun] === undefined)).toEqual([]);
    expect(byObject.length).toBeGreaterThan(15);
  });
});

describe('every route with a key', () => {
  const { id = '' } = parseApiKey(owner.keyOf('integration')) ?? {};
  const guess = formatApiKey('integration', id.slice(4), 'A'.repeat(43));

  test.each(named(keyRoutes))('%s is closed without a live key', async (_name, route) => {
    const path = withIds(route, own);

    expect(await call(route, path)).toMatchObject(refusal(route, 401, 'key.missing'));
    for (const text of ['garbage', 'parley_integration_x', guess, owner.revoked, `${owner.keyOf('core')}x`])
      expect(await call(route, path, presented(route, text))).toMatchObject(refusal(route, 401, 'key.invalid'));
  });

  test.each(named(keyRoutes))('%s is closed to keys without its scope', async (_name, route) => {
    const lacking = kinds.filter((kind) => !mayCall(kind, route));
    expect(lacking.length).toBeGreaterThan(0);

    for (const side of [owner, stranger])
      for (const kind of lacking)
        expect(await call(route, withIds(route, own), presented(route, side.keyOf(kind)))).toMatchObject(
          refusal(route, 403, 'key.scope_missing'),
        );
  });

  test.each(named(keyRoutes))('%s is closed to a key with every scope but its own', async (_name, route) => {
    for (const side of [owner, stranger])
      expect(await call(route, withIds(route, own), presented(route, cutOf(side, route).allBut))).toMatchObject(
        refusal(route, 403, 'key.scope_missing'),
      );
  });

  test.each(named(keyRoutes))('%s asks no key that has its scope alone for it', async (_name, route) => {
    const answer = await call(route, withIds(route, own), presented(route, cutOf(stranger, route).only));

    expect(answer.body['requiredScope']).not.toBe(scopeOf(route));
    expect([401, 500]).not.toContain(answer.status);
  });

  test.each(named(keyRoutes))('%s is closed to who names a tenant that is not its own', async (_name, route) => {
    const path = withIds(route, own);
    const foreign = { 'X-Tenant-ID': owner.tenantId };

    const mismatch = await call(route, path, { ...presented(route, keyFor(stranger, route)), ...foreign });
    expect(mismatch).toMatchObject(refusal(route, 403, 'tenant.mismatch'));
    const platform = await call(route, path, { ...presented(route, platformKeyFor(stranger, route)), ...foreign });
    const nobody = await call(route, path, {
      ...presented(route, platformKeyFor(stranger, route)),
      'X-Tenant-ID': absent(owner.tenantId),
    });
    expect(platform).toMatchObject(refusal(route, 404, 'tenant.not_found'));
    expect(platform).toEqual(nobody);
  });
});

describe('every route about an object', () => {
  test.each(named(byObject))('%s answers another tenant as if there were none', async (_name, route) => {
    const platformKey = { ...presented(route, platformKeyFor(stranger, route)), 'X-Tenant-ID': stranger.tenantId };
    const callers = [presented(route, keyFor(stranger, route)), platformKey];

    for (const headers of callers) {
      const answer = await call(route, withIds(route, own), headers);
      expect(answer).toMatchObject({ status: 404 });
      expect(answer).toEqual(
        await call(
          route,
          withIds(route, (noun) => absent(own(noun))),
          headers,
        ),
      );
      expect(canaries.filter((canary) => answer.text.includes(canary))).toEqual([]);
    }
  });

  const forPlatforms = byObject.filter(({ access }) => access.kind === 'key' && access.platformToo === true);
  test.each(named(forPlatforms))('%s answers another platform as if there were none', async (_name, route) => {
    const answer = await call(route, withIds(route, own), presented(route, platformKeyFor(stranger, route)));

    expect(answer).toMatchObject({ status: 404 });
    expect(answer).toEqual(
      await call(
        route,
        withIds(route, (noun) => absent(own(noun))),
        presented(route, platformKeyFor(stranger, route)),
      ),
    );
  });

  const nested = byObject.filter((route) => places(route).length > 1);
  test.each(named(nested))('%s needs the whole path to be the caller’s own', async (_name, route) => {
    const [first = ''] = places(route);
    expect(Object.keys(strangers)).toContain(first);
    const mixed = withIds(route, (noun) => (noun === first ? (strangers[noun] ?? '') : own(noun)));

    expect(await call(route, mixed, presented(route, keyFor(stranger, route)))).toMatchObject({ status: 404 });
  });
});

describe('every route about a tenant', () => {
  test.each(named(byTenant))('%s shows nothing of another', async (_name, route) => {
    for (const headers of [
      presented(route, keyFor(stranger, route)),
      { ...presented(route, platformKeyFor(stranger, route)), 'X-Tenant-ID': stranger.tenantId },
    ]) {
      const answer = await call(route, withIds(route, own), headers);
      expect([401, 403]).not.toContain(answer.status);
      expect(answer.status).toBeLessThan(500);
      expect(canaries.filter((canary) => answer.text.includes(canary))).toEqual([]);
    }
  });

  const filters = ['runId', 'endpointId', 'externalId', 'candidateRef', 'eventId', 'templateId'];
  const valueOf: Record<string, string> = {
    runId: own('interviews'),
    endpointId: own('webhook-endpoints'),
    eventId: own('events'),
    externalId: 'canary-external',
    candidateRef: 'canary-candidate',
    templateId: own('templates'),
  };
  const filtered = byTenant.flatMap((route) => {
    const shape: object = route.query !== undefined && 'shape' in route.query ? (route.query.shape as object) : {};
    return filters
      .filter((name) => name in shape)
      .map((name) => [`${route.operationId}?${name}`, route, name] as const);
  });
  test.each(filtered)('%s finds nothing of another', async (_name, route, name) => {
    const path = `${route.path}?${name}=${encodeURIComponent(valueOf[name] ?? '')}`;
    const answer = await call(route, path, presented(route, keyFor(stranger, route)));

    expect(answer.status).toBeLessThan(500);
    const unknown = await call(
      route,
      path.replace(/=.*$/, `=${absent(valueOf[name] ?? '')}`),
      presented(route, keyFor(stranger, route)),
    );
    expect(answer).toEqual(unknown);
  });
});

describe('every route without a key', () => {
  const rest = routes.filter(({ access }) => access.kind !== 'key');

  test.each(named(rest))('%s gives nothing to who guesses', async (_name, route) => {
    const guessed = route.path.replaceAll(/:\w+/g, 'x'.repeat(43)) + queryOf(route);
    const guesses: Record<string, string>[] = [
      {},
      { Cookie: `parley_room=${'x'.repeat(43)}` },
      { 'X-API-Key': owner.keyOf('integration') },
    ];
    for (const headers of guesses) {
      const answer = await call(route, guessed, headers);
      if (route.access.kind === 'room') expect(answer).toMatchObject({ status: 401, code: 'room.session_required' });
      // Health says itself that something is missing.
      if (route.limitClass !== 'none') expect(answer.status).toBeLessThan(500);
      expect(canaries.filter((canary) => answer.text.includes(canary))).toEqual([]);
    }
  });
});

test('after all of that nothing of the owner has changed', async () => {
  expect(await snapshot()).toBe(before);
});
