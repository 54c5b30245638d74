import { expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { defaultPolicy } from '../../domain/lifecycle/policy.ts';
import { initialState } from '../../domain/lifecycle/state.ts';
import type { OpenRun } from '../../domain/ports/interviews.ts';
import { createWorkflowStarter } from './start-workflow.ts';

const runOf = (number: number): OpenRun => ({
  tenantId: 'tenant_1',
  runId: `run_${number}`,
  state: initialState,
  policy: defaultPolicy,
});

/** An engine whose answers the test gives, and a clock that it moves. */
const createWorld = () => {
  const time = { now: 0 };
  const asked: { runId: string; answer: (error?: AppError) => Promise<void> }[] = [];
  const started: string[] = [];
  const unstarted: OpenRun[] = [];
  const claims: number[] = [];
  const starter = createWorkflowStarter({
    engine: {
      startInterview: ({ runId }) =>
        new Promise((resolve, reject) => {
          const answer = async (error?: AppError): Promise<void> => {
            asked.splice(
              asked.findIndex((other) => other.runId === runId),
              1,
            );
            if (error) reject(error);
            else resolve();
            await new Promise((done) => setImmediate(done));
          };
          asked.push({ runId, answer });
        }),
      sendCommand: () => Promise.reject(new Error('nothing is sent here')),
    },
    interviews: {
      markStarted: ({ runId }) => Promise.resolve(void started.push(runId)),
      claimUnstarted: (limit) => {
        claims.push(limit);
        return Promise.resolve(unstarted.splice(0, limit));
      },
    },
    clock: { now: () => time.now },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined } as never,
  });
  const begin = (count: number, from = 0): void => {
    for (let number = from; number < from + count; number += 1) starter.start({ version: 1, ...runOf(number) });
  };
  return { time, asked, started, unstarted, claims, starter, begin };
};

test('more starts are under way the more are answered quickly, and half as many once the engine is slow', async () => {
  const { time, asked, begin } = createWorld();
  begin(200);
  const first = asked.length;
  for (let answers = 0; answers < 60; answers += 1) await asked[0]?.answer();
  const busy = asked.length;
  time.now = 1_000;
  for (const { answer } of asked.slice()) await answer();

  expect(first).toBeGreaterThan(1);
  expect(busy).toBeGreaterThan(first);
  // All of them were sent before the first slow answer: together they are one piece of news.
  expect(asked.length).toBe(Math.floor(busy / 2));
});

test('what the engine has no room for soon is left, and what is left is taken up at the same pace', async () => {
  const { time, asked, started, unstarted, claims, starter, begin } = createWorld();
  begin(20);
  time.now = 2_000;
  const down = new AppError('engine.unavailable');
  for (const { answer } of asked.slice()) await answer(down);
  await starter.settled();
  unstarted.push(...Array.from({ length: 20 }, (_, number) => runOf(number)));

  let rounds = 0;
  while (unstarted.length > 0) {
    const taking = starter.takeUp();
    await new Promise((done) => setImmediate(done));
    for (const { answer } of asked.slice()) await answer();
    expect(await taking).toBe(true);
    rounds += 1;
  }

  expect(started).toHaveLength(20);
  expect(claims[0]).toBeLessThan(8);
  expect(claims.at(-1)).toBeGreaterThan(claims[0] ?? 0);
  expect(rounds).toBeLessThan(20);
  expect(await starter.takeUp()).toBe(false);
});

test('an engine that is away is not asked again and again: nothing that fails counts as taken up', async () => {
  const { asked, unstarted, starter } = createWorld();
  unstarted.push(runOf(1));
  const taking = starter.takeUp();
  await new Promise((done) => setImmediate(done));
  await asked[0]?.answer(new AppError('engine.unavailable'));

  expect(await taking).toBe(false);
});
