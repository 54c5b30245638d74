// Connections over a real database: sealed, found by key and by address, rotated, destroyed.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { limitPolicies } from '../../domain/access/limits.ts';
import { createRateLimits } from '../../infra/limits/rate-limits.ts';
import { hookWay } from '../../api/guard/hook-way.ts';
import { defineRoute } from '../../api/guard/route.ts';
import { connectionFor } from '../../domain/connections/connection.ts';
import { newId } from '../../infra/system.ts';
import { administer, operator, pepper, recordingLog, startApi } from '../api/start-api.ts';
import { connectionOf, connectionStore, connectionUseCases } from '../harness/connections.ts';
import { useDatabase } from '../harness/database.ts';

const { db, owner } = await useDatabase();
const { keys, tenantWithKey } = administer(db);
const store = connectionStore(db);
const asker = { ...operator, request: null };
const credentials = { apiKey: 'planted-canary-key-8731', user: 'short' };

const responses = { 200: { description: 'Who called.', schema: z.object({ id: z.string().nullable() }) } };
const common = { method: 'POST', tag: 'Connections', responses, summary: 'Try', limitClass: 'write' } as const;
const routes = [
  defineRoute({
    ...common,
    path: '/hooks/acme/:connectionId/:secret',
    operationId: 'tryHook',
    access: { kind: 'own', way: hookWay('acme', store) },
    params: z.object({ connectionId: z.string(), secret: z.string() }),
    problems: [],
    handler: ({ principal }) => Promise.resolve({ status: 200, body: { id: principal.connection.id } }),
  }),
  defineRoute({
    ...common,
    path: '/faces/acme',
    operationId: 'tryKey',
    access: { kind: 'key', scope: 'assessments:order' },
    problems: ['connection.kind_mismatch', 'connection.paused'],
    handler: ({ principal }) =>
      Promise.resolve({ status: 200, body: { id: connectionFor(principal, 'acme')?.id ?? null } }),
  }),
];
const api = await startApi(db, routes);

const post = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${api.url}${path}`, { method: 'POST', headers });
  const body = (await response.json()) as { id?: string; code?: string };
  return { status: response.status, ...body };
};
const withKey = (key: string | null) => post('/faces/acme', { 'X-API-Key': key ?? '' });

const made = async (kind = 'acme') => {
  const { tenantId } = await tenantWithKey();
  return { tenantId, ...(await connectionOf({ db, tenantId }, kind, { config: { a: 1 }, credentials })) };
};
const use = connectionUseCases(db);

describe('a connection', () => {
  test('keeps its credentials sealed, under its tenant and itself, and shows the end of long ones alone', async () => {
    const { tenantId, id } = await made();
    const other = await made();

    expect(await store.open(tenantId, id)).toMatchObject({ credentials, previousCredentials: null, config: { a: 1 } });
    expect(await store.find(tenantId, id)).toMatchObject({
      credentialHints: { apiKey: '****8731', user: '****' },
      status: 'active',
      hasHook: true,
    });
    const [row] = (await db('connections').where({ id })) as unknown[];
    expect(JSON.stringify(row)).not.toContain('canary');
    expect(JSON.stringify(row)).not.toContain(Buffer.from('canary').toString('hex'));

    await owner.raw(
      `update connections set credentials_sealed = (select credentials_sealed from connections where id = ?)
      where id = ?`,
      [id, other.id],
    );
    await expect(store.open(other.tenantId, other.id)).rejects.toThrow();
  });

  test('is nothing to another tenant', async () => {
    const { id } = await made();
    const { tenantId } = await tenantWithKey();

    expect([await store.find(tenantId, id), await store.open(tenantId, id)]).toEqual([null, null]);
    expect(await store.list(tenantId)).toEqual([]);
    await expect(use.remove(tenantId, id, asker)).rejects.toMatchObject({ code: 'connection.not_found' });
  });

  test('has a key that stands for it, short enough for vendors that store 171 characters', async () => {
    const { id, key } = await made();

    expect(await withKey(key)).toEqual({ status: 200, id });
    expect(key).toMatch(/^parley_partner_/);
    expect(key?.length).toBeLessThan(171);
    expect((await withKey((await made('other')).key)).code).toBe('connection.kind_mismatch');
    expect(await withKey((await tenantWithKey('partner')).key)).toEqual({ status: 200, id: null });
    expect((await withKey((await tenantWithKey()).key)).code).toBe('key.scope_missing');
  });

  test('has an address that stands for it, and every other one is the same refusal', async () => {
    const { id, hookPath } = await made();
    const secret = hookPath?.split('/').at(-1) ?? '';

    expect(await post(hookPath ?? '')).toEqual({ status: 200, id });
    expect(secret).toHaveLength(43);
    const { hookPath: otherKind } = await made('other');
    const wrong = [
      `/hooks/acme/${id}/${secret.slice(0, -1)}x`,
      `/hooks/acme/${newId('con')}/${secret}`,
      `/hooks/acme/con_%00/${secret}`,
      `/hooks/acme/${id}/${'x'.repeat(400)}`,
      (otherKind ?? '').replace('/other/', '/acme/'),
    ];
    const answers = await Promise.all(wrong.map((path) => post(path)));
    expect(answers.map(({ status, code }) => [status, code])).toEqual(wrong.map(() => [401, 'hook.invalid']));
    expect(JSON.stringify(api.logs)).not.toContain(secret);
  });

  test('is not guessed: wrong secrets count as wrong keys of their address, and never against a right one', async () => {
    const { id, hookPath } = await made();
    const rates = createRateLimits({ db, log: recordingLog([]), pepper, now: Date.now });
    const policies = limitPolicies({ key: 1_000, address: 100 });
    const counted = await startApi(db, routes, { limits: { rates, policies } });
    const call = async (path: string): Promise<number> =>
      (await fetch(`${counted.url}${path}`, { method: 'POST' })).status;
    const guesses: number[] = [];
    for (let n = 0; n < policies.wrongKey.limit + 1; n += 1) guesses.push(await call(`/hooks/acme/${id}/guess${n}`));

    expect(guesses).toEqual([...Array.from({ length: policies.wrongKey.limit }, () => 401), 429]);
    expect(await call(hookPath ?? '')).toBe(200);
  });

  test('says that it is paused to whoever may know, at its key and at its address', async () => {
    const { tenantId, id, key, hookPath } = await made();
    await store.transaction(tenantId, (unit) => unit.changeConnection(tenantId, id, { status: 'paused' }));

    expect([(await withKey(key)).code, (await post(hookPath ?? '')).code]).toEqual([
      'connection.paused',
      'connection.paused',
    ]);
    expect(await store.open(tenantId, id)).toMatchObject({ status: 'paused', credentials });
  });

  test('that is deleted has no key, no address, no settings and no credentials left', async () => {
    const { tenantId, id, key, hookPath } = await made();
    await use.remove(tenantId, id, asker);

    expect([(await withKey(key)).code, (await post(hookPath ?? '')).code]).toEqual(['key.invalid', 'hook.invalid']);
    expect(await store.open(tenantId, id)).toBeNull();
    expect(await store.find(tenantId, id)).toMatchObject({ status: 'deleted', config: {}, credentialHints: {} });
    const [row] = await db('connections').where({ id });
    expect(row).toMatchObject({ credentials_sealed: null, previous_credentials_sealed: null, hook_secret_hash: null });
    await expect(use.remove(tenantId, id, asker)).rejects.toMatchObject({ code: 'connection.not_found' });
    expect((await keys.listKeys({ kind: 'tenant', id: tenantId })).filter((each) => each.connectionId === id)).toEqual([
      expect.objectContaining({ revokedAt: expect.any(String) as string }),
    ]);
  });
});
