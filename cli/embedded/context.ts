// What every part of a start needs, and the two things they all do: take a free port and report their time.
import { performance } from 'node:perf_hooks';

import type { ApiKeys } from './dev-file.ts';
import type { Output } from './output.ts';
import type { PortName, Ports } from './ports.ts';
import type { Programs } from './programs.ts';
import type { EmbeddedSecrets } from './secrets.ts';
import type { ProcessSpec, SupervisedProcess } from './supervised-process.ts';
import type { PagesBuilt } from './web-pages.ts';

export type DemoTenant = { tenantId: string; apiKeys: ApiKeys };

export type SystemOptions = {
  projectFolder: string;
  stateFolder: string;
  /** Where root keeps what another user must reach. */
  sharedFolder: string;
  env: NodeJS.ProcessEnv;
  output: Output;
  programs: Programs;
  /** Brings the database to the newest schema, as its owner where that is known, and returns what was applied. */
  migrate: (databaseUrl: string, ownerUrl: string | undefined) => Promise<string[]>;
  /** Drops the signs of life of killed workers: nobody else uses the embedded database. */
  forgetWorkers: (databaseUrl: string) => Promise<unknown>;
  /** Brings the built pages in step with their sources; a failure keeps nothing from starting. */
  buildPages: (projectFolder: string) => Promise<PagesBuilt>;
  /** `env` has the database's address and the keys. */
  ensureDemoTenant: (stateFolder: string, env: NodeJS.ProcessEnv) => Promise<DemoTenant>;
};

export type Context = SystemOptions & {
  ports: Ports;
  secrets: EmbeddedSecrets;
  /** Aborted when the start is to end. */
  signal: AbortSignal;
  supervise: (spec: ProcessSpec) => Promise<SupervisedProcess>;
  /** Runs at the end of a stop. */
  onStopped: (work: () => Promise<void>) => void;
};

const PORT_ATTEMPTS = 3;

/** Runs one part of the start and prints how long it took, with a note about its result. */
export const timed = async <Result>(
  { output, signal }: Context,
  label: string,
  work: () => Promise<{ result: Result; note: string }>,
): Promise<Result> => {
  signal.throwIfAborted();
  const startedAt = performance.now();
  const { result, note } = await work();
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  output.say(`  ${label.padEnd(24)}${seconds.padStart(5)} s   ${note}`);
  return result;
};

type Attempt = { specs: ProcessSpec[]; ready: (running: SupervisedProcess[]) => Promise<void> };

/**
 * Starts processes on free ports and waits until they are ready. A program that knows nothing of our claims may take a
 * port between our look and the process's own: then the next ones are tried.
 */
export const startOnFreePorts = async <const Names extends readonly PortName[]>(
  { ports, supervise }: Context,
  names: Names,
  prepare: (chosen: Record<Names[number], number>) => Attempt,
): Promise<Record<Names[number], number>> => {
  for (let attempt = 1; ; attempt += 1) {
    const pairs: [PortName, number][] = [];
    for (const name of names) pairs.push([name, await ports.choose(name)]);
    const chosen = Object.fromEntries(pairs) as Record<Names[number], number>;
    const { specs, ready } = prepare(chosen);
    const running = await Promise.all(specs.map(supervise));
    try {
      await ready(running);
      return chosen;
    } catch (error) {
      await Promise.all(running.map(async (one) => one.stop()));
      if (attempt === PORT_ATTEMPTS || running.every(({ lostPort }) => lostPort === null)) throw error;
    }
  }
};
