import { expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { createWakeableLoop } from '../../worker/wakeable-loop.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { eventually } from '../harness/eventually.ts';

/** A loop whose steps do what the test says, and what it logged. */
const startLoop = (step: (nth: number) => Promise<boolean>) => {
  const logs: LogLine[] = [];
  const steps: number[] = [];
  const loop = createWakeableLoop({
    step: async () => {
      steps.push(Date.now());
      return await step(steps.length);
    },
    log: recordingLog(logs),
    failedEvent: 'test.failed',
  });
  const running = loop.run();
  const untilSteps = (count: number) =>
    eventually(
      () => Promise.resolve(steps.length),
      (made) => made >= count,
    );
  return { loop, running, steps, logs, untilSteps };
};

it('goes on at once while there is more, then waits until it is woken', async () => {
  const { loop, steps, untilSteps } = startLoop((nth) => Promise.resolve(nth < 50));

  await untilSteps(50);
  const before = steps.length;
  loop.wake();
  await untilSteps(before + 1);
  await loop.stop();

  expect((steps.at(49) ?? 0) - (steps.at(0) ?? 0)).toBeLessThan(1_000);
});

it('news that comes during a step is not slept over', async () => {
  const { loop, steps, untilSteps } = startLoop((nth) => {
    if (nth === 1) loop.wake();
    return Promise.resolve(false);
  });

  await untilSteps(2);
  await loop.stop();

  expect((steps[1] ?? 0) - (steps[0] ?? 0)).toBeLessThan(500);
});

it('survives failures, says their codes, and lets no news turn its pause into a storm', async () => {
  const { loop, running, steps, logs, untilSteps } = startLoop(() => {
    throw new AppError('engine.unavailable');
  });
  const news = setInterval(loop.wake, 5);

  await untilSteps(3);
  clearInterval(news);
  await loop.stop();
  await running;

  expect((steps[2] ?? 0) - (steps[0] ?? 0)).toBeGreaterThanOrEqual(700);
  expect(logs[0]).toMatchObject({ event: 'test.failed', fields: { code: 'engine.unavailable' } });
});
