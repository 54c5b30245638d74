import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { lacking } from '../documented.ts';
import { basic, openStage, type Received, type Stage } from '../stage.ts';
import { startGreenhouseAts, type GreenhouseAts, type GreenhouseAtsOptions } from './ats.ts';
import * as example from './documented-examples.ts';

let ats: GreenhouseAts;
let receiver: Stage | null = null;

afterEach(async () => {
  await ats.close();
  await receiver?.close();
  receiver = null;
});

const start = async (options: GreenhouseAtsOptions = {}): Promise<void> => {
  ats = await startGreenhouseAts({ retryScale: 0, ...options });
};

const tokenOf = async (secret = ats.clientSecret): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await fetch(ats.tokenUrl, {
    method: 'POST',
    headers: { authorization: basic(ats.clientId, secret) },
    body: new URLSearchParams({ grant_type: 'client_credentials', sub: ats.userId }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

type Said = { status: number; headers: Headers; body: unknown };

const caller = async (): Promise<(method: string, path: string, body?: unknown) => Promise<Said>> => {
  const { body: granted } = await tokenOf();
  const headers = { authorization: `Bearer ${String(granted['access_token'])}`, 'content-type': 'application/json' };
  return async (method, path, body) => {
    const url = path.startsWith('http') ? path : `${ats.harvestUrl}${path}`;
    const answer = await fetch(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
};

/** Takes hooks with these statuses, one each, then with 200. */
const listen = async (statuses: number[] = []): Promise<{ url: string; took: Received[] }> => {
  const took: Received[] = [];
  receiver = await openStage((request) => {
    took.push(request);
    return { status: statuses.shift() ?? 200 };
  });
  return { url: receiver.url, took };
};

const person = (at: number) => {
  const one = ats.candidates[at];
  if (one === undefined) throw new Error('Not so many applied.');
  return one;
};
const first = () => person(0);

describe('the simulated Harvest v3', () => {
  it('answers in the form of the documented examples', async () => {
    await start();
    const call = await caller();
    const { applicationId } = first();
    const fields = [
      { name_key: 'ai_score', value: 85 },
      { name_key: 'ai_verdict', value: 'Hold' },
    ];
    await call('PATCH', `/applications/${applicationId}`, { custom_fields: fields });

    const [applications, definitions, options, token] = [
      await call('GET', `/applications?ids=${applicationId}`),
      await call('GET', '/custom_fields?field_type=application'),
      await call('GET', '/custom_field_options'),
      await tokenOf(),
    ];

    expect(lacking(example.applications, applications.body)).toEqual([]);
    expect(applications.body).toMatchObject(example.shownValues);
    expect(lacking(example.definitions, definitions.body)).toEqual([]);
    expect(lacking(example.options, options.body)).toEqual([]);
    expect(lacking(example.token, token.body)).toEqual([]);
  });

  it('takes a token for as long as it lives, and none for another secret', async () => {
    await start();
    const call = await caller();
    expect((await call('GET', '/jobs')).status).toBe(200);
    ats.expireTokens();
    expect((await call('GET', '/jobs')).status).toBe(401);
    expect((await tokenOf('another')).status).toBe(401);
    expect(ats.tokensIssued).toBe(1);
  });

  it('is paged by the Link header, whose cursor stands alone, and takes at most 50 ids', async () => {
    await start();
    const call = await caller();
    const seen: unknown[] = [];
    let next: string | undefined = '/applications?per_page=3';
    while (next !== undefined) {
      const { body, headers } = await call('GET', next);
      seen.push(...(body as unknown[]));
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
      if (next !== undefined) expect((await call('GET', `${next}&per_page=3`)).status).toBe(422);
    }
    expect(seen).toHaveLength(ats.candidates.length);
    expect((await call('GET', `/applications?ids=${Array(51).fill('1').join(',')}`)).status).toBe(422);
    expect((await call('GET', '/applications/1')).status).toBe(404);
  });

  it('tells the limit of a window with each answer, and 429 with the pause beyond it', async () => {
    await start({ rateLimit: { calls: 2, windowMs: 30_000 } });
    const call = await caller();
    const answers = [await call('GET', '/jobs'), await call('GET', '/jobs'), await call('GET', '/jobs')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['1', '0', '0']);
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each([
    ['ai_score', 'many', 81.5],
    ['ai_verdict', 'Perhaps', 'Advance'],
    ['ai_strengths', ['Magic'], ['Craft', 'Teamwork']],
    ['ai_interviewed_on', '31.1.2026', '2026-01-31'],
    ['ai_reviewed', 'yes', true],
    ['ai_reviewer', 'x'.repeat(256), 'Rita'],
    ['ai_summary', 7, 'Words.'],
    ['salary', 7, { amount: 1, unit: 'EUR' }],
    ['hours', { min_value: 1 }, { min_value: 1, max_value: 2 }],
    ['unknown', 'x', null],
  ])('a field takes a value of its type alone: %s', async (key, wrong, right) => {
    await start();
    const call = await caller();
    const path = `/applications/${first().applicationId}`;
    const refused = await call('PATCH', path, { custom_fields: [{ name_key: key, value: wrong }] });
    expect([refused.status, lacking(example.invalid, refused.body)]).toEqual([422, []]);
    const taken = await call('PATCH', path, { custom_fields: [{ name_key: key, value: right }] });
    expect(taken.status).toBe(right === null ? 422 : 200);
  });

  it.each([
    ['emptied', { 'application.ai_score': 2 }],
    ['kept', { 'application.ai_score': 2, 'application.ai_reviewer': 'Rita' }],
  ] as const)('fields that a PATCH does not name are %s', async (unnamedFields, expected) => {
    await start({ unnamedFields });
    const call = await caller();
    const { applicationId } = first();
    ats.edit({ applicationId, key: 'ai_reviewer', value: 'Rita' });
    await call('PATCH', `/applications/${applicationId}`, { custom_fields: [{ name_key: 'ai_score', value: 2 }] });
    expect(ats.record(applicationId)?.fields).toEqual(expected);
  });

  it('moves from the current stage alone, and sends the mail of the stage', async () => {
    await start();
    const call = await caller();
    const { applicationId, stageId } = first();
    const to = ats.stageNamed(applicationId, 'Interview');
    const path = `/applications/${applicationId}/move`;
    expect((await call('POST', path, { from_stage_id: Number(to), to_stage_id: Number(to) })).status).toBe(422);
    expect((await call('POST', path, { from_stage_id: Number(stageId), to_stage_id: Number(to) })).status).toBe(204);
    expect(ats.record(applicationId)).toMatchObject({
      stage: 'Interview',
      moves: [{ from: stageId, to, by: 'api' }],
      mailed: ['Interview'],
    });
  });

  it('keeps notes, tags and files, and loses an answer on demand although the write landed', async () => {
    await start();
    const call = await caller();
    const { applicationId, candidateId } = first();
    const note = { candidate_id: Number(candidateId), user_id: Number(ats.userId), body: 'Zoë', visibility: 'public' };
    ats.troubles.push({ on: /POST \/v3\/notes/, applied: true }, { on: /POST \/v3\/notes/, reply: { status: 503 } });
    await expect(call('POST', '/notes', note)).rejects.toThrow();
    expect((await call('POST', '/notes', note)).status).toBe(503);
    const tag = (await call('POST', '/candidate_tags', { name: 'phone-screen' })).body as { id: number };
    await call('POST', '/applied_candidate_tags', { candidate_id: Number(candidateId), candidate_tag_id: tag.id });
    const file = { application_id: Number(applicationId), filename: 'a.html', type: 'other', content: btoa('<p>') };
    await call('POST', '/attachments', file);

    const { notes, tags, files } = ats.record(applicationId) ?? {};
    expect(notes).toEqual([{ id: expect.any(String), body: 'Zoë', by: 'api' }]);
    expect([tags, files?.map(({ name, text }) => [name, text])]).toEqual([['phone-screen'], [['a.html', '<p>']]]);
    const listed = await call('GET', `/notes?candidate_ids=${candidateId}`);
    expect(listed.body).toMatchObject([{ body: 'Zoë', visibility: 'publicly_visible' }]);
  });

  it('answers nobody while it is away', async () => {
    await start();
    const call = await caller();
    ats.away();
    await expect(call('GET', '/jobs')).rejects.toThrow();
    ats.back();
    expect((await call('GET', '/jobs')).status).toBe(200);
  });
});

describe('the webhooks of the simulated Greenhouse', () => {
  it('say what the documented ones say, in escaped letters, signed over exactly these bytes', async () => {
    await start();
    const { url, took } = await listen();
    await ats.hooks.add({ url, secret: 's3cret' });
    const zoe = ats.candidates.find(({ name }) => name === 'Zoë Müller') ?? first();
    ats.moveTo(zoe.applicationId, ats.stageNamed(zoe.applicationId, 'Pre-Screen'));
    await ats.hooks.settled();

    const [ping, moved] = took;
    expect(JSON.parse(ping?.body ?? '')).toMatchObject({ action: 'ping' });
    expect(moved?.body).toContain(String.raw`Zo\u00eb`);
    expect(lacking(example.stageChange, JSON.parse(moved?.body ?? ''))).toEqual([]);
    const hex = createHmac('sha256', 's3cret')
      .update(moved?.body ?? '')
      .digest('hex');
    expect(moved?.headers['signature']).toBe(`sha256 ${hex}`);
    expect(new Set(took.map(({ headers }) => headers['greenhouse-event-id'])).size).toBe(2);
  });

  it('tell each human act under its name', async () => {
    await start();
    const { url, took } = await listen();
    await ats.hooks.add({ url, secret: 's' });
    const [one, two, three] = [person(0), person(1), person(2)];
    ats.edit({ applicationId: one.applicationId, key: 'ai_score', value: 1 });
    ats.reject(one.applicationId);
    ats.hire(two.applicationId);
    ats.anonymize(two.candidateId);
    ats.merge(three.candidateId, two.candidateId);
    ats.deleteCandidate(one.candidateId);
    ats.closeJob(one.jobId);
    await ats.hooks.settled();
    const told = took.map(({ body }) => (JSON.parse(body) as { action: string }).action);
    expect(told.toSorted()).toEqual(
      [
        'application_updated',
        'candidate_anonymized',
        'delete_candidate',
        'hire_candidate',
        'job_updated',
        'merge_candidate',
        'ping',
        'reject_candidate',
      ].toSorted(),
    );
  });

  it.each([
    [[200, 500, 503], [500, 503, 200], 'taken'],
    [[200, ...Array<number>(7).fill(404)], Array<number>(7).fill(404), 'given_up'],
  ])('are sent again up to six times, whatever was answered but 200', async (answers, statuses, state) => {
    await start();
    const { url } = await listen([...answers]);
    await ats.hooks.add({ url, secret: 's' });
    ats.reject(first().applicationId);
    await ats.hooks.settled();
    expect(ats.hooks.sendings).toMatchObject([{ statuses, state }]);
  });

  it('are disabled by a ping that fails', async () => {
    await start();
    const { url, took } = await listen([500]);
    const hook = await ats.hooks.add({ url, secret: 's' });
    ats.reject(first().applicationId);
    await ats.hooks.settled();
    expect([hook.enabled, took.length]).toEqual([false, 1]);
  });

  it('wait, come in another order, and come again on demand', async () => {
    await start();
    const { url, took } = await listen();
    await ats.hooks.add({ url, secret: 's' });
    ats.hooks.hold();
    const { applicationId } = first();
    ats.moveTo(applicationId, ats.stageNamed(applicationId, 'Pre-Screen'));
    ats.reject(applicationId);
    expect(took).toHaveLength(1);
    ats.hooks.release((held) => held.slice(1));
    await ats.hooks.settled();
    ats.hooks.release();
    await ats.hooks.settled();
    const [sending] = ats.hooks.sendings;
    if (sending !== undefined) await ats.hooks.repeat(sending);
    const told = took.slice(1).map(({ body }) => (JSON.parse(body) as { action: string }).action);
    expect(told).toEqual(['reject_candidate', 'candidate_stage_change', 'candidate_stage_change']);
  });

  it('come in a burst, each once', async () => {
    await start();
    const { url, took } = await listen();
    await ats.hooks.add({ url, secret: 's' });
    const burst = 300;
    for (let count = 0; count < burst; count += 1) {
      const { applicationId } = ats.apply({ firstName: 'New', lastName: String(count), email: `${count}@example.com` });
      ats.moveTo(applicationId, ats.stageNamed(applicationId, 'Pre-Screen'));
    }
    await ats.hooks.settled();
    expect(new Set(took.map(({ headers }) => headers['greenhouse-event-id'])).size).toBe(burst + 1);
    expect(ats.hooks.sendings.filter(({ statuses }) => statuses.length !== 1)).toEqual([]);
  });
});
