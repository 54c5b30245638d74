// The yardstick: a workflow that does nothing but wait for updates, each of which awaits one activity.
import { allHandlersFinished, condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';

type BareActivities = { write(input: { id: string; step: number }): Promise<void> };

const { write } = proxyActivities<BareActivities>({ startToCloseTimeout: '3 seconds' });

export async function bare({ id }: { id: string }): Promise<number> {
  let step = 0;
  let closed = false;
  const writeOnce = async (): Promise<number> => {
    step += 1;
    await write({ id, step });
    return step;
  };
  setHandler(defineUpdate<number>('step'), writeOnce);
  setHandler(defineUpdate<number>('close'), async () => {
    const last = await writeOnce();
    closed = true;
    return last;
  });
  await condition(() => closed);
  await condition(allHandlersFinished);
  return step;
}

/** As many events as a plain interview has: `steps` activities one after the other, without anybody asking. */
export async function bareSequence({ id, steps }: { id: string; steps: number }): Promise<number> {
  for (let step = 1; step <= steps; step += 1) await write({ id, step });
  return steps;
}

/** One activity of ours, on the queue of our worker, and nothing around it. */
export async function bareActivity({ taskQueue, input }: { taskQueue: string; input: object }): Promise<void> {
  const { attemptDelivery } = proxyActivities<{ attemptDelivery(input: object): Promise<unknown> }>({
    taskQueue,
    startToCloseTimeout: '45 seconds',
  });
  await attemptDelivery(input);
}
