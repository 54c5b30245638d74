// `npm run bench`: Parley against the bare engine on the same server and database, in one run, as ratios.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';

import { openPool } from '../infra/db/knex.ts';
import { createBareTable } from './bare/engine.ts';
import { startBareWorker } from './bare/worker.ts';
import type { BenchContext, Result, Scenario } from './scenario.ts';
import { lifecycleScenario, memoryScenario, recoveryScenario, resumeScenario } from './scenarios/lifecycles.ts';
import { commandScenario, createScenario, readScenario } from './scenarios/requests.ts';
import { startBenchSystem } from './system.ts';

const scenarios: Scenario[] = [
  createScenario,
  commandScenario,
  readScenario,
  lifecycleScenario,
  resumeScenario,
  recoveryScenario,
  memoryScenario,
];

const usage = `npm run bench [-- options]

Measures Parley against the bare engine and keeps the table in bench/results/latest.md.

  --only <name,…>   ${scenarios.map(({ name }) => name).join(', ')}
  --rounds <n>      measurements of each kind (40)
  --dry             measure, but keep no result`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '40' },
    dry: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const row = ({ name, ours, bare, ratio, aim }: Result): string =>
  `| ${name} | ${ours} | ${bare} | ${ratio === null ? '' : ratio.toFixed(2)} | ${aim} |`;

const table = (results: readonly Result[]): string =>
  ['| what | Parley | bare engine | ratio | aim |', '|---|---|---|---|---|', ...results.map(row)].join('\n');

const keep = (text: string): void => {
  const folder = new URL('./results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const machine = `${cpus().length} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
  const note = 'Laptop numbers of a development server: compare the ratios, not the milliseconds.';
  writeFileSync(new URL('latest.md', folder), `# Last bench\n\n${machine}. ${note}\n\n${text}\n`);
};

const runScenarios = async (chosen: readonly Scenario[], context: BenchContext): Promise<Result[]> => {
  const results: Result[] = [];
  for (const scenario of chosen) {
    process.stdout.write(`measuring ${scenario.name} …\n`);
    results.push(...(await scenario.run(context)));
  }
  return results;
};

const bench = async (chosen: readonly Scenario[]): Promise<void> => {
  process.stdout.write('starting a system of its own …\n');
  const system = await startBenchSystem();
  const { databaseUrl, temporalAddress } = system;
  const db = openPool({ databaseUrl, poolMax: 20, statementTimeoutMs: 10_000, applicationName: 'bench' });
  const connection = await Connection.connect({ address: temporalAddress });
  const context: BenchContext = { system, db, client: new Client({ connection }), rounds: Number(values.rounds) };
  await createBareTable(context);
  const stopBareWorker = await startBareWorker({ databaseUrl, temporalAddress });
  try {
    const text = table(await runScenarios(chosen, context));
    process.stdout.write(`\n${text}\n`);
    if (!values.dry) keep(text);
  } finally {
    await stopBareWorker();
    await connection.close();
    await db.destroy();
    await system.stop();
  }
};

if (values.help) {
  process.stdout.write(`${usage}\n`);
} else {
  const names = values.only?.split(',');
  await bench(scenarios.filter(({ name }) => names === undefined || names.includes(name)));
}
