// What an ATS orders is one run, however often it asks, and is told as it stands.
import { expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { OrderCall } from '../../domain/ports/orders.ts';
import { newId } from '../../infra/system.ts';
import { approvedTemplate } from '../harness/templates.ts';
import { completeRequest, useNativeApi } from '../native/native-bench.ts';

const bench = await useNativeApi();
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

test('an order is a run that nobody has to approve a plan of, with what the vendor knows it by', async () => {
  const { order, run, existing } = await orders.place(tenantId, callOf('first'));

  expect(existing).toBe(false);
  expect(order).toMatchObject({ face, connectionId: null, vendorKeys: { application: 17 }, runId: run.runId });
  const row = await db('interviews').where({ run_id: run.runId }).first();
  expect(row).toMatchObject({ source: face, completes_when: 'approved', template_id: null });
  expect(row.policy).toMatchObject({ autoApprovePlans: true });
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

  expect(await db('interviews').where({ run_id: run.runId }).first()).toMatchObject({
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
  await db('erasures').insert({
    run_id: run.runId,
    tenant_id: tenantId,
    scope: 'personal',
    cause: 'request',
    requested_by_kind: 'integrator',
  });

  expect(await orders.place(tenantId, call)).toMatchObject({ order: { id: order.id }, existing: true });
  expect(await orders.read(tenantId, from, order.id)).toMatchObject({ erased: true });
});
