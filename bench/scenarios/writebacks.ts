// Writing results into records of an ATS: how many a second, beside bare workflows with the very same activity.
import { setTimeout as sleep } from 'node:timers/promises';

import { eventId, newId } from '../../infra/system.ts';
import { writebackDeliveryId } from '../../infra/delivery/delivery-id.ts';
import { startAshbyAts } from '../../simulators/ashby/ats.ts';
import type { SimulatedAts } from '../../simulators/ats.ts';
import { runBareActivity } from '../bare/engine.ts';
import { callApi, createInterview, runPath, untilState } from '../interview.ts';
import { measureRate } from '../measure.ts';
import type { BenchContext, Result, Scenario } from '../scenario.ts';

const patienceMs = 180_000;
/** One record at a time for each connection: what is measured is ours, not the vendor's limit of rate. */
const connectionCount = 40;
const shortCount = 10;
const eventType = 'interview.cancelled';

type Order = { id: string; runId: string; tenantId: string; connectionId: string };

const connect = async ({ system, db }: BenchContext, { apiUrl, apiKey }: { apiUrl: string; apiKey: string }) => {
  const { id } = await callApi<{ id: string }>(system, 'POST', '/api/v1/connections', {
    kind: 'ashby',
    name: 'Bench',
    config: { apiUrl },
    credentials: { apiKey },
  });
  const { tenant_id: tenantId } = (await db('connections').where({ id }).first('tenant_id')) as { tenant_id: string };
  const mapping = {
    fields: [],
    note: true,
    tags: [{ tag: 'ai', when: { outcomes: ['CANCELLED'] } }],
    fallbackTag: null,
    files: [],
  };
  const kept = { connection_id: id, tenant_id: tenantId, version: 1, targets: '[]' };
  await db('connection_mappings').insert({
    ...kept,
    mapping: JSON.stringify({ ...mapping, link: false, stage: null }),
  });
  return { id, tenantId };
};

/** An interview that has ended, ordered for a record of its own; nobody has told of it yet. */
const orderOf = async (
  { system, db }: BenchContext,
  ats: SimulatedAts,
  { id: connectionId, tenantId }: { id: string; tenantId: string },
  round: string,
): Promise<Order> => {
  const runId = await createInterview(system, { position: `Engineer ${round}` });
  await untilState(system, runId, 'PENDING');
  await callApi(system, 'DELETE', runPath(runId));
  await untilState(system, runId, 'CANCELLED');
  const person = ats.apply({ firstName: 'Zoë', lastName: round, email: `zoe-${round}@example.com` });
  const vendorKeys = { applicationId: person.applicationId, candidateId: person.candidateId, stageId: person.stageId };
  const id = newId('ord');
  const row = { id, tenant_id: tenantId, run_id: runId, face: 'trigger', natural_key: id, connection_id: connectionId };
  await db('orders').insert({ ...row, vendor_keys: JSON.stringify(vendorKeys) });
  return { id, runId, tenantId, connectionId };
};

const untilDelivered = async ({ db }: BenchContext, orders: readonly Order[]): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  const ids = orders.map(({ id }) => id);
  for (;;) {
    const done: unknown[] = await db('deliveries').whereIn('order_id', ids).where({ status: 'delivered' }).select('id');
    if (done.length === orders.length) return;
    if (Date.now() > deadline) throw new Error(`${done.length} of ${orders.length} records were written`);
    await sleep(10);
  }
};

const eventOf = ({ runId, tenantId }: Order, relayed: boolean) => ({
  id: eventId(runId, 1_000, eventType),
  tenant_id: tenantId,
  run_id: runId,
  seq: 1_000,
  type: eventType,
  at: new Date(),
  state: 'CANCELLED',
  outcome: 'CANCELLED',
  data: JSON.stringify({ outcome: 'CANCELLED' }),
  relayed_at: relayed ? new Date() : null,
});

/** All at once, as after an outage: relay, workflows, records. */
const ours = async (context: BenchContext, orders: readonly Order[]): Promise<number> => {
  const startedAt = performance.now();
  await context.db('events').insert(orders.map((order) => eventOf(order, false)));
  await context.db.raw(`select pg_notify('event_added', ?)`, [orders[0]?.tenantId ?? '']);
  await untilDelivered(context, orders);
  return (orders.length * 1_000) / (performance.now() - startedAt);
};

/** The same attempts, each by a workflow that does nothing else. */
const bare = async (context: BenchContext, orders: readonly Order[]): Promise<number> => {
  const events = orders.map((order) => eventOf(order, true));
  await context.db('events').insert(events);
  const rows = orders.map((order, index) => ({
    id: writebackDeliveryId(events[index]?.id ?? '', order.id, 1),
    tenant_id: order.tenantId,
    channel: 'writeback',
    event_id: events[index]?.id,
    event_type: eventType,
    event_at: new Date(),
    run_id: order.runId,
    order_id: order.id,
    connection_id: order.connectionId,
    number: 1,
    // Nobody else starts it.
    started_at: new Date(),
  }));
  await context.db('deliveries').insert(rows);
  const work = async (index: number): Promise<void> => {
    const { id = '', tenant_id: tenantId = '' } = rows[index] ?? {};
    await runBareActivity(context, { channel: 'writeback', tenantId, id, attempt: 1 });
  };
  return await measureRate({ count: rows.length, concurrency: rows.length, work });
};

export const writebackScenario: Scenario = {
  name: 'writebacks',
  run: async (context): Promise<Result[]> => {
    const ats = await startAshbyAts();
    try {
      const sides: { ours: Order[]; bare: Order[] } = { ours: [], bare: [] };
      for (let index = 0; index < (context.short ? shortCount : connectionCount); index += 1) {
        const connection = await connect(context, ats);
        sides.ours.push(await orderOf(context, ats, connection, `a${index}`));
        sides.bare.push(await orderOf(context, ats, connection, `b${index}`));
      }
      const bareRate = await bare(context, sides.bare);
      const ourRate = await ours(context, sides.ours);
      return [
        {
          name: `records written, ${sides.ours.length} at once`,
          ours: `${ourRate.toFixed(1)}/s`,
          bare: `${bareRate.toFixed(1)}/s`,
          ratio: ourRate / bareRate,
          aim: '≥ 0.7 of bare workflows with the same activity',
        },
      ];
    } finally {
      await ats.close();
    }
  },
};
