import { describe, expect, test } from 'vitest';
import { linkRoutes } from '../../api/routes/room/link.ts';
import { roomRoutes } from '../../api/routes/room/routes.ts';
import { createOpenApi } from '../../api/openapi.ts';
import { roomCookieName } from '../../domain/room/cookie.ts';
import { limitPolicies } from '../../domain/access/limits.ts';
import { readWebBuild } from '../../infra/web-build.ts';
import { createRateLimits } from '../../infra/limits/rate-limits.ts';
import { rawExchange, recordingLog, startApi } from '../api/start-api.ts';
import { createDevice, enterRoom, interviewByTyping, tokenOf } from '../harness/candidate.ts';
import { useDatabase } from '../harness/database.ts';
import { projectFolder } from '../harness/program.ts';
import { createRoomWorld, pepper, publicUrl } from './room-world.ts';

const { db } = await useDatabase();
const build = readWebBuild(projectFolder);
const world = createRoomWorld({ db });

const routesFor = (url: string) => [
  ...roomRoutes({ room: world.room, clock: world.time, faults: world.deps.faults, cookieName: roomCookieName(url) }),
  ...linkRoutes(build),
];
const serve = (url: string) => {
  return startApi(db, routesFor(url), { publicUrl: url, rooms: world.rooms });
};
const api = await serve(publicUrl);
const secure = await serve('https://parley.test');

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** The page without what is drawn anew for every answer. */
const pageOf = async (answer: Response): Promise<string> => {
  const [, nonce = 'none'] = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '') ?? [];
  return (await answer.text()).replaceAll(nonce, 'nonce');
};

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;

const started = async () => {
  const { token, runId } = await world.approve();
  const device = createDevice(api.url);
  return { token, runId, device, start: await enterRoom(device, token) };
};

describe('the candidate’s link', () => {
  test.each(['', '?fbclid=1', '?utm_source=%zz&utm_source=x'])(
    '%s opens the same page for every token, which holds and changes nothing',
    async (query) => {
      const { token } = await world.approve();
      const [right, wrong] = await Promise.all(
        [token, 'wrong'].map(async (one) => {
          const answer = await fetch(`${api.url}/interview/${one}${query}`);
          return { status: answer.status, policy: answer.headers.get('referrer-policy'), text: await pageOf(answer) };
        }),
      );
      expect(right).toMatchObject({
        status: 200,
        policy: 'no-referrer',
        text: expect.stringContaining('has changed nothing'),
      });
      expect(wrong).toEqual(right);
      expect((await fetch(`${api.url}/interview/${token}${query}`, { method: 'HEAD' })).status).toBe(200);
    },
  );

  test.each([
    ['/interview/', 'GET', 404],
    [`/interview/${'x'.repeat(201)}`, 'GET', 400],
    ['/interview/x', 'POST', 405],
  ])('%s of another form is a page with a next step (%s)', async (path, method, status) => {
    const answer = await fetch(`${api.url}${path}`, { method });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(await answer.text()).toMatch(/Please open the link/);
  });

  test('that lost its beginning is a page for people, and a problem for programs', async () => {
    const typeAt = async (path: string, accept: string): Promise<string | null> =>
      (await fetch(`${api.url}${path}`, { headers: { Accept: accept } })).headers.get('content-type');
    const browser = 'text/html,application/xhtml+xml,*/*;q=0.8';

    expect(await typeAt('/interviw/abc', browser)).toBe('text/html; charset=utf-8');
    expect(await typeAt('/interviw/abc', '*/*')).toMatch('application/problem+json');
    expect(await typeAt('/api/v1/nothing', browser)).toMatch('application/problem+json');
  });
});

describe('an interview over plain HTTP', () => {
  test('a script holds it from link to receipt', async () => {
    const { token } = await world.approve({ personal: { candidateName: 'Ada' } });
    const held = await interviewByTyping(api.url, `${publicUrl}/interview/${token}`, [
      'I built a billing service.',
      'With tests.',
      'Its schema.',
    ]);
    expect(held).toMatchObject({ state: 'COMPLETED', receipt: { answered: 3, questions: 3 } });
    expect(held.questions.map(({ kind }) => kind)).toEqual(['question', 'question', 'question', 'closing']);
    expect(await interviewByTyping(api.url, token, ['x'])).toEqual({ ...held, questions: [] });
  });

  test('a second script goes on where the first one stopped', async () => {
    const { token, device } = await started();
    await device.succeed('POST', '/room/api/answers', { clientTurnId: 'turn-1', turn: 1, text: 'From the phone.' });
    const held = await interviewByTyping(api.url, token, ['?', 'From the laptop.', 'Still the laptop.']);
    expect(held.questions.map(({ turn }) => turn)).toEqual([2, 3, 4]);
    expect(held.receipt.answered).toBe(3);
  });

  test('nothing that was said or typed is logged', async () => {
    const { device } = await started();
    await device.call('POST', '/room/api/answers', { clientTurnId: 'canary-id', turn: 1, text: 'canary-answer' });
    await device.call('POST', '/room/api/help', { code: 'question', note: 'canary-note' });
    await device.call('POST', '/room/api/answers', { clientTurnId: 'canary-two', turn: 9, text: 'canary-wrong' });
    expect(JSON.stringify(api.logs)).not.toContain('canary');
  });
});

describe('cookie and origin', () => {
  test('on loopback http the cookie is HttpOnly, Lax and without Secure; on https it has the __Host- prefix', async () => {
    const { token } = await world.approve();
    const plain = await post('/room/api/session', { token });
    expect(plain.headers.get('set-cookie')).toMatch(
      /^parley_room=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    );
    expect(plain.headers.get('cache-control')).toBe('no-store');
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) };
    const hosted = await fetch(`${secure.url}/room/api/session`, init);
    expect(hosted.headers.get('set-cookie')).toMatch(
      /^__Host-parley_room=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  test('a foreign origin is refused everywhere, an absent one is not', async () => {
    const { token } = await world.approve();
    for (const origin of ['https://evil.example', 'null']) {
      const response = await post('/room/api/session', { token }, { origin });
      expect([response.status, await codeOf(response)]).toEqual([403, 'request.foreign_origin']);
    }
    const cookie = (await post('/room/api/session', { token })).headers.get('set-cookie')?.split(';')[0] ?? '';
    const withCookie = await post('/room/api/opt-out', {}, { origin: 'https://evil.example', cookie });
    expect(withCookie.status).toBe(403);
    expect((await fetch(`${api.url}/room/api/session`, { headers: { cookie } })).status).toBe(200);
  });

  test.each([
    [publicUrl, publicUrl, true],
    [publicUrl, 'http://localhost', true],
    [publicUrl, 'http://[::1]', true],
    [publicUrl, 'https://127.0.0.1', false],
    [publicUrl, 'http://127.0.0.1:81', false],
    [publicUrl, 'http://127.0.0.2', false],
    [publicUrl, 'http://127.0.0.1/', false],
    [publicUrl, 'http://localhost.evil.example', false],
    ['https://parley.test', 'https://parley.test', true],
    ['https://parley.test', 'http://parley.test', false],
    ['https://parley.test', 'https://parley.test:444', false],
    ['https://parley.test', 'https://localhost', false],
    ['https://parley.test', 'https://PARLEY.test', false],
  ])('at %s the origin %s is ours: %s, whatever Host says', async (url, origin, isOurs) => {
    const { token } = await world.approve();
    const body = JSON.stringify({ token });
    const { host } = new URL(origin);
    const head = `Host: ${host}\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    const served = url === publicUrl ? api : secure;
    const answer = await rawExchange(
      served.url,
      `POST /room/api/session HTTP/1.1\r\n${head}\r\nConnection: close\r\n\r\n${body}`,
    );

    expect(answer).toMatch(isOurs ? /^HTTP\/1\.1 200 / : /^HTTP\/1\.1 403 [\s\S]*request\.foreign_origin/);
  });

  test('without a cookie, or with an unknown one, every call answers 401', async () => {
    for (const route of routesFor(publicUrl).filter(({ access }) => access.kind === 'room')) {
      for (const cookie of ['', `parley_room=${'x'.repeat(43)}`, 'parley_room=short']) {
        const response = await fetch(`${api.url}${route.path}`, { method: route.method, headers: { cookie } });
        expect([route.path, response.status, await codeOf(response)]).toEqual([
          route.path,
          401,
          'room.session_required',
        ]);
      }
    }
  });
});

describe('the link', () => {
  test('opening it shows the same text for every token and changes nothing', async () => {
    const { token, runId } = await world.approve();
    const before = await db('interviews').where({ run_id: runId }).first();
    const pages = await Promise.all([token, 'unknown'].map((part) => fetch(`${api.url}/interview/${part}`)));
    const [own, foreign] = await Promise.all(pages.map(pageOf));
    expect(own).toBe(foreign);
    expect(own).not.toContain('Ada');
    expect(pages[0]?.headers.get('cache-control')).toBe('no-store');
    expect(pages[0]?.headers.get('referrer-policy')).toBe('no-referrer');
    expect(pages[0]?.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await db('interviews').where({ run_id: runId }).first()).toEqual(before);
    expect(await db('room_cookies').where({ run_id: runId })).toEqual([]);
  });

  test('its token is not found, past its end, or of an erased interview', async () => {
    expect([404, 'room.link_invalid']).toEqual(await problemOf(post('/room/api/session', { token: 'nobody' })));
    const expired = await world.approve({ policy: { linkLifeMs: 1_000 } });
    world.time.advance(1_000);
    expect([410, 'room.link_expired']).toEqual(await problemOf(post('/room/api/session', { token: expired.token })));
    const erased = await world.approve();
    await db('interviews').where({ run_id: erased.runId }).update({ erased_at: new Date() });
    expect([410, 'personal_data.erased']).toEqual(await problemOf(post('/room/api/session', { token: erased.token })));
  });

  test('opens for its candidate behind an address from which bogus ones come in floods', async () => {
    const { token } = await world.approve();
    const rates = createRateLimits({ db, log: recordingLog([]), pepper, now: Date.now });
    const limits = { rates, policies: limitPolicies({ key: 10, address: 20 }) };
    const crowded = await startApi(db, routesFor(publicUrl), { publicUrl, rooms: world.rooms, limits });
    const session = `${crowded.url}/room/api/session`;
    const open = (text: string) =>
      fetch(session, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
    const statuses = new Set<number>();
    for (let index = 0; index < 70; index += 1) statuses.add((await open(`{"token":"bogus-${index}"}`)).status);
    for (let index = 0; index < 30; index += 1) statuses.add((await open('{}')).status);

    const opened = await open(JSON.stringify({ token }));

    expect(statuses).toEqual(new Set([400, 404, 429]));
    expect(opened.status).toBe(200);
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await fetch(session, { headers: { cookie } })).status).toBe(200);
    const guessed = { cookie: `${roomCookieName(publicUrl)}=guess` };
    expect((await fetch(session, { headers: guessed })).status).toBe(429);
    // Whose browser has no cookie yet guesses nothing, and is told to open the link.
    expect((await fetch(session)).status).toBe(401);
    expect((await fetch(`${crowded.url}/interview/${token}`)).status).toBe(200);
  });

  test('the token is the last part of the link', () => {
    expect(tokenOf('https://parley.test/interview/abc')).toBe('abc');
    expect(tokenOf('abc')).toBe('abc');
  });
});

const problemOf = async (answer: Promise<Response>): Promise<[number, string]> => {
  const response = await answer;
  return [response.status, await codeOf(response)];
};

describe('answers and refusals of each call', () => {
  test('before consent and start', async () => {
    const { token } = await world.approve();
    const device = createDevice(api.url);
    const { notice } = await device.succeed<{ notice: { hash: string } }>('POST', '/room/api/session', { token });
    const expected = [
      ['POST', '/room/api/consent', { noticeHash: 'old', accepted: true }, 409, 'room.notice_changed'],
      ['POST', '/room/api/start', { mode: 'text' }, 409, 'room.consent_required'],
      ['POST', '/room/api/consent', { noticeHash: notice.hash, accepted: true }, 200, undefined],
      ['GET', '/room/api/question', undefined, 409, 'room.not_started'],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: 'x' }, 409, 'room.not_started'],
      ['POST', '/room/api/ping', undefined, 409, 'room.not_started'],
      ['POST', '/room/api/finish', {}, 409, 'room.not_started'],
      ['POST', '/room/api/start', { mode: 'smoke' }, 400, 'request.invalid'],
      ['POST', '/room/api/help', { code: 'accommodation', note: 'More time, please.' }, 200, undefined],
      ['POST', '/room/api/help', { code: 'else' }, 400, 'request.invalid'],
    ] as const;
    for (const [method, path, body, status, code] of expected) {
      const answer = await device.call<{ code?: string }>(method, path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, status, code]);
    }
  });

  test('while it runs, and after its end', async () => {
    const { device, start } = await started();
    expect(start.question).toMatchObject({ turn: 1, id: 'q1', kind: 'question' });
    const expected = [
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: '   ' }, 400, 'request.invalid'],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: '\u200b\u2800\u3164' }, 400, 'request.invalid'],
      ['POST', '/room/api/answers', { clientTurnId: 'a'.repeat(101), turn: 1, text: 'x' }, 400, 'request.invalid'],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: 'x'.repeat(20_001) }, 400, 'request.invalid'],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: 'x\u0000' }, 400, 'request.invalid'],
      [
        'POST',
        '/room/api/answers',
        { clientTurnId: 'a', turn: 1, text: '\u0301'.repeat(16_000) },
        400,
        'request.invalid',
      ],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: 'x', extra: 1 }, 400, 'request.invalid'],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1 }, 400, 'request.invalid'],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: 'x', choice: 'go_on' }, 400, 'request.invalid'],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, choice: 'home' }, 400, 'request.invalid'],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, choice: 'person' }, 409, 'room.turn_mismatch'],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 2, text: 'x' }, 409, 'room.turn_mismatch'],
      ['POST', '/room/api/pause', undefined, 200, undefined],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: 'x' }, 409, 'room.paused'],
      ['POST', '/room/api/resume', {}, 200, undefined],
      ['POST', '/room/api/ping', undefined, 200, undefined],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: 'x'.repeat(20_000) }, 200, undefined],
      ['POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: 'y' }, 409, 'room.client_turn_reused'],
      ['POST', '/room/api/finish', undefined, 200, undefined],
      ['POST', '/room/api/finish', undefined, 200, undefined],
      ['POST', '/room/api/answers', { clientTurnId: 'b', turn: 2, text: 'x' }, 409, 'room.frozen'],
      ['POST', '/room/api/pause', undefined, 409, 'room.frozen'],
      ['POST', '/room/api/start', { mode: 'text' }, 409, 'room.frozen'],
      ['POST', '/room/api/consent', { noticeHash: 'x', accepted: true }, 409, 'interview.closed'],
      ['POST', '/room/api/help', { code: 'question' }, 409, 'interview.invalid_transition'],
      ['POST', '/room/api/withdraw', undefined, 409, 'interview.invalid_transition'],
      ['GET', '/room/api/question', undefined, 200, undefined],
      ['GET', '/room/api/session', undefined, 200, undefined],
    ] as const;
    for (const [method, path, body, status, code] of expected) {
      const answer = await device.call<{ code?: string }>(method, path, body);
      expect([path, body, answer.status, answer.body.code]).toEqual([path, body, status, code]);
    }
  });

  test('what is no choice, draft, correction or appeal is refused in codes, and what is longest is taken', async () => {
    const { device, runId } = await started();
    const [bad, stale] = ['request.invalid', 'room.turn_mismatch'];
    const fix = { turn: 1, version: 1, text: 'I built two services.' };
    const expected: (readonly [method: 'POST' | 'PUT', path: string, body: unknown, status: number, code?: string])[] =
      [
        ['PUT', 'choices', { language: 'tlh' }, 400, bad],
        ['PUT', 'choices', { language: ['de'] }, 400, bad],
        ['PUT', 'choices', { pauseTolerance: 'endless' }, 400, bad],
        ['PUT', 'choices', { language: 'de', role: 'admin' }, 400, bad],
        ['PUT', 'choices', [], 400, bad],
        ['PUT', 'choices', {}, 200],
        ['PUT', 'choices', { way: null }, 200],
        ['PUT', 'drafts/0', { text: 'x' }, 400, bad],
        ['PUT', 'drafts/1e9', { text: 'x' }, 400, bad],
        ['PUT', 'drafts/x', { text: 'x' }, 400, bad],
        ['PUT', 'drafts/2', { text: 'x' }, 409, stale],
        ['PUT', 'drafts/1', { text: 7 }, 400, bad],
        ['PUT', 'drafts/1', { text: 'x\u0000' }, 400, bad],
        ['PUT', 'drafts/1', { text: '\ud800' }, 400, bad],
        ['PUT', 'drafts/1', { text: `a${'\u0301'.repeat(31)}` }, 400, bad],
        ['PUT', 'drafts/1', { text: 'x'.repeat(20_001) }, 400, bad],
        ['PUT', 'drafts/1', { text: '😀'.repeat(10_000) }, 200],
        ...[{ text: '' }, { text: ' \n' }, {}].map((none) => ['PUT', 'drafts/1', none, 200] as const),
        ['POST', 'corrections', { ...fix, turn: 0 }, 400, bad],
        ['POST', 'corrections', { ...fix, version: 1.5 }, 400, bad],
        ['POST', 'corrections', { ...fix, version: 10_001 }, 400, bad],
        ['POST', 'corrections', { ...fix, text: '\u200b' }, 400, bad],
        ['POST', 'corrections', { ...fix, text: 'x'.repeat(20_001) }, 400, bad],
        ['POST', 'corrections', { ...fix, answer: 'x' }, 400, bad],
        ['POST', 'corrections', { ...fix, turn: 10_000, version: 10_000 }, 409, 'room.not_correctable'],
        ['POST', 'appeal', { text: '' }, 400, bad],
        ['POST', 'appeal', { text: 'x'.repeat(4_001) }, 400, bad],
        ['POST', 'appeal', { text: { $ne: null } }, 400, bad],
        ['POST', 'appeal', { text: 'x'.repeat(4_000) }, 409, 'appeal.not_possible'],
        ['POST', 'take-over', { client: 'x' }, 400, bad],
        ['POST', 'later', { until: 'never' }, 400, bad],
        ['POST', 'later', undefined, 200],
        ['POST', 'later', undefined, 200],
      ];
    for (const [method, path, body, status, code] of expected) {
      const answer = await device.call<{ code?: string }>(method, `/room/api/${path}`, body);
      expect([path, body, answer.status, answer.body.code]).toEqual([path, body, status, code]);
    }
    expect(await db('turns').where({ run_id: runId })).toHaveLength(1);
    expect(await db('room_clocks').where({ run_id: runId }).first()).toMatchObject({ draft_sealed: null });
    expect(await db('events').where({ run_id: runId, type: 'interview.put_off' })).toHaveLength(1);
  });

  test('leaving needs no body and may be repeated', async () => {
    const { device } = await started();
    for (const _ of [1, 2])
      expect(await device.succeed('POST', '/room/api/withdraw')).toEqual({ state: 'CANCELLED', outcome: 'WITHDRAWN' });
  });

  test('an answer is stored as NFC without the white space around it', async () => {
    const { device, runId } = await started();
    await device.succeed('POST', '/room/api/answers', { clientTurnId: 'a', turn: 1, text: '  Cafe\u0301 \n' });
    const visible = await world.deps.store.load(
      { tenantId: (await db('interviews').where({ run_id: runId }).first()).tenant_id, runId },
      0,
    );
    expect(visible?.turns[0]?.answer).toBe('Caf\u00e9');
  });
});

test('the routes can be described', () => {
  const { paths } = createOpenApi(routesFor(publicUrl), { publicUrl, version: '0.0.0' });
  expect(Object.keys(paths ?? {})).toHaveLength(24);
});
