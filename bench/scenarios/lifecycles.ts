// Whole interviews per second against a bare workflow with as many events, on the same server and database.
import { runBareSequence } from '../bare/engine.ts';
import { approvedInterview, command, createInterview, untilState } from '../interview.ts';
import { measureRate } from '../measure.ts';
import type { BenchContext, Result, Scenario } from '../scenario.ts';

/** Activities one after the other that come to about the 60 events of the part driven here. */
const bareSteps = 9;
const concurrency = 8;

/** From request to rejection: every kind of step (creation, model work, command, projection) without the conversation. */
const wholeRun = async ({ system }: BenchContext): Promise<void> => {
  const runId = await createInterview(system);
  await untilState(system, runId, 'PENDING');
  await command(system, runId, 'plan/approve');
  await command(system, runId, 'schedule', { scheduledAt: new Date(Date.now() + 86_400_000).toISOString() });
  await command(system, runId, 'schedule', { scheduledAt: new Date(Date.now() + 96_400_000).toISOString() });
};

export const lifecycleScenario: Scenario = {
  name: 'lifecycle',
  run: async (context) => {
    const count = context.rounds;
    await wholeRun(context);
    const results: Result[] = [];
    for (const [name, lanes] of [
      ['one after the other', 1],
      [`${concurrency} at once`, concurrency],
    ] as const) {
      const ours = await measureRate({ count, concurrency: lanes, work: () => wholeRun(context) });
      const bare = await measureRate({ count, concurrency: lanes, work: () => runBareSequence(context, bareSteps) });
      results.push({
        name: `lifecycles, ${name}`,
        ours: `${ours.toFixed(1)}/s`,
        bare: `${bare.toFixed(1)}/s`,
        ratio: ours / bare,
        aim: '≥ 0.8 of a bare workflow',
      });
    }
    return results;
  },
};

const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

const memoryText = (memory: Record<string, number>): string =>
  Object.entries(memory)
    .map(([name, bytes]) => `${name} ${mebibytes(bytes)}`)
    .join(', ');

const waitingRuns = 1_000;

export const memoryScenario: Scenario = {
  name: 'memory',
  run: async (context) => {
    const before = context.system.residentBytes();
    await measureRate({ count: waitingRuns, concurrency: 8, work: () => createInterview(context.system) });
    const last = await createInterview(context.system);
    await untilState(context.system, last, 'PENDING');
    const after = context.system.residentBytes();
    const none = { bare: '', ratio: null, aim: '' };
    return [
      { name: 'memory at the start', ours: memoryText(before), ...none },
      { name: `memory with ${waitingRuns} more waiting runs`, ours: memoryText(after), ...none },
    ];
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
    const schedule = (round: number) =>
      command(system, runId, 'schedule', {
        scheduledAt: new Date(Date.now() + 86_400_000 + round * 1_000).toISOString(),
      });
    for (let round = 0; round < 60; round += 1) await schedule(round);
    const warm = await timed(() => schedule(100));
    await system.kill('worker');
    await system.startWorker();
    const cold = await timed(() => schedule(101));
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
      const at = new Date(Date.now() + 86_400_000 + round * 1_000).toISOString();
      await command(system, runId, 'schedule', { scheduledAt: at });
      await system.kill('worker');
      const restarted = system.startWorker();
      const next = new Date(Date.now() + 96_400_000 + round * 1_000).toISOString();
      times.push(await timed(() => insist(() => command(system, runId, 'schedule', { scheduledAt: next }))));
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
