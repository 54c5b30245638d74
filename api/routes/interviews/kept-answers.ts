// Keeps presented answers for a moment: what did not change is opened, put together and checked once, not for every reader.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Opened } from '../../../domain/access/reads.ts';
import type { Clock } from '../../../domain/ports/system.ts';

type Kept = { tag: string; text: string; until: number; timer: NodeJS.Timeout; opened: readonly Opened[] };

export type KeptAnswers = {
  /** Whether asking for the run's version is worth a statement. */
  has(run: RunRef): boolean;
  /** The answer of exactly this version, to callers of its own tenant. */
  get(run: RunRef, tag: string): string | null;
  /** `readAt` is a time before the run was read. Never to be called for a run that is being erased. */
  keep(run: RunRef, answer: { tag: string; text: string; readAt: number }): void;
  drop(run: RunRef): void;
};

export type KeptAnswersOptions = {
  clock: Clock;
  lifeMs: number;
  bytesMax?: number;
  /** What was opened for an answer is opened for everybody who gets it. */
  openings: { openedSoFar(): readonly Opened[]; noteOpened(...opened: readonly Opened[]): void };
};

const defaultBytesMax = 16 * 2 ** 20;
/** Texts take up to two bytes per character in memory. */
const bytesOf = ({ text }: Pick<Kept, 'text'>): number => text.length * 2;

/**
 * An answer holds opened texts, so it lives no longer than an opened key may: an erasure certifies only after that time,
 * and answers read since it was asked for are never kept. Those used least recently go first.
 */
export const createKeptAnswers = (options: KeptAnswersOptions): KeptAnswers => {
  const { clock, lifeMs, bytesMax = defaultBytesMax, openings } = options;
  const answers = new Map<string, Kept>();
  let bytes = 0;
  const placeOf = ({ tenantId, runId }: RunRef): string => `${tenantId} ${runId}`;

  const remove = (place: string): void => {
    const kept = answers.get(place);
    if (kept === undefined) return;
    clearTimeout(kept.timer);
    answers.delete(place);
    bytes -= bytesOf(kept);
  };

  return {
    has: (run) => answers.has(placeOf(run)),
    get: (run, tag) => {
      const place = placeOf(run);
      const kept = answers.get(place);
      if (kept === undefined || kept.tag !== tag || clock.now() >= kept.until) return null;
      answers.delete(place);
      answers.set(place, kept);
      openings.noteOpened(...kept.opened);
      return kept.text;
    },
    keep: (run, { tag, text, readAt }) => {
      const place = placeOf(run);
      const until = readAt + lifeMs;
      const leftMs = until - clock.now();
      remove(place);
      if (leftMs <= 0) return;
      const timer = setTimeout(remove, leftMs, place).unref();
      const kept = { tag, text, until, timer, opened: openings.openedSoFar() };
      answers.set(place, kept);
      bytes += bytesOf(kept);
      for (const oldest of answers.keys()) {
        if (bytes <= bytesMax) break;
        remove(oldest);
      }
    },
    drop: (run) => remove(placeOf(run)),
  };
};
