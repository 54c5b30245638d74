import { request as send } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeRoutes } from '../../api/routes/service/description.ts';
import { healthRoutes } from '../../api/routes/service/health.ts';
import { tenantRoutes } from '../../api/routes/tenant/tenant.ts';
import { createReadiness } from '../../infra/readiness.ts';
import { systemClock } from '../../infra/system.ts';
import { useDatabase } from '../harness/database.ts';
import { sampleRoutes } from './sample-routes.ts';
import { administer, startApi } from './start-api.ts';

const { db } = await useDatabase();
const { tenants, tenantWithKey } = administer(db);
const readiness = createReadiness({ db, clock: systemClock });
const routes = [
  ...sampleRoutes({ made: 0, hashes: [] }),
  ...tenantRoutes({ tenants }),
  ...healthRoutes({ readiness, version: '1', instanceId: 'api-1', pages: 'built' }),
];
const api = await startApi(db, describeRoutes(routes, { publicUrl: 'http://parley.test', version: '1' }));
const { key } = await tenantWithKey();

type Call = { method: string; path: string; headers: Record<string, string>; body: string | Uint8Array | null };
type Answer = { status: number; contentType: string; body: string };

const call = ({ method, path, headers, body }: Call): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const length: Record<string, number> = body === null ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const { hostname, port } = new URL(api.url);
    const req = send({ hostname, port, method, path, headers: { ...headers, ...length } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.once('end', () => {
        const contentType = res.headers['content-type'] ?? '';
        resolve({ status: res.statusCode ?? 0, contentType, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    req.once('error', reject);
    req.end(body ?? undefined);
  });

/** What `node:http` lets through in a request line and in a header. */
const pathText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '%',
        '%2',
        '%00',
        '%FF',
        '%ED%A0%80',
        '/',
        '//',
        '..',
        '?',
        '&',
        '=',
        ';',
        ':',
        '*',
        '#',
        '[',
        '\\',
        '\u00a0',
        '\u00e4',
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join('').replaceAll(/[^\x21-\xff]/g, ''));
const headerText = fc.string({ maxLength: 60 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, ''));
const badText = fc.constantFrom('\u0000', '\ud800', '__proto__', 'constructor', '');
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, 1e308, -0, 0.1, 2 ** 60),
    fc.string({ maxLength: 12 }),
    badText,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(
        badText,
        fc.constantFrom('name', 'size', 'free', 'plan', 'reminders', 'deadline'),
        fc.string({ maxLength: 5 }),
      ),
      tie('value'),
      { maxKeys: 5 },
    ),
  ),
})).value;
const body = fc.oneof(
  fc.constant(null),
  json.map((value) => JSON.stringify(value)),
  json.map((value) => JSON.stringify(value).replaceAll(/\d+/g, '1e999')),
  fc.string({ maxLength: 40 }),
  fc.uint8Array({ maxLength: 40 }),
);
const calls = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'),
  path: fc
    .tuple(
      fc.constantFrom(
        '/things',
        '/things/',
        '/things/a',
        '/open',
        '/api/v1/tenant',
        '/docs/',
        '/',
        '',
        'http://',
        '//',
      ),
      pathText,
    )
    .map(([base, rest]) => `${base}${rest}` || '/'),
  headers: fc
    .record(
      {
        'X-API-Key': fc.oneof(fc.constant(key), headerText),
        'X-Tenant-ID': headerText,
        'Idempotency-Key': headerText,
        'If-Match': headerText,
        'If-None-Match': headerText,
        'X-Request-Id': headerText,
        traceparent: headerText,
        Accept: headerText,
        Origin: headerText,
        Cookie: headerText,
        'Content-Type': fc.oneof(fc.constant('application/json'), headerText),
      },
      { requiredKeys: [] },
    )
    .map((headers) => ({ 'X-API-Key': key, 'Content-Type': 'application/json', ...headers })),
  body,
});

const isProblem = ({ contentType, body: text }: Answer): boolean =>
  contentType.startsWith('application/problem+json') &&
  typeof (JSON.parse(text) as { code?: unknown }).code === 'string';

/** Pages for people refuse with a page. */
const isPage = ({ contentType }: Answer, { path }: Call): boolean =>
  path.includes('/docs') && contentType.startsWith('text/html');

test('no request whatsoever is answered with a 500, and every refusal is a problem', { timeout: 60_000 }, async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(calls, async (one) => {
      const answer = await call(one);
      statuses.add(answer.status);
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400 && one.method !== 'HEAD') expect(isPage(answer, one) || isProblem(answer)).toBe(true);
    }),
    { numRuns: 1_500 },
  );

  expect([...statuses]).toEqual(expect.arrayContaining([400, 401, 404, 405]));
  expect([...statuses].some((status) => status < 300)).toBe(true);
});

test('bodies that a schema might stumble over are accepted or refused, never broken', { timeout: 60_000 }, async () => {
  const headers = { 'X-API-Key': key, 'Content-Type': 'application/json' };
  const targets = fc.constantFrom({ method: 'POST', path: '/things' }, { method: 'PATCH', path: '/api/v1/tenant' });
  const shaped = fc.record(
    { name: json, size: json, free: json, plan: json, defaultLocale: json },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(targets, shaped, async (target, value) => {
      const { status } = await call({ ...target, headers, body: JSON.stringify(value) });
      expect([200, 201, 400, 413]).toContain(status);
    }),
    { numRuns: 500 },
  );
});
