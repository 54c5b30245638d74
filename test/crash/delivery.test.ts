// The worker is killed at every step of a delivery. Receivers get every event under its id, and the ledger ends as if nothing had happened.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthy, scripted, startWebhookReceiver, type Behaviour } from '../fakes/webhook-receiver.ts';
import { newId } from '../../infra/system.ts';
import { eventually } from '../harness/eventually.ts';
import { engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath } from '../harness/native-client.ts';
import { startReplyHolder, type HoldPoint } from '../harness/reply-holder.ts';
import { useSystem } from '../harness/system.ts';
import { armDatabaseCut, type ArmedCut, type DatabaseCut } from './database-cuts.ts';
import { isSettled, readDeliveryEnd, receiverView, type DeliveryEnd } from './delivery-ledger.ts';

const env = { PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8', PARLEY_DELIVERY_DELAYS: 'PT0S,PT1S,PT1S,PT1S' };
const system = await useSystem({ start: ['api'], env: () => Promise.resolve(env) });
const { db } = system;
const wire = await startReplyHolder(system.databaseUrl);
const receiver = await startWebhookReceiver();
afterAll(() => Promise.all([wire.close(), receiver.close()]));

const client = createNativeClient({ baseUrl: system.apiUrl, apiKey: system.tenant.apiKeys.integration });
const startWorker = (): Promise<void> => system.start('worker', { DATABASE_URL: wire.url });

/** Its first events are enough: that it was received, and that its plan is there. */
const tell = async (): Promise<string> => {
  const request = { ...engineerRequest, callbackUrl: receiver.url };
  return (await client.insist<{ runId: string }>('POST', interviewsPath, request)).runId;
};

const untilSettled = async (runId: string): Promise<DeliveryEnd> => {
  await client.until(runId, 'PENDING');
  return eventually(() => readDeliveryEnd(db, runId), isSettled, { timeoutMs: 60_000 });
};

const eventIdsOf = async (runId: string): Promise<string[]> =>
  ((await db('events').select('id').where({ run_id: runId })) as { id: string }[]).map(({ id }) => id).toSorted();

/** Lets something come to the cut, kills the worker there, and starts another one. */
const killDuring = async <T>(arm: () => Promise<ArmedCut>, work: () => Promise<T>): Promise<T> => {
  const cut = await arm();
  const done = await work();
  await cut.reached;
  await system.kill('worker', 'SIGKILL');
  await cut.release();
  await startWorker();
  return done;
};

const killAt = async (arm: () => Promise<ArmedCut>): Promise<{ runId: string; end: DeliveryEnd }> => {
  const runId = await killDuring(arm, tell);
  return { runId, end: await untilSettled(runId) };
};

/** An order of an ATS for a run that has begun; the path of its address says whose result came. */
const order = async () => {
  const { tenantId } = system.tenant;
  const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
  await client.until(runId, 'PENDING');
  const id = newId('ord');
  const to = { callback_url: `${receiver.url}/${runId}`, vendor_keys: JSON.stringify({ variant: 'mariohr' }) };
  await db('orders').insert({ id, tenant_id: tenantId, run_id: runId, face: 'greenhouse', natural_key: id, ...to });
  return { id, runId };
};

const toldAt = async (id: string): Promise<number> =>
  Number(((await db('orders').where({ id }).first('told_at')) as { told_at: string }).told_at);

const atWriting = (cut: DatabaseCut) => () => armDatabaseCut(system.owner, cut);

/** PostgreSQL has done it, and the worker does not hear of it. */
const afterWriting = (point: HoldPoint) => async (): Promise<ArmedCut> => ({
  reached: wire.hold(point),
  release: async () => wire.cut(),
});

/** The receiver has it in its hands when the worker dies. */
const whileSending = (behaviour: Behaviour) => async (): Promise<ArmedCut> => {
  const before = receiver.received.length;
  receiver.behave(scripted(behaviour));
  const reached = eventually(
    async () => receiver.received.length,
    (count) => count > before,
  );
  return { reached: reached.then(() => undefined), release: async () => receiver.behave(healthy) };
};

const steps: [step: string, arm: () => Promise<ArmedCut>][] = [
  ['the event is stored and nobody has looked', atWriting({ table: 'deliveries', event: 'insert' })],
  [
    'its delivery is written and not committed',
    atWriting({ table: 'events', event: 'update', when: 'new.relayed_at is not null' }),
  ],
  ['its delivery is committed and the relay does not know', afterWriting({ after: 'into "deliveries"', at: 'COMMIT' })],
  [
    'a relay is about to claim the start',
    atWriting({
      table: 'deliveries',
      event: 'update',
      when: 'new.start_claimed_until is not null and new.started_at is null',
    }),
  ],
  [
    'the workflow is started and this is not written',
    atWriting({ table: 'deliveries', event: 'update', when: 'old.started_at is null and new.started_at is not null' }),
  ],
  [
    'the start is written and the relay does not know',
    afterWriting({ after: 'set "started_at"', at: 'set "started_at"' }),
  ],
  [
    'an attempt has begun and nothing was sent',
    afterWriting({ after: '"deliveries" as "d"', at: '"deliveries" as "d"' }),
  ],
  ['the receiver has it and has not answered', whileSending({ kind: 'hang' })],
  ['the receiver took it and the attempt is not recorded', atWriting({ table: 'delivery_attempts', event: 'insert' })],
  [
    'the attempt is recorded and not committed',
    atWriting({ table: 'deliveries', event: 'update', when: `new.status = 'delivered'` }),
  ],
  [
    'the attempt is committed and the worker does not know',
    afterWriting({ after: 'into "delivery_attempts"', at: 'COMMIT' }),
  ],
];

/** Between the committed result and the record of how it was told. */
const resultSteps = steps.filter(([step]) =>
  [
    'its delivery is committed and the relay does not know',
    'the receiver has it and has not answered',
    'the receiver took it and the attempt is not recorded',
    'the attempt is committed and the worker does not know',
  ].includes(step),
);

/** Where the receiver had the message and the worker's record of it was lost. */
const stepsAfterArrival = 3;

describe('a worker killed when', () => {
  let undisturbed: DeliveryEnd = { events: [], deliveries: [] };
  beforeAll(async () => {
    await startWorker();
    undisturbed = await untilSettled(await tell());
  });

  it.each(steps)('%s loses no event and leaves the ledger as if it had lived', async (_step, arm) => {
    const { runId, end } = await killAt(arm);

    expect(end).toEqual(undisturbed);
    expect(receiverView(receiver.received, runId)).toEqual({ taken: await eventIdsOf(runId), contradictions: [] });
  });

  it('the receiver had the message sends it again, under the same id', () => {
    const copies = receiver.received.map(({ headers }) => String(headers['webhook-id']));

    expect(copies.length).toBeGreaterThanOrEqual(new Set(copies).size + stepsAfterArrival);
  });

  it('an attempt has failed and the next one is waited for loses no event and counts on', async () => {
    const refusal: Behaviour = { kind: 'answer', status: 503 };
    const failedOnce = async (runId: string): Promise<boolean> =>
      (await db('deliveries').where({ run_id: runId, status: 'pending', attempts: 1 }).first()) !== undefined;
    receiver.behave(scripted(refusal));
    const calm = await untilSettled(await tell());

    receiver.behave(scripted(refusal));
    const runId = await tell();
    await eventually(() => failedOnce(runId), Boolean);
    await system.kill('worker', 'SIGKILL');
    await startWorker();
    const end = await untilSettled(runId);

    const outlines = [calm, end].map(({ deliveries }) => deliveries.map(({ attempts, made }) => ({ attempts, made })));
    expect(outlines[1]?.toSorted()).toEqual(outlines[0]?.toSorted());
    expect(receiverView(receiver.received, runId)).toEqual({ taken: await eventIdsOf(runId), contradictions: [] });
  });

  it.each(resultSteps)(
    '%s tells an ATS its one result, each time the same, under rising timestamps',
    async (_, arm) => {
      const { id, runId } = await order();
      const before = await toldAt(id);
      await killDuring(arm, () => client.insist('DELETE', `${interviewsPath}/${runId}`));
      const rows = await eventually(
        () => db('deliveries').where({ order_id: id }) as unknown as Promise<Record<string, unknown>[]>,
        (all) => all.length > 0 && all.every(({ status }) => status === 'delivered'),
        { timeoutMs: 60_000 },
      );
      const calls = receiver.received.filter(({ path }) => path.endsWith(runId));

      expect(rows).toMatchObject([{ event_type: 'interview.cancelled', attempts: 1 }]);
      expect(new Set(calls.filter(({ body }) => body !== '').map(({ body }) => body)).size).toBe(1);
      expect(calls[0]).toMatchObject({ method: 'PATCH', body: expect.stringContaining('cancelled') as unknown });
      expect(await toldAt(id)).toBeGreaterThanOrEqual(before + calls.length);
    },
  );
});
