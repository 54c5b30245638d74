// Gives a command a Parley to work with: the one that runs in this folder, else one of its own for as long as it lasts.
import { setTimeout as sleep } from 'node:timers/promises';

import { engineText } from '../../infra/config/engine.ts';
import { CliError } from '../cli-error.ts';
import { readRunningSystem, runningLock, type DevFile } from './dev-file.ts';
import type { Output } from './output.ts';
import { openOwnSystem, stateFolder } from './own-system.ts';
import { readLock } from '../setup/lock.mjs';

export type UsedSystem = {
  dev: DevFile;
  /** True when it was started for this command, which `close` ends; a system that ran before goes on running. */
  own: boolean;
  close: () => Promise<void>;
};

const STARTING_PATIENCE_MS = 240_000;

/** The running system; waits for one that is just starting. Null when there is none. */
const findRunning = async (output: Output): Promise<DevFile | null> => {
  const deadline = Date.now() + STARTING_PATIENCE_MS;
  let told = false;
  for (;;) {
    const dev = readRunningSystem(stateFolder);
    const holder = readLock(runningLock(stateFolder));
    if (dev !== null || holder?.['state'] !== 'starting') return dev;
    if (Date.now() > deadline) throw new CliError(`The Parley of process ${holder.pid} does not become ready.`);
    if (!told) output.say('Waiting for the Parley that is just starting here …');
    told = true;
    await sleep(200);
  }
};

const startOwn = async (output: Output): Promise<UsedSystem> => {
  output.say('No Parley runs in this folder; starting one for this command …');
  // The command's own lines are what the user came for; those of the processes would bury them.
  const system = await openOwnSystem({ output: { ...output, relay: () => undefined } });
  const leave = (): void => {
    const exit = (): never => process.exit(130);
    system.stop().then(exit, exit);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
  return { dev: await system.start(), own: true, close: async () => system.stop() };
};

/** What is asked for by the environment counts at a start: a system that runs already would pass over it in silence. */
export const refuseOtherEngine = ({ engine }: Pick<DevFile, 'engine'>, env: NodeJS.ProcessEnv): void => {
  const running = { PARLEY_ENGINE: engine.kind, PARLEY_MODEL_NAME: engine.model ?? '' };
  const other = Object.entries(running).filter(([name, value]) => env[name] && env[name] !== value);
  if (other.length === 0 || (engine.kind === 'offline' && !env['PARLEY_ENGINE'])) return;
  const asked = other.map(([name]) => `${name}=${env[name] ?? ''}`).join(' ');
  throw new CliError(
    `The Parley that runs in this folder thinks with ${engineText(engine)}, but ${asked} is asked for. Stop it first, or start it with these settings.`,
  );
};

/** @throws CliError when no system can be had, or it has another engine than is asked for */
export const useSystem = async (output: Output): Promise<UsedSystem> => {
  const dev = await findRunning(output);
  if (dev !== null) refuseOtherEngine(dev, process.env);
  return dev === null ? await startOwn(output) : { dev, own: false, close: async () => undefined };
};
