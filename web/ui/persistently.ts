// Parts of a page that are fetched while it is open: asked for again while the line is bad, and once more with a page loaded anew.
import { NoAnswer } from './call.ts';
import { realBrowser } from './page-browser.ts';
import { untilDone } from './retry.ts';
import type { Memory } from './session-memory.ts';
import { createMemory } from './session-memory.ts';

const triesBeforeReload = 3;
const reloadsApartMs = 60_000;

const isServed = (): Promise<boolean> =>
  fetch(window.location.pathname, { method: 'HEAD' }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Another build is served by now: the page is loaded anew, which comes back to the same place. Never twice in a row, and
 * never while nobody would answer: then an open page is worth more than none. `tried`: it did not help.
 */
export const reloadOnce = async (memory: Memory = createMemory()): Promise<'reloads' | 'waits' | 'tried'> => {
  const now = Date.now();
  if (now - Number(memory.read('reloaded') ?? 0) < reloadsApartMs) return 'tried';
  if (!(await isServed())) return 'waits';
  memory.write('reloaded', String(now));
  // Without a memory there would be no end to it.
  if (memory.read('reloaded') !== String(now)) return 'tried';
  window.location.reload();
  return 'reloads';
};

/** Throws once the part is gone for good; whoever shows it says so. */
export const persistently = async <T>(load: () => Promise<T>): Promise<T> => {
  let tries = 0;
  const attempt = async (): Promise<{ value: T }> => {
    try {
      return { value: await load() };
    } catch (error) {
      tries += 1;
      if (tries >= triesBeforeReload && (await reloadOnce()) === 'tried') throw error;
      throw new NoAnswer();
    }
  };
  const loaded = await untilDone(realBrowser, attempt);
  if (loaded === null) throw new NoAnswer();
  return loaded.value;
};
