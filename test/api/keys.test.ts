import { beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { keyKinds, type Scope } from '../../domain/access/principal.ts';
import { useDatabase } from '../harness/database.ts';
import { sampleRoutes } from './sample-routes.ts';
import { administer, operator, startApi } from './start-api.ts';

const { db } = await useDatabase();
const api = await startApi(db, sampleRoutes({ made: 0, hashes: [] }));
const { tenants, keys } = administer(db);

let tenantId = '';
beforeAll(async () => {
  tenantId = (await tenants.createTenant({ name: 'Acme', platformId: null, asker: operator })).id;
});

const newTenant = async () => {
  const { id } = await tenants.createTenant({ name: 'Other', platformId: null, asker: operator });
  return { kind: 'tenant', id } as const;
};
const make = async (owner?: { kind: 'tenant'; id: string }, expiresAt: string | null = null) =>
  await keys.createKey({
    owner: owner ?? (await newTenant()),
    kind: 'integration',
    label: 'ats',
    expiresAt,
    asker: operator,
  });
const statusWith = async (text: string): Promise<number> =>
  (await fetch(`${api.url}/things/a1`, { headers: { 'X-API-Key': text } })).status;
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe('an API key', () => {
  test('works until it is revoked, and is refused within one request', async () => {
    const { text, key } = await make();
    expect(await statusWith(text)).toBe(200);

    await keys.revokeKey({ keyId: key.id, asker: operator });

    expect(await statusWith(text)).toBe(401);
  });

  test('is refused once it has expired', async () => {
    const owner = await newTenant();
    const alive = await make(owner, new Date(Date.now() + 60_000).toISOString());
    const expired = await make(owner, new Date(Date.now() - 1).toISOString());

    expect([await statusWith(alive.text), await statusWith(expired.text)]).toEqual([200, 401]);
  });

  test('with the secret of another key is refused', async () => {
    const first = await make();
    const second = await make();
    await db('api_keys')
      .where({ id: first.key.id })
      .update({ secret_hash: '0'.repeat(64) });

    expect([await statusWith(first.text), await statusWith(second.text)]).toEqual([401, 200]);
  });

  test('is found with one statement, and its use is noted at most once a minute', async () => {
    const { text, key } = await make();
    const statements: string[] = [];
    const listen = ({ sql }: { sql: string }): void => void statements.push(sql);
    db.on('query', listen);
    await statusWith(text);
    await vi.waitFor(async () => expect((await keys.listKeys(key.owner))[0]?.lastUsedAt).not.toBeNull(), {
      timeout: 10_000,
    });
    await statusWith(text);
    db.removeListener('query', listen);

    expect(statements.filter((sql) => sql.includes('from api_keys k'))).toHaveLength(2);
    expect(statements.filter((sql) => sql.startsWith('update'))).toHaveLength(1);
  });

  test('is stored without its text', async () => {
    const { text, key } = await make();
    const row: unknown = await db('api_keys').where({ id: key.id }).first();

    expect(JSON.stringify(row)).not.toContain(text.split('_').at(-2));
    expect(key.scopes).toEqual(keyKinds.integration);
  });

  test('has at most one live brother of its kind, also when several are made at once', async () => {
    const owner = await newTenant();
    const made = await Promise.all(Array.from({ length: 5 }, () => codeOf(make(owner))));
    const [first] = await keys.listKeys(owner);

    expect(made.filter((code) => code === 'key.too_many_live')).toHaveLength(3);
    await keys.revokeKey({ keyId: first?.id ?? '', asker: operator });
    expect(await codeOf(make(owner))).toBe('no refusal');
  });

  test('of another label is counted apart, and all of an owner together', async () => {
    const owner = await newTenant();
    const named = (label: string) => keys.createKey({ owner, kind: 'core', label, asker: operator });
    for (const label of ['a', 'a', 'b', 'b']) await named(label);

    expect([await codeOf(named('a')), await codeOf(named('c'))]).toEqual(['key.too_many_live', 'no refusal']);
    for (let made = 5; made < 100; made += 1) await named(`n${made}`);
    expect(await codeOf(named('one more'))).toBe('key.too_many_live');
  });

  test('lives 365 days unless it was given another end, or none', async () => {
    const owner = await newTenant();
    const wish = { owner, kind: 'core', label: '', asker: operator } as const;
    const { key } = await keys.createKey(wish);
    const endless = await keys.createKey({ ...wish, label: 'x', expiresAt: null });
    const { key: next } = await keys.rotateKey({ keyId: endless.key.id, overlapMs: 0, asker: operator });

    for (const { expiresAt } of [key, next])
      expect(Math.round((Date.parse(expiresAt ?? '') - Date.now()) / 86_400_000)).toBe(365);
    expect(endless.key.expiresAt).toBeNull();
  });

  test('with scopes of its own may do just these, also after a rotation, for a tenant and for a platform', async () => {
    const scopes: Scope[] = ['events:read', 'interviews:read', 'events:read'];
    const platform = await tenants.createPlatform({ name: 'Suite', asker: operator });
    for (const owner of [await newTenant(), { kind: 'platform', id: platform.id } as const]) {
      const { key, text } = await keys.createKey({ owner, kind: 'custom', scopes, label: '', asker: operator });
      const rotated = await keys.rotateKey({ keyId: key.id, overlapMs: 0, asker: operator });

      expect(text).toMatch(/^parley_custom_/);
      expect(key.scopes).toEqual(['interviews:read', 'events:read']);
      expect(rotated.key).toMatchObject({ kind: 'custom', scopes: key.scopes, owner });
    }
    const none = { owner: await newTenant(), kind: 'custom', label: '', asker: operator } as const;
    expect(await codeOf(keys.createKey(none))).toBe('request.invalid');
  });

  test('is rotated with an overlap in which both work', async () => {
    const { text, key } = await make();
    const rotated = await keys.rotateKey({ keyId: key.id, overlapMs: 60_000, expiresAt: null, asker: operator });

    expect([await statusWith(text), await statusWith(rotated.text)]).toEqual([200, 200]);
    expect(Date.parse(rotated.old.expiresAt ?? '')).toBeGreaterThan(Date.now() + 50_000);
    expect(await codeOf(keys.rotateKey({ keyId: key.id, overlapMs: 0, expiresAt: null, asker: operator }))).toBe(
      'key.too_many_live',
    );
  });

  test('rotated without overlap stops at once', async () => {
    const { text, key } = await make();
    const rotated = await keys.rotateKey({ keyId: key.id, overlapMs: 0, expiresAt: null, asker: operator });

    expect([await statusWith(text), await statusWith(rotated.text)]).toEqual([401, 200]);
  });

  test('needs an owner that exists and fits its kind', async () => {
    const wish = { label: '', expiresAt: null, asker: operator } as const;
    const absent = { kind: 'tenant', id: 'tnt_absent' } as const;

    expect(await codeOf(keys.createKey({ ...wish, owner: absent, kind: 'core' }))).toBe('tenant.not_found');
    expect(await codeOf(keys.createKey({ ...wish, owner: { kind: 'tenant', id: tenantId }, kind: 'platform' }))).toBe(
      'request.invalid',
    );
    expect(await codeOf(keys.createKey({ ...wish, owner: { kind: 'platform', id: 'x' }, kind: 'platform' }))).toBe(
      'platform.not_found',
    );
    expect(await codeOf(keys.revokeKey({ keyId: 'key_absent', asker: operator }))).toBe('key.not_found');
  });
});
