// Parts of the page that come after its first screen: fetched ahead while the line is good, asked for again while it is not.
import { lazy, type ComponentType } from 'react';
import { NoAnswer } from './api.ts';
import { realBrowser } from './state/deps.ts';
import { untilDone } from './state/retry.ts';
import type { Memory } from './state/session-memory.ts';
import { createMemory } from './state/session-memory.ts';

const triesBeforeReload = 3;
const reloadsApartMs = 60_000;

/** Another build is served by now: the page is loaded anew, which comes back to the same place. */
const reload = (memory: Memory): void => {
  const last = Number(memory.read('reloaded') ?? 0);
  if (Date.now() - last < reloadsApartMs || !navigator.onLine) return;
  memory.write('reloaded', String(Date.now()));
  window.location.reload();
};

export const persistently = async <T>(load: () => Promise<T>): Promise<T> => {
  let tries = 0;
  const loaded = await untilDone(
    realBrowser,
    async () => ({ value: await load().catch(() => Promise.reject(new NoAnswer())) }),
    {
      failed: () => {
        tries += 1;
        if (tries === triesBeforeReload) reload(createMemory());
      },
    },
  );
  if (loaded === null) throw new NoAnswer();
  return loaded.value;
};

const ahead: (() => Promise<unknown>)[] = [];

/** A component of another chunk; `isRare`: fetched only by those who need it. */
export const chunk = <Props extends object>(load: () => Promise<ComponentType<Props>>, isRare = false) => {
  if (!isRare) ahead.push(load);
  return lazy(async () => ({ default: await persistently(load) }));
};

/** Everything that is likely to be needed, so that a line which is lost later costs nothing. */
export const fetchAhead = (): void => {
  for (const load of ahead) load().catch(() => undefined);
};
