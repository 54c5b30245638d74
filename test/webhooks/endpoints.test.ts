import { Webhook } from 'standardwebhooks';
import { afterAll, describe, expect, test } from 'vitest';
import { disableEndpoint, ensureCallbackEndpoint, findReceiver } from '../../infra/db/events/webhook-endpoint-store.ts';
import { testSecretBox } from '../api/start-api.ts';
import { scripted, startWebhookReceiver } from '../fakes/webhook-receiver.ts';
import { useDatabase } from '../harness/database.ts';
import { createWebhookWorld, type Answer, type Call } from './webhook-world.ts';

const { db } = await useDatabase();
const world = await createWebhookWorld(db);
/** As in production: nothing but public addresses. */
const strict = await createWebhookWorld(db, { allowedNetworks: [] });
const receiver = await startWebhookReceiver();
afterAll(() => receiver.close());
const { tenantWithCall, platformWithKey } = world;

const base = '/webhook-endpoints';
const url = 'https://ats.example.com/hooks/parley';
const create = async (call: Call, wish: object = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  await call('POST', base, { url, ...wish }, headers);
const created = async (call: Call, wish: object = {}): Promise<{ id: string; secret: string }> =>
  (await create(call, wish)).body as { id: string; secret: string };
const items = async (call: Call): Promise<Record<string, unknown>[]> =>
  (await call('GET', base)).body['items'] as Record<string, unknown>[];
const problem = ({ status, body }: Answer) => [status, body['code']];
const receiverOf = (id: string) => findReceiver(db, testSecretBox, id);
const acts = async (ownerId: string): Promise<string[]> =>
  (await db('audit_intake').where({ tenant_id: ownerId }).orderBy('number').pluck('act')) as string[];
const ownSecret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;

describe('a new webhook endpoint', () => {
  test('shows its secret once and then only the end of it', async () => {
    const { call } = await tenantWithCall();
    const { status, body, headers } = await create(call, { description: 'ATS', events: ['interview.approved'] });
    const secret = String(body['secret']);
    const read = (await call('GET', `${base}/${String(body['id'])}`)).body;

    expect(status).toBe(201);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(read).toEqual({ ...body, secret: undefined, secretHint: `****${secret.slice(-4)}` });
    expect(read).toMatchObject({ url, kind: 'registered', status: 'active', events: ['interview.approved'] });
    expect(JSON.stringify(await items(call))).not.toContain(secret.slice(6, 20));
  });

  test('never stands in the clear in the database, not even in the answer kept for its Idempotency-Key', async () => {
    const { call } = await tenantWithCall();
    const once = { 'Idempotency-Key': 'make-one' };
    const first = await create(call, {}, once);
    const again = await create(call, {}, once);
    const secret = String(first.body['secret']);
    const rows = JSON.stringify([
      await db('idempotency_keys'),
      await db('webhook_endpoints'),
      await db('audit_intake'),
    ]);
    const bytes = (await db('webhook_endpoints').pluck('secret_sealed')) as Buffer[];

    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(rows).not.toContain(secret.slice(6));
    expect(bytes.some((sealed) => sealed.includes(secret.slice(6)))).toBe(false);
  });

  test('is not made twice when the answer was lost with the process', async () => {
    const { call } = await tenantWithCall();
    const once = { 'Idempotency-Key': 'lost' };
    const first = await create(call, {}, once);
    await db('idempotency_keys').update({ state: 'running', answer_sealed: null, lease_until: new Date(0) });
    const again = await create(call, {}, once);

    expect(again.body).toEqual(first.body);
    expect((await items(call)).filter(({ kind }) => kind === 'registered').length).toBe(1);
  });

  test('takes a secret of one’s own in the standard form only', async () => {
    const { call } = await tenantWithCall();
    const { body } = await create(call, { secret: ownSecret });
    const refused = ['short', `whsec_${'A'.repeat(10)}`, ownSecret.slice(6), `${ownSecret} `, 'x'.repeat(40)];
    const long = `whsec_${Buffer.alloc(65).toString('base64')}`;

    expect(body['secret']).toBe(ownSecret);
    for (const secret of [...refused, long])
      expect([secret, (await create(call, { secret })).body]).toMatchObject([
        secret,
        { status: 400, errors: [{ pointer: '/secret' }] },
      ]);
  });

  test.each([
    ['http://ats.example.com/', 'scheme_not_allowed'],
    ['ftp://ats.example.com/', 'scheme_not_allowed'],
    ['https://user:pass@ats.example.com/', 'credentials_in_url'],
    ['https://10.0.0.1/', 'address_not_allowed'],
    ['https://[::ffff:10.0.0.1]/', 'address_not_allowed'],
    ['https://169.254.169.254/latest', 'address_not_allowed'],
    ['https://ats.example.com:22/', 'port_not_allowed'],
    ['not a url', 'url_invalid'],
  ])('is refused at %s', async (hostile, code) => {
    const { call } = await strict.tenantWithCall();
    const { id } = await created(call);
    const refusal = { status: 400, code: 'request.invalid', errors: [{ pointer: '/url', code }] };

    expect((await create(call, { url: hostile })).body).toMatchObject(refusal);
    expect((await call('PATCH', `${base}/${id}`, { url: hostile })).body).toMatchObject(refusal);
    expect((await receiverOf(id))?.url).toBe(url);
  });

  test.each([
    [{ events: ['interview.unheard_of'] }, '/events/0'],
    [{ events: 'interview.approved' }, '/events'],
    [{ url: 7 }, '/url'],
    [{ url: `https://ats.example.com/${'x'.repeat(2_000)}` }, '/url'],
    [{ description: 'x'.repeat(201) }, '/description'],
    [{ tenantId: 'tnt_other' }, '/tenantId'],
    [{ status: 'disabled' }, '/status'],
  ])('is refused with %j', async (wish, pointer) => {
    const { call } = await tenantWithCall();

    expect((await create(call, wish)).body).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  test('is one of twenty at most, also when many are made at once', async () => {
    const { call } = await tenantWithCall();
    const answers = await Promise.all(Array.from({ length: 24 }, () => create(call)));
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);

    expect(statuses).toEqual([...Array<number>(20).fill(201), ...Array<number>(4).fill(409)]);
    expect(problem(await create(call))).toEqual([409, 'endpoint.too_many']);
    const [, second] = await items(call);
    await call('DELETE', `${base}/${String(second?.['id'])}`);
    expect((await create(call)).status).toBe(201);
  });
});

describe('whose endpoints', () => {
  test('another tenant’s are the same as none, for every call', async () => {
    const { call } = await tenantWithCall();
    const { id } = await created(call);
    const stranger = await tenantWithCall();
    const calls: [string, string, unknown?][] = [
      ['GET', ''],
      ['PATCH', '', { status: 'paused' }],
      ['DELETE', ''],
      ['POST', '/rotate-secret', {}],
      ['POST', '/test'],
    ];

    for (const [method, rest, body] of calls)
      expect([method, rest, problem(await stranger.call(method, `${base}/${id}${rest}`, body))]).toEqual([
        method,
        rest,
        [404, 'endpoint.not_found'],
      ]);
    expect((await items(stranger.call)).map(({ kind }) => kind)).toEqual(['callback']);
    expect((await receiverOf(id))?.status).toBe('active');
  });

  test('a platform key manages the platform’s own, or with X-Tenant-ID those of that tenant', async () => {
    const platform = await platformWithKey();
    const named = { 'X-Tenant-ID': platform.tenantId };
    const own = await platform.call('POST', base, { url });
    const ofTenant = await platform.call('POST', base, { url }, named);
    const [ownId, tenantsId] = [String(own.body['id']), String(ofTenant.body['id'])];

    expect([own.status, ofTenant.status]).toEqual([201, 201]);
    expect((await items(platform.call)).map(({ id }) => id)).toEqual([ownId]);
    expect(problem(await platform.call('GET', `${base}/${tenantsId}`))).toEqual([404, 'endpoint.not_found']);
    expect((await platform.call('GET', `${base}/${tenantsId}`, undefined, named)).status).toBe(200);
    expect(problem(await platform.call('GET', `${base}/${ownId}`, undefined, named))).toEqual([
      404,
      'endpoint.not_found',
    ]);
    expect(await acts(platform.platformId)).toEqual(['endpoint.created']);
    const [row] = (await db('webhook_endpoints').where({ id: ownId })) as Record<string, unknown>[];
    expect(row).toMatchObject({ tenant_id: null, platform_id: platform.platformId });
  });

  test('an Idempotency-Key of a platform is one thing for itself and another for each of its tenants', async () => {
    const platform = await platformWithKey();
    const once = { 'Idempotency-Key': 'same' };
    const send = (headers = {}) => platform.call('POST', base, { url }, { ...once, ...headers });
    const own = await send();
    const ofTenant = await send({ 'X-Tenant-ID': platform.tenantId });

    expect((await send()).body).toEqual(own.body);
    expect(ofTenant.body['id']).not.toBe(own.body['id']);
    expect(problem(await platform.call('POST', base, { url, description: 'x' }, once))).toEqual([
      422,
      'idempotency.mismatch',
    ]);
  });

  test('a platform key still has to name the tenant elsewhere, and a foreign one is not found', async () => {
    const platform = await platformWithKey();
    const { tenantId } = await tenantWithCall();

    expect(problem(await platform.call('GET', '/events'))).toEqual([400, 'tenant.required']);
    expect(problem(await platform.call('GET', base, undefined, { 'X-Tenant-ID': tenantId }))).toEqual([
      404,
      'tenant.not_found',
    ]);
  });
});

describe('changing an endpoint', () => {
  test('counts for the next delivery, and says what it was before', async () => {
    const { call, tenantId } = await tenantWithCall();
    const { id } = await created(call);
    const change = { url: 'https://other.example.com/', events: ['interview.completed'], ed25519: true };

    expect((await call('PATCH', `${base}/${id}`, change)).body).toMatchObject({ ...change, statusBefore: 'active' });
    expect((await call('PATCH', `${base}/${id}`, { status: 'paused' })).body).toMatchObject({
      status: 'paused',
      statusReason: 'by_owner',
      ...change,
    });
    expect(await receiverOf(id)).toMatchObject({ url: change.url, ed25519: true, status: 'paused' });
    await disableEndpoint(db, id, 'gone');
    await disableEndpoint(db, id, 'gone');
    expect((await call('GET', `${base}/${id}`)).body).toMatchObject({ status: 'disabled', statusReason: 'gone' });
    expect((await call('PATCH', `${base}/${id}`, { status: 'active' })).body).toMatchObject({
      status: 'active',
      statusReason: null,
      statusBefore: 'disabled',
    });
    expect(await acts(tenantId)).toEqual([
      'endpoint.created',
      'endpoint.changed',
      'endpoint.paused',
      'endpoint.disabled',
      'endpoint.activated',
    ]);
    // Nothing goes back to what a new one has, and leaves what has no default.
    const nothing = { url: null, status: '', events: null, ed25519: ' ' };
    const reset = { url: change.url, status: 'active', events: [], ed25519: false };
    expect((await call('PATCH', `${base}/${id}`, nothing)).body).toMatchObject(reset);
  });

  test('a deleted one is gone for callers and receivers, with its secrets, and stays for its deliveries', async () => {
    const { call } = await tenantWithCall();
    const { id } = await created(call);
    await call('POST', `${base}/${id}/rotate-secret`, {});

    expect((await call('DELETE', `${base}/${id}`)).status).toBe(204);
    expect(problem(await call('DELETE', `${base}/${id}`))).toEqual([404, 'endpoint.not_found']);
    expect(problem(await call('GET', `${base}/${id}`))).toEqual([404, 'endpoint.not_found']);
    expect(await receiverOf(id)).toBeNull();
    const [row] = (await db('webhook_endpoints').where({ id })) as Record<string, unknown>[];
    expect(row).toMatchObject({ secret_sealed: Buffer.alloc(0), previous_secret_sealed: null });
  });
});

describe('rotating a secret', () => {
  test('lets both sign until the overlap ends', async () => {
    const { call } = await tenantWithCall();
    const { id, secret } = await created(call);
    const rotated = await call('POST', `${base}/${id}/rotate-secret`);
    const next = String(rotated.body['secret']);

    expect(rotated.status).toBe(200);
    expect((await receiverOf(id))?.secrets).toEqual({ current: next, previous: secret });
    const until = new Date(String(rotated.body['previousSecretUntil'])).getTime();
    expect(Math.abs(until - Date.now() - 86_400_000)).toBeLessThan(60_000);
    await db('webhook_endpoints')
      .where({ id })
      .update({ previous_secret_until: new Date(Date.now() - 1) });
    expect((await receiverOf(id))?.secrets).toEqual({ current: next, previous: null });
    expect((await call('GET', `${base}/${id}`)).body['previousSecretUntil']).toBeNull();
  });

  test('twice at once gives one new secret and one refusal, so that no secret in use ends early', async () => {
    const { call } = await tenantWithCall();
    const { id, secret } = await created(call);
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', `${base}/${id}/rotate-secret`, {})));
    const winner = answers.find(({ status }) => status === 200);

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'endpoint.rotation_running',
      overlapEndsAt: winner?.body['previousSecretUntil'],
    });
    expect((await receiverOf(id))?.secrets).toEqual({ current: winner?.body['secret'], previous: secret });
  });

  test('without overlap works at any time and leaves the newest alone', async () => {
    const { call } = await tenantWithCall();
    const { id } = await created(call);
    await call('POST', `${base}/${id}/rotate-secret`, { overlap: 'P7D' });
    const { body } = await call('POST', `${base}/${id}/rotate-secret`, { overlap: 'PT0S', secret: ownSecret });

    expect(body).toMatchObject({ secret: ownSecret, previousSecretUntil: null });
    expect((await receiverOf(id))?.secrets).toEqual({ current: ownSecret, previous: null });
  });

  test('shows the same secret again when its answer was lost with the process', async () => {
    const { call } = await tenantWithCall();
    const { id } = await created(call);
    const rotate = () => call('POST', `${base}/${id}/rotate-secret`, {}, { 'Idempotency-Key': 'rotate-1' });
    const first = await rotate();
    await db('idempotency_keys').update({ state: 'running', answer_sealed: null, lease_until: new Date(0) });

    expect((await rotate()).body).toEqual(first.body);
  });

  test.each(['P8D', 'P1M', 'tomorrow', 'PT1H30'])('is refused with an overlap of %j', async (overlap) => {
    const { call } = await tenantWithCall();
    const { id } = await created(call);

    expect((await call('POST', `${base}/${id}/rotate-secret`, { overlap })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/overlap' }],
    });
  });
});

describe('the callback endpoint of a tenant', () => {
  test('is there from the first look on, once, however many look at the same time', async () => {
    const { call, tenantId } = await tenantWithCall();
    const lists = await Promise.all([1, 2, 3, 4, 5].map(() => items(call)));
    const needed = await db.transaction((trx) => ensureCallbackEndpoint(trx, testSecretBox, tenantId));

    expect(new Set(lists.map((list) => list.map(({ id }) => id).join())).size).toBe(1);
    expect(lists[0]).toMatchObject([{ id: needed, kind: 'callback', url: null, secretHint: null, status: 'active' }]);
    expect(await acts(tenantId)).toEqual(['endpoint.created']);
  });

  test('gives away its secret by rotation: the first one needs no overlap, later ones have it', async () => {
    const { call } = await tenantWithCall();
    const [callback] = await items(call);
    const id = String(callback?.['id']);
    const first = await call('POST', `${base}/${id}/rotate-secret`, {});
    const second = await call('POST', `${base}/${id}/rotate-secret`, {});

    expect(first.body).toMatchObject({ previousSecretUntil: null });
    expect((await receiverOf(id))?.secrets).toEqual({
      current: second.body['secret'],
      previous: first.body['secret'],
    });
  });

  test('can be paused and filtered, but not deleted, tested or sent elsewhere', async () => {
    const { call } = await tenantWithCall();
    const [callback] = await items(call);
    const path = `${base}/${String(callback?.['id'])}`;
    const wish = { status: 'paused', events: ['interview.completed'] };

    expect((await call('PATCH', path, wish)).body).toMatchObject(wish);
    expect(problem(await call('PATCH', path, { url }))).toEqual([409, 'endpoint.is_callback']);
    expect(problem(await call('DELETE', path))).toEqual([409, 'endpoint.is_callback']);
    expect(problem(await call('POST', `${path}/test`))).toEqual([409, 'endpoint.is_callback']);
  });

  test('is no platform’s', async () => {
    const { call } = await platformWithKey();

    expect(await items(call)).toEqual([]);
  });
});

describe('the test event', () => {
  test('arrives signed as real ones are, even at a paused endpoint', async () => {
    const { call, tenantId } = await tenantWithCall();
    const { id, secret } = await created(call, { url: receiver.url, events: ['interview.completed'] });
    await call('PATCH', `${base}/${id}`, { status: 'paused' });
    const { status, body } = await call('POST', `${base}/${id}/test`);
    const got = receiver.received.at(-1);
    const event = new Webhook(secret).verify(got?.body ?? '', got?.headers as Record<string, string>);

    expect([status, body]).toMatchObject([200, { delivered: true, status: 204, failure: null }]);
    expect(event).toMatchObject({ type: 'interview.plan_generated', tenantId, data: { test: true } });
    expect(got?.headers).toMatchObject({ 'webhook-id': (event as { id: string }).id, 'x-tenant-id': tenantId });
  });

  test('tells how it went, but never what the receiver said', async () => {
    const { call } = await tenantWithCall();
    const { id } = await created(call, { url: receiver.url });
    receiver.behave(
      scripted(
        { kind: 'answer', status: 500, body: 'root password: 12345' },
        { kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:1/' } },
        { kind: 'reset' },
      ),
    );
    const outcomes = [];
    for (let attempt = 0; attempt < 3; attempt += 1) outcomes.push((await call('POST', `${base}/${id}/test`)).body);

    expect(outcomes).toMatchObject([
      { delivered: false, status: 500, failure: null },
      { delivered: false, status: 302, failure: null },
      { delivered: false, status: null, failure: 'connection_reset' },
    ]);
    expect(outcomes.map((outcome) => Object.keys(outcome).toSorted())).toEqual(
      Array(3).fill(['delivered', 'durationMs', 'failure', 'status']),
    );
    expect(JSON.stringify([outcomes, world.api.logs])).not.toMatch(/password/);
  });
});
