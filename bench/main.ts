// `npm run bench`: Parley against the bare engine on the same server and database, in one run, as ratios.
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';

import { openPool } from '../infra/db/knex.ts';
import { createBareTable } from './bare/engine.ts';
import { startBareWorker } from './bare/worker.ts';
import { memoryText } from './process-figures.ts';
import { keepResults, resultTable } from './results-file.ts';
import type { BenchContext, Result, Scenario } from './scenario.ts';
import { burstScenario } from './scenarios/burst.ts';
import { costScenario } from './scenarios/costs.ts';
import { deliveryScenario } from './scenarios/deliveries.ts';
import { hookScenario } from './scenarios/hooks.ts';
import { hostileTextScenario } from './scenarios/hostile-texts.ts';
import { lifecycleScenario, recoveryScenario, resumeScenario } from './scenarios/lifecycles.ts';
import { memoryScenario } from './scenarios/memory.ts';
import { modelRecoveryScenario } from './scenarios/model-recovery.ts';
import { readScenario } from './scenarios/reads.ts';
import { roomAnswerScenario } from './scenarios/room-answers.ts';
import { roomHearingScenario } from './scenarios/room-hearing.ts';
import { roomMemoryScenario } from './scenarios/room-memory.ts';
import { reviewPageScenario } from './scenarios/review-page.ts';
import { roomPageScenario } from './scenarios/room-page.ts';
import { roomPieceScenario } from './scenarios/room-pieces.ts';
import { commandScenario, createScenario, finishScenario } from './scenarios/requests.ts';
import { sealingScenario } from './scenarios/sealing.ts';
import { writebackScenario } from './scenarios/writebacks.ts';
import { startBenchSystem } from './system.ts';

const scenarios: Scenario[] = [
  createScenario,
  commandScenario,
  finishScenario,
  readScenario,
  costScenario,
  lifecycleScenario,
  resumeScenario,
  recoveryScenario,
  modelRecoveryScenario,
  deliveryScenario,
  writebackScenario,
  burstScenario,
  hookScenario,
  sealingScenario,
  roomAnswerScenario,
  roomPieceScenario,
  roomHearingScenario,
  roomMemoryScenario,
  roomPageScenario,
  reviewPageScenario,
  hostileTextScenario,
  memoryScenario,
];

type Options = { only: string[] | null; rounds: number; short: boolean; dry: boolean };

const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: '40' },
      short: { type: 'boolean', default: false },
      dry: { type: 'boolean', default: false },
    },
  });
  return { only: values.only?.split(',') ?? null, rounds: Number(values.rounds), short: values.short, dry: values.dry };
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
  const { only, rounds, short, dry } = readOptions(args);
  process.stdout.write('starting a system of its own …\n');
  const system = await startBenchSystem();
  const { databaseUrl, temporalAddress } = system;
  const db = openPool({ databaseUrl, poolMax: 20, statementTimeoutMs: 10_000, applicationName: 'bench' });
  const connection = await Connection.connect({ address: temporalAddress });
  const context: BenchContext = {
    system,
    db,
    client: new Client({ connection }),
    rounds,
    short,
    atRest: memoryText(system),
  };
  await createBareTable(context);
  const stopBareWorker = await startBareWorker({ databaseUrl, temporalAddress });
  try {
    const chosen = scenarios.filter(({ name }) => only === null || only.includes(name));
    const results = await runScenarios(chosen, context);
    process.stdout.write(`\n${resultTable(results)}\n`);
    if (!dry) keepResults(results);
  } finally {
    await stopBareWorker();
    await connection.close();
    await db.destroy();
    await system.stop();
  }
};

await runBench(process.argv.slice(2));
