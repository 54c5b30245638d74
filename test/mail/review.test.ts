import { createHash, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { reviewFeature } from '../../api/wiring/review.ts';
import { limitPolicies } from '../../domain/access/limits.ts';
import { createRateLimits } from '../../infra/limits/rate-limits.ts';
import { createSignedLinks } from '../../infra/signed-links.ts';
import { pepper, rawExchange, recordingLog, startApi } from '../api/start-api.ts';
import { answerText, assessedRun } from '../native/assessed-run.ts';
import { pendingRun, publicUrl } from '../native/native-bench.ts';
import { dayMs, rita, useReviewWorld } from './review-world.ts';

const world = await useReviewWorld();
const { api, db, machine, owner, call, clock, settings, noticesOf, pathTo, pathOf, open, decide, stateOf } = world;

afterEach(async () => {
  clock.at = 0;
  await settings({ mail: { recruiters: [rita] } });
});

describe('a review link', () => {
  it('opens a page that says what the interview waits for, and changes nothing', async () => {
    const runId = await pendingRun(world);
    const sent = machine.sent.length;

    const { status, headers, text } = await open(await pathOf(runId));

    expect(status).toBe(200);
    for (const shown of ['Senior Software Engineer', 'SENIOR', 'li_app_a1b2c3d4', 'Which?', 'TypeScript'])
      expect(text).toContain(shown);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
    );
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|script/);
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '';
    expect(headers.get('content-security-policy')).toContain(createHash('sha256').update(style).digest('base64'));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(machine.sent).toHaveLength(sent);
    expect(await stateOf(runId)).toBe('PENDING');
  });

  it('says what the candidate wished during the interview', async () => {
    const runId = await pendingRun(world);
    const { tenant_id: tenantId } = await db('interviews').where({ run_id: runId }).first();
    expect((await open(await pathOf(runId))).text).not.toContain('the candidate wished');
    for (const wish of ['reword', 'reword', 'person'])
      await db('events').insert({
        id: randomUUID(),
        tenant_id: tenantId,
        run_id: runId,
        seq: 3,
        type: 'interview.wish_expressed',
        at: new Date(),
        state: 'IN_PROGRESS',
        data: { wish, turn: 1 },
      });

    const { text } = await open(await pathOf(runId));

    expect(text).toContain(
      '<li>to talk to a person instead</li><li>to hear the question in other words (2 times)</li>',
    );
  });

  it('is on record as the reader of what its page shows', async () => {
    const runId = await assessedRun(world);
    const linkId = (await noticesOf(runId)).at(-1)?.id;
    api.reads.length = 0;

    await open(await pathOf(runId));

    const reader = { kind: 'review_link', id: linkId };
    expect(api.reads.map((read) => [read.reader, read.part])).toEqual([
      [reader, 'transcript'],
      [reader, 'assessment'],
    ]);
  });

  it.each([
    ['another run’s payload', (path: string, other: string) => `${other.split('.')[0]}.${path.split('.')[1]}`],
    ['a signature that is cut', (path: string) => path.slice(0, -1)],
    [
      'a signature with a changed character',
      (path: string) => `${path.slice(0, -2)}${path.at(-2) === 'A' ? 'B' : 'A'}${path.at(-1)}`,
    ],
    ['a third part', (path: string) => `${path}.x`],
    ['nothing but a payload', (path: string) => path.split('.')[0] ?? ''],
    ['no token of ours at all', () => '/review/x'],
  ])('with %s is not valid', async (_, change) => {
    const runId = await pendingRun(world);
    const path = change(await pathOf(runId), await pathOf(await pendingRun(world)));

    const { status, text } = await open(path);

    expect({ status, isPlain: text.includes('This link is not valid') }).toEqual({ status: 404, isPlain: true });
  });

  it('signed with another deployment’s key is not valid', async () => {
    const runId = await pendingRun(world);
    const stranger = createSignedLinks('review', { signingKey: Buffer.alloc(32, 1), publicUrl });
    const url = stranger.urlOf({ runId, linkId: 'mail_1', expiresAt: Date.now() + dayMs });

    expect((await open(url.slice(publicUrl.length))).status).toBe(404);
    expect((await open(pathTo('run_absent', 'mail_1'))).status).toBe(404);
    expect((await open(pathTo(runId, 'mail_1'))).status).toBe(404);
  });

  it('ends with its time, with the interview, and with the data', async () => {
    const expired = await pendingRun(world);
    const ended = await pendingRun(world);
    await call('DELETE', `/interviews/${ended}`);
    const erased = await pendingRun(world);
    await db('interviews').where({ run_id: erased }).update({ erased_at: new Date() });
    const erasing = await pendingRun(world);
    await world.acceptErasure(erasing);

    expect(await open(await pathOf(expired, Date.now() - 1))).toMatchObject({
      status: 410,
      text: expect.stringContaining('has expired'),
    });
    expect(await open(await pathOf(ended))).toMatchObject({ status: 410, text: expect.stringContaining('has ended') });
    for (const runId of [erased, erasing])
      expect(await open(await pathOf(runId))).toMatchObject({ status: 410, text: expect.stringContaining('erased') });
    expect((await decide(await pathOf(ended), { decision: 'approvePlan', revision: '1' })).status).toBe(410);
  });

  it('shows hostile texts as texts', async () => {
    const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'';
    const runId = await pendingRun(world);
    // What is asked for is cleaned of markup; a row of an earlier version was not.
    await db('interviews').where({ run_id: runId }).update({ position: hostile });
    await db('plans')
      .where({ run_id: runId })
      .update({ plan: db.raw(`jsonb_set(plan, '{questions,0,text}', ?::jsonb)`, [JSON.stringify(hostile)]) });

    const { text } = await open(await pathOf(runId));

    expect(text).not.toMatch(/<script|<img/);
    expect(text.split('&lt;script&gt;')).toHaveLength(3);
  });

  it('is labelled: each field has a label, the page a language and one heading above all', async () => {
    for (const runId of [await pendingRun(world), await assessedRun(world)]) {
      const { text } = await open(await pathOf(runId));
      const fields = [...text.matchAll(/<(?:textarea|select)[^>]* id="([^"]+)"/g)].map(([, id]) => id);

      expect(text).toContain('<html lang="en">');
      expect(text.match(/<h1>/g)).toHaveLength(1);
      expect(fields.length).toBeGreaterThan(0);
      for (const id of fields) expect(text).toContain(`<label for="${id}">`);
    }
  });
});

describe('what others make of a link', () => {
  const appended = [
    'fbclid=x',
    'utm_source=mail&utm_medium=e',
    'a=%zz',
    'a=1&a=2',
    'q=%00',
    '&&=',
    `x=${'y'.repeat(3_000)}`,
  ];

  it.each(appended)('the parameters ?%s change nothing for page and form', async (query) => {
    const runId = await pendingRun(world);
    const path = `${await pathOf(runId)}?${query}`;

    expect((await open(path)).status).toBe(200);
    expect((await fetch(`${api.url}${path}`, { method: 'HEAD' })).status).toBe(200);
    expect(await stateOf(runId)).toBe('PENDING');
    expect((await decide(path, { decision: 'approvePlan', revision: '1' })).status).toBe(200);
  });

  const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
  const pathsBeside = ['/review', '/review/', '/review/a/b', '/review/%zz', `/review/${'x'.repeat(401)}`];

  it.each([
    ...pathsBeside.map((path) => ['GET', path, path.length > 400 || path.includes('%') ? 400 : 404] as const),
    ['PUT', '/review/x', 405] as const,
    ['BREW', '/review/x', 405] as const,
  ])('%s %s is refused with a page', async (method, path, status) => {
    const answer = await rawExchange(
      api.url,
      `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: ${browser.accept}\r\n\r\n`,
    );

    expect(answer).toContain(`HTTP/1.1 ${status} `);
    for (const header of ['text/html; charset=utf-8', "default-src 'none'", 'no-store', 'noindex'])
      expect(answer).toContain(header);
    expect(answer).toContain('<h1>');
  });

  it('a form that is too long is answered with a page, and a program that asks for JSON with a problem', async () => {
    const path = await pathOf(await pendingRun(world));
    const long = { decision: 'rejectPlan', revision: '1', reason: 'x'.repeat(70_000) };

    expect(await decide(path, long)).toMatchObject({ status: 413, text: expect.stringContaining('shorten') });
    const { headers, text } = await decide(path, long, { accept: 'application/json' });
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(text)).toMatchObject({ code: 'request.too_large' });
  });
});

describe('deciding by link', () => {
  it('approves the plan that was shown, in the name of the link', async () => {
    const runId = await pendingRun(world);

    const { status, text } = await decide(await pathOf(runId), { decision: 'approvePlan', revision: '1' });

    expect({ status, isDone: text.includes('recorded') }).toEqual({ status: 200, isDone: true });
    expect(await stateOf(runId)).toBe('APPROVED');
    expect(machine.sent.at(-1)).toMatchObject({
      name: 'approvePlan',
      actor: { kind: 'recruiter', id: (await noticesOf(runId))[0]?.id },
    });
  });

  it('rejects a plan with a reason, which is sealed', async () => {
    const runId = await pendingRun(world);
    expect((await decide(await pathOf(runId), { decision: 'rejectPlan', revision: '1', reason: ' ' })).status).toBe(
      422,
    );

    await decide(await pathOf(runId), { decision: 'rejectPlan', revision: '1', reason: 'No budget' });

    expect(await stateOf(runId)).toBe('REJECTED');
    const notes = await db('command_notes').where({ run_id: runId });
    expect(JSON.stringify(notes)).not.toContain('No budget');
    expect(notes).toHaveLength(1);
  });

  it('refuses what was not shown, in plain words', async () => {
    const runId = await pendingRun(world);

    const { status, text } = await decide(await pathOf(runId), { decision: 'approvePlan', revision: '2' });

    expect({ status, isPlain: text.includes('newer version') }).toEqual({ status: 409, isPlain: true });
    expect(await stateOf(runId)).toBe('PENDING');
  });

  it('says so when somebody else was faster', async () => {
    const runId = await pendingRun(world);
    await call('POST', `/interviews/${runId}/plan/approve`);

    const { status, text } = await decide(await pathOf(runId), { decision: 'rejectPlan', revision: '1', reason: 'No' });

    expect({ status, isPlain: text.includes('moved on') }).toEqual({ status: 409, isPlain: true });
  });

  it('shows scores with their evidence, and records a verdict', async () => {
    const runId = await assessedRun(world);

    const { text } = await open(await pathOf(runId));
    const answered = await decide(await pathOf(runId), {
      decision: 'approveAssessment',
      revision: '1',
      verdict: 'HIRE',
      reasonCode: '',
      note: '',
    });

    for (const shown of ['70 of 100', 'Hire', 'Incident response', '4 of 5', 'I moved the traffic to Dublin'])
      expect(text).toContain(shown);
    expect(text.slice(0, text.indexOf('<details>'))).not.toContain(answerText);
    expect(answered.status).toBe(200);
    expect(await stateOf(runId)).toBe('ASSESSMENT_APPROVED');
  });

  it('wants a reason for another verdict than the proposed one', async () => {
    const runId = await assessedRun(world);
    const other = { decision: 'approveAssessment', revision: '1', verdict: 'NO_HIRE', note: 'Spoke to the referee' };

    expect(await decide(await pathOf(runId), { ...other, reasonCode: '' })).toMatchObject({
      status: 422,
      text: expect.stringContaining('choose why'),
    });
    expect(await stateOf(runId)).toBe('ASSESSMENT_PENDING');
    expect((await decide(await pathOf(runId), { ...other, reasonCode: 'further_evidence' })).status).toBe(200);
    expect((await call('GET', `/interviews/${runId}`)).body).toMatchObject({ state: 'ASSESSMENT_APPROVED' });
  });

  it('rejects an assessment with a reason', async () => {
    const runId = await assessedRun(world);

    await decide(await pathOf(runId), { decision: 'rejectAssessment', revision: '1', reason: 'Wrong person' });

    expect((await call('GET', `/interviews/${runId}`)).body).toMatchObject({ outcome: 'ASSESSMENT_REJECTED' });
  });

  it.each([
    ['from another site', { origin: 'https://evil.example' }, 403],
    ['from a page without an origin', { origin: 'null' }, 403],
    ['in another format', { 'content-type': 'application/json' }, 415],
  ])('%s is refused', async (_, headers, expected) => {
    const runId = await pendingRun(world);

    const { status, text } = await decide(await pathOf(runId), { decision: 'approvePlan', revision: '1' }, headers);
    expect([status, text.startsWith('<!doctype html>')]).toEqual([expected, true]);
    expect(await stateOf(runId)).toBe('PENDING');
  });

  it.each([
    [{ decision: 'approvePlan' }],
    [{ decision: 'approvePlan', revision: '1', extra: 'x' }],
    [{ decision: 'cancel', revision: '1' }],
    [{ decision: 'approvePlan', revision: '1e9' }],
  ])('with the fields %j is refused', async (fields) => {
    const runId = await pendingRun(world);

    const { status, text } = await decide(await pathOf(runId), fields);
    expect([status, text.startsWith('<!doctype html>')]).toEqual([400, true]);
    expect(await stateOf(runId)).toBe('PENDING');
  });

  it('opens behind an address from which forged ones come in floods', async () => {
    const rates = createRateLimits({ db, log: recordingLog([]), pepper, now: Date.now });
    const limits = { rates, policies: limitPolicies({ key: 10, address: 20 }) };
    const crowded = await startApi(db, reviewFeature({ ...world.deps, clock }), { limits });
    const statusOf = async (path: string): Promise<number> => (await fetch(`${crowded.url}${path}`)).status;
    const path = await pathOf(await pendingRun(world));

    for (const status of [404, 429, 429]) expect(await statusOf(`${path.slice(0, -2)}xx`)).toBe(status);
    expect(await statusOf(path)).toBe(200);
  });
});

it('no token stands in a log line or a figure', () => {
  const seen = JSON.stringify([api.logs, api.requests, world.logs]);

  expect(api.requests.length).toBeGreaterThan(10);
  expect(seen).not.toMatch(/\/review\/[^:]/);
  expect(owner.tenantId.length).toBeGreaterThan(0);
});
