import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineRoute } from '../../api/guard/route.ts';
import { privacyFeature } from '../../api/wiring/privacy.ts';
import { webhooksFeature } from '../../api/wiring/webhooks.ts';
import { partOf } from '../../domain/access/reads.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { createReadLog } from '../../infra/db/access/read-log.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { readInterview } from '../../infra/db/interviews/interview-read-store.ts';
import { recordingLog, startApi } from '../api/start-api.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { pendingRun, useNativeApi } from '../native/native-bench.ts';

const bench = await useNativeApi({ features: [privacyFeature, webhooksFeature] });
const { call, callAs, owner, db, api, admin, deps } = bench;

const shown = () => api.reads.map(({ runId, part }) => ({ runId, part }));
const partsOf = (runId: string): string[] => api.reads.filter((read) => read.runId === runId).map(({ part }) => part);

beforeEach(() => void (api.reads.length = 0));

describe('who reads what', () => {
  test('is told by what was opened for an answer: key, run, and each part that is shown', async () => {
    const runId = await assessedRun(bench);
    api.reads.length = 0;

    await call('GET', `/interviews/${runId}`);

    expect(partsOf(runId).toSorted()).toEqual(['assessment', 'link', 'transcript']);
    expect(api.reads[0]).toMatchObject({ tenantId: owner.tenantId, reader: { kind: 'key', id: owner.keyId } });
  });

  test('counts an answer that was kept for somebody else like one that was opened', async () => {
    const runId = await assessedRun(bench);
    api.reads.length = 0;
    await call('GET', `/interviews/${runId}`);
    const first = shown();
    api.reads.length = 0;
    bench.opened.length = 0;

    await call('GET', `/interviews/${runId}`);

    expect(bench.opened).toEqual([]);
    expect(first.length).toBeGreaterThan(1);
    expect(shown()).toEqual(first);
  });

  test('is not recorded where nothing personal was shown: 304, lists, refusals, another tenant’s run', async () => {
    const runId = await assessedRun(bench);
    const etag = (await call('GET', `/interviews/${runId}`)).headers.get('etag') ?? '';
    const { key } = await admin.tenantWithKey();
    api.reads.length = 0;

    const unchanged = await call('GET', `/interviews/${runId}`, undefined, { 'if-none-match': etag });
    const foreign = await callAs(key)('GET', `/interviews/${runId}`);
    await call('GET', '/interviews');
    await call('POST', `/interviews/${runId}/plan/approve`);

    expect([unchanged.status, foreign.status]).toEqual([304, 404]);
    expect(shown()).toEqual([]);
  });

  test('names the call where its answer is made of what was opened: chat and bundle', async () => {
    const runId = await assessedRun(bench);
    api.reads.length = 0;

    await call('POST', `/interviews/${runId}/assessment/chat`, { question: 'Where was the traffic moved to?' });
    await call('GET', `/interviews/${runId}/audit-bundle`).catch(() => undefined);

    expect(partsOf(runId)).toEqual(['chat', 'bundle']);
  });

  test('counts an answer that is repeated under its key', async () => {
    const runId = await pendingRun(bench);
    const again = { 'idempotency-key': 'approve-1' };
    await call('POST', `/interviews/${runId}/plan/approve`, undefined, again);
    api.reads.length = 0;

    const { headers } = await call('POST', `/interviews/${runId}/plan/approve`, undefined, again);

    expect(headers.get('idempotent-replayed')).toBe('true');
    expect(partsOf(runId)).toEqual(['link']);
  });

  test('after an erasure of the person holds no part that can no longer be read', async () => {
    const runId = await assessedRun(bench);
    await bench.sealer.destroyKey({ tenantId: owner.tenantId, runId }, 'personal');
    api.reads.length = 0;

    await call('GET', `/interviews/${runId}`);

    expect(partsOf(runId)).toEqual(['assessment']);
  });

  test('takes the database no statement more', async () => {
    const runId = await assessedRun(bench);
    const statements: string[] = [];
    const listen = ({ sql }: { sql: string }): void => void statements.push(sql);
    db.on('query', listen);
    await call('GET', `/interviews/${runId}`);
    db.removeListener('query', listen);

    expect(statements.filter((sql) => /access_reads/.test(sql))).toEqual([]);
    expect(shown()).not.toEqual([]);
  });
});

describe('a route', () => {
  test('that opens what it does not declare is refused in every test, so none can be forgotten', async () => {
    const runId = await assessedRun(bench);
    const run = { tenantId: owner.tenantId, runId };
    const silent = defineRoute({
      method: 'GET',
      path: '/silent',
      operationId: 'silent',
      summary: 'Shows the link and does not say so.',
      tag: 'Service',
      access: { kind: 'key', scope: 'interviews:read' },
      responses: { 200: { description: 'The link.', schema: z.object({ link: z.string() }) } },
      problems: [],
      limitClass: 'read',
      handler: async () => {
        const record = await readInterview(db, run);
        const link = await deps.sealer.open(sealPlaces.link(run), record?.linkSealed ?? new Uint8Array());
        return { status: 200, body: { link } };
      },
    });
    const { url, reads } = await startApi(db, [
      silent,
      { ...silent, path: '/said', operationId: 'said', reads: ['link'] },
    ]);
    const headers = { 'x-api-key': owner.key };

    const refused = await fetch(`${url}/silent`, { headers });
    expect([refused.status, await refused.text()]).toEqual([500, expect.stringContaining('opens link')]);
    expect((await fetch(`${url}/said`, { headers })).status).toBe(200);
    expect(reads.map(({ part }) => part)).toEqual(['link']);
  });

  test('can open no sealed value that belongs to no part', () => {
    const places = Object.values(sealPlaces).map((placeOf) =>
      (placeOf as (...given: unknown[]) => ReturnType<typeof sealPlaces.link>)({ tenantId: 't', runId: 'r' }, 1, 1),
    );

    expect(places.filter((place) => partOf(place) === undefined)).toEqual([]);
  });
});

const rowsOf = (runId: string) => db('access_reads').where({ run_id: runId }).orderBy(['reader_id', 'part', 'day']);

const logOf = (options: { rowsMax?: number; db?: typeof db } = {}) => {
  const metrics = createMetrics();
  return { metrics, log: createReadLog({ db, log: recordingLog([]), metrics, ...options }) };
};

const at = Date.UTC(2026, 10, 20, 9);
const day = 86_400_000;

describe('the record of reads', () => {
  test('has one row per reader, run, part and day, with first, last and count, from all processes', async () => {
    const runId = await pendingRun(bench);
    const [one, other] = [logOf().log, logOf().log];
    const read = (log: typeof one, id: string, when: number, part: 'link' | 'plan' = 'link') =>
      log.note({ tenantId: owner.tenantId, runId, reader: { kind: 'key', id }, part, at: when });
    read(one, 'key_a', at + 5);
    read(one, 'key_a', at + 9);
    read(other, 'key_a', at + 1);
    read(other, 'key_b', at + 2, 'plan');
    read(other, 'key_a', at + day);

    await Promise.all([one.close(), other.close()]);

    const rows = (await rowsOf(runId)) as Record<string, unknown>[];
    expect(rows.map(({ reader_id: id, part, count }) => [id, part, count])).toEqual([
      ['key_a', 'link', 3],
      ['key_a', 'link', 1],
      ['key_b', 'plan', 1],
    ]);
    expect(rows[0]).toMatchObject({ first_at: new Date(at + 1), last_at: new Date(at + 9) });
  });

  test('takes no row for a run that is not there, or is another tenant’s', async () => {
    const runId = await pendingRun(bench);
    const { log } = logOf();
    const reader = { kind: 'key', id: 'key_a' } as const;
    log.note({ tenantId: owner.tenantId, runId: 'run_none', reader, part: 'link', at });
    log.note({ tenantId: 'another', runId, reader, part: 'link', at });
    log.note({ tenantId: owner.tenantId, runId, reader, part: 'plan', at });

    await log.close();

    expect((await rowsOf(runId)).map(({ part }: { part: string }) => part)).toEqual(['plan']);
  });

  test('waits while the database is away, within bounds, and says what was lost', async () => {
    const runId = await pendingRun(bench);
    let away = true;
    const broken = new Proxy(db, {
      get: (target, name) =>
        name === 'raw' && away ? () => Promise.reject(new Error('away')) : (Reflect.get(target, name) as unknown),
    });
    const { log, metrics } = logOf({ db: broken, rowsMax: 2 });
    const read = (id: string) =>
      log.note({ tenantId: owner.tenantId, runId, reader: { kind: 'key', id }, part: 'link', at });
    for (const id of ['key_a', 'key_b', 'key_a', 'key_c']) read(id);
    await log.flush();
    expect(await rowsOf(runId)).toEqual([]);
    away = false;

    await log.close();

    expect((await rowsOf(runId)).map((row: Record<string, unknown>) => [row['reader_id'], row['count']])).toEqual([
      ['key_a', 2],
      ['key_b', 1],
    ]);
    expect((await metrics.render()).body).toContain('parley_reads_lost_total 1');
  });

  test('is listed in pages to who may read the audit log, for the tenant’s own runs', async () => {
    const runId = await pendingRun(bench);
    const { log } = logOf();
    for (const [id, when] of [
      ['key_a', at],
      ['key_b', at + day],
      ['key_a', at + day],
    ] as const)
      log.note({ tenantId: owner.tenantId, runId, reader: { kind: 'key', id }, part: 'link', at: when });
    await log.close();
    const path = `/interviews/${runId}/access-log`;

    const first = await call('GET', `${path}?limit=2`);
    const rest = await call('GET', `${path}?limit=2&cursor=${String(first.body['nextCursor'])}`);

    const items = [first, rest].flatMap(({ body }) => body['items'] as { day: string; reader: { id: string } }[]);
    expect(items.map((item) => [item.day, item.reader.id])).toEqual([
      ['2026-11-21', 'key_a'],
      ['2026-11-21', 'key_b'],
      ['2026-11-20', 'key_a'],
    ]);
    expect(rest.body['nextCursor']).toBeNull();
    expect(items[0]).toMatchObject({ part: 'link', count: 1, firstAt: new Date(at + day).toISOString() });
    const stranger = await admin.tenantWithKey();
    expect((await callAs(stranger.key)('GET', path)).status).toBe(404);
    expect((await call('GET', '/interviews/run_none/access-log')).status).toBe(404);
    const partner = await admin.tenantWithKey('partner');
    expect((await callAs(partner.key)('GET', path)).status).toBe(403);
    const forged = Buffer.from(JSON.stringify(['x', '2026-02-31', 'key', 'k', 'link'])).toString('base64url');
    expect((await call('GET', `${path}?cursor=${forged}`)).status).toBe(400);
    expect(api.reads).toEqual([]);
  });
});
