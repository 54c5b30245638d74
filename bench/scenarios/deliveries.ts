// Telling the outside: how soon after an event its webhook arrives, and how many arrive per second.
import { setTimeout as sleep } from 'node:timers/promises';

import { eventId } from '../../infra/system.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../test/fakes/webhook-receiver.ts';
import { runBareSequence } from '../bare/engine.ts';
import { createInterview, untilState } from '../interview.ts';
import { measureRate, sampleOf } from '../measure.ts';
import type { BenchContext, Result, Scenario } from '../scenario.ts';

const patienceMs = 120_000;
/** People pause between two clicks: each event finds a system at rest. */
const pauseMs = 150;
/** Creation and plan. */
const eventsBefore = 2;
const burstCount = 300;
const bareConcurrency = 50;

const untilReceived = async (receiver: WebhookReceiver, count: number): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while (receiver.received.length < count) {
    if (Date.now() > deadline) throw new Error(`${receiver.received.length} of ${count} webhooks arrived`);
    await sleep(5);
  }
};

/** From the time of the event, so that its commit is part of the figure. */
const firstAttempts = async ({ system, rounds }: BenchContext, receiver: WebhookReceiver): Promise<Result> => {
  const from = receiver.received.length;
  for (let round = 0; round < rounds; round += 1) {
    const runId = await createInterview(system, { position: `Engineer ${round}`, callbackUrl: receiver.url });
    await untilState(system, runId, 'PENDING');
    await sleep(pauseMs);
  }
  await untilReceived(receiver, from + eventsBefore * rounds);
  const delays = receiver.received
    .slice(from)
    .map(({ at, body }) => at - Date.parse((JSON.parse(body) as { timestamp: string }).timestamp));
  const { medianMs, p95Ms } = sampleOf(delays);
  return {
    name: 'webhook, first attempt after its event',
    ours: `${medianMs.toFixed(0)} ms (p95 ${p95Ms.toFixed(0)})`,
    bare: '',
    ratio: null,
    aim: 'p95 < 1 s',
  };
};

/** Committed at once, as after an outage; no mail follows them. */
const tellMany = async ({ db }: BenchContext, runId: string): Promise<void> => {
  const run = (await db('interviews').where({ run_id: runId }).first('tenant_id')) as { tenant_id: string };
  const type = 'interview.started';
  const rows = Array.from({ length: burstCount }, (_, index) => ({
    id: eventId(runId, 1_000 + index, type),
    tenant_id: run.tenant_id,
    run_id: runId,
    seq: 1_000 + index,
    type,
    at: new Date(),
    state: 'IN_PROGRESS',
    outcome: null,
    data: '{}',
  }));
  await db('events').insert(rows);
  await db.raw(`select pg_notify('event_added', ?)`, [run.tenant_id]);
};

const burst = async (context: BenchContext, receiver: WebhookReceiver): Promise<Result> => {
  const before = receiver.received.length;
  const runId = await createInterview(context.system, { position: 'Burst', callbackUrl: receiver.url });
  const from = before + eventsBefore;
  await untilReceived(receiver, from);
  const startedAt = performance.now();
  await tellMany(context, runId);
  await untilReceived(receiver, from + burstCount);
  const ours = (burstCount * 1_000) / (performance.now() - startedAt);
  const work = () => runBareSequence(context, 1);
  const bare = await measureRate({ count: burstCount, concurrency: bareConcurrency, work });
  return {
    name: `deliveries, ${burstCount} at once`,
    ours: `${ours.toFixed(1)}/s`,
    bare: `${bare.toFixed(1)}/s`,
    ratio: ours / bare,
    aim: '≥ 0.5 of bare workflows with one activity',
  };
};

export const deliveryScenario: Scenario = {
  name: 'delivery',
  run: async (context) => {
    const receiver = await startWebhookReceiver();
    try {
      return [await firstAttempts(context, receiver), await burst(context, receiver)];
    } finally {
      await receiver.close();
    }
  },
};
