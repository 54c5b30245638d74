import { describe, expect, test } from 'vitest';
import { privacyFeature } from '../../api/wiring/privacy.ts';
import { webhooksFeature } from '../../api/wiring/webhooks.ts';
import type { Scope } from '../../domain/access/principal.ts';
import { operator } from '../api/start-api.ts';
import { eventually } from '../harness/eventually.ts';
import { completeRequest, pendingRun, useNativeApi } from './native-bench.ts';

const bench = await useNativeApi({ features: [privacyFeature, webhooksFeature] });
const { db, admin, owner, api } = bench;
const whose = { kind: 'tenant', id: owner.tenantId } as const;

let labels = 0;
const keyWith = async (...scopes: Scope[]): Promise<string> => {
  labels += 1;
  const wish = { owner: whose, kind: 'custom', scopes, label: `custom ${labels}`, asker: operator } as const;
  return (await admin.keys.createKey(wish)).text;
};
const { text: importKey } = await admin.keys.createKey({
  owner: whose,
  kind: 'candidate_import',
  label: '',
  asker: operator,
});
const callbackUrl = 'https://ats.example.org/hook';
const scopeMissing = {
  status: 403,
  body: { code: 'key.scope_missing', requiredScope: 'events:read', errors: [{ pointer: '/callbackUrl' }] },
};
const rowOf = async (runId: unknown): Promise<Record<string, unknown>> =>
  (await db('interviews')
    .where({ run_id: runId as string })
    .first()) as Record<string, unknown>;
const count = async (): Promise<unknown> => await db('interviews').count();

describe('a callbackUrl', () => {
  test('needs a key that may read events, and nothing is stored without', async () => {
    const before = await count();
    for (const key of [importKey, await keyWith('interviews:create', 'interviews:read')])
      expect(await bench.callAs(key)('POST', '/interviews', { ...completeRequest, callbackUrl })).toMatchObject(
        scopeMissing,
      );

    expect(await count()).toEqual(before);
    expect((await bench.callAs(importKey)('POST', '/interviews', completeRequest)).status).toBe(201);
  });

  test('is kept with what the key that named it may know', async () => {
    const key = await keyWith('interviews:create', 'events:read');
    const { body } = await bench.callAs(key)('POST', '/interviews', { ...completeRequest, callbackUrl });
    const plain = await bench.callAs(key)('POST', '/interviews', completeRequest);

    expect((await rowOf(body['runId']))['callback_scopes']).toEqual(['interviews:create', 'events:read']);
    expect((await rowOf(plain.body['runId']))['callback_scopes']).toBeNull();
  });

  test('that is supplied later needs the same, and is kept with what that key may know', async () => {
    const { body } = await bench.call('POST', '/interviews', { callbackUrl });
    const path = `/interviews/${String(body['runId'])}/info`;
    const blind = await keyWith('interviews:decide', 'interviews:read');
    const hearing = await keyWith('interviews:decide', 'events:read');

    expect(await bench.callAs(blind)('PATCH', path, { level: 'MID', callbackUrl })).toMatchObject(scopeMissing);
    bench.machine.merged = {
      dataQuality: 'INSUFFICIENT',
      missing: [{ field: 'position', severity: 'CRITICAL', reason: 'position_absent' }],
    };
    expect((await bench.callAs(blind)('PATCH', path, { level: 'MID' })).status).toBe(200);
    expect((await bench.callAs(hearing)('PATCH', path, { callbackUrl: `${callbackUrl}/2` })).status).toBe(200);
    const submissions = (await db('info_submissions')
      .where({ run_id: body['runId'] as string })
      .orderBy('created_at')
      .pluck('callback_scopes')) as unknown[];
    expect(submissions).toEqual([null, ['interviews:decide', 'events:read']]);
  });
});

describe('an interview that exists already', () => {
  test('is named to a key that may not read interviews, and nothing else is said of it', async () => {
    const request = { ...completeRequest, externalId: 'known-1' };
    const first = await bench.callAs(importKey)('POST', '/interviews', request);
    const again = await bench.callAs(importKey)('POST', '/interviews', request);
    const differing = await bench.callAs(importKey)('POST', '/interviews', { ...request, position: 'Cook' });

    expect(first).toMatchObject({ status: 201, body: { state: 'VALIDATING_SKILLS' } });
    for (const { status, body } of [again, differing])
      expect([status, body]).toEqual([200, { runId: first.body['runId'], existing: true }]);
    expect((await bench.call('POST', '/interviews', request)).body).toMatchObject({
      state: 'VALIDATING_SKILLS',
      differs: false,
    });
  });

  test('is named alone also when the request’s kept answer was lost', async () => {
    const headers = { 'idempotency-key': 'known-2' };
    const first = await bench.callAs(importKey)('POST', '/interviews', completeRequest, headers);
    await db('idempotency_keys').delete();
    const again = await bench.callAs(importKey)('POST', '/interviews', completeRequest, headers);

    expect([again.status, again.body]).toEqual([200, { runId: first.body['runId'], existing: true }]);
  });
});

test('an answer that was kept for one key is not told to a key that may know less, whatever Idempotency-Key it names', async () => {
  const headers = { 'idempotency-key': 'shared-1' };
  const request = { ...completeRequest, externalId: 'shared-1' };
  const whole = await bench.call('POST', '/interviews', request, headers);
  const part = await bench.callAs(importKey)('POST', '/interviews', request, headers);

  expect(whole).toMatchObject({ status: 201, body: { state: 'VALIDATING_SKILLS' } });
  expect(part).toMatchObject({ status: 422, body: { code: 'idempotency.mismatch' } });
  expect((await bench.call('POST', '/interviews', request, headers)).body).toEqual(whole.body);
});

describe('the candidate’s link', () => {
  const feed = async (key: string, runId: string) => {
    const read = async () => {
      const answer = await fetch(`${api.url}/api/v1/events?limit=200`, { headers: { 'X-API-Key': key } });
      const { items } = (await answer.json()) as { items: { runId: string; type: string; data: object }[] };
      return items.filter((item) => item.runId === runId);
    };
    const items = await eventually(read, (found) => found.some(({ type }) => type === 'interview.approved'));
    return items.find(({ type }) => type === 'interview.approved')?.data;
  };

  test('is in the feed for keys that may read interviews; for others an approval has none', async () => {
    const runId = await pendingRun(bench);
    const { body } = await bench.call('POST', `/interviews/${runId}/plan/approve`);

    expect(await feed(await keyWith('events:read', 'interviews:read'), runId)).toMatchObject({
      interviewLink: body['interviewLink'],
    });
    expect(await feed(await keyWith('events:read'), runId)).toEqual({ planRevision: 1 });
    await bench.sealer.destroyKey({ tenantId: owner.tenantId, runId }, 'personal');
    expect(await feed(await keyWith('events:read'), runId)).toEqual({ planRevision: 1 });
  });

  test('is not in the answer to a decision of a key that may not read interviews', async () => {
    const runId = await pendingRun(bench);
    const key = await keyWith('interviews:decide');

    expect((await bench.callAs(key)('POST', `/interviews/${runId}/plan/approve`)).body).toMatchObject({
      state: 'APPROVED',
      interviewLink: null,
    });
  });
});

test('an audit bundle needs the right to read interviews', async () => {
  const runId = await pendingRun(bench);
  const path = `/interviews/${runId}/audit-bundle`;
  const [part, whole] = [await keyWith('tenant:manage'), await keyWith('tenant:manage', 'interviews:read')];

  expect(await bench.callAs(part)('GET', path)).toMatchObject({
    status: 403,
    body: { code: 'key.scope_missing', requiredScope: 'interviews:read' },
  });
  const response = await fetch(`${api.url}/api/v1/integration${path}`, { headers: { 'X-API-Key': whole } });
  expect(response.status).toBe(200);
});
