import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { useWorkflowBench } from '../harness/workflow-bench.ts';

// Without a cache every workflow task replays the whole history: the cheapest test of determinism there is.
const bench = await useWorkflowBench({ workflowCacheMax: 0 });
const { begin, send, untilState, timeline, row } = bench;

const missing = [{ field: 'level', severity: 'CRITICAL' as const, reason: 'level.missing' }];

const wholeLifecycle = async (options: Parameters<typeof begin>[0] = {}): Promise<string> => {
  const { runId } = await begin({ missing, ...options });
  await send(runId, { name: 'supplyInfo', args: { submissionId: 'info_partial' } });
  await send(runId, { name: 'supplyInfo', args: { submissionId: 'info_complete' } });
  await untilState(runId, 'PENDING');
  await send(runId, { name: 'revisePlan', args: {} });
  await untilState(runId, 'PENDING');
  await send(runId, { name: 'approvePlan', args: {} });
  await send(runId, { name: 'openSession', args: { mode: 'text' } });
  await send(runId, { name: 'completeInterview', args: { reason: 'finished' } });
  await untilState(runId, 'ASSESSMENT_PENDING');
  await send(runId, { name: 'approveAssessment', args: {} });
  await untilState(runId, 'ASSESSMENT_APPROVED');
  return runId;
};

describe('a run without any cache', () => {
  it('comes to the same timeline, replayed at every step', async () => {
    const runId = await wholeLifecycle();

    const types = (await timeline(runId)).map((entry) => entry.type);
    expect(types).toEqual([
      'received',
      'validated',
      'infoSupplied',
      'infoMerged',
      'infoSupplied',
      'infoMerged',
      'planReady',
      'planRevisionRequested',
      'planReady',
      'planApproved',
      'sessionRequested',
      'sessionOpened',
      'completed',
      'assessmentReady',
      'assessmentApproved',
    ]);
  });
});

describe('a very long run', () => {
  it('continues as new in the middle and loses neither its state nor what it answered', async () => {
    const runId = await wholeLifecycle({ historyEventsMax: 20 });

    const first = await bench.client.workflow.getHandle(`interview-${runId}`).describe();
    expect((await row(runId))['state']).toBe('ASSESSMENT_APPROVED');
    expect((await timeline(runId)).map((entry) => entry.seq)).toEqual([...Array(15).keys()].map((index) => index + 1));
    expect(first.historyLength).toBeLessThan(100);
  });

  it('applies an update once although it is sent again to the next link of the chain', async () => {
    const { runId } = await begin({ historyEventsMax: 5 });
    await untilState(runId, 'PENDING');
    const updateId = randomUUID();
    await send(runId, { name: 'approvePlan', args: {} }, updateId);

    const linkOf = async () => (await bench.handleOf(runId).describe()).runId;
    const first = await linkOf();
    await send(runId, { name: 'schedule', args: { scheduledAt: Date.now() + 3_600_000 } });
    await eventually(linkOf, (link) => link !== first);
    await expect(send(runId, { name: 'approvePlan', args: {} }, updateId)).resolves.toMatchObject({
      state: 'SCHEDULED',
    });

    expect((await timeline(runId)).filter((entry) => entry.type === 'planApproved')).toHaveLength(1);
  });
});

describe('without a worker', () => {
  it('a command that timed out for its caller is applied once when a worker comes back', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');
    await bench.stopWorker();
    const updateId = randomUUID();

    const attempt = bench.client.withDeadline(Date.now() + 1_000, () =>
      send(runId, { name: 'approvePlan', args: {} }, updateId),
    );
    await expect(attempt).rejects.toThrow();
    await bench.startWorker();

    await expect(send(runId, { name: 'approvePlan', args: {} }, updateId)).resolves.toMatchObject({
      state: 'APPROVED',
    });
    expect((await timeline(runId)).filter((entry) => entry.type === 'planApproved')).toHaveLength(1);
  });

  it('a signal waits for one', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');
    await bench.stopWorker();
    await bench.signal(runId, 'cancel');
    await bench.startWorker();

    await untilState(runId, 'CANCELLED');
  });
});

describe('many commands at once', () => {
  it('all get an answer, and the timeline has no gap', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');
    await send(runId, { name: 'approvePlan', args: {} });

    const help = Array.from({ length: 8 }, () => send(runId, { name: 'requestHelp', args: { code: 'question' } }));
    const outcomes = await Promise.allSettled(help);

    expect(outcomes.every((outcome) => outcome.status === 'fulfilled')).toBe(true);
    const seqs = (await timeline(runId)).map((entry) => entry.seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });
});

describe('the projection', () => {
  it('written twice is the same as once, and a different fact under a known seq is a conflict', async () => {
    const { runId, tenantId } = await begin();
    await untilState(runId, 'PENDING');
    const stored: { at: Date } = await bench.db('transitions').where({ run_id: runId, seq: 3 }).first();
    const at = stored.at.getTime();
    const fact = { seq: 3, at, actor: { kind: 'system' }, type: 'planReady', detail: { revision: 1 } } as const;

    await bench.projection.project({ tenantId, runId }, [fact]);
    await expect(bench.projection.project({ tenantId, runId }, [{ ...fact, at: at + 1 }])).rejects.toMatchObject({
      code: 'projection.conflict',
    });
    await expect(bench.projection.project({ tenantId, runId }, [{ ...fact, seq: 9 }])).rejects.toMatchObject({
      code: 'projection.conflict',
    });

    expect(await timeline(runId)).toHaveLength(3);
    await eventually(
      () => bench.db('events').where({ run_id: runId }) as unknown as Promise<unknown[]>,
      (events) => events.length === 1,
    );
  });
});
