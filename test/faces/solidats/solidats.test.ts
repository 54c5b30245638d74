// What SolidATS posts and is told, over the real API and the half of a worker that tells it; whatever else may come to the address.
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { startSolidatsHost } from '../../../simulators/solidats/host.ts';
import { connectionOf } from '../../harness/connections.ts';
import { assessRun } from '../../native/assessed-run.ts';
import { invite, usePartnerApi } from '../partner-bench.ts';

const bench = await usePartnerApi({ kind: 'solidats' });
const { db, owner, machine, sealer, tell, ledger, call, logs } = bench;
const { tenantId } = owner;
const host = await startSolidatsHost();
afterAll(host.close);

const connect = async (config: object = {}, tenant = tenantId) => {
  const settings = { appId: host.appId, callbackUrl: host.callbackUrl, position: 'SRE', ...config };
  const made = await connectionOf({ db, tenantId: tenant }, 'solidats', {
    config: settings,
    credentials: { apiKey: host.apiKey },
  });
  return { id: made.id, hookPath: made.hookPath ?? '' };
};
const usual = await connect({ contactPath: '/application_form/email' });

const idsOf = (more: object = {}) => ({
  candidate_id: randomUUID(),
  pipeline_step_id: 'step_456',
  call_secret: randomUUID(),
  ...more,
});
type Sending = { hookPath?: string; headers?: Record<string, string> };
const post = (body: unknown, { hookPath = usual.hookPath, headers = {} }: Sending = {}) =>
  bench.send('POST', hookPath, { body, headers });

const orderedBy = async (ids: Record<string, unknown>) => {
  const orders = (await bench.ordersOf()) as unknown as { id: string; run_id: string; private_sealed: Buffer }[];
  for (const order of orders.toReversed()) {
    const secret = await sealer.open(
      sealPlaces.orderSecret({ tenantId, runId: order.run_id }, order.id),
      order.private_sealed,
    );
    const { request } = secret as { request: Record<string, unknown> };
    if (request['call_secret'] === ids['call_secret']) return { id: order.id, runId: order.run_id, request };
  }
  throw new Error('nothing was ordered');
};
const placed = async (changes: Record<string, unknown> = {}, hookPath = usual.hookPath) => {
  host.install({ hookUrl: `${bench.api.url}${hookPath}` });
  const step = await host.reach(changes);
  expect([step.answer.status, step.answer.body]).toEqual([202, { status: 'accepted' }]);
  return { step, ...(await orderedBy(step.request)) };
};
const readRun = async (runId: string) => {
  const row = (await db('interviews').where({ run_id: runId }).first()) as {
    job: Record<string, unknown>;
    policy: { autoApprovePlans: boolean };
    state: string;
    source: string;
    candidate_ref: string;
    personal_sealed: Buffer;
  };
  const personal = await sealer.open(sealPlaces.personalRequest({ tenantId, runId }), row.personal_sealed);
  return { ...row, personal };
};
const verdictOf = (runId: string) =>
  call('POST', `/interviews/${runId}/assessment/approve`, { verdict: 'HIRE', approvedBy: 'Rita' });
const scored = async (changes: Record<string, unknown> = {}, hookPath = usual.hookPath) => {
  const one = await placed(changes, hookPath);
  await invite(bench, one.runId);
  await assessRun(bench, one.runId);
  return one;
};

describe('a request', () => {
  test('with every documented member is an interview, and is sealed with it whole', async () => {
    const { runId, request, step } = await placed({ unknown_member: { kept: ['x'] } });
    const { job, state, source, candidate_ref: ref, personal, policy } = await readRun(runId);

    expect(policy.autoApprovePlans).toBe(false);

    expect({ state, source, ref }).toEqual({
      state: 'VALIDATING_SKILLS',
      source: 'solidats',
      ref: step.request.candidate_id,
    });
    expect(job).toMatchObject({
      position: 'SRE',
      level: 'SENIOR',
      qualifications: [
        'Kubernetes, used daily (required)',
        'PostgreSQL, strong in theory and practice',
        'Terraform, used from time to time',
      ],
      wishes: ['Ask about work on call.'],
    });
    expect(personal).toMatchObject({
      candidateEmail: 'sam@example.com',
      candidateProfile: { education: ['BSc Computer Science'] },
    });
    expect(request).toMatchObject({ unknown_member: { kept: ['x'] }, comments: [{ content: 'Looks good to me.' }] });
  });

  test('with the three members alone waits for what the recruiter has to supply', async () => {
    const { status } = await post(idsOf());
    const ids = idsOf();
    await post(ids);
    const { runId } = await orderedBy(ids);

    expect(status).toBe(202);
    expect((await call('GET', `/interviews/${runId}`)).body).toMatchObject({
      state: 'INFO_NEEDED',
      missingFields: [{ field: 'level' }, { field: 'qualifications' }],
    });
  });

  test('over a connection with a template takes its plan, whatever the request says of the job', async () => {
    const { hookPath } = await connect({ position: undefined, templateId: 'backend' });
    const { runId } = await placed({}, hookPath);
    const { job, policy } = await readRun(runId);

    expect(policy.autoApprovePlans).toBe(true);
    expect(job).toMatchObject({ position: 'Senior Software Engineer' });
    expect(JSON.stringify(job)).not.toMatch(/Kubernetes|on call/);
  });

  test('that comes two hundred times at the same moment is one interview, answered alike', async () => {
    const ids = idsOf();
    const before = (await bench.ordersOf()).length;
    const answers = await Promise.all(Array.from({ length: 200 }, () => post(ids)));
    const later = await post(ids);

    expect(new Set([...answers, later].map(({ status, body }) => JSON.stringify([status, body])))).toEqual(
      new Set(['[202,{"status":"accepted"}]']),
    );
    expect((await bench.ordersOf()).length).toBe(before + 1);
    expect((await post({ ...ids, call_secret: 'another' })).status).toBe(202);
    expect((await bench.ordersOf()).length).toBe(before + 2);
  });

  test('shows its ids in the interview, and its secret nowhere but in the seal', async () => {
    const { runId, step } = await placed();
    const { body } = await call('GET', `/interviews/${runId}`);
    const { call_secret: secret, candidate_id: candidate } = step.request;
    const stored =
      await db.raw(`select (select json_agg(o) from orders o)::text || (select json_agg(i) from interviews i)::text
      || (select json_agg(e) from events e)::text || (select json_agg(a) from audit_intake a)::text as text`);

    expect(body).toMatchObject({
      source: 'solidats',
      order: { vendorKeys: { candidate_id: candidate, pipeline_step_id: 'step_456' } },
    });
    for (const place of [JSON.stringify(body), JSON.stringify(logs), JSON.stringify(stored.rows)])
      expect(place).not.toContain(secret);
  });
});

describe('refused, in plain JSON with a documented code', () => {
  const refused = (error: string) => ({ error, message: expect.any(String), requestId: expect.any(String) });

  test('the same 401 for a wrong secret, an unknown connection, and one of another kind or product', async () => {
    const stranger = await bench.admin.tenantWithKey();
    const other = await connect({}, stranger.tenantId);
    const [, , , id = '', secret = ''] = usual.hookPath.split('/');
    const otherSecret = other.hookPath.split('/').at(-1) ?? '';
    const paths = [
      `/hooks/solidats/${id}/${secret}x`,
      `/hooks/solidats/${id}/${otherSecret}`,
      `/hooks/solidats/con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3/${secret}`,
      `/hooks/solidats/con_%00/${secret}`,
      `/hooks/solidats/${'x'.repeat(400)}/${secret}`,
    ];
    const answers = await Promise.all(paths.map((hookPath) => post(idsOf(), { hookPath })));

    for (const { status, body } of answers) expect([status, body]).toEqual([401, refused('hook.invalid')]);
    expect((await post(idsOf(), { hookPath: '/hooks/solidats/nothing' })).status).toBe(404);
  });

  test.each([
    ['nothing', '', ['']],
    ['a list', [idsOf()], ['']],
    ['no ids', {}, ['/candidate_id', '/pipeline_step_id', '/call_secret']],
    [
      'empty ids',
      { candidate_id: '', pipeline_step_id: null, call_secret: ' \u200b' },
      ['/candidate_id', '/pipeline_step_id', '/call_secret'],
    ],
    ['ids that are no ids', idsOf({ candidate_id: {}, call_secret: 1.5 }), ['/candidate_id', '/call_secret']],
    ['an id that JSON cannot keep', idsOf({ candidate_id: 2 ** 60 }), ['/candidate_id']],
    ['an endless secret', idsOf({ call_secret: 'x'.repeat(10_001) }), ['/call_secret']],
    ['a level that is none', idsOf({ job: { skills: [{ slug: 'go', exp_level: 5 }] } }), ['/job/skills/0/exp_level']],
    ['a prompt without end', idsOf({ job: { prompt: 'x'.repeat(10_001) } }), ['/job/prompt']],
    ['a description without end', idsOf({ job: { description: 'x y '.repeat(6_000) } }), ['/job/description']],
    ['text that no one types', idsOf({ step_prompt: 'a\u0000b' }), ['/step_prompt']],
  ])('400 for %s, with what to mend', async (_, body, places) => {
    const answer = await post(body);
    const details = (answer.body['details'] ?? []) as { field: string }[];

    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining(refused('request.invalid'))]);
    expect(details.map(({ field }) => field).toSorted()).toEqual(places.toSorted());
  });

  test.each([
    ['no JSON', '{"candidate_id": ', {}, 'request.malformed'],
    ['another type', JSON.stringify(idsOf()), { 'content-type': 'text/plain' }, 'request.unsupported_media_type'],
    ['two megabytes', JSON.stringify(idsOf({ job: 'x'.repeat(2 * 1_024 * 1_024) })), {}, 'request.too_large'],
  ])('400 for %s', async (_, body, headers, code) => {
    const answer = await post(body, { headers });
    expect([answer.status, answer.body['error']]).toEqual([400, code]);
  });

  test('404 for a template that cannot be ordered, 403 over a connection that is paused; repeats of what was taken are answered', async () => {
    const nowhere = await connect({ templateId: 'none' });
    const pausing = await connect();
    await db('connections').where({ id: pausing.id }).update({ status: 'paused' });
    const [gone, paused] = [await post(idsOf(), nowhere), await post(idsOf(), pausing)];

    expect([gone.status, gone.body]).toEqual([404, refused('template.not_found')]);
    expect([paused.status, paused.body]).toEqual([403, refused('connection.paused')]);
    expect(JSON.stringify([gone.body, paused.body])).not.toMatch(/con_|tpl_/);
  });
});

describe('told', () => {
  test('once there is a verdict: SolidATS takes it, with the three members as it sent them', async () => {
    const odd = {
      candidate_id: ' \u00e9e\u0301 语 ',
      pipeline_step_id: 42,
      call_secret: ` ${'s"\\/'.repeat(1_250)}\u2028 `,
    };
    const { id, runId, step } = await scored(odd);
    await tell(id);
    expect(step.told).toBeNull();
    await verdictOf(runId);
    await tell(id);

    expect(host.complaints).toEqual([]);
    const { candidate_id: candidate, pipeline_step_id: ofStep, call_secret: secret, ...told } = step.told ?? {};
    // Compared here: a report of the difference would not end.
    expect([candidate === odd.candidate_id, ofStep === 42, secret === odd.call_secret]).toEqual([true, true, true]);
    expect(told).toMatchObject({ v: '1', rating: 70, app_id: host.appId, status: 'complete' });
    expect(told).toMatchObject({
      context: {
        advisory: expect.any(Boolean),
        links: { result: expect.stringMatching(/\/result\//) },
        competencies: [expect.objectContaining({ name: expect.any(String), evidence: expect.any(Array) })],
      },
    });
    expect((await ledger(id)).map(({ status, reason }) => [status, reason])).toEqual([
      ['skipped', 'not_complete'],
      ['delivered', null],
    ]);
  });

  test('once: a withdrawal after that is in the ledger, and not told as another result', async () => {
    const { hookPath } = await connect({ onFailure: { rating: 0 } });
    const { id, runId, step } = await scored({}, hookPath);
    await verdictOf(runId);
    await tell(id);
    await machine.feed(runId, { type: 'consentWithdrawn', detail: {} });
    await tell(id);

    expect(step.told).toMatchObject({ rating: 70 });
    expect(host.complaints).toEqual([]);
    const ends = (await ledger(id)).map(({ reason }) => reason);
    expect(ends.filter((reason) => reason === null)).toHaveLength(1);
    expect(ends).toContain('told_before');
  });

  test('once, though a recruiter decides before SolidATS has answered: what it took is delivered, and the later one waits to see that', async () => {
    const { id, runId, step } = await placed();
    await db('interviews').where({ run_id: runId }).update({ completes_when: 'scored' });
    await invite(bench, runId);
    await assessRun(bench, runId);
    const gate = Promise.withResolvers<void>();
    host.answerAfter(gate.promise);
    const first = tell(id);
    expect(await host.news(step, 10_000)).toMatchObject({ rating: 70 });
    await verdictOf(runId);
    await expect(tell(id)).rejects.toMatchObject({ code: 'delivery.endpoint_busy' });
    const meanwhile = await ledger(id);
    gate.resolve();

    expect(await first).toEqual(['done']);
    expect(await tell(id)).toEqual(['stopped']);
    const ends = async () => (await ledger(id)).map(({ status, reason }) => [status, reason]);
    expect(meanwhile.map(({ status, reason }) => reason ?? status)).toEqual(['superseded', 'pending']);
    expect(await ends()).toEqual([
      ['delivered', null],
      ['skipped', 'told_before'],
    ]);
    expect(host.complaints).toEqual([]);
  });

  test('nothing of an interview that failed, which the ledger says, unless there is a number for it', async () => {
    const rated = await connect({ onFailure: { rating: 5 } });
    const [silent, numbered] = [await placed(), await placed({}, rated.hookPath)];
    for (const { runId, id } of [silent, numbered]) {
      await invite(bench, runId);
      await machine.feed(runId, { type: 'optedOut', detail: {} });
      await tell(id);
    }

    expect(silent.step.told).toBeNull();
    expect(await ledger(silent.id)).toMatchObject([{ status: 'skipped', reason: 'on_failure_silent' }]);
    expect(numbered.step.told).toMatchObject({
      rating: 5,
      status: 'failed',
      failure_details: 'opted out: please arrange a phone screen',
    });
    expect(host.complaints).toEqual([]);
  });

  test('nothing once the person is erased', async () => {
    const { id, runId, step } = await scored();
    await verdictOf(runId);
    await bench.due(id);
    await sealer.destroyKey({ tenantId, runId }, 'personal');
    await tell(id);

    expect(step.told).toBeNull();
    expect((await ledger(id)).filter(({ status }) => status === 'delivered')).toEqual([]);
  });

  test('the simulated SolidATS refuses what the real one would', async () => {
    const { step } = await placed();
    const { candidate_id, pipeline_step_id, call_secret } = step.request;
    const right = { candidate_id, pipeline_step_id, call_secret, rating: 50 };
    const headers = { authorization: `Bearer ${host.apiKey}`, 'x-solidats-app-id': host.appId };
    const callback = async (body: unknown, more: Record<string, string> = {}) => {
      const all = { 'content-type': 'application/json', ...headers, ...more };
      return (await fetch(host.callbackUrl, { method: 'POST', headers: all, body: JSON.stringify(body) })).status;
    };
    const statuses = [
      await callback(right, { authorization: 'Bearer x' }),
      await callback(right, { 'x-solidats-app-id': 'x' }),
      await callback({ ...right, call_secret: 'x' }),
      await callback({ ...right, candidate_id: 'x' }),
      await callback({ ...right, rating: '50' }),
      await callback({ ...right, rating: 101 }),
      await callback([right]),
      await callback({ output: { ...right, created_at: new Date().toISOString() } }),
      await callback({ ...right, rating: 51 }),
    ];
    host.complaints.length = 0;

    expect(statuses).toEqual([401, 403, 401, 404, 400, 400, 200, 200, 400]);
  });
});
