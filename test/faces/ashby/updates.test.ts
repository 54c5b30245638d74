// What stands in Ashby's record of a candidate after all that can happen on the way there.
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { startAshbyHost } from '../../../simulators/ashby/host.ts';
import { eventually } from '../../harness/eventually.ts';
import { assess, assessRun, holdInterview, openRoom } from '../../native/assessed-run.ts';
import { invite, usePartnerApi } from '../partner-bench.ts';

const bench = await usePartnerApi({ kind: 'ashby' });
const { db, machine, owner, tell, due, ledger } = bench;
const ashby = await startAshbyHost({ partnerUrl: `${bench.api.url}/api/ashby` });
afterAll(ashby.close);
const { key } = await bench.connect(owner.tenantId, 'ashby', {
  config: { apiUrl: ashby.stage.url },
  credentials: { apiKey: ashby.apiKey },
});
ashby.install({ partnerKey: key });

const started = async () => {
  const answer = await ashby.start({ typeId: 'backend', applicationId: randomUUID(), email: 'sam@example.com' });
  const { assessment_id: id } = (answer.body as { results: { assessment_id: string } }).results;
  const { run_id: runId } = (await db('orders').where({ id }).first()) as { run_id: string };
  await invite(bench, runId);
  const record = ashby.assessments.get(id);
  if (record === undefined) throw new Error('Ashby does not know the assessment');
  return { id, runId, record };
};
const approve = (runId: string) =>
  bench.call('POST', `/interviews/${runId}/assessment/approve`, { verdict: 'HIRE', approvedBy: 'Rita' });

test('the whole way is told, each step once, and a result only after a person’s verdict', async () => {
  const { id, runId, record } = await started();
  expect(await tell(id)).toEqual(['done']);
  await openRoom(bench, runId);
  await tell(id);
  await holdInterview(bench, runId);
  await assess(bench, runId);
  await tell(id);
  expect(record.statuses).toEqual(['Invited', 'Started', 'In review']);
  expect(record.startedAt).not.toBeNull();
  expect(record).toMatchObject({ result: null, pageUrl: null, metadata: [] });

  await approve(runId);
  await tell(id);
  expect(record.statuses.at(-1)).toBe('Completed');
  expect(record.result).toMatchObject({ identifier: 'score', type: 'numeric_score', value: 70 });
  expect(record.pageUrl).toMatch(/\/result\//);
  const named = record.metadata.map(({ identifier, value }) => [identifier, value]);
  expect(Object.fromEntries(named)).toMatchObject({ verdict: 'Hire', competency_c1: 4 });
  expect(await due(id)).toEqual([]);
  expect(ashby.complaints).toEqual([]);
});

test('timestamps rise strictly, with a clock that runs backwards and across attempts of which nobody knows', async () => {
  const { id, runId, record } = await started();
  const start = Date.now();
  let clock = start;
  const backwards = (): number => (clock -= 86_400_000);
  // It is taken, and the worker dies before it could write that down.
  await tell(id, () => start);
  await db('delivery_attempts')
    .whereIn('delivery_id', db('deliveries').where({ order_id: id }).select('id'))
    .delete();
  await db('deliveries').where({ order_id: id }).update({ status: 'pending', attempts: 0, finished_at: null });
  await tell(id, backwards);
  await openRoom(bench, runId);
  await tell(id, backwards);
  await holdInterview(bench, runId);
  await assess(bench, runId);
  await tell(id, () => start + 3_600_000);
  await approve(runId);
  await tell(id, backwards);

  const { timestamps } = record;
  expect(timestamps).toHaveLength(5);
  expect(timestamps).toEqual(timestamps.toSorted((a, b) => a - b));
  expect(new Set(timestamps).size).toBe(5);
  expect(timestamps.every(Number.isSafeInteger)).toBe(true);
  expect(record.result).toMatchObject({ value: 70 });
  expect(ashby.complaints).toEqual([]);
});

test('an attempt that stood still loses its claim in time, and never has the higher timestamp than one that knows more', async () => {
  const { id, runId, record } = await started();
  await openRoom(bench, runId);
  await tell(id);
  await holdInterview(bench, runId);
  await assess(bench, runId);
  const gate = Promise.withResolvers<void>();
  const slow = tell(id, Date.now, gate.promise);
  await eventually(
    async () => (await db('orders').where({ id }).first()) as { told_at: string },
    ({ told_at: toldAt }) => Number(toldAt) > (record.timestamps.at(-1) ?? 0),
  );
  await approve(runId);
  await expect(tell(id)).rejects.toMatchObject({ code: 'delivery.endpoint_busy' });
  await db('orders')
    .where({ id })
    .update({ telling_until: db.raw(`now() - interval '1 second'`) });
  await tell(id);
  gate.resolve();

  expect((await slow)[0]).toBe('retry');
  expect(ashby.complaints.splice(0)[0]).toContain('timestamp_not_newer');
  expect(record.result).toMatchObject({ value: 70 });
});

test('a vendor that was away for all of it hears of the result once', async () => {
  const { id, runId, record } = await started();
  await due(id);
  await assessRun(bench, runId);
  await approve(runId);
  await tell(id);

  expect(record).toMatchObject({ statuses: ['Completed'], result: { value: 70 } });
  const rows = await ledger(id);
  expect(rows.map(({ status, reason }) => reason ?? status)).toEqual([
    'superseded',
    'superseded',
    'superseded',
    'delivered',
  ]);
});

test('an interview that ended is told with its reason, and never a score', async () => {
  const { id, runId, record } = await started();
  await tell(id);
  await machine.feed(runId, { type: 'optedOut', detail: {} });
  await tell(id);

  expect(record).toMatchObject({ cancelled: 'opted out: please arrange a phone screen', result: null });
});

test('what was cancelled at Ashby is said to be cancelled there too', async () => {
  const { id, record } = await started();
  expect((await ashby.cancel(id)).status).toBe(200);
  await tell(id);

  expect(record.cancelled).toMatch(/^cancelled/);
});

test.each([
  ['a failure with status 200', { status: 200, body: { success: false, errors: ['internal_error'] } }],
  ['a page of a proxy', { status: 200, body: '<html>' }],
  ['another address', { status: 301, headers: { location: 'https://example.com/' } }],
  ['a wrong key', { status: 401, body: { success: false, errors: ['unauthorized'] } }],
  ['a missing permission', { status: 403, body: { success: false, errors: ['missing_endpoint_permission'] } }],
  ['too many calls', { status: 429, headers: { 'retry-after': '7' } }],
  ['an outage', { status: 503 }],
])('%s is tried again, with the reason in the ledger, and told once', async (_name, trouble) => {
  const { id, record } = await started();
  ashby.troubles.push(trouble);

  expect(await tell(id)).toEqual(['retry']);
  const [row] = await ledger(id);
  const attempts = await db('delivery_attempts').where({ delivery_id: row?.id });
  expect(attempts).toMatchObject([{ status: trouble.status }]);
  expect(record.timestamps).toEqual([]);

  expect(await tell(id)).toEqual(['done']);
  expect(record.statuses).toEqual(['Invited']);
});
