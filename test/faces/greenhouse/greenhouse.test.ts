// The four calls as the documents of Greenhouse and MarioHR show them, byte for byte, and everything that may come instead.
import { describe, expect, test } from 'vitest';
import type { NewFact } from '../../../domain/lifecycle/facts.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { assessRun } from '../../native/assessed-run.ts';
import { storePlan } from '../../native/native-bench.ts';
import { errorsOf, seeds, useGreenhouseApi, type Sending } from './greenhouse-bench.ts';

const bench = await useGreenhouseApi();
const { db, owner, machine, sealer, tenantId, connect, connection, bare, stranger, send, order, runOf } = bench;

const statusOf = async (id: string, key = connection.key) => {
  const { status, text } = await send('GET', `test_status?partner_interview_id=${id}`, { key });
  expect([status, text]).toEqual([200, expect.any(String)]);
  return { text, ...(JSON.parse(text) as { partner_status: string; partner_profile_url: string | null }) };
};

const approvePlan = async (runId: string): Promise<void> => {
  await storePlan(db, { tenantId, runId }, 1);
  await machine.feed(runId, { type: 'planReady', detail: { revision: 1 } });
  const detail = { revision: 1, linkExpiresAt: Date.now() + 86_400_000 };
  await machine.feed(runId, { type: 'planApproved', detail });
};

/** With the figures of the seed's own example. */
const withFigures = async (runId: string): Promise<void> => {
  const times = { completed_at: '2026-05-21T12:30:00.000Z', overall_score: 82 };
  await db('interviews').where({ run_id: runId }).update(times);
  await db.raw(`update interviews set machine = jsonb_set(machine, '{startedAt}', ?::jsonb) where run_id = ?`, [
    String(Date.parse('2026-05-21T10:00:00.000Z')),
    runId,
  ]);
  await db.raw(`update assessments set result = result || '{"advisory": false}' where run_id = ?`, [runId]);
};

const verdict: NewFact = { type: 'assessmentApproved', detail: { revision: 1, verdict: 'HIRE', overridden: false } };

const completeOrder = async (body: object = seeds()): Promise<{ id: string; runId: string }> => {
  const id = await order(body);
  const runId = await runOf(id);
  await approvePlan(runId);
  await assessRun(bench, runId);
  await withFigures(runId);
  await machine.feed(runId, verdict);
  await db('interviews').where({ run_id: runId }).update({ decided_at: new Date() });
  return { id, runId };
};

describe('list_tests', () => {
  test('answers a bare list as the seed shows it, null for what is absent', async () => {
    const { status, text, headers } = await send('GET', 'list_tests');

    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(text).toBe(
      '[{"partner_test_id":"py-fastapi-review","partner_test_name":"Python FastAPI Code Review",' +
        '"description":"Repo-based exercise for backend roles."},' +
        '{"partner_test_id":"quick","partner_test_name":"Quick look","description":null}]',
    );
    expect((await send('GET', 'list_tests', { key: stranger.key })).text).toBe('[]');
    expect((await send('GET', 'list_tests?page=1&per_page=100')).text).toBe(text);
  });
});

describe('send_test', () => {
  test('takes the requests of both documents, and answers with an id and nothing else', async () => {
    const greenhouses = {
      partner_test_id: 'py-fastapi-review',
      candidate: {
        first_name: 'Harry',
        last_name: 'Potter',
        resume_url: null,
        phone_number: null,
        email: 'hpotter@example.com',
        greenhouse_profile_url: 'https://app.greenhouse.io/people/17681532?application_id=26234709',
        house: 'Gryffindor',
      },
      url: 'https://app.greenhouse.io/integrations/testing_partners/take_home_tests/12345',
      added_later: { by: 'Greenhouse' },
    };
    const { status, text } = await send('POST', 'send_test', { body: greenhouses });

    expect(status).toBe(200);
    expect(text).toMatch(/^\{"partner_interview_id":"ord_[0-9A-Z]{26}"\}$/);
    expect(await order()).toMatch(/^ord_/);
  });

  test('keeps who sent it and who it is about sealed, and only ids in the open', async () => {
    const body = seeds({}, { phone_number: '+49 30 1234', resume_url: 'https://files.example/cv.pdf' });
    const id = await order(body);
    const row = await db('orders').where({ id }).first();
    const runId = String(row.run_id);

    expect(row.vendor_keys).toEqual({ partner_test_id: 'py-fastapi-review', variant: 'mariohr' });
    expect(row.callback_url).toBe(body.url);
    expect(await sealer.open(sealPlaces.orderSecret({ tenantId, runId }, id), row.private_sealed)).toEqual({
      sent_by: 'recruiter@company.com',
      greenhouse_profile_url: 'https://your-ats.example/candidates/123',
      resume_url: 'https://files.example/cv.pdf',
      phone_number: '+49 30 1234',
    });
    const run = await db('interviews').where({ run_id: runId }).first();
    expect(run).toMatchObject({ source: 'greenhouse', candidate_ref: null });
    expect(JSON.stringify([row, run])).not.toMatch(/Alex|Kim\b|candidate@|recruiter@|1234/);
  });

  test('two hundred repeats at the same moment are one order', async () => {
    const body = seeds();
    const answers = await Promise.all(Array.from({ length: 200 }, () => send('POST', 'send_test', { body })));

    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await db('orders').where({ callback_url: body.url })).toHaveLength(1);
  });

  test('the same url again is the same order, whatever else is said, also once its package is gone', async () => {
    const body = seeds();
    const id = await order(body);

    expect(await order({ ...body, sent_by: null })).toBe(id);
    expect(await order({ ...body, candidate: { ...body.candidate, email: 'other@example.com' } })).toBe(id);
    expect(await order({ ...body, partner_test_id: 'gone' })).toBe(id);
    expect(await db('orders').where({ callback_url: body.url })).toHaveLength(1);
  });

  test('works with a key of no connection, and takes people of one name', async () => {
    const id = await order(seeds({ sent_by: undefined }, { last_name: null }), bare.text);

    const row = await db('orders').where({ id }).first();
    expect(row).toMatchObject({ connection_id: null, vendor_keys: { variant: 'greenhouse' } });
    expect((await statusOf(id, bare.text)).partner_status).not.toBe('complete');
  });

  test.each([
    ['an unknown package', { partner_test_id: 'none' }, {}, 404, 'There is no such template.'],
    ['an archived package', { partner_test_id: 'gone' }, {}, 422, 'The template is archived'],
    ['no package', { partner_test_id: null }, {}, 422, 'partner_test_id: This is required.'],
    ['a package of 201 characters', { partner_test_id: 'x'.repeat(201) }, {}, 422, 'partner_test_id: '],
    ['an address that takes no mail', {}, { email: 'candidate at example' }, 422, 'No mail can be sent'],
    ['two addresses', {}, { email: 'a@example.com, b@example.com' }, 422, 'No mail can be sent'],
    ['no address', {}, { email: '' }, 422, 'candidate.email: This is required.'],
    ['an address that is a number', {}, { email: 7 }, 422, 'candidate.email: '],
    ['nobody', { candidate: null }, {}, 422, 'candidate: This is required.'],
    ['a list of candidates', { candidate: [] }, {}, 422, 'candidate: '],
    ['a name of 201 characters', {}, { last_name: 'K'.repeat(201) }, 422, 'candidate.last_name: '],
    ['no url', { url: '' }, {}, 422, 'url: This is required.'],
    ['a url that is none', { url: 'your-ats' }, {}, 422, 'url: '],
    ['a private callback', { url: 'https://10.1.2.3/x' }, {}, 422, 'url: '],
    ['a callback to this machine', { url: 'https://localhost/x' }, {}, 422, 'url: '],
    ['a callback to metadata', { url: 'https://169.254.169.254/latest' }, {}, 422, 'url: '],
    ['a callback without TLS', { url: 'http://your-ats.example/x' }, {}, 422, 'url: '],
    ['a callback with a password', { url: 'https://u:p@your-ats.example/x' }, {}, 422, 'url: '],
    ['a callback of 2,001 characters', { url: `https://your-ats.example/${'x'.repeat(2_000)}` }, {}, 422, 'url: '],
  ])('refuses %s in words, and stores nothing', async (_what, changes, candidate, status, words) => {
    const before = await db('orders').count({ n: '*' });
    const body = seeds(changes, candidate);
    const answer = await send('POST', 'send_test', {
      body: 'candidate' in changes ? { ...body, candidate: changes.candidate } : body,
    });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/json; charset=utf-8']);
    expect(errorsOf(answer).join('\n')).toContain(words);
    expect(await db('orders').count({ n: '*' })).toEqual(before);
  });

  test('says everything that is wrong at once', async () => {
    const answer = await send('POST', 'send_test', { body: {} });

    expect(answer.status).toBe(422);
    expect(errorsOf(answer).toSorted()).toEqual([
      'candidate: This is required.',
      'partner_test_id: This is required.',
      'url: This is required.',
    ]);
  });

  test('a paused connection orders nothing', async () => {
    const paused = await connect();
    await db('connections').where({ id: paused.id }).update({ status: 'paused' });

    const answer = await send('POST', 'send_test', { body: seeds(), key: paused.key });
    expect([answer.status, errorsOf(answer).join()]).toEqual([422, expect.stringContaining('paused')]);
  });
});

describe('test_status', () => {
  test('is complete as the seed shows it, and only then has a score and a page', async () => {
    const { id } = await completeOrder();
    const { text, partner_profile_url: url } = await statusOf(id);

    expect(url).toMatch(/^http:\/\/parley\.test\/result\/[\w.~-]{40,}$/);
    expect(text).toBe(
      `{"partner_status":"complete","partner_profile_url":"${url}","partner_score":82,` +
        '"metadata":{"Started At":"2026-05-21T10:00:00.000Z","Completed At":"2026-05-21T12:30:00.000Z","Final Total":"82/100"}}',
    );
    expect((await statusOf(id)).partner_profile_url).toBe(url);
  });

  test('says in plain words how far an interview is, and never a score before its time', async () => {
    const id = await order();
    const runId = await runOf(id);
    const words: string[] = [];
    const note = async (): Promise<void> => {
      const { text, partner_status: status } = await statusOf(id);
      expect(text).toContain('"partner_profile_url":null,"partner_score":null,"metadata":{');
      expect(text).not.toContain('Final Total');
      words.push(status);
    };
    await note();
    await approvePlan(runId);
    await note();
    await assessRun(bench, runId);
    await note();

    expect(new Set(words).size).toBe(3);
    expect(words).not.toContain('complete');
  });

  test('of a template that counts once scored says that no person has confirmed it', async () => {
    const id = await order(seeds({ partner_test_id: 'quick' }));
    const runId = await runOf(id);
    await approvePlan(runId);
    await assessRun(bench, runId);
    const { text } = await statusOf(id);

    expect(text).toMatch(
      /"partner_status":"complete".*"partner_score":\d+.*"Advisory":"not yet confirmed by a person"/,
    );
  });

  const ends: [NewFact, string][] = [
    [{ type: 'optedOut', detail: {} }, 'opted out: please arrange a phone screen'],
    [{ type: 'withdrawn', detail: {} }, 'the candidate withdrew'],
    [{ type: 'expired', detail: {} }, 'expired'],
    [{ type: 'cancelled', detail: {} }, 'cancelled'],
  ];
  test.each(ends)('of an interview that ended by $type says so, with no score', async (fact, words) => {
    const id = await order();
    const runId = await runOf(id);
    await approvePlan(runId);
    await machine.feed(runId, fact);
    const { text, partner_status: status } = await statusOf(id);

    expect(status).toContain(words);
    expect(text).toContain('"partner_profile_url":null,"partner_score":null,');
  });

  test('of an erased candidate keeps the figures and shows no page', async () => {
    const { id, runId } = await completeOrder();
    await db('interviews').where({ run_id: runId }).update({ erased_at: new Date() });

    expect(await statusOf(id)).toMatchObject({
      partner_status: 'complete',
      partner_profile_url: null,
      partner_score: 82,
    });
  });

  test('knows no order of another connection, tenant or shape', async () => {
    const id = await order();
    const other = await connect();
    for (const [path, key] of [
      [id, other.key],
      [id, stranger.key],
      ['ord_01JCZ0Q6V3W6Y7M8N9P0R1S2T3', connection.key],
      ["x' or 1=1", connection.key],
    ] as const) {
      const answer = await send('GET', `test_status?partner_interview_id=${encodeURIComponent(path)}`, { key });
      expect([answer.status, errorsOf(answer)]).toEqual([404, ['There is no such order.']]);
    }
    const without = await send('GET', 'test_status');
    expect([without.status, errorsOf(without)]).toEqual([422, ['partner_interview_id: This is required.']]);
    expect((await send('GET', `test_status?partner_interview_id=${'x'.repeat(101)}`)).status).toBe(422);
  });
});

describe('every call', () => {
  const paths: [string, string, unknown][] = [
    ['GET', 'list_tests', undefined],
    ['POST', 'send_test', seeds()],
    ['GET', 'test_status?partner_interview_id=x', undefined],
    ['POST', 'response_error', {}],
  ];

  test.each(paths)('%s %s is closed to wrong, missing and foreign credentials', async (method, path, body) => {
    const ashby = await connect('ashby');
    const refusals: [Sending, number][] = [
      [{ key: '' }, 401],
      [{ key: 'garbage' }, 401],
      [{ key: `${connection.key}x` }, 401],
      [{ key: '', headers: { authorization: `Bearer ${connection.key}` } }, 401],
      [{ key: '', headers: { authorization: 'Basic !!!' } }, 401],
      [{ key: '', headers: { 'x-api-key': connection.key } }, 401],
      [{ key: owner.key }, 403],
      [{ key: ashby.key }, 403],
    ];
    for (const [sending, status] of refusals) {
      const answer = await send(method, path, { ...sending, body });
      expect([sending, answer.status, errorsOf(answer).length]).toEqual([sending, status, 1]);
      if (status === 401) expect(answer.headers.get('www-authenticate')).toContain('Basic ');
    }
  });

  test.each(paths.filter(([method]) => method === 'POST'))(
    '%s %s survives what is no request',
    async (method, path) => {
      const bodies: [unknown, Record<string, string>, number][] = [
        ['{"partner_test_id":', {}, 422],
        ['not json at all', {}, 422],
        ['[]', {}, 422],
        ['null', {}, 422],
        ['"text"', {}, 422],
        [JSON.stringify({ url: '\u0000' }), {}, 422],
        ['x=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
        ['<a/>', { 'content-type': 'text/xml' }, 415],
        [`{"x":"${'x'.repeat(2 * 1024 * 1024)}"}`, {}, 413],
      ];
      for (const [body, headers, status] of bodies) {
        const answer = await send(method, path, { body, headers });
        expect([String(body).slice(0, 30), answer.status]).toEqual([String(body).slice(0, 30), status]);
        expect(errorsOf(answer).length).toBeGreaterThan(0);
      }
    },
  );

  test('an address or method that is none is said in the same words', async () => {
    const strays: [string, string, number][] = [
      ['DELETE', 'list_tests', 405],
      ['GET', 'send_test', 405],
      ['GET', 'nothing', 404],
      ['GET', 'list_tests/', 404],
    ];
    for (const [method, path, status] of strays) {
      const answer = await send(method, path);
      expect([path, answer.status, errorsOf(answer).length]).toEqual([path, status, 1]);
    }
  });

  test('a key fits into the field where Greenhouse keeps it', () => {
    expect(connection.key.length).toBeLessThan(171);
  });
});
