// What a request and a whole interview cost: time on a processor by process, and statements by PostgreSQL's own count.
import type { Knex } from 'knex';

import { approvedInterview, callApi, createInterview, runPath, schedule, wholeInterview } from '../interview.ts';
import { cpuTimes } from '../process-figures.ts';
import type { BenchSystem, Result, Scenario } from '../scenario.ts';

/** Of all clients, `begin` and `commit` included; beside ours only heartbeats and sweeps ask anything meanwhile. */
const statementsIn = async (db: Knex): Promise<number> => {
  const { rows } = await db.raw<{ rows: { calls: number }[] }>(
    'select sum(calls)::bigint as calls from pg_stat_statements',
  );
  return rows[0]?.calls ?? 0;
};

type Work = { name: string; count: number; once: (round: number) => Promise<unknown> };

const costOf = async ({ name, count, once }: Work, system: BenchSystem, db: Knex): Promise<Result> => {
  await once(0);
  const before = { ...cpuTimes(system), statements: await statementsIn(db) };
  for (let round = 1; round <= count; round += 1) await once(round);
  const after = { ...cpuTimes(system), statements: (await statementsIn(db)) - 1 };
  const each = (of: keyof typeof before): string => ((after[of] - before[of]) / count).toFixed(1);
  const ours = `api ${each('api')} ms, worker ${each('worker')} ms, ${each('statements')} statements`;
  return { name: `cost of ${name}`, ours, bare: '', ratio: null, aim: '' };
};

export const costScenario: Scenario = {
  name: 'cost',
  run: async ({ system, db, rounds }) => {
    await db.raw('create extension if not exists pg_stat_statements');
    const runId = await approvedInterview(system);
    const works: Work[] = [
      { name: 'a read', count: 1_000, once: () => callApi(system, 'GET', runPath(runId)) },
      { name: 'a creation with its plan', count: rounds, once: () => createInterview(system) },
      { name: 'a command', count: rounds, once: (round) => schedule(system, runId, round) },
      { name: 'a whole interview with conversation', count: Math.ceil(rounds / 4), once: () => wholeInterview(system) },
    ];
    const results: Result[] = [];
    for (const work of works) results.push(await costOf(work, system, db));
    return results;
  },
};
