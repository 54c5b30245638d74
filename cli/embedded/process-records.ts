// Remembers which processes a start has begun, so that the next one finds what a `kill -9` left and stops nothing else.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { isRunning, processStart } from '../setup/process-identity.mjs';
import { readDispensableJson, writePrivateJson } from './private-files.ts';

const recordSchema = z.object({
  name: z.string(),
  pid: z.int().positive(),
  start: z.string(),
  stopSignal: z.string(),
});
type ProcessRecord = z.output<typeof recordSchema>;

const schema = z.array(recordSchema);

/** Who needs whom: the first ones are stopped first. */
export const STOP_ORDER = ['api', 'worker', 'temporal', 'postgres'] as const;

const STOP_PATIENCE_MS = 10_000;
const KILL_PATIENCE_MS = 5_000;

export const sendSignal = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

/** True once the condition holds, false when it did not in time. */
export const waitUntil = async (condition: () => boolean, patienceMs: number): Promise<boolean> => {
  const deadline = Date.now() + patienceMs;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
};

const stopRecorded = async (record: ProcessRecord): Promise<void> => {
  const gone = (): boolean => !isRunning(record);
  sendSignal(record.pid, record.stopSignal as NodeJS.Signals);
  if (await waitUntil(gone, STOP_PATIENCE_MS)) return;
  sendSignal(record.pid, 'SIGKILL');
  await waitUntil(gone, KILL_PATIENCE_MS);
};

export interface ProcessRecords {
  add: (name: string, pid: number, stopSignal: NodeJS.Signals) => void;
  remove: (pid: number) => void;
  /** Stops what an earlier start left running and returns its names. */
  stopLeftovers: () => Promise<string[]>;
}

export const createProcessRecords = (stateFolder: string): ProcessRecords => {
  const file = join(stateFolder, 'processes.json');
  const read = (): ProcessRecord[] => readDispensableJson(file, schema) ?? [];
  return {
    add: (name, pid, stopSignal) => {
      const start = processStart(pid);
      if (start !== null) writePrivateJson(file, [...read(), { name, pid, start, stopSignal }]);
    },
    remove: (pid) =>
      writePrivateJson(
        file,
        read().filter((record) => record.pid !== pid),
      ),
    stopLeftovers: async () => {
      const leftovers = read().filter(isRunning);
      for (const name of STOP_ORDER) {
        await Promise.all(leftovers.filter((record) => record.name === name).map(stopRecorded));
      }
      writePrivateJson(file, []);
      return leftovers.map(({ name }) => name);
    },
  };
};
