// Whole interviews per second against a bare workflow with as many events, on the same server and database.
import { runBareSequence } from '../bare/engine.ts';
import { approvedInterview, command, createInterview, schedule, untilState, wholeInterview } from '../interview.ts';
import { measureRate } from '../measure.ts';
import type { BenchContext, BenchSystem, Result, Scenario } from '../scenario.ts';

/** A step of the bare workflow is one activity: scheduled, started, completed, and a workflow task before it. */
const eventsPerStep = 6;

/** From request to a time: every kind of step (creation, model work, command, projection) without the conversation. */
const shortRun = async (system: BenchSystem): Promise<string> => {
  const runId = await createInterview(system);
  await untilState(system, runId, 'PENDING');
  await command(system, runId, 'plan/approve');
  await schedule(system, runId, 0);
  await schedule(system, runId, 10_000);
  return runId;
};

const kinds = [
  { name: 'lifecycles', run: shortRun, crowds: [1, 8] },
  { name: 'lifecycles with conversation', run: wholeInterview, crowds: [1, 8, 16] },
];

/** Bare steps that come to as many events as ours has. */
const stepsLike = async ({ client }: BenchContext, runId: string): Promise<number> =>
  Math.round((await client.workflow.getHandle(`interview-${runId}`).describe()).historyLength / eventsPerStep);

export const lifecycleScenario: Scenario = {
  name: 'lifecycle',
  run: async (context) => {
    const count = context.rounds;
    const results: Result[] = [];
    for (const { name, run, crowds } of kinds) {
      const steps = await stepsLike(context, await run(context.system));
      for (const concurrency of crowds) {
        const ours = await measureRate({ count, concurrency, work: () => run(context.system) });
        const bare = await measureRate({ count, concurrency, work: () => runBareSequence(context, steps) });
        results.push({
          name: `${name}, ${concurrency === 1 ? 'one after the other' : `${concurrency} at once`}`,
          ours: `${ours.toFixed(1)}/s`,
          bare: `${bare.toFixed(1)}/s`,
          ratio: ours / bare,
          aim: `≥ 0.8 of a bare workflow of ${steps} activities`,
        });
      }
    }
    return results;
  },
};

const ms = (value: number): string => `${(value / 1_000).toFixed(1)} s`;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

export const resumeScenario: Scenario = {
  name: 'resume',
  run: async ({ system }) => {
    const runId = await approvedInterview(system);
    for (let round = 0; round < 60; round += 1) await schedule(system, runId, round);
    const warm = await timed(() => schedule(system, runId, 100));
    await system.kill('worker');
    await system.startWorker();
    const cold = await timed(() => schedule(system, runId, 101));
    return [
      {
        name: 'command on a long run, first after a restart',
        ours: ms(cold),
        bare: `${ms(warm)} warm`,
        ratio: null,
        aim: '≤ 4 s',
      },
    ];
  },
};

/** Repeats a refused or unanswered command, as the API's answers ask callers to. */
const insist = async (send: () => Promise<unknown>): Promise<void> => {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await send();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

const killCount = 5;

export const recoveryScenario: Scenario = {
  name: 'recovery',
  run: async ({ system }) => {
    const runId = await approvedInterview(system);
    const times: number[] = [];
    for (let round = 0; round < killCount; round += 1) {
      await schedule(system, runId, round);
      await system.kill('worker');
      const restarted = system.startWorker();
      times.push(await timed(() => insist(() => schedule(system, runId, 10_000 + round))));
      await restarted;
    }
    const worst = Math.max(...times);
    return [
      {
        name: `command after kill -9 of the worker (${killCount} times)`,
        ours: `worst ${ms(worst)}`,
        bare: '',
        ratio: null,
        aim: '≤ 4 s plus the start of the process',
      },
    ];
  },
};
