import { describe, expect, it } from 'vitest';
import { releaseBudgetWaits } from '../../activities/reconcile.ts';
import { createBudgetWaits } from '../../infra/db/models/model-budget.ts';
import { createTemporalEngine } from '../../infra/temporal/engine.ts';
import { recordingLog } from '../api/start-api.ts';
import { useWorkflowBench } from '../harness/workflow-bench.ts';

const bench = await useWorkflowBench({ activitiesMax: 4, modelActivitiesMax: 2 });
const { begin, work, row, timeline, db } = bench;
const spent = 'tenant.model_budget_spent';

describe('a run without money for its model', () => {
  it('waits at once with attention, fails nothing, and goes on where it stopped when it is sent on', async () => {
    const { runId } = await begin();
    await bench.untilState(runId, 'PENDING');
    work.trouble('draftPlan', runId, { kind: 'fail', code: spent, times: 1 });
    await bench.send(runId, { name: 'revisePlan', args: {} });
    const waiting = await bench.untilAttention(runId, spent);
    expect(waiting).toMatchObject({ state: 'GENERATING_PLAN', outcome: null });
    expect(waiting['machine']).toMatchObject({ attention: { code: spent, retryable: true } });
    expect(work.calls.filter((call) => call.step === 'draftPlan' && call.runId === runId)).toHaveLength(2);

    const release = () =>
      releaseBudgetWaits({
        budgetWaits: createBudgetWaits({ db, now: Date.now }),
        engine: createTemporalEngine({
          connection: bench.client.connection as never,
          namespace: 'default',
          taskQueue: bench.taskQueue,
          searchAttributes: false,
        }),
        log: recordingLog([]),
        heartbeat: () => undefined,
      });
    expect(await release()).toBe(1);

    await bench.untilState(runId, 'PENDING');
    expect((await row(runId))['attention_code']).toBeNull();
    expect((await timeline(runId)).map(({ type }) => type)).toEqual([
      'received',
      'validated',
      'planReady',
      'planRevisionRequested',
      'workFailed',
      'retried',
      'planReady',
    ]);
    expect(await release()).toBe(0);
  });
});

it('models that do not answer never take the place of what people wait for', async () => {
  const waiting = await Promise.all(Array.from({ length: 6 }, () => begin()));
  const { runId } = await begin();
  await Promise.all([...waiting, { runId }].map((run) => bench.untilState(run.runId, 'PENDING')));
  for (const run of waiting) work.trouble('draftPlan', run.runId, { kind: 'hang' });
  await Promise.all(waiting.map((run) => bench.send(run.runId, { name: 'revisePlan', args: {} })));

  await bench.send(runId, { name: 'approvePlan', args: {} });
  await bench.send(runId, { name: 'openSession', args: { mode: 'text' } });

  expect((await row(runId))['state']).toBe('IN_PROGRESS');
  await Promise.all(waiting.map((run) => bench.send(run.runId, { name: 'cancel', args: {} })));
});
