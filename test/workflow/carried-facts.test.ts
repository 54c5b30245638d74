import { describe, expect, it } from 'vitest';
import { unpackFact, type Fact } from '../../domain/lifecycle/facts.ts';
import { tenantId } from '../harness/interview-run.ts';
import { eventually } from '../harness/eventually.ts';
import { useWorkflowBench } from '../harness/workflow-bench.ts';

const bench = await useWorkflowBench();
const { begin, send, update, untilState, timeline, row, projection, db, handleOf } = bench;

const approve = { name: 'approvePlan', args: {} } as const;
const scheduleAt = (number: number) =>
  ({ name: 'schedule', args: { scheduledAt: Date.now() + 3_600_000 + number } }) as const;

const pendingRun = async (): Promise<string> => {
  const { runId } = await begin();
  await untilState(runId, 'PENDING');
  // The row shows a fact a moment before the workflow hears that it was written, and until then answers would carry it too.
  await eventually(
    async () => (await handleOf(runId).describe()).raw,
    ({ pendingActivities, pendingWorkflowTask }) => (pendingActivities ?? []).length === 0 && !pendingWorkflowTask,
  );
  return runId;
};

/** What the answer carries; nothing when it was written before. */
const carried = async (...sending: Parameters<typeof update>): Promise<Fact[]> => {
  const answer = await update(sending[0], sending[1], { carries: true, ...sending[2] });
  return 'facts' in answer ? answer.facts.map(unpackFact) : [];
};

/** Nobody can write about the run until it is released. */
const holdRow = async (runId: string): Promise<() => Promise<void>> => {
  const holder = await db.transaction();
  await holder('interviews').where({ run_id: runId }).forUpdate().select('run_id');
  return async () => void (await holder.rollback());
};

const typesOf = async (runId: string): Promise<string[]> => (await timeline(runId)).map(({ type }) => type);

describe('an answer that carries its facts', () => {
  it('names all that PostgreSQL may lack, and each is written once, whoever comes first', async () => {
    const runId = await pendingRun();
    const release = await holdRow(runId);
    const first = await carried(runId, approve);
    const second = await carried(runId, scheduleAt(1));
    const before = await row(runId);
    const writing = [second, first].map((facts) => projection.project({ tenantId, runId }, facts));
    await release();
    await Promise.all(writing);

    expect(before).toMatchObject({ state: 'PENDING', link_hash: null });
    expect(first.map(({ type }) => type)).toEqual(['planApproved']);
    expect(second.map(({ type }) => type)).toEqual(['planApproved', 'scheduled']);
    const after = await row(runId);
    expect(after).toMatchObject({ state: 'SCHEDULED', seq: 5 });
    // The workflow's own writing has come by as well once this is answered.
    await update(runId, { name: 'cancel', args: {} });
    expect(await typesOf(runId)).toEqual([
      'received',
      'validated',
      'planReady',
      'planApproved',
      'scheduled',
      'cancelled',
    ]);
    expect(await row(runId)).toMatchObject({ link_hash: after['link_hash'] });
    for (const table of ['events', 'audit_intake']) {
      const told = (await db(table).select('*')) as Record<string, unknown>[];
      const own = told.filter((each) => (each['run_id'] ?? each['target_id']) === runId);
      expect(new Set(own.map((each) => `${String(each['type'] ?? each['act'])}`)).size).toBe(own.length);
    }
  });

  it('is made good by the workflow when its receiver dies', async () => {
    const runId = await pendingRun();

    const [fact] = await carried(runId, approve);

    await eventually(
      () => row(runId),
      (found) => found['seq'] === fact?.seq,
    );
  });

  it('may come again long after, and then changes nothing', async () => {
    const runId = await pendingRun();
    const once = { updateId: 'key_once' };
    const first = await carried(runId, approve, once);
    await projection.project({ tenantId, runId }, first);
    await send(runId, scheduleAt(1));
    const before = await row(runId);
    const again = await carried(runId, approve, once);
    await projection.project({ tenantId, runId }, again);

    expect(again).toEqual(first);
    expect(await row(runId)).toEqual(before);
  });

  it('waits like any other while PostgreSQL is far behind', async () => {
    const runId = await pendingRun();
    const release = await holdRow(runId);
    const counts = [(await carried(runId, approve)).length];
    for (let number = 1; number < 10; number += 1) counts.push((await carried(runId, scheduleAt(number))).length);
    const waiting = update(runId, scheduleAt(10), { carries: true });
    await release();

    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await waiting).toMatchObject({ seq: 14 });
    expect(await row(runId)).toMatchObject({ seq: 14 });
  });

  it('is only for who can write them: an API of an earlier version is answered once the row shows it', async () => {
    const runId = await pendingRun();

    expect(await update(runId, approve)).toMatchObject({ state: 'APPROVED', seq: 4 });
    expect(await row(runId)).toMatchObject({ state: 'APPROVED', seq: 4 });
  });
});
