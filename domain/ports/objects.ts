// Large things: recordings and spoken questions. What lies in a store is sealed before it gets there, and only we hand it out.
import type { RunRef } from '../access/ids.ts';

/** Half-open, in bytes. */
export type ByteRange = { start: number; end: number };

export type StoredObject = { key: string; bytes: number; modifiedAt: number };

/**
 * A plain store of bytes under keys of ours: `[a-z0-9/._-]`, at most 500 characters, in parts of 1 to 200 that do not begin
 * with a dot; none is the folder of another. Every call may be repeated, and throws AppError `objects.unavailable` where the store cannot be used.
 */
export interface ObjectStore {
  /** Whole or not at all: nobody reads a half. A second one under the same key replaces the first. */
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<{ bytes: number }>;
  /** Null when there is nothing under the key. What of the range lies beyond the end is left out. */
  read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | null>;
  size(key: string): Promise<number | null>;
  /** Harmless when there is nothing. */
  remove(key: string): Promise<void>;
  /** In the order of their keys, those after `after` first. */
  list(prefix: string, after?: string): AsyncIterable<StoredObject>;
  /** Whether something could be put and read now; cheap, writes nothing, and throws where it could not. */
  probe(signal: AbortSignal): Promise<void>;
  /** Puts begun before this time that never ended, as a crash leaves them; returns how many. */
  removeUnfinished(before: number): Promise<number>;
}

/**
 * Whose an object is: a run's recording, its id that of the attempt which stored it, sealed with the run's personal key and gone with it; or a question that is spoken to
 * whoever is asked it, sealed with the deployment's key.
 */
export type ObjectPlace =
  | { kind: 'recording'; run: RunRef; id: string }
  | { kind: 'speech'; tenantId: string; id: string };

export type OpenObject = {
  /** Of the whole, as it was before it was sealed. */
  bytes: number;
  /**
   * From its `start` to its `end`, in pieces that are proven before they are given out. Throws AppError `objects.damaged`
   * where a piece is not what was stored, and `personal_data.erased` as soon as the run's key is gone.
   */
  read(range?: ByteRange): AsyncIterable<Uint8Array>;
};

/** Objects that are sealed before they leave the process. Throws AppError `personal_data.erased` for a run without keys. */
export interface SealedObjects {
  keyOf(place: ObjectPlace): string;
  /** `bytes` as given, `storedBytes` as they lie in the store. */
  put(place: ObjectPlace, content: AsyncIterable<Uint8Array>): Promise<{ bytes: number; storedBytes: number }>;
  /** Null when there is nothing. */
  open(place: ObjectPlace): Promise<OpenObject | null>;
  remove(place: ObjectPlace): Promise<void>;
  /** Every recording of the run, whatever rows say. Returns how many there were. */
  removeAll(run: RunRef): Promise<number>;
  /** What attempts at one recording left, but for the object under `keptKey`. */
  removeAttempts(run: RunRef, recordingId: string, keptKey: string | null): Promise<void>;
}
