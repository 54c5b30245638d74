// What was said aloud: pieces that arrive one by one, the whole that is made of them, and the words heard in it.
import type { RunRef } from '../access/ids.ts';
import type { HeardAnswer } from '../room/hearing.ts';
import type { Audio } from './speech.ts';

/**
 * `receiving` while pieces arrive; `received` once the answer names it; `stored` when it is one sealed object; `lost`
 * when no file could be made of it.
 */
export const recordingStates = ['receiving', 'received', 'stored', 'lost'] as const;
export type RecordingState = (typeof recordingStates)[number];

/** A reload begins a new `take`, since the browser's recorder begins a new file. Times in epoch milliseconds. */
export type Recording = {
  id: string;
  turn: number;
  take: number;
  state: RecordingState;
  mediaType: string;
  durationMs: number | null;
  bytes: number | null;
  /** SHA-256 of the whole file, in hex. */
  sha256: string | null;
  receivedAt: number | null;
};

/** Recordings as they are kept, heard and removed. */
export interface KeptRecordings {
  /**
   * Those that were received and not removed, in the order of turns. Throws `interview.not_found`, `personal_data.erased`,
   * `consent.withdrawn`.
   */
  list(run: RunRef): Promise<Recording[]>;
  isHeld(run: RunRef): Promise<boolean>;
  /** Every object of the run; its pieces stay. Returns how many there were; twice is the same as once. */
  removeObjects(run: RunRef): Promise<number>;
  /** Likewise, with the pieces. */
  remove(run: RunRef): Promise<number>;
  /** Those of the ids, in lower case, that no row names, or whose recording was removed. */
  unnamed(ids: readonly string[]): Promise<string[]>;
}

/** What listening to an answer needs of what was stored. */
export interface SpokenAnswers {
  /** The recording of a spoken answer as one file; null once it is gone. */
  readAudio(run: RunRef, recordingId: string): Promise<(Audio & { durationMs: number | null }) | null>;
  /**
   * Writes down what was heard as the answer of the recording's turn, once: false when something was written before, the
   * answer was typed meanwhile, or the run is erased. Accepted after the freeze too: what was said came before it.
   */
  storeHeard(run: RunRef, recordingId: string, heard: HeardAnswer): Promise<boolean>;
  /** Spoken answers of the run whose words are still awaited. */
  countWaiting(run: RunRef): Promise<number>;
}
