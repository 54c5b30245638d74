// Single requests against what the bare engine needs for the same: create, command, read.
import { bareUpdate, startBareRun } from '../bare/engine.ts';
import { startBareApi } from '../bare/api.ts';
import { approvedInterview, callApi, createInterview, schedule } from '../interview.ts';
import { measurePair, measureRate, type Pair } from '../measure.ts';
import type { BenchContext, Result, Scenario } from '../scenario.ts';

/** People pause between two clicks; programs do not. The engine behaves differently in the two cases. */
const paces = [
  { name: 'with pauses', pauseMs: 150 },
  { name: 'back to back', pauseMs: 0 },
];

const text = ({ medianMs, p95Ms }: Pair['ours']): string => `${medianMs.toFixed(1)} ms (p95 ${p95Ms.toFixed(1)})`;

const line = (name: string, aim: string, { ours, bare, ratio }: Pair): Result => ({
  name,
  ours: text(ours),
  bare: text(bare),
  ratio,
  aim,
});

export const createScenario: Scenario = {
  name: 'create',
  run: async (context) => {
    const results: Result[] = [];
    for (const { name, pauseMs } of paces) {
      const pair = await measurePair({
        rounds: context.rounds,
        pauseMs,
        ours: () => createInterview(context.system),
        bare: () => startBareRun(context),
      });
      results.push(line(`create, ${name}`, '≤ 1.5 of start + insert', pair));
    }
    return results;
  },
};

export const commandScenario: Scenario = {
  name: 'command',
  run: async (context) => {
    const runId = await approvedInterview(context.system);
    const handle = await startBareRun(context);
    const results: Result[] = [];
    for (const { name, pauseMs } of paces) {
      const pair = await measurePair({
        rounds: context.rounds,
        pauseMs,
        ours: (round) => schedule(context.system, runId, round),
        bare: () => bareUpdate(handle),
      });
      results.push(line(`command, ${name}`, '≤ 1.25 of an update + transaction', pair));
    }
    return results;
  },
};

const readCount = 4_000;
const readConcurrency = 16;

export const readScenario: Scenario = {
  name: 'read',
  run: async (context: BenchContext) => {
    const runId = await approvedInterview(context.system);
    const { id } = (await context.db('bare_runs').first('id')) as { id: string };
    const bareApi = await startBareApi(context.system.databaseUrl);
    const read = () => callApi(context.system, 'GET', `/api/v1/integration/interviews/${runId}`);
    const bareRead = async () => (await fetch(`${bareApi.url}/${id}`)).text();
    await measureRate({ count: 500, concurrency: readConcurrency, work: read });
    await measureRate({ count: 500, concurrency: readConcurrency, work: bareRead });
    const ours = await measureRate({ count: readCount, concurrency: readConcurrency, work: read });
    const bare = await measureRate({ count: readCount, concurrency: readConcurrency, work: bareRead });
    await bareApi.stop();
    const result = { name: 'read status', ours: `${ours.toFixed(0)}/s`, bare: `${bare.toFixed(0)}/s` };
    return [{ ...result, ratio: ours / bare, aim: '≥ 0.7 of Koa + select' }];
  },
};
