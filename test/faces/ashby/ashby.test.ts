// What Ashby calls: its own requests, answers in its envelope, and everything that can be wrong with a call.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { approvedTemplate } from '../../harness/templates.ts';
import { usePartnerApi } from '../partner-bench.ts';

const bench = await usePartnerApi({ kind: 'ashby', credentials: { apiKey: 'their-key' } });
const { db, owner, stranger, ordersOf, machine } = bench;
const connection = await bench.connect();

const asUser = (key: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
});
const call = (operation: string, body?: unknown, key = connection.key) =>
  bench.send('POST', `/api/ashby/assessment.${operation}`, { body, headers: asUser(key) });

const startOf = (applicationId: string, changes: object = {}, candidate: object = {}) => ({
  assessment_type_id: 'backend',
  candidate: {
    ashby_id: '5b591aed-88e3-4395-b9c6-7d529f93354a',
    first_name: 'Zoë',
    last_name: 'Example',
    email: 'zoe@example.com',
    ashby_profile_url: 'https://app.ashbyhq.com/candidates/5b591aed',
    ...candidate,
  },
  application: { ashby_id: applicationId, status: 'Active' },
  job: { ashby_id: 'job-1', name: 'Backend Engineer', ashby_job_url: 'https://app.ashbyhq.com/jobs/job-1' },
  ...changes,
});

const idIn = ({ body }: { body: Record<string, unknown> }): string =>
  (body['results'] as { assessment_id: string }).assessment_id;
const started = async (applicationId: string = randomUUID()) => {
  const answer = await call('start', startOf(applicationId));
  const id = idIn(answer);
  const { run_id: runId } = (await db('orders').where({ id }).first()) as { run_id: string };
  return { answer, id, runId, applicationId };
};
const stateOf = async (runId: string) =>
  (await db('interviews').where({ run_id: runId }).first('state', 'outcome')) as { state: string; outcome: string };

const refusedWith = (code: string, ...errors: (string | RegExp)[]) => ({
  success: false,
  errors: errors.length === 0 ? expect.any(Array) : errors.map((text) => expect.stringMatching(text)),
  message: expect.any(String),
  errorInfo: { code, requestId: expect.any(String) },
});

test('what can be ordered is listed in the envelope, with the template’s own id at the customer', async () => {
  const { status, body } = await call('list', {});

  expect(status).toBe(200);
  expect(body).toEqual({
    success: true,
    results: [
      { assessment_type_id: 'backend', name: 'Backend engineers', description: 'Senior Software Engineer, SENIOR' },
    ],
  });
  expect((await call('list')).body).toEqual(body);
});

test('a start is an interview for the person, known by the ids of Ashby', async () => {
  const { answer, id, runId, applicationId } = await started();

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ success: true, results: { assessment_id: id } });
  const order = await db('orders').where({ id }).first();
  expect(order).toMatchObject({
    face: 'ashby',
    connection_id: connection.id,
    vendor_keys: {
      applicationId,
      assessmentTypeId: 'backend',
      candidateId: '5b591aed-88e3-4395-b9c6-7d529f93354a',
      jobId: 'job-1',
    },
  });
  const run = { tenantId: owner.tenantId, runId };
  const row = await db('interviews').where({ run_id: runId }).first();
  expect(row).toMatchObject({ source: 'ashby', candidate_ref: '5b591aed-88e3-4395-b9c6-7d529f93354a' });
  expect(await bench.sealer.open(sealPlaces.personalRequest(run), row.personal_sealed)).toEqual({
    candidateName: 'Zoë Example',
    candidateEmail: 'zoe@example.com',
  });
});

test('ids and addresses that tell of a person stay sealed', async () => {
  const answer = await call('start', startOf('app of ada@example.com', {}, { ashby_id: 'ada@example.com' }));

  const order = await db('orders')
    .where({ id: idIn(answer) })
    .first();
  expect(order.vendor_keys).toMatchObject({ applicationId: null, candidateId: null });
  const row = await db('interviews').where({ run_id: order.run_id }).first();
  expect(row.candidate_ref).toBeNull();
  expect(JSON.stringify([order, row])).not.toMatch(/ada@|app\.ashbyhq|Backend Engineer"/);
});

describe('a second start of the same application and type', () => {
  test('is refused with the first one, two hundred at a time', async () => {
    const applicationId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 200 }, () => call('start', startOf(applicationId))));

    expect(new Set(answers.map(idIn)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(199);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toEqual({
      ...refusedWith('order.exists', 'ordered before'),
      results: { assessment_id: idIn({ body: refused?.body ?? {} }) },
    });
    const made = (await ordersOf()).filter(({ id }) => id === idIn({ body: refused?.body ?? {} }));
    expect(made).toHaveLength(1);
  });

  test('is another one for another application, another type and another connection', async () => {
    const { id, applicationId } = await started();
    await approvedTemplate(db, owner.tenantId, { externalId: 'nursing', name: 'Nursing' });
    const other = await bench.connect();

    const answers = [
      await call('start', startOf(randomUUID())),
      await call('start', startOf(applicationId, { assessment_type_id: 'nursing' })),
      await call('start', startOf(applicationId), other.key),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set([id, ...answers.map(idIn)]).size).toBe(4);
  });

  test('is a new one once the first ended without a result, and one only', async () => {
    const { id, applicationId } = await started();
    await call('cancel', { assessment_id: id });

    const answers = await Promise.all(Array.from({ length: 20 }, () => call('start', startOf(applicationId))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.map(idIn)).size).toBe(1);
    expect(idIn(answers[0] ?? { body: {} })).not.toBe(id);
  });
});

describe('a cancellation', () => {
  test('ends the interview, and says the same when it comes again', async () => {
    const { id, runId } = await started();
    const answers = [await call('cancel', { assessment_id: id }), await call('cancel', { assessment_id: id })];

    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: 200, body: { success: true, results: { assessment_id: id } } });
    expect(await stateOf(runId)).toEqual({ state: 'CANCELLED', outcome: 'CANCELLED' });
    expect(machine.sent.filter((sent) => sent.runId === runId)).toHaveLength(1);
  });

  test('that comes while somebody else ends the interview is a success', async () => {
    const { id, runId } = await started();
    machine.hold = async () => {
      machine.hold = () => Promise.resolve();
      await machine.feed(runId, { type: 'optedOut', detail: {} });
    };

    expect((await call('cancel', { assessment_id: id })).status).toBe(200);
    expect(await stateOf(runId)).toMatchObject({ outcome: 'OPTED_OUT' });
  });

  test('of an assessment that is somebody else’s, or nobody’s, finds nothing', async () => {
    const { id, runId } = await started();
    const theirs = await bench.connect(stranger.tenantId);
    const other = await bench.connect();

    for (const [assessmentId, key] of [
      [id, theirs.key],
      [id, other.key],
      ['ord_01JCZ0Q6V3W6Y7M8N9P0R1S2T3', connection.key],
      ['x', connection.key],
    ] as const)
      expect(await call('cancel', { assessment_id: assessmentId }, key)).toMatchObject({
        status: 404,
        body: refusedWith('order.not_found', 'no such order'),
      });
    expect(await stateOf(runId)).toMatchObject({ outcome: null });
  });

  test('that reaches no worker says so and changes nothing', async () => {
    const { id } = await started();
    bench.workers.isAlive = false;
    const { status, headers, body } = await call('cancel', { assessment_id: id });
    bench.workers.isAlive = true;

    expect({ status, body }).toEqual({ status: 503, body: refusedWith('worker.unavailable') });
    expect(headers.get('retry-after')).toBe('5');
  });
});

describe('every call with a wrong credential', () => {
  test.each(['list', 'start', 'cancel'])('is refused in the shape of Ashby: %s', async (operation) => {
    const path = `/api/ashby/assessment.${operation}`;
    const body = { assessment_id: 'x' };

    const missing = await bench.send('POST', path, { body });
    expect(missing).toMatchObject({ status: 401, body: refusedWith('key.missing') });
    expect(missing.headers.get('www-authenticate')).toContain('Basic');
    expect(await call(operation, body, 'nonsense')).toMatchObject({ status: 401, body: refusedWith('key.invalid') });
    expect(await call(operation, body, owner.key)).toMatchObject({
      status: 403,
      body: refusedWith('key.scope_missing'),
    });
  });

  test.each(['list', 'start', 'cancel'])('is refused with the key of another kind of ATS: %s', async (operation) => {
    const { key } = await bench.connect(owner.tenantId, 'workable', { credentials: { accessToken: 'theirs' } });
    const body = operation === 'start' ? startOf(randomUUID()) : { assessment_id: 'x' };

    expect(await call(operation, body, key)).toMatchObject({
      status: 403,
      body: refusedWith('connection.kind_mismatch', '`ashby`'),
    });
  });

  test('is told that results need a connection', async () => {
    expect(await call('start', startOf(randomUUID()), stranger.key)).toMatchObject({
      status: 422,
      body: refusedWith('connection.not_found', '`ashby`'),
    });
  });
});

describe('a start that cannot be', () => {
  const before = async () => (await ordersOf()).length;

  test.each([
    ['an address that no mail can be sent to', startOf('a', {}, { email: 'nobody' }), 'order.email_unusable', /mail/],
    ['a list of addresses', startOf('a', {}, { email: 'a@b.org, c@d.org' }), 'order.email_unusable', /mail/],
    ['no address', startOf('a', {}, { email: null }), 'request.invalid', /^candidate\.email: /],
    ['a very long address', startOf('a', {}, { email: `${'x'.repeat(400)}@b.org` }), 'request.invalid', /email/],
    ['an unknown type', startOf('a', { assessment_type_id: 'unknown' }), 'template.not_found', /template/],
    ['no type', startOf('a', { assessment_type_id: '' }), 'request.invalid', /^assessment_type_id: /],
    ['no application', startOf('a', { application: {} }), 'request.invalid', /^application\.ashby_id: /],
    ['a long id', startOf('x'.repeat(201)), 'request.invalid', /^application\.ashby_id: /],
    ['a list instead of an object', [startOf('a')], 'request.invalid', /./],
    ['no body', undefined, 'request.invalid', /./],
    ['what is no JSON', '{"assessment_type_id":', 'request.malformed', /./],
    ['U+0000 in a name', startOf('a', {}, { first_name: 'Zo\u0000' }), 'request.invalid', /first_name/],
  ] as const)('says why to whoever pressed the button: %s', async (_name, body, code, text) => {
    const count = await before();
    const answer = await call('start', body);

    expect({ status: answer.status, body: answer.body }).toEqual({ status: 422, body: refusedWith(code, text) });
    expect(await before()).toBe(count);
  });

  test.each([
    ['archived', { archived_at: new Date() }, 'template.archived'],
    ['without an approved plan', {}, 'template.not_published'],
  ])('says so of a template that is %s', async (name, columns, code) => {
    const { id } = await approvedTemplate(db, owner.tenantId, { externalId: `t-${name.length}` });
    await db('templates')
      .where({ id })
      .update({ ...columns, updated_at: db.fn.now() });
    if (code === 'template.not_published')
      await db('template_versions').where({ template_id: id }).update({ state: 'pending' });

    const answer = await call('start', startOf(randomUUID(), { assessment_type_id: `t-${name.length}` }));
    expect(answer).toMatchObject({ status: 422, body: refusedWith(code) });
    expect(JSON.stringify((await call('list')).body)).not.toContain(`t-${name.length}`);
  });

  test('says that a connection is paused, and a repeat of what was started before it still finds it', async () => {
    const other = await bench.connect();
    const applicationId = randomUUID();
    const first = await call('start', startOf(applicationId), other.key);
    await db('connections').where({ id: other.id }).update({ status: 'paused' });

    expect(await call('start', startOf(randomUUID()), other.key)).toMatchObject({
      status: 422,
      body: refusedWith('connection.paused', 'paused'),
    });
    const again = await call('start', startOf(applicationId), other.key);
    expect([again.status, idIn(again)]).toEqual([409, idIn(first)]);
  });

  test.each([
    ['too large', { body: JSON.stringify({ filler: 'x'.repeat(2 * 1_024 * 1_024) }) }, 413, 'request.too_large'],
    [
      'no JSON by its type',
      { body: 'x', headers: { 'content-type': 'text/plain' } },
      415,
      'request.unsupported_media_type',
    ],
  ])(
    'keeps the status of what is %s',
    async (_name, { body, headers }: { body: string; headers?: object }, status, code) => {
      const answer = await bench.send('POST', '/api/ashby/assessment.start', {
        body,
        headers: { ...asUser(connection.key), ...headers },
      });
      expect(answer).toMatchObject({ status, body: refusedWith(code) });
    },
  );

  test('is no call that Ashby does not make', async () => {
    const headers = asUser(connection.key);
    expect(await bench.send('GET', '/api/ashby/assessment.list', { headers })).toMatchObject({
      status: 405,
      body: refusedWith('request.method_not_allowed'),
    });
    expect(await bench.send('POST', '/api/ashby/assessment.unknown', { headers, body: {} })).toMatchObject({
      status: 404,
      body: refusedWith('request.not_found'),
    });
  });
});

test('members that Ashby adds are passed over, and those it leaves out are not missed', async () => {
  const { job: _, ...rest } = startOf(randomUUID(), { additional_fields: { a: 1 }, hiringTeam: [{}] });
  const answer = await call('start', { ...rest, application: { ashby_id: randomUUID(), extra: [1] } });

  expect(answer.status).toBe(200);
});
