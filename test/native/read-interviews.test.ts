import { describe, expect, it } from 'vitest';
import { operator } from '../api/start-api.ts';
import { assessedRun } from './assessed-run.ts';
import { completeRequest, pendingRun, publicUrl, useNativeApi } from './native-bench.ts';

const bench = await useNativeApi();
const { db, call, machine, owner } = bench;

const create = async (request: object = completeRequest): Promise<string> =>
  (await call('POST', '/interviews', request)).body['runId'] as string;
const read = (runId: string, query = '', headers: Record<string, string> = {}) =>
  call('GET', `/interviews/${runId}${query}`, undefined, headers);

const fields = [
  'runId',
  'interviewId',
  'candidateRef',
  'externalId',
  'source',
  'order',
  'templateId',
  'templateVersion',
  'completesWhen',
  'position',
  'level',
  'companyName',
  'state',
  'outcome',
  'erasing',
  'humanFollowUp',
  'attention',
  'dataQuality',
  'missingFields',
  'allowedCommands',
  'planRevision',
  'plan',
  'interviewLink',
  'invitation',
  'linkExpiresAt',
  'scheduledAt',
  'sessions',
  'assessmentRevision',
  'assessment',
  'timeline',
  'seq',
  'createdAt',
  'updatedAt',
  'completedAt',
  'decidedAt',
  'consentWithdrawnAt',
  'erasureRequestedAt',
  'erasedAt',
  'appeal',
];

describe('reading one interview', () => {
  it('shows exactly the documented fields', async () => {
    const runId = await create({ ...completeRequest, externalId: 'read-1' });
    const { status, body } = await read(runId);

    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual([...fields].sort());
    expect(body).toMatchObject({
      runId,
      candidateRef: 'li_app_a1b2c3d4',
      externalId: 'read-1',
      source: 'native',
      level: 'SENIOR',
      state: 'VALIDATING_SKILLS',
      outcome: null,
      humanFollowUp: false,
      attention: null,
      dataQuality: 'EXCELLENT',
      planRevision: 0,
      plan: null,
      interviewLink: null,
      sessions: [],
      assessment: null,
      seq: 2,
      erasedAt: null,
    });
    expect(body['allowedCommands']).toContain('cancel');
  });

  it('the timeline names actors by kind and key id, and shows times as text', async () => {
    const runId = await pendingRun(bench);
    await call('POST', `/interviews/${runId}/plan/approve`, { approvedBy: 'Dana Recruiter' });
    const { body } = await read(runId);

    const timeline = body['timeline'] as Record<string, unknown>[];
    expect(timeline.map(({ seq, type, from, to }) => [seq, type, from, to])).toEqual([
      [1, 'received', null, 'RECEIVED'],
      [2, 'validated', 'RECEIVED', 'VALIDATING_SKILLS'],
      [3, 'planReady', 'VALIDATING_SKILLS', 'PENDING'],
      [4, 'planApproved', 'PENDING', 'APPROVED'],
    ]);
    expect(timeline[0]?.['actor']).toEqual({ kind: 'integrator', id: owner.keyId });
    expect(timeline[3]?.['actor']).toEqual({ kind: 'recruiter', id: owner.keyId });
    expect(timeline[3]?.['detail']).toMatchObject({ linkExpiresAt: expect.stringMatching(/^\d{4}-.*Z$/) as string });
    expect(JSON.stringify(body)).not.toContain('Dana');
  });

  it('shows plan, link and sessions once they exist', async () => {
    const runId = await pendingRun(bench);
    await call('POST', `/interviews/${runId}/plan/approve`);
    await db('sessions').insert({
      id: `ses_${runId}`,
      run_id: runId,
      tenant_id: owner.tenantId,
      attempt: 1,
      provider: 'room',
      mode: 'text',
      started_at: new Date(),
    });
    const { body } = await read(runId);

    expect(body['plan']).toMatchObject({ revision: 1, questions: [{ id: 'q1' }] });
    expect(body['interviewLink']).toMatch(new RegExp(`^${publicUrl}/interview/[\\w-]{43}$`));
    expect(body['sessions']).toEqual([
      {
        id: `ses_${runId}`,
        provider: 'room',
        mode: 'text',
        startedAt: expect.any(String) as string,
        endedAt: null,
        endReason: null,
      },
    ]);
  });

  it('the link is gone once the personal key is destroyed', async () => {
    const runId = await pendingRun(bench);
    await call('POST', `/interviews/${runId}/plan/approve`);
    await bench.sealer.destroyKey({ tenantId: owner.tenantId, runId }, 'personal');

    expect((await read(runId)).body).toMatchObject({ state: 'APPROVED', interviewLink: null });
  });

  it('another tenant’s run and an absent one are the same 404', async () => {
    const runId = await create();
    const other = await bench.admin.tenantWithKey();
    const foreign = await bench.callAs(other.key)('GET', `/interviews/${runId}`);
    const absent = await read('run_00000000000000000000000000');

    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
  });
});

describe('conditional and waiting reads', () => {
  it('answers 304 until something visible has changed, turns included', async () => {
    const runId = await create();
    const first = await read(runId);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"\d+\.\d+"$/);

    const unchanged = await read(runId, '', { 'if-none-match': tag });
    await db('interviews')
      .where({ run_id: runId })
      .update({ version: db.raw('version + 1') });
    const changed = await read(runId, '', { 'if-none-match': tag });

    expect([unchanged.status, changed.status]).toEqual([304, 200]);
    expect(unchanged.headers.get('etag')).toBe(tag);
  });

  it('a waiting read answers as soon as the run moves on', async () => {
    const runId = await create();
    const waiting = read(runId, '?wait=20&afterSeq=2');
    await expect.poll(() => bench.watched).toContain(runId);
    const startedAt = Date.now();
    await machine.feed(runId, { type: 'planReady', detail: { revision: 1 } });
    const { body } = await waiting;

    expect(body).toMatchObject({ state: 'PENDING', seq: 3 });
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });

  it('a change that came before the wait is answered at once', async () => {
    const runId = await create();

    expect((await read(runId, '?wait=20&afterSeq=1')).body).toMatchObject({ seq: 2 });
  });

  it('a wait that ends without news answers 304 to a conditional read', async () => {
    const runId = await create();
    const tag = (await read(runId)).headers.get('etag') ?? '';

    expect((await read(runId, '?wait=1', { 'if-none-match': tag })).status).toBe(304);
  });

  it('waiting for an absent run is a 404 at once', async () => {
    expect((await read('run_x', '?wait=20')).status).toBe(404);
  });

  it.each(['?wait=21', '?wait=-1', '?wait=x', '?afterSeq=1.5', '?other=1'])('refuses %s', async (query) => {
    expect((await read(await create(), query)).status).toBe(400);
  });
});

describe('reading one interview again', () => {
  /** What the API asks the database and opens while `work` goes on. */
  const costOf = async (work: () => Promise<{ status: number }>) => {
    const statements: string[] = [];
    const listen = ({ sql }: { sql: string }): void => void statements.push(sql);
    bench.opened.length = 0;
    db.on('query', listen);
    const { status } = await work();
    db.removeListener('query', listen);
    const ofRun = statements.filter((sql) => sql.includes('interviews i'));
    return {
      status,
      columns: ofRun.map((sql) => (sql.includes('plan') ? 'all' : 'numbers')),
      opened: [...bench.opened],
    };
  };

  it('opens and presents it once per version, whoever asks', async () => {
    const runId = await assessedRun(bench);
    const first = await costOf(() => read(runId));
    const again = await costOf(() => read(runId));
    const plain = (await read(runId)).body;
    await machine.feed(runId, { type: 'cancelled', detail: {} });
    const changed = await costOf(() => read(runId));

    expect(first).toMatchObject({ status: 200, columns: ['all'] });
    expect(first.opened).toContain('turns.answer_sealed');
    expect(again).toEqual({ status: 200, columns: ['numbers'], opened: [] });
    expect(JSON.stringify(plain)).toContain('Dublin');
    expect(changed).toMatchObject({ status: 200, columns: ['numbers', 'all'] });
    expect((await read(runId)).body).toMatchObject({ state: 'CANCELLED' });
  });

  it('that has not changed costs one row of numbers: nothing is opened, and no text or plan is loaded', async () => {
    const runId = await assessedRun(bench);
    const tag = (await read(runId)).headers.get('etag') ?? '';

    expect(await costOf(() => read(runId, '', { 'if-none-match': tag }))).toEqual({
      status: 304,
      columns: ['numbers'],
      opened: [],
    });
  });

  it('gives what is kept to its own tenant only, and to keys that may read', async () => {
    const runId = await assessedRun(bench);
    await read(runId);
    const stranger = await bench.admin.tenantWithKey();
    const { text: partner } = await bench.admin.keys.createKey({
      owner: { kind: 'tenant', id: owner.tenantId },
      kind: 'partner',
      label: '',
      expiresAt: null,
      asker: operator,
    });
    const asked = await Promise.all(
      [stranger.key, partner].map((key) => bench.callAs(key)('GET', `/interviews/${runId}`)),
    );

    expect((await read(runId)).status).toBe(200);
    expect(asked.map(({ status }) => status)).toEqual([404, 403]);
    expect(JSON.stringify(asked)).not.toContain('Dublin');
  });
});

describe('listing interviews', () => {
  const listAll = async (as: typeof call, query: string): Promise<string[]> => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await as('GET', `/interviews?${query}${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...(body['items'] as { runId: string }[]).map(({ runId }) => runId));
      cursor = body['nextCursor'] as string | null;
    } while (cursor !== null);
    return seen;
  };

  it('walks all pages newest first, each run once, while new runs come in', async () => {
    const { key } = await bench.admin.tenantWithKey();
    const as = bench.callAs(key);
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1)
      made.push((await as('POST', '/interviews', completeRequest)).body['runId'] as string);
    const first = await as('GET', '/interviews?limit=2');
    await as('POST', '/interviews', completeRequest);
    const second = await as('GET', `/interviews?limit=2&cursor=${String(first.body['nextCursor'])}`);

    const ids = [...(first.body['items'] as { runId: string }[]), ...(second.body['items'] as { runId: string }[])].map(
      ({ runId }) => runId,
    );
    expect(ids).toEqual([...made].reverse().slice(0, 4));
    expect(await listAll(as, 'limit=2')).toHaveLength(6);
  });

  it('filters by state, position, externalId and candidateRef', async () => {
    const { key } = await bench.admin.tenantWithKey();
    const as = bench.callAs(key);
    const one = (await as('POST', '/interviews', { ...completeRequest, externalId: 'x1', candidateRef: 'c1' })).body[
      'runId'
    ];
    const two = (await as('POST', '/interviews', { level: 'MID', position: 'Cook' })).body['runId'];

    expect(await listAll(as, 'state=INFO_NEEDED')).toEqual([two]);
    expect(await listAll(as, 'position=Cook')).toEqual([two]);
    expect(await listAll(as, 'externalId=x1')).toEqual([one]);
    expect(await listAll(as, 'candidateRef=c1')).toEqual([one]);
    expect(await listAll(as, 'candidateRef=none')).toEqual([]);
  });

  it('updatedSince follows changes in their order', async () => {
    const { key } = await bench.admin.tenantWithKey();
    const as = bench.callAs(key);
    const one = (await as('POST', '/interviews', completeRequest)).body['runId'] as string;
    const two = (await as('POST', '/interviews', completeRequest)).body['runId'] as string;
    await machine.feed(one, { type: 'planReady', detail: { revision: 1 } });

    expect(await listAll(as, 'updatedSince=2020-01-01T00:00:00%2B02:00&limit=1')).toEqual([two, one]);
    expect(await listAll(as, 'updatedSince=2020-01-01T00:00:00+02:00&limit=1&state=')).toEqual([two, one]);
    expect(await listAll(as, 'updatedSince=2199-01-01T00:00:00Z')).toEqual([]);
  });

  it.each(['0000-01-01T00:00:00%2B23:59', '9999-12-31T23:59:59-23:59'])(
    'a time at the edge of time (%s) is no server error',
    async (at) => {
      expect((await call('GET', `/interviews?updatedSince=${at}`)).status).toBe(200);
    },
  );

  it('a cursor is bound to its filter, and nonsense is refused', async () => {
    await create();
    await create();
    const { body } = await call('GET', '/interviews?limit=1');
    const forge = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const [hash] = JSON.parse(Buffer.from(String(body['nextCursor']), 'base64url').toString()) as [string];
    const cursors = [
      `state=PENDING&cursor=${String(body['nextCursor'])}`,
      'cursor=x',
      `cursor=${forge({})}`,
      `cursor=${forge([hash, '2026-02-31T00:00:00.000000Z', 'run_1'])}`,
      `cursor=${forge([hash, 'now', 'run_1'])}`,
    ];

    for (const cursor of cursors)
      expect(await call('GET', `/interviews?${cursor}`)).toMatchObject({
        status: 400,
        body: { code: 'cursor.invalid' },
      });
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'state=OPEN', 'updatedSince=yesterday', 'candidateRef=a%40b'])(
    'refuses %s',
    async (query) => {
      expect((await call('GET', `/interviews?${query}`)).status).toBe(400);
    },
  );
});
