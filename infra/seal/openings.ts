// Remembers what is opened while one request is answered: who reads what is told by the openings, not by good intentions.
import { AsyncLocalStorage } from 'node:async_hooks';
import { partOf, type Opened } from '../../domain/access/reads.ts';
import type { SealPlace } from '../../domain/ports/system.ts';

const openings = new AsyncLocalStorage<Map<string, Opened>>();

export const noteOpened = (...all: readonly Opened[]): void => {
  const seen = openings.getStore();
  for (const opened of all) seen?.set(`${opened.runId} ${opened.part}`, opened);
};

export const noteOpening = (place: SealPlace<unknown>): void => {
  const part = openings.getStore() === undefined ? undefined : partOf(place);
  if (part !== undefined) noteOpened({ tenantId: place.tenantId, runId: place.runId, part });
};

/** What has been opened so far in this request. */
export const openedSoFar = (): Opened[] => [...(openings.getStore()?.values() ?? [])];

/** Runs `work` and tells what was opened in it, by whatever it called. */
export const watchOpenings = <Result>(work: (opened: () => Opened[]) => Promise<Result>): Promise<Result> =>
  openings.run(new Map(), () => work(openedSoFar));
