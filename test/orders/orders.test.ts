// What an ATS orders is one run, however often it asks, and is told as it stands.
import { expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { OrderCall } from '../../domain/ports/orders.ts';
import { auditBundles } from '../../api/wiring/privacy.ts';
import { openIfKept } from '../../domain/seal/open.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import type { CompletesWhen } from '../../domain/templates/template.ts';
import { createOrderStore } from '../../infra/db/orders/order-store.ts';
import { unpackArchive } from '../../infra/bundle/archive.ts';
import { newId } from '../../infra/system.ts';
import { approvedTemplate } from '../harness/templates.ts';
import { useErasureWorld } from '../erasure/erasure-world.ts';
import { answerText, assessedRun } from '../native/assessed-run.ts';
import { completeRequest, pendingRun } from '../native/native-bench.ts';

const bench = await useErasureWorld();
const { db, deps, owner } = bench;
const { orders } = deps;
const { tenantId } = owner;
const face = 'greenhouse';
const from = { face, connection: null };

const addConnection = async (status = 'active', ownerId = tenantId): Promise<string> => {
  const id = newId('con');
  await db('connections').insert({ id, tenant_id: ownerId, kind: face, name: 'Theirs', config: '{}', status });
  return id;
};

const callOf = (natural: string, order: Partial<OrderCall['order']> = {}): OrderCall => ({
  order: {
    face,
    connectionId: null,
    naturalKey: [natural],
    callbackUrl: 'https://ats.example.com/results/1',
    vendorKeys: { application: 17 },
    secret: { sent_by: 'recruiter@example.com' },
    ...order,
  },
  request: { ...completeRequest, candidateName: 'Ada', candidateEmail: 'ada@example.com' } as OrderCall['request'],
  needsInvitation: true,
  actor: { kind: 'integrator', id: owner.keyId },
});

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? [error.code, ...error.errors.map((one) => one.code)] : error),
  );

const runsOf = async (natural: string): Promise<number> =>
  Number((await db('orders').whereRaw(`vendor_keys ->> 'natural' = ?`, [natural]).count({ n: '*' }))[0]?.['n']);

test('an order without a package is a run whose plan a person decides on, with what the vendor knows it by', async () => {
  const { order, run, existing } = await orders.place(tenantId, callOf('first'));

  expect(existing).toBe(false);
  expect(order).toMatchObject({ face, connectionId: null, vendorKeys: { application: 17 }, runId: run.runId });
  const row = await db('interviews').where({ run_id: run.runId }).first();
  expect(row).toMatchObject({ source: face, completes_when: 'approved', template_id: null });
  expect(row.policy).toMatchObject({ autoApprovePlans: false });
  expect(await orders.read(tenantId, from, order.id)).toMatchObject({
    order: { id: order.id },
    result: { status: 'waiting', score: null },
    erased: false,
  });
  expect(await orders.findByNaturalKey(tenantId, from, ['first'])).toMatchObject({ order: { id: order.id } });
});

test('an order of a package takes over its job, whatever the ATS says of the job along with it', async () => {
  const template = await approvedTemplate(db, tenantId, { externalId: 'backend', completesWhen: 'scored' });
  const request = {
    position: 'Nurse',
    level: 'LEAD',
    templateId: 'backend',
    candidateEmail: 'ada@example.com',
  } as const;
  const { run } = await orders.place(tenantId, { ...callOf('package'), request });

  const row = await db('interviews').where({ run_id: run.runId }).first();
  expect(row.policy).toMatchObject({ autoApprovePlans: true });
  expect(row).toMatchObject({
    template_id: template.id,
    template_version: template.version,
    completes_when: 'scored',
    position: template.job.position,
    level: template.job.level,
  });
});

test('two hundred repeats at the same moment make one run, and all are told of the same order', async () => {
  const call = callOf('crowd', { vendorKeys: { natural: 'crowd' } });
  const placed = await Promise.all(Array.from({ length: 200 }, () => orders.place(tenantId, call)));

  expect(new Set(placed.map(({ order }) => order.id)).size).toBe(1);
  expect(placed.filter(({ existing }) => !existing)).toHaveLength(1);
  expect(await runsOf('crowd')).toBe(1);
  const runs = await db('interviews').where({ tenant_id: tenantId, source: face });
  expect(runs).toHaveLength((await db('orders').where({ tenant_id: tenantId })).length);
});

test('the same key through another connection or face is another order', async () => {
  const [one, other] = [await addConnection(), await addConnection()];
  const placed = await Promise.all([
    orders.place(tenantId, callOf('shared', { connectionId: one })),
    orders.place(tenantId, callOf('shared', { connectionId: other })),
    orders.place(tenantId, callOf('shared', { face: 'workable' })),
  ]);

  expect(new Set(placed.map(({ order }) => order.id)).size).toBe(3);
});

test('an order is found by its face, its connection and its tenant alone', async () => {
  const connection = { id: await addConnection(), kind: face, status: 'active' } as const;
  const { order } = await orders.place(tenantId, callOf('hidden', { connectionId: connection.id }));
  const stranger = { ...connection, id: await addConnection() };
  const other = await bench.admin.tenantWithKey();

  expect(await orders.read(tenantId, { face, connection }, order.id)).toMatchObject({ order: { id: order.id } });
  for (const place of [
    { face: 'ashby', connection: null },
    { face, connection: stranger },
  ])
    expect(await codeOf(orders.read(tenantId, place, order.id))).toEqual(['order.not_found']);
  expect(await codeOf(orders.read(other.tenantId, from, order.id))).toEqual(['order.not_found']);
  expect(await orders.findByNaturalKey(tenantId, { face, connection: stranger }, ['hidden'])).toBeNull();
});

test('nothing is stored of an order that cannot be carried out', async () => {
  const refused = async (call: OrderCall) => {
    const code = await codeOf(orders.place(tenantId, call));
    expect(await orders.findByNaturalKey(tenantId, from, call.order.naturalKey)).toBeNull();
    return code;
  };
  const withEmail = (candidateEmail: string | undefined, needsInvitation = true): OrderCall => {
    const { candidateEmail: _, ...request } = callOf('refused').request;
    const given = candidateEmail === undefined ? request : { ...request, candidateEmail };
    return { ...callOf('refused'), request: given, needsInvitation };
  };
  const foreign = await addConnection('active', (await bench.admin.tenantWithKey()).tenantId);

  for (const email of [undefined, '', 'ada', 'ada@', 'Ada <ada@example.com>', 'a@example.com, b@example.com'])
    expect(await refused(withEmail(email))).toEqual(['order.email_unusable']);
  for (const url of ['https://10.0.0.1/x', 'http://ats.example.com/x', 'https://[::1]/x', 'ftp://ats.example.com', 'x'])
    expect(await refused(callOf('refused', { callbackUrl: url }))).toEqual(['request.invalid', expect.any(String)]);
  expect(await refused(callOf('refused', { connectionId: await addConnection('paused') }))).toEqual([
    'connection.paused',
  ]);
  for (const connectionId of [await addConnection('deleted'), foreign, 'con_none'])
    expect(await refused(callOf('refused', { connectionId }))).toEqual(['connection.not_found']);
  const unknown = { ...callOf('refused'), request: { templateId: 'none', candidateEmail: 'ada@example.com' } };
  expect(await refused(unknown)).toEqual(['template.not_found']);
  expect(await codeOf(orders.place(tenantId, withEmail(undefined, false)))).toBeNull();
});

test('a repeat is answered though the connection is paused and the person is erased', async () => {
  const connectionId = await addConnection();
  const call = callOf('later', { connectionId });
  const { order, run } = await orders.place(tenantId, call);
  await db('connections').where({ id: connectionId }).update({ status: 'paused' });
  await bench.erase(run.runId);

  expect(await orders.place(tenantId, call)).toMatchObject({ order: { id: order.id }, existing: true });
  expect(await orders.read(tenantId, from, order.id)).toMatchObject({ erased: true, result: { status: 'ended' } });
  const row = await db('orders').where({ id: order.id }).first();
  expect(row).toMatchObject({ private_sealed: null, vendor_keys: { application: 17 } });
});

test('what an ATS sent of people or to be echoed is sealed, and gone from the moment of an erasure on', async () => {
  const secret = { sent_by: 'recruiter@example.com', call_secret: 'zqsecret' };
  const { order, run } = await orders.place(tenantId, callOf('sealed', { secret }));
  const store = createOrderStore(db);
  const sealed = (await store.find(tenantId, order.id))?.secretSealed ?? null;

  expect(await openIfKept(bench.sealer, sealPlaces.orderSecret(run, order.id), sealed)).toEqual(secret);
  expect(JSON.stringify(await db('orders').where({ id: order.id }).select(db.raw('orders::text')))).not.toMatch(
    /zqsecret|recruiter/,
  );
  await bench.call('DELETE', bench.pathOf(run.runId));
  expect((await store.find(tenantId, order.id))?.secretSealed).toBeNull();
});

test('an audit bundle has the order, with nothing in it that opens something', async () => {
  const secret = {
    sent_by: 'recruiter@example.com',
    body: { call_secret: 'zqsecret', steps: [{ token: 'zqsecret' }] },
  };
  const { order, run } = await orders.place(tenantId, callOf('bundled', { secret }));
  const requestIn = async () => {
    const asker = { actor: { kind: 'operator', id: null }, requestId: null } as const;
    const files = unpackArchive((await auditBundles(deps)(run, asker)).bytes);
    return JSON.parse(files.get('request.json') ?? '') as Record<string, unknown>;
  };

  const made = await requestIn();
  expect(made['order']).toMatchObject({
    id: order.id,
    face,
    private: { sent_by: 'recruiter@example.com', body: { call_secret: { withheld: true, reason: 'credential' } } },
  });
  expect(JSON.stringify(made)).not.toContain('zqsecret');
  await bench.erase(run.runId);
  expect((await requestIn())['order']).toMatchObject({ id: order.id, private: { withheld: true, reason: 'erased' } });
});

test('an interview shows its order, its template and its rule, alone and in lists', async () => {
  const connectionId = await addConnection();
  const { order, run } = await orders.place(tenantId, callOf('shown', { connectionId }));
  const shown = {
    source: face,
    order: { id: order.id, face, connectionId, vendorKeys: { application: 17 } },
    templateId: null,
    templateVersion: null,
    completesWhen: 'approved',
  };

  expect((await bench.call('GET', `/interviews/${run.runId}`)).body).toMatchObject(shown);
  const { body } = await bench.call('GET', '/interviews?limit=1');
  expect(body['items']).toMatchObject([{ runId: run.runId, ...shown }]);
  const native = await pendingRun(bench);
  expect((await bench.call('GET', `/interviews/${native}`)).body).toMatchObject({ source: 'native', order: null });
});

/** As if an ATS had ordered a run that is there already. */
const orderOf = async (runId: string, completesWhen: CompletesWhen = 'approved'): Promise<string> => {
  const id = newId('ord');
  await db('orders').insert({ id, tenant_id: tenantId, run_id: runId, face, natural_key: id });
  await db('interviews').where({ run_id: runId }).update({ completes_when: completesWhen });
  return id;
};

test('a score is told once a person approved it, or at once and as advisory where the template says so', async () => {
  const runId = await assessedRun(bench);
  const id = await orderOf(runId);
  const resultAt = async () => (await orders.read(tenantId, from, id)).result;

  expect(await resultAt()).toMatchObject({ status: 'in_review', score: null, verdict: null });
  await db('interviews').where({ run_id: runId }).update({ completes_when: 'scored' });
  expect(await resultAt()).toMatchObject({ status: 'complete', score: 70, verdict: 'HIRE', advisory: true });
  await db('interviews').where({ run_id: runId }).update({ completes_when: 'approved' });
  const approval = { verdict: 'MAYBE', reasonCodes: ['reference_check'] };
  expect((await bench.call('POST', `/interviews/${runId}/assessment/approve`, approval)).status).toBe(200);
  expect(await resultAt()).toMatchObject({ status: 'complete', score: 70, verdict: 'MAYBE', engine: 'offline' });
});

test('a rejected assessment is no result, whatever the rule', async () => {
  const runId = await assessedRun(bench);
  const id = await orderOf(runId, 'scored');
  await bench.call('POST', `/interviews/${runId}/assessment/reject`, { reason: 'The questions were wrong.' });

  const { result } = await orders.read(tenantId, from, id);
  expect(result).toMatchObject({ status: 'ended', outcome: 'ASSESSMENT_REJECTED', score: null, verdict: null });
});

test('a report has the words behind a result: none before an assessment, none after an erasure', async () => {
  const before = await pendingRun(bench);
  expect(await orders.readReport({ tenantId, runId: before })).toBeNull();

  const runId = await assessedRun(bench);
  const report = await orders.readReport({ tenantId, runId });
  expect(report).toMatchObject({
    summary: 'Enough evidence.',
    strengths: ['Acts under pressure'],
    competencies: [
      { id: 'c1', score: 4, weight: 100, required: true, evidence: [{ quote: 'I moved the traffic to Dublin' }] },
    ],
    skills: [{ skill: 'Incident response' }],
    transcript: [
      { turn: 1, role: 'interviewer', text: 'Tell me about an incident.' },
      { turn: 1, role: 'candidate', text: answerText },
    ],
    recordingUrl: null,
  });
  expect(await codeOf(orders.readReport({ tenantId: 'ten_other', runId }))).toEqual(['interview.not_found']);
  await bench.call('DELETE', bench.pathOf(runId));
  expect(await codeOf(orders.readReport({ tenantId, runId }))).toEqual(['personal_data.erased']);
});

test('withdrawn consent ends what is told: no score, no word, whatever the rule', async () => {
  const runId = await assessedRun(bench);
  const id = await orderOf(runId, 'scored');
  await db('interviews').where({ run_id: runId }).update({ consent_withdrawn_at: new Date() });

  const { result } = await orders.read(tenantId, from, id);
  expect(result).toMatchObject({ status: 'ended', score: null, verdict: null, humanFollowUp: true });
  expect(await codeOf(orders.readReport({ tenantId, runId }))).toEqual(['consent.withdrawn']);
});
