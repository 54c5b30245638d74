// The end of what a test run started, which the run does not wait for without limit: the runner itself has none there.
import { setTimeout as pause } from 'node:timers/promises';

const limitMs = 30_000;

/** Says what did not end in time; whoever started the run ends it then. */
export const endWithin = async (name: string, end: () => Promise<void>): Promise<void> => {
  const late = new AbortController();
  const outcome = await Promise.race([
    end().then(() => 'ended'),
    pause(limitMs, 'late', { signal: late.signal, ref: false }).catch(() => 'ended'),
  ]);
  late.abort();
  if (outcome === 'late') console.error(`${name} did not end within ${limitMs / 1_000} s, and is left to its end.`);
};
