// Waits until something answers, and explains when it never will.
import { setTimeout as sleep } from 'node:timers/promises';

import { CliError } from '../cli-error.ts';
import type { SupervisedProcess } from './supervised-process.ts';

type Wait = {
  /** What is waited for, as the start of a sentence. */
  what: string;
  /** Asked once every process listens itself: nobody else is talked to. */
  isReady: () => Promise<boolean>;
  processes: readonly SupervisedProcess[];
  signal: AbortSignal;
  patienceMs: number;
  /** Between two looks; longer for one that leaves a line in somebody's log. */
  intervalMs?: number;
};

const MAX_FAILURES = 3;

const givingUp = (what: string, why: string, processes: readonly SupervisedProcess[]): CliError => {
  const heard = processes.map((one) => [`Last words of ${one.name}:`, ...one.recentLines().slice(-8)].join('\n  '));
  return new CliError([`${what} ${why}.`, ...heard].join('\n'));
};

/** @throws CliError when a process loses a port, keeps ending or nothing answers in time; the signal's reason when it is aborted */
export const waitUntilReady = async (wait: Wait): Promise<void> => {
  const { what, isReady, processes, signal, patienceMs, intervalMs = 50 } = wait;
  const deadline = Date.now() + patienceMs;
  for (;;) {
    signal.throwIfAborted();
    if (processes.every((one) => one.listens()) && (await isReady())) return;
    const robbed = processes.find(({ lostPort }) => lostPort !== null);
    if (robbed !== undefined) throw givingUp(what, `cannot have port ${robbed.lostPort ?? 0}`, [robbed]);
    const broken = processes.filter(({ failures }) => failures >= MAX_FAILURES);
    if (broken.length > 0) throw givingUp(what, 'cannot start: it keeps ending', broken);
    if (Date.now() > deadline) {
      throw givingUp(what, `is not ready after ${Math.round(patienceMs / 1_000)} s`, processes);
    }
    await sleep(intervalMs);
  }
};

const answerOf = async (url: string): Promise<Record<string, unknown>> => {
  try {
    const res = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    const body: unknown = await res.json();
    return res.status === 200 && typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
};

/** The API of this very start answers and says that a worker is alive. */
export const isSystemReady = async (apiUrl: string, instanceId: string): Promise<boolean> => {
  if ((await answerOf(`${apiUrl}/healthz`))['instanceId'] !== instanceId) return false;
  return (await answerOf(`${apiUrl}/readyz`))['worker'] === 'up';
};
