// The measures over HTTP: who may read them, what may be asked, as JSON and as a table, and reports that a worker makes.
import { describe, expect, it } from 'vitest';
import { ariaFeature } from '../../api/wiring/aria.ts';
import { measuresFeature } from '../../api/wiring/measures.ts';
import { createReportStore, sweepReports } from '../../infra/db/measures/report-store.ts';
import type { KeyPreset, Scope } from '../../domain/access/principal.ts';
import { reportMaking } from '../../worker/wiring/measures.ts';
import { operator } from '../api/start-api.ts';
import { useNativeApi } from '../native/native-bench.ts';
import { addConnection, addHeld, confirmedAll } from './measures-world.ts';

const bench = await useNativeApi({ features: [measuresFeature, ariaFeature] });
const { db, owner, admin, api, deps } = bench;
const { tenantId } = owner;
type Json = Record<string, unknown>;

const keyOf = async (kind: KeyPreset | 'custom', of = tenantId, scopes?: Scope[]): Promise<string> => {
  const wish = { owner: { kind: 'tenant', id: of } as const, kind, label: crypto.randomUUID(), expiresAt: null };
  return (await admin.keys.createKey({ ...wish, ...(scopes && { scopes }), asker: operator })).text;
};
const figures = await keyOf('analytics');

const fetched = async (path: string, headers: Record<string, string>, init: RequestInit = {}) => {
  const response = await fetch(`${api.url}/api/v1${path}`, { ...init, headers });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text, body: (/json/.test(type) ? JSON.parse(text) : {}) as Json };
};
const read = (query: string, headers: Record<string, string> = {}, key = owner.key) =>
  fetched(`/metrics/hiring${query}`, { 'X-API-Key': key, ...headers });
const aria = (method: string, path: string, { key = figures, body = undefined as unknown, headers = {} } = {}) =>
  fetched(
    path,
    { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    { method, ...(body !== undefined && { body: JSON.stringify(body) }) },
  );

const connectionId = await addConnection(db, tenantId, '=HYPERLINK("http://evil.example","x")');
const held = { completedAt: '2026-03-02T09:00:00Z', decidedAt: '2026-03-02T10:30:00Z' } as const;
await addHeld(db, tenantId, { ...held, connectionId, position: '+Cook, "head"\nchef', written: confirmedAll });
await addHeld(db, tenantId, { ...held, position: '@Waiter' });
const days = '?from=2026-03-01&to=2026-03-31';
const order = { from: '2026-03-01', to: '2026-03-31' };

describe('GET /metrics/review', () => {
  it('answers with its definitions, as JSON and as a table, to analytics:read alone', async () => {
    const review = (query: string, key = owner.key) => fetched(`/metrics/review${query}`, { 'X-API-Key': key });

    const { status, body } = await review(`${days}&groupBy=connection`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      from: '2026-03-01',
      minimumReviewers: 3,
      review: null,
      roles: { mailed: null, linked: null },
      appeals: { asked: { numerator: 0, denominator: 2 }, open: 0, medianDays: null },
      groups: [{ review: null, appeals: { asked: { denominator: 1 } } }, {}],
      definitions: { withoutEvidence: expect.stringMatching(/\w/) as string },
    });
    const { type, text } = await review(`${days}&format=csv`);
    expect(type).toBe('text/csv; charset=utf-8');
    expect(text).toContain('2026-03-01,2026-03-31,UTC,,,,,mailed,review,,,,too_few_reviewers');
    expect(text).toContain('2026-03-01,2026-03-31,UTC,,,,,,appeals,0,2,0,');
    expect((await review(days, await keyOf('custom', tenantId, ['interviews:read']))).status).toBe(403);
    expect((await review('?groupBy=reviewer')).body['code']).toBe('request.invalid');
  });
});

describe('GET /metrics/hiring', () => {
  it('answers each measure with its definition, target, numerator and denominator', async () => {
    const { status, body } = await read(days);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      from: '2026-03-01',
      to: '2026-03-31',
      timeZone: 'UTC',
      groups: [],
      hasMoreGroups: false,
      definitions: {
        manualHoursSaved: { definition: 'results in the ATS × (18 − 3) minutes ÷ 60' },
        auditReady: { target: '100 %' },
      },
      measures: {
        completionToReview: { medianSeconds: 5_400, sameDay: { numerator: 2, denominator: 2 } },
        resultsInAts: { numerator: 1, denominator: 2, share: 0.5 },
        manualHoursSaved: { results: 1, hours: 0.25 },
        overrideRate: { numerator: 0, denominator: 2 },
        auditReady: { numerator: 1, denominator: 2 },
      },
    });
    for (const definition of Object.values(body['definitions'] as Json))
      expect(definition).toEqual({
        definition: expect.stringMatching(/\w/) as string,
        target: expect.stringMatching(/\w/) as string,
      });
  });

  it('is the last ninety days up to today when nothing is said', async () => {
    const { body } = await read('');
    const today = new Date().toISOString().slice(0, 10);
    expect([body['to'], (Date.parse(today) - Date.parse(String(body['from']))) / 86_400_000]).toEqual([today, 89]);
  });

  it('is a table that no spreadsheet carries out, by parameter and by Accept', async () => {
    const byParameter = await read(`${days}&groupBy=job&format=csv`);
    const byHeader = await read(`${days}&groupBy=job`, { accept: 'text/csv' });

    expect(byParameter.type).toBe('text/csv; charset=utf-8');
    expect(byHeader.text).toBe(byParameter.text);
    expect((await read(`${days}&format=json`, { accept: 'text/csv' })).type).toMatch(/^application\/json/);
    const lines = byParameter.text.split('\r\n');
    expect(lines[0]).toMatch(
      /^from,to,time_zone,job_id,job,connection_id,connection,measure,numerator,denominator,share,/,
    );
    expect(lines).toContainEqual(expect.stringMatching(/^2026-03-01,2026-03-31,UTC,,,,,resultsInAts,1,2,0\.5,/));
    // The quoted cell holds a line break, and CRLF alone ends a row: a head, five of all, five of each job, and what is behind the last.
    expect(lines).toHaveLength(1 + 5 + 2 * 5 + 1);
    expect(byParameter.text).toContain(`,,"'+Cook, ""head""\nchef",,,overrideRate,`);
    expect(byParameter.text).toContain(`,,'@Waiter,,,`);
    const byConnection = await read(`${days}&groupBy=connection&format=csv`);
    expect(byConnection.text).toContain(
      `,,,${connectionId},"'=HYPERLINK(""http://evil.example"",""x"")",auditReady,1,1,1,`,
    );
  });

  it.each([
    ['from=2026-03-02&to=2026-03-01', 'from'],
    ['from=2025-01-01&to=2026-02-05', 'from'],
    ['from=yesterday', 'from'],
    ['to=2026-02-30', 'to'],
    ['groupBy=person', 'groupBy'],
    ['format=xml', 'format'],
    ['since=2026-01-01', 'since'],
    [`jobId=${'x'.repeat(201)}`, 'jobId'],
  ])('refuses %s', async (query, parameter) => {
    const { status, body } = await read(`?${query}`);
    expect([status, body['code']]).toEqual([400, 'request.invalid']);
    expect(JSON.stringify(body['errors'])).toContain(`"parameter":"${parameter}"`);
  });

  it('of 400 days is answered, of 401 is not', async () => {
    expect((await read('?from=2025-01-01&to=2026-02-04')).status).toBe(200);
    expect((await read('?from=2025-01-01&to=2026-02-05')).status).toBe(400);
  });

  it('needs analytics:read, which keys that run a tenant have', async () => {
    const only = await keyOf('custom', tenantId, ['analytics:read']);
    const other = await keyOf('custom', tenantId, ['interviews:read', 'reports:generate']);

    expect((await read(days, {}, only)).status).toBe(200);
    expect(await read(days, {}, other)).toMatchObject({ status: 403, body: { code: 'key.scope_missing' } });
    expect((await fetched('/metrics/hiring', {})).status).toBe(401);
  });

  it('is of one tenant: ids of another one find nothing', async () => {
    const stranger = await admin.tenantWithKey();
    for (const query of [days, `${days}&connectionId=${connectionId}`, `${days}&groupBy=job`]) {
      const { body } = await read(query, {}, stranger.key);
      expect(body).toMatchObject({ groups: [], measures: { completionToReview: { completed: 0 } } });
    }
  });

  it('counts in the zone and with the minutes of the settings from the next request on', async () => {
    const { tenantId: other, key } = await admin.tenantWithKey();
    const own = { timeZone: 'America/Los_Angeles', manualMinutes: 30 };
    await db('tenants')
      .where({ id: other })
      .update({ settings: JSON.stringify({ measures: own }) });
    const { body } = await read(days, {}, key);

    expect(body).toMatchObject({
      timeZone: 'America/Los_Angeles',
      measures: { manualHoursSaved: { manualMinutes: 30, reviewMinutes: 3, formula: '0 × (30 − 3) ÷ 60 = 0' } },
    });
  });
});

describe('the ARIA face', () => {
  const makeOne = reportMaking(deps, db);
  const make = async () => {
    while (await makeOne());
  };
  const dataOf = ({ body }: { body: Json }): Json => body['data'] as Json;

  it('has the measures in its envelope, of its own tenant', async () => {
    const native = await read(days);
    const answer = await aria('GET', `/analytics/hiring${days}`);

    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(dataOf(answer)['measures']).toEqual(native.body['measures']);
    expect(await aria('GET', '/analytics/hiring', { key: await keyOf('core') })).toMatchObject({
      status: 403,
      body: { success: false },
    });
  });

  it('takes an order, makes it once, and answers with the report as JSON and as a table', async () => {
    const made = await aria('POST', '/reports', { body: { ...order, groupBy: 'connection', colour: 'blue' } });
    expect(made).toMatchObject({
      status: 202,
      body: { success: true, data: { type: 'hiring', status: 'queued', report: null, failure: null } },
    });
    const path = `/reports/${String(dataOf(made)['id'])}`;
    expect(await aria('GET', `${path}?format=csv`)).toMatchObject({
      status: 400,
      body: { error: { code: 'report.not_ready' } },
    });

    await make();
    const completed = await aria('GET', path);
    expect(dataOf(completed)).toMatchObject({
      status: 'completed',
      report: { from: '2026-03-01', measures: { resultsInAts: { numerator: 1, denominator: 2 } }, groups: [{}, {}] },
    });
    const table = await aria('GET', path, { headers: { accept: 'text/csv' } });
    expect(table.type).toBe('text/csv; charset=utf-8');
    expect(table.text).toBe((await read(`${days}&groupBy=connection&format=csv`)).text);

    // What is there stays as it was made, whatever happens meanwhile and however often its turn comes.
    await addHeld(db, tenantId, { ...held, position: 'Late' });
    await make();
    expect((await aria('GET', path)).text).toContain('"denominator":2');
    expect(dataOf(await aria('GET', path))['report']).toEqual(dataOf(completed)['report']);
  });

  it('takes no body for the last ninety days, and the same Idempotency-Key for one order', async () => {
    const headers = { 'idempotency-key': 'report-1' };
    const [first, second] = [await aria('POST', '/reports', { headers }), await aria('POST', '/reports', { headers })];

    expect(first.status).toBe(202);
    expect(dataOf(second)['id']).toBe(dataOf(first)['id']);
    const bad = await aria('POST', '/reports', { body: { from: '2026-03-02', to: '2026-03-01' } });
    expect(bad).toMatchObject({ status: 400, body: { success: false, error: { code: 'request.invalid' } } });
  });

  it('shows a report to its tenant alone, to keys that may make reports, until its time is up', async () => {
    const { body } = await aria('POST', '/reports', { body: order });
    const id = String((body['data'] as Json)['id']);
    const stranger = await keyOf('analytics', (await admin.tenantWithKey()).tenantId);
    const reader = await keyOf('custom', tenantId, ['analytics:read']);

    const notFound = { status: 404, body: { error: { code: 'report.not_found' } } };
    expect(await aria('GET', `/reports/${id}`, { key: stranger })).toMatchObject(notFound);
    expect(await aria('GET', '/reports/rpt_nothing')).toMatchObject(notFound);
    expect((await aria('GET', `/reports/${id}`, { key: reader })).status).toBe(403);
    expect((await aria('POST', '/reports', { key: reader, body: order })).status).toBe(403);

    await db('reports')
      .where({ id })
      .update({ expires_at: new Date(Date.now() - 1) });
    expect(await aria('GET', `/reports/${id}`)).toMatchObject(notFound);
    await make();
    expect(await db('reports').where({ id }).first('state')).toEqual({ state: 'queued' });
    await sweepReports(db, 100);
    expect(await db('reports').where({ id })).toEqual([]);
  });

  it('keeps a hundred reports of a tenant and refuses the next one, also of many at once', async () => {
    const other = (await admin.tenantWithKey()).tenantId;
    const key = await keyOf('analytics', other);
    const add = (id: string) =>
      createReportStore(db).add(other, { id, parameters: { type: 'hiring', query: {} as never } });
    const added = await Promise.all(Array.from({ length: 105 }, (_, index) => add(`rpt_full_${index}`)));

    expect(added.filter(Boolean)).toHaveLength(100);
    expect(await aria('POST', '/reports', { key, body: order })).toMatchObject({
      status: 429,
      body: { error: { code: 'report.too_many' } },
    });
    await db('reports')
      .where({ tenant_id: other })
      .update({ expires_at: new Date(0) });
    expect((await aria('POST', '/reports', { key, body: order })).status).toBe(202);
    await sweepReports(db, 1_000);
  });

  it('makes a report whose maker was killed when its minute is over, once, and gives one up that ends each maker', async () => {
    const store = createReportStore(db);
    await make();
    const id = String(dataOf(await aria('POST', '/reports', { body: order }))['id']);
    const row = () => db('reports').where({ id });
    const lapse = () => row().update({ claimed_until: new Date(Date.now() - 1) });

    // Killed between claim and end: nobody else has it for a minute, then somebody does; the late one changes nothing.
    const late = await store.claim();
    expect(late).toMatchObject({ id, tenantId, attempt: 1 });
    expect(await makeOne()).toBe(false);
    await lapse();
    await make();
    const ended = await row().first();
    await store.complete(late as never, { from: 'another' } as never);
    await store.fail(late as never, 'internal.error');
    expect(await row().first()).toEqual(ended);

    await row().update({ state: 'queued', attempts: 5, claimed_until: null, result: null });
    await make();
    expect(dataOf(await aria('GET', `/reports/${id}`))).toMatchObject({
      status: 'failed',
      failure: 'internal.error',
      report: null,
    });
  });

  it('waits before it tries again what cannot be made now, and says so in the end', async () => {
    const id = String(dataOf(await aria('POST', '/reports', { body: order }))['id']);
    const row = () => db('reports').where({ id });
    const query = { from: 'no day' };
    await row().update({ parameters: JSON.stringify({ type: 'hiring', query }) });
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await makeOne()).toBe(true);
      expect(await makeOne()).toBe(false);
      await row().update({ claimed_until: null });
    }
    expect(await row().first('state', 'failure', 'attempts')).toEqual({
      state: 'failed',
      failure: 'internal.error',
      attempts: 5,
    });
  });
});
