import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { reviewFeature } from '../../api/wiring/review.ts';
import { limitPolicies } from '../../domain/access/limits.ts';
import { createRateLimits } from '../../infra/limits/rate-limits.ts';
import { createSignedLinks } from '../../infra/signed-links.ts';
import { pepper, recordingLog, startApi } from '../api/start-api.ts';
import { dayMs, raul, rita } from '../mail/review-world.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { pendingRun, publicUrl } from '../native/native-bench.ts';
import { cookieName, useReviewApi } from './review-api.ts';

const world = await useReviewApi();
const {
  api,
  db,
  clock,
  call,
  owner,
  settings,
  pathOf,
  pathTo,
  noticesOf,
  enter,
  readerOf,
  send,
  stateOf,
  admin,
  statementsOf,
} = world;

afterEach(async () => {
  clock.at = 0;
  await settings({ mail: { recruiters: [rita] } });
});

const read = (runId: string, cookie: string) => send('GET', `runs/${runId}`, { cookie });
const makeLink = async (runId: string, body: object, key = owner.key) => {
  const response = await fetch(`${api.url}/api/v1/integration/interviews/${runId}/review-links`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};
const inboxes = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${api.url}/api/v1/integration/review-inboxes${path}`, {
    method,
    headers: { 'x-api-key': owner.key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};

describe('a review link', () => {
  it.each([
    ['another run’s payload', (path: string, other: string) => `${other.split('.')[0]}.${path.split('.')[1]}`],
    ['a signature that is cut', (path: string) => path.slice(0, -1)],
    ['a third part', (path: string) => `${path}.x`],
    ['nothing but a payload', (path: string) => path.split('.')[0] ?? ''],
    ['no token of ours at all', () => '/review/x'],
  ])('with %s is not valid', async (_, change) => {
    const path = change(await pathOf(await pendingRun(world)), await pathOf(await pendingRun(world)));

    expect(await enter(path)).toMatchObject({ status: 404, body: { code: 'review.link_invalid' }, value: '' });
  });

  it('signed with another deployment’s key, or for another purpose, is not valid', async () => {
    const runId = await pendingRun(world);
    const link = { runId, linkId: (await noticesOf(runId))[0]?.id ?? '', expiresAt: Date.now() + dayMs };
    const stranger = createSignedLinks('review', { signingKey: Buffer.alloc(32, 1), publicUrl });
    const { signing } = world.deps.config.keys;
    const inbox = createSignedLinks('inbox', { signingKey: signing.reveal(), publicUrl });
    const result = createSignedLinks('result', { signingKey: signing.reveal(), publicUrl });

    for (const links of [stranger, inbox, result]) expect((await enter(links.urlOf(link))).status).toBe(404);
    expect((await enter(pathTo('run_absent', 'mail_1'))).status).toBe(404);
    expect((await enter(pathTo(runId, 'mail_1'))).status).toBe(404);
  });

  it('opens the same page for everybody, and opening it changes and tells nothing; nobody frames it', async () => {
    const runId = await pendingRun(world);
    const token = (await pathOf(runId)).split('/').at(-1) ?? '';
    const pages = ['/review', `/review/${token}`, '/review/inbox', `/review/inbox/${token}`, '/review/forms/frm_1?x=1'];
    const answers = await Promise.all(pages.map((path) => fetch(`${api.url}${path}`)));

    for (const answer of answers) {
      // Built or not: the same for all of them.
      expect(answer.status).toBe(answers[0]?.status);
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('permissions-policy')).toContain('microphone=()');
      expect(answer.headers.get('referrer-policy')).toMatch(/no-referrer|same-origin/);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(await answer.text()).not.toContain(token);
    }
    expect(await stateOf(runId)).toBe('PENDING');
  });
});

describe('a session', () => {
  it('is a fresh value each time, kept as a hash, which scripts and other sites do not get', async () => {
    const path = await pathOf(await pendingRun(world));
    const [one, other] = [await enter(path), await enter(path)];

    expect(one).toMatchObject({ status: 200, body: { kind: 'run', label: rita } });
    expect(one.value).toMatch(/^[\w-]{43}$/);
    expect(one.value).not.toBe(other.value);
    expect(one.setCookie).toMatch(/; path=\/.*; httponly/i);
    expect(one.setCookie).toMatch(/samesite=lax/i);
    expect(one.setCookie).toMatch(new RegExp(`max-age=${12 * 3_600}`, 'i'));
    const rows = await db('review_sessions');
    expect(JSON.stringify(rows)).not.toContain(one.value);
  });

  it('cannot be fixed: the value that a browser came with opens nothing after the link was opened', async () => {
    const runId = await pendingRun(world);
    const [planted] = [`${cookieName}=${'A'.repeat(43)}`];
    const victim = await enter(await pathOf(runId), planted);
    expect(victim.cookie).not.toBe(planted);
    expect((await read(runId, planted)).status).toBe(401);

    const attacker = await enter(await pathOf(await pendingRun(world)));
    const after = await enter(await pathOf(runId), attacker.cookie);

    expect((await read(runId, attacker.cookie)).status).toBe(401);
    expect((await read(runId, after.cookie)).status).toBe(200);
  });

  it('of one reader gathers the runs that they open, and sees no other; another reader’s link replaces it', async () => {
    await settings({ mail: { recruiters: [rita, raul] } });
    const [first, second, third] = [await pendingRun(world), await pendingRun(world), await pendingRun(world)];
    const linkOf = async (runId: string, position: number) =>
      pathTo(runId, (await noticesOf(runId))[position]?.id ?? '');
    const whose = async (runId: string, position: number) => (await enter(await linkOf(runId, position))).body.label;
    const ritas = async (runId: string) => linkOf(runId, (await whose(runId, 0)) === rita ? 0 : 1);
    const rauls = async (runId: string) => linkOf(runId, (await whose(runId, 0)) === rita ? 1 : 0);

    const one = await enter(await ritas(first));
    const both = await enter(await ritas(second), one.cookie);
    for (const runId of [first, second]) expect((await read(runId, both.cookie)).status).toBe(200);
    expect(await read(third, both.cookie)).toMatchObject({ status: 404, body: { code: 'interview.not_found' } });

    const other = await enter(await rauls(third), both.cookie);
    expect((await read(third, other.cookie)).body.reader.label).toBe(raul);
    for (const runId of [first, second]) expect((await read(runId, other.cookie)).status).toBe(404);
    expect((await read(first, both.cookie)).status).toBe(401);
  });

  it('of run A reads and writes nothing of run B, of its own tenant or another', async () => {
    const [mine, others] = [await pendingRun(world), await assessedRun(world)];
    const { cookie } = await readerOf(mine);
    const foreign = await admin.tenantWithKey();
    const strange = await world.call('GET', '/interviews', undefined, { 'x-api-key': foreign.key });
    expect(strange.status).toBe(200);
    const bodies: [string, string, unknown][] = [
      ['GET', '', undefined],
      ['PUT', '/ratings', { revision: 1, competencyId: 'c1', rating: 5 }],
      ['PUT', '/draft', { about: 'verdict', revision: 1, verdict: null, reasonCodes: [], note: 'x', instructions: '' }],
      ['POST', '/trace', { revision: 1, entries: [{ kind: 'opened', target: 'c1', seconds: 1 }] }],
      ['POST', '/questions', { question: 'Which incident?' }],
      ['POST', '/decisions', { kind: 'rejectAssessment', revision: 1, reason: 'x' }],
      ['GET', '/recordings/1', undefined],
      ['GET', '/record.html', undefined],
    ];
    for (const [method, path, body] of bodies)
      expect([path, (await send(method, `runs/${others}${path}`, { cookie, body })).status]).toEqual([path, 404]);
    expect(await stateOf(others)).toBe('ASSESSMENT_PENDING');
    for (const table of ['review_ratings', 'review_drafts', 'review_traces'])
      expect(await db(table).where({ run_id: others })).toEqual([]);
  });

  it('shuts at the next call once its link is revoked, its reader has left, its time is up, or the data is erased', async () => {
    const revoked = await pendingRun(world);
    const one = await readerOf(revoked);
    await fetch(
      `${api.url}/api/v1/integration/interviews/${revoked}/review-links/${(await noticesOf(revoked))[0]?.id}`,
      { method: 'DELETE', headers: { 'x-api-key': owner.key } },
    );
    expect(await one.view()).toMatchObject({ status: 410, body: { code: 'review.link_revoked' } });

    const left = await readerOf(await pendingRun(world));
    await settings({ mail: { recruiters: [raul] } });
    expect(await left.view()).toMatchObject({ status: 410, body: { code: 'review.link_revoked' } });
    await settings({ mail: { recruiters: [rita] } });
    expect((await left.view()).status).toBe(200);

    const erased = await pendingRun(world);
    const two = await readerOf(erased);
    await world.acceptErasure(erased);
    expect(await two.view()).toMatchObject({ status: 410, body: { code: 'personal_data.erased' } });
    expect((await enter(await pathOf(erased))).status).toBe(410);

    const ended = await pendingRun(world);
    const three = await readerOf(ended);
    await call('DELETE', `/interviews/${ended}`);
    expect(await three.view()).toMatchObject({ status: 410, body: { code: 'review.ended' } });
  });

  it('lives for twelve hours, never longer than its link, and ends when it is ended', async () => {
    const runId = await pendingRun(world);
    const now = Date.now();
    clock.at = now;
    const short = await enter(pathTo(runId, (await noticesOf(runId))[0]?.id ?? '', now + 60_000));
    const long = await enter(await pathOf(runId, now + 30 * dayMs));
    clock.at = now + 61_000;
    expect((await read(runId, short.cookie)).status).toBe(401);
    expect((await read(runId, long.cookie)).status).toBe(200);
    clock.at = now + 12 * 3_600_000 + 1;
    expect(await read(runId, long.cookie)).toMatchObject({ status: 401, body: { code: 'review.session_ended' } });

    clock.at = now;
    const { cookie } = await readerOf(runId);
    const end = await send('POST', 'session/end', { cookie });
    expect(end.status).toBe(204);
    expect(end.headers.get('set-cookie')).toMatch(new RegExp(`${cookieName}=;.*max-age=0`, 'i'));
    expect((await read(runId, cookie)).status).toBe(401);
  });

  it('is not used by other pages, and takes JSON alone', async () => {
    const runId = await pendingRun(world);
    const { cookie } = await readerOf(runId);
    const decision = { kind: 'approvePlan', revision: 1 };
    for (const origin of ['https://evil.example', 'null'])
      expect(
        await send('POST', `runs/${runId}/decisions`, { cookie, body: decision, headers: { origin } }),
      ).toMatchObject({ status: 403, body: { code: 'request.foreign_origin' } });
    const form = await fetch(`${api.url}/review/api/runs/${runId}/decisions`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'text/plain' },
      body: JSON.stringify(decision),
    });
    expect(form.status).toBe(415);
    expect(await stateOf(runId)).toBe('PENDING');
    expect((await send('POST', `runs/${runId}/decisions`, { cookie, body: decision })).status).toBe(200);
  });

  it('opens behind an address from which guesses come in floods, and guesses end', async () => {
    const rates = createRateLimits({ db, log: recordingLog([]), pepper, now: Date.now });
    const limits = { rates, policies: limitPolicies({ key: 10, address: 20 }) };
    const crowded = await startApi(db, reviewFeature({ ...world.deps, clock }), { limits });
    const tokens = async (token: string): Promise<number> =>
      (
        await fetch(`${crowded.url}/review/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token }),
        })
      ).status;
    const token = (await pathOf(await pendingRun(world))).split('/').at(-1) ?? '';

    for (const status of [404, 429, 429]) expect(await tokens(`${token.slice(0, -2)}xx`)).toBe(status);
    expect(await tokens(token)).toBe(200);
    const guess = async (at: number): Promise<number> => {
      const value = createHash('sha256').update(`${at}`).digest('base64url');
      return (await fetch(`${crowded.url}/review/api/session`, { headers: { cookie: `${cookieName}=${value}` } }))
        .status;
    };
    expect([await guess(1), await guess(2)]).toEqual([401, 429]);
  });
});

describe('a link that a caller made', () => {
  it('opens the run for its label, is listed beside the mailed ones, told once, and revoked', async () => {
    const runId = await pendingRun(world);
    const made = await makeLink(runId, { reviewer: 'Dr. Mira Anand', expiresIn: 'PT1H' });
    expect(made).toMatchObject({ status: 201, body: { template: null, live: true } });
    const linkId = made.body['linkId'] ?? '';
    expect(JSON.stringify(await db('review_links').where({ id: linkId }))).not.toContain('Mira');

    const { cookie, body } = await enter(made.body['url'] ?? '');
    expect(body).toEqual({ kind: 'run', runId, label: 'Dr. Mira Anand' });
    await send('POST', `runs/${runId}/decisions`, { cookie, body: { kind: 'approvePlan', revision: 1 } });
    expect((await read(runId, cookie)).body.decisions).toMatchObject([{ by: 'Dr. Mira Anand' }]);

    const revoked = await fetch(`${api.url}/api/v1/integration/interviews/${runId}/review-links/${linkId}`, {
      method: 'DELETE',
      headers: { 'x-api-key': owner.key },
    });
    expect(await revoked.json()).toMatchObject({ live: false, reviewer: { address: 'Dr. Mira Anand' } });
    expect((await read(runId, cookie)).status).toBe(410);
    expect(await db('audit_intake').where({ target_id: runId, reason: linkId })).toHaveLength(2);
    expect((await makeLink(runId, { reviewer: 'x', expiresIn: 'P91D' })).status).toBe(400);
    expect((await makeLink(runId, { reviewer: 'x' }, (await admin.tenantWithKey()).key)).status).toBe(404);
  });

  it('is made and live as long as it opens something: of what is decided, and of nothing that ended otherwise', async () => {
    const decided = await assessedRun(world);
    await world.call('POST', `/interviews/${decided}/assessment/approve`, { approvedBy: rita });
    const cancelled = await pendingRun(world);
    const before = await makeLink(cancelled, { reviewer: raul });
    await world.call('DELETE', `/interviews/${cancelled}`);
    const liveOf = async (runId: string) => {
      const headers = { 'x-api-key': owner.key };
      const response = await fetch(`${api.url}/api/v1/integration/interviews/${runId}/review-links`, { headers });
      const { items } = (await response.json()) as { items: { live: boolean }[] };
      return new Set(items.map(({ live }) => live));
    };

    const made = await makeLink(decided, { reviewer: raul });

    expect(made).toMatchObject({ status: 201, body: { live: true } });
    expect((await read(decided, (await enter(made.body['url'] ?? '')).cookie)).status).toBe(200);
    expect(await liveOf(decided)).toEqual(new Set([true]));
    expect(await liveOf(cancelled)).toEqual(new Set([false]));
    expect((await enter(before.body['url'] ?? '')).status).toBe(410);
    expect((await makeLink(cancelled, { reviewer: raul })).status).toBe(410);
  });

  it('is one reviewer’s with the mails to the same address', async () => {
    const runId = await pendingRun(world);
    const mailed = await readerOf(runId);
    const kept = await mailed.on('PUT', '/draft', {
      about: 'plan',
      revision: 1,
      verdict: null,
      reasonCodes: [],
      note: '',
      instructions: 'Shorter.',
    });
    expect(kept).toMatchObject({ status: 200, body: { draft: { instructions: 'Shorter.' } } });
    const same = await enter((await makeLink(runId, { reviewer: rita })).body['url'] ?? '');
    const other = await enter((await makeLink(runId, { reviewer: raul })).body['url'] ?? '');

    expect((await read(runId, same.cookie)).body.draft.instructions).toBe('Shorter.');
    // Another reviewer's draft is nobody else's to see.
    expect((await read(runId, other.cookie)).body.draft).toBeNull();
    expect(JSON.stringify(await db('review_drafts').where({ run_id: runId }))).not.toContain('Shorter');
  });
});

describe('a link to an inbox', () => {
  it('opens every run that its reviewer has a live link for, and ends with all of them when it is revoked', async () => {
    const [mailed, labelled, strange] = [await pendingRun(world), await pendingRun(world), await pendingRun(world)];
    await noticesOf(mailed);
    await settings({ mail: { recruiters: [] } });
    expect(await inboxes('POST', '', { reviewer: 'Nobody Known' })).toMatchObject({
      status: 422,
      body: { code: 'review.reviewer_unknown' },
    });
    await makeLink(labelled, { reviewer: 'Nobody Known' });
    const made = await inboxes('POST', '', { reviewer: 'Nobody Known' });
    expect(made.status).toBe(201);
    expect(made.body['url']).toContain('/review/inbox/');

    const { cookie, body } = await enter(made.body['url'] ?? '');

    expect(body).toMatchObject({ kind: 'inbox', runId: null });
    expect((await read(labelled, cookie)).body.reader).toEqual({ label: 'Nobody Known', hasInbox: true });
    for (const runId of [mailed, strange]) expect((await read(runId, cookie)).status).toBe(404);
    expect((await inboxes('DELETE', `/${made.body['inboxId']}`)).status).toBe(200);
    expect(await read(labelled, cookie)).toMatchObject({ status: 410, body: { code: 'review.link_revoked' } });
    expect((await enter(made.body['url'] ?? '')).status).toBe(410);
  });
});

it('no token stands in a log line or a figure, and two statements are what a view of a plan or an assessment costs', async () => {
  for (const runId of [await pendingRun(world), await assessedRun(world)]) {
    const reader = await readerOf(runId);
    expect(await statementsOf(reader.view)).toHaveLength(2);
  }
  expect(JSON.stringify([api.logs, api.requests, world.logs])).not.toMatch(/\/review\/[\w-]{20}/);
});
