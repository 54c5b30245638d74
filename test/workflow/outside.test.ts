// The workflows that wait for others: what an ATS tells of an application, and what goes into its record, with scripted steps.
import { mkdirSync, writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { createInterviewWorker } from '../../worker/interview-worker.ts';
import {
  atsApplicationWorkflowId,
  atsApplicationWorkflowType,
  deliveryWorkflowId,
  deliveryWorkflowType,
  hooksSignal,
  type AtsApplicationInput,
  type AttemptOutcome,
  type DeliveryActivities,
  type DeliveryInput,
  type HookActivities,
} from '../../workflows/contracts.ts';
import { eventually } from '../harness/eventually.ts';
import { useTemporal } from '../harness/temporal.ts';

const dayMs = 24 * 3_600_000;

type History = Parameters<typeof historyToJSON>[0];

// PARLEY_RECORD_HISTORIES=0.6 writes the histories of this run as those of release 0.6, to be replayed for ever.
const release = process.env['PARLEY_RECORD_HISTORIES'];

const { env, taskQueue, workflowBundle } = await useTemporal();

/** What each turn of a hook does, one after the other; done where nothing is said. */
const turns = new Map<string, (() => Promise<void>)[]>();
const worked: string[] = [];
const outcomes = new Map<string, AttemptOutcome[]>();

const hooks: HookActivities = {
  processHookAtOnce: async ({ id }) => {
    if (turns.has(id)) return { result: 'later' };
    return await hooks.processHook({ tenantId: 'ten_test', id }).then(() => ({ result: 'done' }));
  },
  processHook: async ({ id }) => {
    await turns.get(id)?.shift()?.();
    worked.push(id);
    return { result: 'done' };
  },
  giveUpHook: ({ id, code }) => Promise.resolve(void worked.push(`${id} ${code}`)),
};
const deliveries: DeliveryActivities = {
  attemptDelivery: ({ id }) => Promise.resolve(outcomes.get(id)?.shift() ?? { result: 'done', retryAfterMs: null }),
  announceAttempt: () => Promise.resolve(),
  giveUpDelivery: () => Promise.resolve(),
};

const worker = await createInterviewWorker({
  connection: env.nativeConnection,
  namespace: 'default',
  identity: 'w-test',
  taskQueue,
  workflowBundle,
  activities: { ...hooks, ...deliveries },
  activitiesMax: 50,
  workflowCacheMax: 50,
  shutdownGraceMs: 1_000,
  onActivityFailure: () => undefined,
});
const running = worker.run();
afterAll(async () => {
  worker.shutdown();
  await running;
});

const keep = async (name: string, workflowId: string): Promise<History> => {
  const history = (await env.client.workflow.getHandle(workflowId).fetchHistory()) as History;
  if (release !== undefined) {
    const folder = new URL(`../replay/histories/${release}/`, import.meta.url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL(`${name}.json`, folder), `${historyToJSON(history)}\n`);
  }
  return history;
};

const tell = (lane: string, ids: string[]) => {
  const input: AtsApplicationInput = { version: 1, tenantId: 'ten_test', ids: [] };
  return env.client.workflow.signalWithStart(atsApplicationWorkflowType, {
    workflowId: atsApplicationWorkflowId(lane),
    taskQueue,
    args: [input],
    signal: hooksSignal,
    signalArgs: [ids],
  });
};

const deliver = async (id: string, delaysMs: number[]) => {
  const input: DeliveryInput = { version: 1, channel: 'writeback', tenantId: 'ten_test', id, delaysMs };
  return (await env.client.workflow.execute(deliveryWorkflowType, {
    workflowId: deliveryWorkflowId(id),
    taskQueue,
    args: [input],
  })) as { result: string; attempts: number };
};

type Policy = NonNullable<
  NonNullable<NonNullable<History['events']>[number]['activityTaskScheduledEventAttributes']>['retryPolicy']
>;

/** When an activity that always fails is tried, as the server was told; milliseconds from its first attempt. */
const attemptsOf = (policy: Policy, endsMs: number): number[] => {
  expect([policy.maximumAttempts, policy.nonRetryableErrorTypes]).toEqual([0, []]);
  const attempts: number[] = [];
  let pauseMs = tsToMs(policy.initialInterval);
  for (let at = 0; at < endsMs; at += pauseMs) {
    if (attempts.length > 1) pauseMs *= policy.backoffCoefficient ?? 1;
    pauseMs = Math.min(pauseMs, tsToMs(policy.maximumInterval));
    attempts.push(at);
  }
  return attempts;
};

describe('what an ATS tells of one application', () => {
  it('one hook is one turn', async () => {
    const handle = await tell('one', ['hook_one']);

    expect(await handle.result()).toEqual({ turns: 1 });
    await keep('hook-one-turn', handle.workflowId);
  });

  it('those that come meanwhile wait, one that is told twice has one turn, and one that is given up keeps nobody', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    turns.set('hook_first', [() => held]);
    turns.set('hook_second', [() => Promise.reject(new AppError('hook.unreadable'))]);
    const handle = await tell('many', ['hook_first']);
    await tell('many', ['hook_second', 'hook_third']);
    await tell('many', ['hook_third']);
    await eventually(
      () => handle.describe(),
      ({ raw }) => (raw.pendingActivities?.length ?? 0) === 1,
    );
    release();

    expect(await handle.result()).toEqual({ turns: 3 });
    expect(worked.filter((id) => /first|second|third/.test(id))).toEqual([
      'hook_first',
      'hook_second hook.unreadable',
      'hook_third',
    ]);
    await keep('hooks-waiting-and-given-up', handle.workflowId);
  });

  it('is tried at least every five minutes while the ATS is away for a day, and then has two more days', async () => {
    turns.set('hook_away', []);
    const handle = await tell('away', ['hook_away']);
    await handle.result();
    const { events } = await keep('hook-later', handle.workflowId);

    const asked = events?.flatMap((event) => event.activityTaskScheduledEventAttributes ?? [])[0] ?? {};
    const endsMs = tsToMs(asked.scheduleToCloseTimeout);
    const attempts = attemptsOf(asked.retryPolicy ?? {}, endsMs);
    const back = attempts.find((at) => at >= dayMs) ?? Infinity;
    expect(back - dayMs).toBeLessThanOrEqual(5 * 60_000);
    expect(endsMs - back).toBeGreaterThan(dayMs);
    expect(attempts.length).toBeGreaterThan(3 * 24 * 12);
  });
});

describe('what goes into a record', () => {
  it('is tried again after each pause, and arrives', async () => {
    const retry = { result: 'retry', retryAfterMs: null } as const;
    outcomes.set('wb_late', [retry, { ...retry, retryAfterMs: 200 }]);

    expect(await deliver('wb_late', [0, 50, 50, 50])).toEqual({ result: 'done', attempts: 3 });
    await keep('writeback-arrived-late', deliveryWorkflowId('wb_late'));
  });

  it('is dead once its schedule is used up', async () => {
    const retry = { result: 'retry', retryAfterMs: null } as const;
    outcomes.set('wb_dead', [retry, retry]);

    expect(await deliver('wb_dead', [0, 50])).toEqual({ result: 'dead', attempts: 2 });
    await keep('writeback-dead', deliveryWorkflowId('wb_dead'));
  });
});
