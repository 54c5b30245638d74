// Ends what is left of a PostgreSQL server, so that a new one can open the same data without touching anybody else's.
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { processStart } from '../setup/process-identity.mjs';
import { sendSignal, waitUntil } from './process-records.ts';

const orNull = <Value>(read: () => Value): Value | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

const recordedPid = (dataFolder: string): number | null => {
  const text = orNull(() => readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8'));
  const pid = Number(text?.split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
};

const isNumber = (name: string): boolean => /^\d+$/.test(name);

/** Every process of a server works in its data folder: a postmaster and also the backends that outlived one. */
const processesOnLinux = (dataFolder: string): number[] =>
  readdirSync('/proc')
    .filter(isNumber)
    .filter((pid) => orNull(() => readlinkSync(`/proc/${pid}/cwd`)) === dataFolder)
    .filter((pid) => orNull(() => readlinkSync(`/proc/${pid}/exe`))?.includes('postgres') === true)
    .map(Number);

/** Elsewhere only the postmaster can be told for sure, by the data folder in its command line. */
const processesElsewhere = (dataFolder: string): number[] => {
  const pid = recordedPid(dataFolder);
  if (pid === null) return [];
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.includes(dataFolder) ? [pid] : [];
};

const serverProcesses = (dataFolder: string): number[] =>
  process.platform === 'linux' ? processesOnLinux(dataFolder) : processesElsewhere(dataFolder);

const STEPS: readonly { signal: NodeJS.Signals; patienceMs: number }[] = [
  { signal: 'SIGINT', patienceMs: 10_000 },
  { signal: 'SIGQUIT', patienceMs: 5_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
];

/** Stops every process that has this data folder open: in order first, by force in the end. */
export const stopServerOf = async (dataFolder: string): Promise<void> => {
  const gone = (): boolean => serverProcesses(dataFolder).every((pid) => processStart(pid) === null);
  for (const { signal, patienceMs } of STEPS) {
    const postmaster = recordedPid(dataFolder);
    const pids = serverProcesses(dataFolder);
    // Backends that lost their postmaster ignore the polite signal: they only cancel a statement.
    const asked = signal === 'SIGINT' && postmaster !== null ? pids.filter((pid) => pid === postmaster) : pids;
    for (const pid of asked) sendSignal(pid, signal);
    if (await waitUntil(gone, asked.length === 0 ? 0 : patienceMs)) break;
  }
  // With no process left its pid file only misleads: the number may belong to somebody else by now.
  rmSync(join(dataFolder, 'postmaster.pid'), { force: true });
};
