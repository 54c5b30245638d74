import { get, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { assetRoutes, embeddedJson } from '../../api/pages.ts';
import { reviewPages } from '../../api/routes/review/page.ts';
import { linkRoutes } from '../../api/routes/room/link.ts';
import { sessionRoutes } from '../../api/routes/room/session.ts';
import { healthRoutes } from '../../api/routes/service/health.ts';
import { limitPolicies } from '../../domain/access/limits.ts';
import { roomCookieName } from '../../domain/room/cookie.ts';
import { roomLanguageAsked } from '../../domain/room/language.ts';
import { createRateLimits } from '../../infra/limits/rate-limits.ts';
import { readWebBuild, type WebBuild } from '../../infra/web-build.ts';
import { recordingLog, startApi } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { projectFolder } from '../harness/program.ts';
import { createRoomWorld, pepper, publicUrl } from './room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });
const build = readWebBuild(projectFolder);

const routesWith = (pages: WebBuild | null) => [
  ...linkRoutes(pages),
  ...reviewPages(pages),
  ...assetRoutes(pages),
  ...sessionRoutes({
    room: world.room,
    clock: world.time,
    faults: world.deps.faults,
    cookieName: roomCookieName(publicUrl),
  }),
  ...healthRoutes({
    readiness: { report: () => Promise.resolve({ database: 'up', temporal: 'up', worker: 'up', objects: 'up' }) },
    version: '1',
    instanceId: 'api-1',
    pages: pages === null ? 'missing' : 'built',
  }),
];
const rates = createRateLimits({ db, log: recordingLog([]), pepper, now: Date.now });
const limits = { rates, policies: limitPolicies({ key: 1_000, address: 1_000 }) };
const common = { publicUrl, rooms: world.rooms, limits, trustedProxies: ['127.0.0.0/8'] };
const api = await startApi(db, routesWith(build), common);
const bare = await startApi(db, routesWith(null), common);

const at = (address: string): { headers: Record<string, string> } => ({ headers: { 'X-Forwarded-For': address } });

const exchange = (token: string, address: string): Promise<Response> =>
  fetch(`${api.url}/room/api/session`, {
    method: 'POST',
    headers: { ...at(address).headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  });

/** Fetch would unpack what comes. */
const raw = (
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    get(url, { headers }, (answer) => {
      buffer(answer).then((bytes) => resolve({ status: answer.statusCode, headers: answer.headers, bytes }), reject);
    }).once('error', reject);
  });

const allRows = async (): Promise<Record<string, number>> => {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const counted = await Promise.all(
    rows.map(async ({ name }) => [name, Number((await db(name).count({ count: '*' }).first())?.['count'])] as const),
  );
  return Object.fromEntries(counted);
};

const scripts = [...(build?.files.keys() ?? [])].filter((name) => name.endsWith('.js'));
const script = scripts[0] ?? '';

describe('the page at the interview link', () => {
  const visitors: Record<string, RequestInit> = {
    'a browser': { headers: { 'User-Agent': 'Mozilla/5.0', 'Accept-Language': 'en' } },
    'a browser that fetches ahead': { headers: { 'Sec-Purpose': 'prefetch;prerender', Purpose: 'prefetch' } },
    'a mail scanner': { headers: { 'User-Agent': 'Mozilla/5.0 (compatible; SafeLinks)' } },
    'a preview of a chat': { headers: { 'User-Agent': 'WhatsApp/2.23', Range: 'bytes=0-1023' } },
    'a bot': { headers: { 'User-Agent': 'Googlebot/2.1' } },
    'somebody who asks whether it is there': { method: 'HEAD' },
  };

  test('is the same for everybody who opens it, sets nothing, writes nothing, and is not logged with its token', async () => {
    const { token } = await world.approve({ personal: { candidateName: 'Ada' } });
    const before = await allRows();
    const bodies = new Set<string>();
    for (const [who, init] of Object.entries(visitors))
      for (const path of [`/interview/${token}`, '/interview/nobody', '/interview']) {
        const answer = await fetch(`${api.url}${path}`, init);
        const [, nonce = 'none'] = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '') ?? [];
        expect([answer.status, answer.headers.get('set-cookie')], `${who} ${path}`).toEqual([200, null]);
        bodies.add((await answer.text()).replaceAll(nonce, '…'));
      }
    bodies.delete('');

    expect(bodies.size).toBe(1);
    expect([...bodies].join('')).not.toContain(token);
    expect(await allRows()).toEqual(before);
    expect(JSON.stringify(api.logs)).not.toContain(token);
    expect(api.requests.map(({ route }) => route)).toContain('/interview/:token');
  });

  test('may run its own scripts and use the microphone, and nothing else', async () => {
    const answer = await fetch(`${api.url}/interview/x`);
    const { headers } = answer;
    const policy = headers.get('content-security-policy') ?? '';
    const [, nonce = ''] = /script-src 'self' 'nonce-([A-Za-z0-9+/]{22}==)'/.exec(policy) ?? [];
    const html = await answer.text();

    expect(policy.replace(nonce, '…').split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self' 'nonce-…'",
      "style-src 'self'",
      "connect-src 'self'",
      "media-src 'self' blob:",
      "img-src 'self' data:",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
    ]);
    expect(html).toContain(`<script type="application/json" id="settings" nonce="${nonce}">{"language":"en"}</script>`);
    // What would run or look otherwise would be refused by the policy.
    expect(html.replace(/<script type="application\/json"[^>]*>.*<\/script>/, '')).not.toMatch(
      /<script(?![^>]* src="\/assets\/)|<style| style=|\son\w+=/,
    );
    expect(headers.get('permissions-policy')).toContain('microphone=(self)');
    expect(['cache-control', 'referrer-policy', 'x-robots-tag'].map((name) => headers.get(name))).toEqual([
      'no-store',
      'no-referrer',
      'noindex',
    ]);
    const elsewhere = (await fetch(`${api.url}/healthz`)).headers.get('permissions-policy');
    expect(elsewhere).toContain('microphone=()');
  });

  test('says without a script what happened, what to do, and how to reach a person, in every language', async () => {
    const html = await (await fetch(`${api.url}/interview/x`)).text();
    const [, plain = ''] = /<noscript>([\s\S]*)<\/noscript>/.exec(html) ?? [];

    expect([...plain.matchAll(/<section lang="(\w+)">/g)].map(([, language]) => language)).toEqual([
      'en',
      'de',
      'fr',
      'es',
    ]);
    expect(plain.match(/<p>/g)).toHaveLength(8);
  });

  test('starts in a language that the browser asks for', async () => {
    const inFrench = await fetch(`${api.url}/interview/x`, {
      headers: { 'Accept-Language': 'pt, fr-CA;q=0.9, de;q=0.8' },
    });
    expect(await inFrench.text()).toContain('{"language":"fr"}');
  });

  test.each([
    ['', 'en'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en;q=0.5, ES ; q=0.7', 'es'],
    ['fr;q=0, pl', 'en'],
    ['*', 'en'],
    ['de;q=x', 'en'],
    [';;;,,,=', 'en'],
    ['x'.repeat(100_000), 'en'],
  ])('Accept-Language %j is %s', (header, language) => {
    expect(roomLanguageAsked(header)).toBe(language);
  });

  test('that is not built says so to people and to the operator, and everything else works', async () => {
    const answer = await fetch(`${bare.url}/interview/x`);
    const text = await answer.text();

    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(text).toContain('nothing is lost');
    expect(text).toContain('npm run build:web');
    const ready = await fetch(`${bare.url}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'ready', pages: 'missing' }]);
    expect(await (await fetch(`${api.url}/readyz`)).json()).toMatchObject({ pages: 'built' });
  });

  test('holds no text that could end its element', () => {
    const hostile = { name: '</script><!--\u2028&\u2029$&' };

    expect(embeddedJson(hostile)).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(embeddedJson(hostile))).toEqual(hostile);
  });
});

describe('a file of a page', () => {
  test.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['gzip, br;q=0', 'gzip', gunzipSync],
    ['BR;q=1.0, GZIP', 'br', brotliDecompressSync],
    ['zstd, brotli', null, (bytes: Uint8Array) => Buffer.from(bytes)],
    ['identity', null, (bytes: Uint8Array) => Buffer.from(bytes)],
  ])('goes out for “%s” as %s, for ever', async (accepted, encoding, unpack) => {
    const { status, headers, bytes } = await raw(`${api.url}/assets/${script}`, { 'accept-encoding': accepted });

    expect([status, headers['content-encoding'] ?? null]).toEqual([200, encoding]);
    expect(unpack(bytes).equals(Buffer.from(build?.files.get(script)?.plain ?? []))).toBe(true);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    });
  });

  test('that every page names is there', async () => {
    for (const html of build?.pages.values() ?? [])
      for (const [, path = ''] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g))
        expect((await fetch(`${api.url}${path}`, { method: 'HEAD' })).status, path).toBe(200);
  });

  test.each([
    'nothing.js',
    'manifest.json',
    'made-of.json',
    `${script}.map`,
    `${script}.br`,
    'room%2Findex.html',
    '..%2F..%2Fpackage.json',
    '%2e%2e%2fpackage.json',
    'constructor',
    '__proto__',
  ])('that is none is not there: %s', async (name) => {
    const answer = await fetch(`${api.url}/assets/${name}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

test('the room shows the logo and the colours of its tenant, and of no other', async () => {
  const [own, other] = [await world.approve(), await world.approve()];
  const { tenant_id: id } = await db('interviews').where({ run_id: own.runId }).first('tenant_id');
  const { tenant_id: otherId } = await db('interviews').where({ run_id: other.runId }).first('tenant_id');
  const settings = JSON.stringify({ room: { accent: '#8c7000' } });
  await db('tenants').insert({ id, name: 'Acme', settings }).onConflict('id').merge();
  await db('tenant_logos').insert({ tenant_id: id, hash: 'f'.repeat(32), image: Buffer.from('png') });
  const brandingOf = async (token: string): Promise<unknown> =>
    ((await (await exchange(token, '198.51.100.20')).json()) as { branding: unknown }).branding;
  const branded = { logoUrl: `/logos/${'f'.repeat(32)}.png`, accent: { light: '#8c7000', dark: '#bcac6b' } };

  expect(await brandingOf(own.token)).toEqual(branded);
  expect(await brandingOf(other.token)).toEqual(id === otherId ? branded : { logoUrl: null, accent: null });
});

describe('many candidates behind one address', () => {
  test('all get in at once, wrong tokens are held back, and right ones still get in then', async () => {
    const address = '198.51.100.7';
    const tokens = await Promise.all(Array.from({ length: 200 }, async () => (await world.approve()).token));
    const opened = await Promise.all(tokens.map((token) => exchange(token, address)));
    expect(new Set(opened.map(({ status }) => status))).toEqual(new Set([200]));

    const guesses: number[] = [];
    for (let index = 0; index < 61; index += 1) guesses.push((await exchange(`guess-${index}`, address)).status);
    expect(guesses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 404));
    expect(guesses[60]).toBe(429);
    expect((await exchange(tokens[0] ?? '', address)).status).toBe(200);
  });

  test('never use up its limit with pages and their files', async () => {
    const narrow = await startApi(db, routesWith(build), {
      ...common,
      limits: { rates, policies: limitPolicies({ key: 1, address: 1 }) },
    });
    const paths = ['/interview/x', '/interview', `/assets/${script}`, '/assets/gone.js'];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => fetch(`${narrow.url}${paths[index % 4]}`, at('198.51.100.9'))),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 404]));
    expect(answers.filter(({ headers }) => headers.has('ratelimit'))).toEqual([]);
  });
});

test.each([
  ['/review/some-token', 'de', 'review/assessment/assessment-screen.tsx'],
  ['/review?run=some-run', 'fr', 'review/assessment/assessment-screen.tsx'],
  ['/review/inbox', 'en', 'review/inbox/inbox-screen.tsx'],
  ['/review/forms/some-form', 'es', 'review/compare/compare-screen.tsx'],
])(
  'the page at %s names at once all that its first screen needs, in the language asked for',
  async (path, language, screen) => {
    const html = await (await fetch(`${api.url}${path}`, { headers: { 'Accept-Language': language } })).text();
    const named = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name]) => name);
    const needed = ['review/page.tsx', screen, `i18n/${language}/review/all.ts`].flatMap(
      (one) => build?.loads(one) ?? [],
    );

    expect(new Set(named)).toEqual(new Set([...needed, ...(build?.loads('review/index.html') ?? [])]));
    expect(named).toHaveLength(new Set(named).size);
    // The first script comes first: what it asks for is on its way while the others are.
    expect(named[0]).toMatch(/^review-.*\.js$/);
    for (const name of named) expect((await fetch(`${api.url}/assets/${name}`)).status).toBe(200);
  },
);
