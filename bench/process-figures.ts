// What our processes use, out of the kernel's own books: memory that is theirs, and time on a processor.
import { readFileSync, writeFileSync } from 'node:fs';
import type { BenchSystem } from './scenario.ts';

const ticksPerSecond = 100;

const readProc = (pid: number | undefined, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

/** Proportional set size: pages that several processes share count in parts. 0 where there is no /proc. */
const sharedBytes = (pid: number | undefined): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0) * 1_024;

const statusBytes = (pid: number | undefined, field: 'VmHWM' | 'VmRSS'): number =>
  Number.parseInt(readProc(pid, 'status').split(`${field}:`)[1] ?? '0', 10) * 1_024;

/** Forgets the most that was ever resident; returns what is now. */
export const resetPeak = (pid: number | undefined): number => {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return statusBytes(pid, 'VmRSS');
};

/** The most that was resident since then. */
export const peakBytes = (pid: number | undefined): number => statusBytes(pid, 'VmHWM');

/** In user and kernel mode together, since its start. */
const cpuMsOf = (pid: number | undefined): number => {
  // The name stands in brackets and may hold anything.
  const fields = readProc(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1_000) / ticksPerSecond;
};

export const memoryText = ({ pids }: BenchSystem): string =>
  Object.entries(pids())
    .map(([name, pid]) => `${name} ${Math.round(sharedBytes(pid) / 2 ** 20)} MiB`)
    .join(', ');

export type CpuTimes = Record<'api' | 'worker', number>;

export const cpuTimes = ({ pids }: BenchSystem): CpuTimes => {
  const { api, worker } = pids();
  return { api: cpuMsOf(api), worker: cpuMsOf(worker) };
};
