// `npm run bench`: Parley against the bare engine on the same server and database, in one run, as ratios.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';

import { openPool } from '../infra/db/knex.ts';
import { createBareTable } from './bare/engine.ts';
import { startBareWorker } from './bare/worker.ts';
import type { BenchContext, Result, Scenario } from './scenario.ts';
import { deliveryScenario } from './scenarios/deliveries.ts';
import { lifecycleScenario, memoryScenario, recoveryScenario, resumeScenario } from './scenarios/lifecycles.ts';
import { modelRecoveryScenario } from './scenarios/model-recovery.ts';
import { commandScenario, createScenario, readScenario } from './scenarios/requests.ts';
import { sealingScenario } from './scenarios/sealing.ts';
import { startBenchSystem } from './system.ts';

const scenarios: Scenario[] = [
  createScenario,
  commandScenario,
  readScenario,
  lifecycleScenario,
  resumeScenario,
  recoveryScenario,
  modelRecoveryScenario,
  deliveryScenario,
  sealingScenario,
  memoryScenario,
];

type Options = { only: string[] | null; rounds: number; dry: boolean };

const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: '40' },
      dry: { type: 'boolean', default: false },
    },
  });
  return { only: values.only?.split(',') ?? null, rounds: Number(values.rounds), dry: values.dry };
};

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

/** Runs the chosen scenarios against a system of its own and prints the table. */
const runBench = async (args: readonly string[]): Promise<void> => {
  const { only, rounds, dry } = readOptions(args);
  process.stdout.write('starting a system of its own …\n');
  const system = await startBenchSystem();
  const { databaseUrl, temporalAddress } = system;
  const db = openPool({ databaseUrl, poolMax: 20, statementTimeoutMs: 10_000, applicationName: 'bench' });
  const connection = await Connection.connect({ address: temporalAddress });
  const context: BenchContext = { system, db, client: new Client({ connection }), rounds };
  await createBareTable(context);
  const stopBareWorker = await startBareWorker({ databaseUrl, temporalAddress });
  try {
    const chosen = scenarios.filter(({ name }) => only === null || only.includes(name));
    const text = table(await runScenarios(chosen, context));
    process.stdout.write(`\n${text}\n`);
    if (!dry) keep(text);
  } finally {
    await stopBareWorker();
    await connection.close();
    await db.destroy();
    await system.stop();
  }
};

await runBench(process.argv.slice(2));
