// What every scenario is given, and what it reports.
import type { Client } from '@temporalio/client';
import type { Knex } from 'knex';
import type { Recogniser } from './recogniser.ts';

export type BenchSystem = {
  apiUrl: string;
  apiKey: string;
  databaseUrl: string;
  temporalAddress: string;
  /** Where the figures of each process are. */
  metricsUrls: Record<'api' | 'worker', string>;
  /** Hears the same in everything, after as long as it is told. */
  recogniser: Recogniser;
  pids(): Record<'api' | 'worker' | 'temporal', number | undefined>;
  kill(name: 'worker'): Promise<void>;
  /** `env` is added to its settings. */
  startWorker(env?: Record<string, string>): Promise<void>;
};

export type BenchContext = {
  system: BenchSystem;
  db: Knex;
  client: Client;
  rounds: number;
  /** A few seconds where a minute would be measured. */
  short: boolean;
  /** What the processes held before anything was asked of them. */
  atRest: string;
};

/** One line of the table: what was measured, the figures, the ratio to the bare engine and what is aimed at. */
export type Result = { name: string; ours: string; bare: string; ratio: number | null; aim: string };

export type Scenario = { name: string; run(context: BenchContext): Promise<Result[]> };
