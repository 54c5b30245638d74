// What Workable calls and is told: its own requests, and everything that can be wrong with them.
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { startWorkableHost } from '../../../simulators/workable/host.ts';
import { assess, holdInterview, openRoom } from '../../native/assessed-run.ts';
import { invite, usePartnerApi } from '../partner-bench.ts';

const bench = await usePartnerApi({ kind: 'workable' });
const { db, machine, owner, stranger, ordersOf, tell, ledger } = bench;
const workable = await startWorkableHost({ providerUrl: `${bench.api.url}/api/workable` });
afterAll(workable.close);
const connection = await bench.connect(owner.tenantId, 'workable', {
  credentials: { accessToken: workable.accessToken },
});
workable.install({ providerToken: connection.key });

const asBearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
const bodyOf = (changes: object = {}, candidate: object = {}) => ({
  test_id: 'backend',
  callback_url: `https://acme.workable.com/assessments/${randomUUID()}`,
  candidate: { first_name: 'Zoë', last_name: 'Example', email: 'zoe@example.com', ...candidate },
  job_shortcode: 'GROOV003',
  job_title: 'Backend Engineer',
  ...changes,
});
const order = (body: unknown, key = connection.key) =>
  bench.send('POST', '/api/workable/assessments', { body, headers: asBearer(key) });

const refusedWith = (code: string, text: RegExp = /./) => ({
  error: expect.stringMatching(text),
  code,
  requestId: expect.any(String),
});

test('tests are listed as Workable’s documents show them', async () => {
  expect((await workable.tests()).body).toEqual({ tests: [{ id: 'backend', name: 'Backend engineers' }] });
});

test('an order is 201 with its id, and an interview for the person', async () => {
  const { status, body } = await order(bodyOf());

  expect({ status, body }).toEqual({ status: 201, body: { assessment_id: expect.stringMatching(/^ord_/) } });
  expect(await db('orders').where({ id: body['assessment_id'] }).first()).toMatchObject({
    face: 'workable',
    connection_id: connection.id,
    vendor_keys: { testId: 'backend', jobShortcode: 'GROOV003' },
  });
});

test('two hundred orders with one callback are one order', async () => {
  const body = bodyOf();
  const before = (await ordersOf()).length;
  const answers = await Promise.all(Array.from({ length: 200 }, () => order(body)));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map((answer) => answer.body['assessment_id'])).size).toBe(1);
  expect(await ordersOf()).toHaveLength(before + 1);
});

const ordered = async () => {
  const path = `/assessments/${randomUUID()}`;
  const answer = await workable.order({ testId: 'backend', email: 'sam@example.com', path });
  const { assessment_id: id } = answer.body as { assessment_id: string };
  const { run_id: runId } = (await db('orders').where({ id }).first()) as { run_id: string };
  await invite(bench, runId);
  return { id, runId, told: workable.results.get(path) ?? [] };
};

describe('the callback', () => {
  test('hears that it is pending, and the result after a person’s verdict', async () => {
    const { id, runId, told } = await ordered();
    await tell(id);
    await openRoom(bench, runId);
    await holdInterview(bench, runId);
    await assess(bench, runId);
    await tell(id);
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set(['pending']));

    await bench.call('POST', `/interviews/${runId}/assessment/approve`, { verdict: 'HIRE', approvedBy: 'Rita' });
    await tell(id);
    expect(told.at(-1)).toEqual({
      status: 'completed',
      // Scored by the offline engine.
      assessment: { score: '70 (advisory)', grade: 'passed' },
      results_url: expect.stringMatching(/\/result\//),
    });
    expect(workable.complaints).toEqual([]);
  });

  test('is told nothing untrue of an interview that ended, and the ledger says why', async () => {
    const { id, runId, told } = await ordered();
    await machine.feed(runId, { type: 'noShow', detail: {} });
    await tell(id);

    expect(told).toEqual([]);
    expect(await ledger(id)).toMatchObject([{ status: 'skipped', reason: 'no_word_for_it' }]);
  });

  test.each([
    ['a page of a proxy', { status: 200, body: '<html>' }],
    ['another address', { status: 301, headers: { location: 'https://example.com/' } }],
    ['a wrong token', { status: 401, body: { error: 'Not authorized' } }],
    ['too many calls', { status: 429, headers: { 'retry-after': '7' } }],
    ['an outage', { status: 503 }],
  ])('that answers with %s is tried again and told once', async (_name, trouble) => {
    const { id, told } = await ordered();
    workable.troubles.push(trouble);

    expect(await tell(id)).toEqual(['retry']);
    expect(told).toEqual([]);
    expect(await tell(id)).toEqual(['done']);
    expect(told).toEqual([{ status: 'pending' }]);
  });

  test('that is gone is not called again', async () => {
    const { id } = await ordered();
    workable.troubles.push({ status: 410 });

    expect(await tell(id)).toEqual(['stopped']);
    expect(await ledger(id)).toMatchObject([{ status: 'dead' }]);
  });
});

describe('every call with a wrong credential', () => {
  test.each([
    ['GET', '/api/workable/tests'],
    ['POST', '/api/workable/assessments'],
  ])('is refused with a sentence: %s %s', async (method, path) => {
    const sending = method === 'GET' ? {} : { body: bodyOf() };
    const sent = (key: string) => bench.send(method, path, { ...sending, headers: asBearer(key) });
    const ashby = await bench.connect(owner.tenantId, 'ashby', { credentials: { apiKey: 'theirs' } });

    const missing = await bench.send(method, path, sending);
    expect(missing).toMatchObject({ status: 401, body: refusedWith('key.missing') });
    expect(missing.headers.get('www-authenticate')).toContain('Bearer');
    expect(await sent('nonsense')).toMatchObject({ status: 401, body: refusedWith('key.invalid') });
    expect(await sent(owner.key)).toMatchObject({ status: 403, body: refusedWith('key.scope_missing') });
    expect(await sent(ashby.key)).toMatchObject({ status: 403, body: refusedWith('connection.kind_mismatch') });
  });

  test('is told that results need a connection', async () => {
    expect(await order(bodyOf(), stranger.key)).toMatchObject({
      status: 422,
      body: refusedWith('connection.not_found', /`workable`/),
    });
  });
});

describe('an order that cannot be', () => {
  test.each([
    ['an address that no mail can be sent to', bodyOf({}, { email: 'nobody' }), 'order.email_unusable', /mail/],
    ['no address', bodyOf({}, { email: '' }), 'request.invalid', /^candidate\.email: /],
    ['an unknown test', bodyOf({ test_id: 17 }), 'template.not_found', /template/],
    ['a private callback', bodyOf({ callback_url: 'https://10.0.0.1/x' }), 'request.invalid', /^callback_url: /],
    [
      'a callback by another protocol',
      bodyOf({ callback_url: 'ftp://acme.example/x' }),
      'request.invalid',
      /^callback_url: /,
    ],
    ['a callback that is no address', bodyOf({ callback_url: 'acme' }), 'request.invalid', /^callback_url: /],
    ['no callback', bodyOf({ callback_url: null }), 'request.invalid', /^callback_url: /],
    [
      'a very long callback',
      bodyOf({ callback_url: `https://a.example/${'x'.repeat(2_000)}` }),
      'request.invalid',
      /./,
    ],
    ['a list instead of an object', [bodyOf()], 'request.invalid', /./],
    ['what is no JSON', '{', 'request.malformed', /./],
  ] as const)('is 422 and stores nothing: %s', async (_name, body, code, text) => {
    const before = (await ordersOf()).length;
    const answer = await order(body);

    expect({ status: answer.status, body: answer.body }).toEqual({ status: 422, body: refusedWith(code, text) });
    expect(await ordersOf()).toHaveLength(before);
  });

  test('keeps the statuses of HTTP for what is about the call itself', async () => {
    const headers = asBearer(connection.key);
    const large = JSON.stringify({ filler: 'x'.repeat(2 * 1_024 * 1_024) });
    const plain = { ...headers, 'content-type': 'text/plain' };
    const path = '/api/workable/assessments';

    expect(await order(large)).toMatchObject({ status: 413, body: refusedWith('request.too_large') });
    expect(await bench.send('POST', path, { body: 'x', headers: plain })).toMatchObject({
      status: 415,
      body: refusedWith('request.unsupported_media_type'),
    });
    expect(await bench.send('PUT', path, { headers })).toMatchObject({
      status: 405,
      body: refusedWith('request.method_not_allowed'),
    });
  });
});

test('a test may be named by a number, and members that Workable adds are passed over', async () => {
  const answer = await order({ ...bodyOf(), extra: { a: [1] }, job_title: null });

  expect(answer.status).toBe(201);
});
