// Keeps the right to write into a record while the work goes on; a process that stands still loses it.
import type { WritebackLease, WritebackStore } from '../../domain/ports/writebacks.ts';

const everyMs = 1_500;

/** What it returns ends it. A renewal that fails is tried again: claims ask the database anyway. */
export const keepLease = (store: Pick<WritebackStore, 'renew'>, lease: WritebackLease): (() => Promise<void>) => {
  let renewing: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renewing.then(() => store.renew(lease)).catch(() => false);
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await renewing;
  };
};
