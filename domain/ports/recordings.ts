// What was said aloud: pieces that arrive one by one, the whole that is made of them, and the words heard in it.
import type { RunRef } from '../access/ids.ts';
import type { SignOfLife } from '../room/clock.ts';
import type { HeardAnswer } from '../room/hearing.ts';
import type { AudioMediaType, PieceRange } from '../room/pieces.ts';
import type { Loudness } from '../room/sound.ts';
import type { Intent, Turn, Wish } from '../room/transcript.ts';
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
  /** Every answer that it holds: one, or all of a conversation that a provider recorded as a whole. */
  turns: readonly number[];
  take: number;
  state: RecordingState;
  mediaType: string;
  durationMs: number | null;
  bytes: number | null;
  /** SHA-256 of the whole file, in hex. */
  sha256: string | null;
  receivedAt: number | null;
  /** Of the object that holds it; null while there is none. */
  objectId: string | null;
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
  /** Those of the keys that no row names and none is about to. */
  unnamed(keys: readonly string[]): Promise<string[]>;
}

/** A piece as it arrived; `seen` is its window's sign of life, `client` the hash of the window where it says who it is. */
export type NewPiece = {
  turn: number;
  take: number;
  n: number;
  bytes: Uint8Array;
  mediaType: string;
  client: string | null;
  seen: SignOfLife;
};

/** What of a take has arrived, and how much more of it is taken. */
export type TakeReceived = { received: PieceRange[]; bytesLeft: number };

export interface PieceStore {
  /**
   * Stores a piece of the open question and counts the sign of life, once; the same piece again is answered alike. Throws
   * what forbids it.
   */
  store(run: RunRef, piece: NewPiece): Promise<TakeReceived>;
  readReceived(run: RunRef, take: { turn: number; take: number }): Promise<TakeReceived>;
}

export type RecordingRef = RunRef & { recordingId: string };

/** What of a recording still counts: null once nothing more may be done with it, since it is gone or was taken back. */
export type RecordingStanding = Pick<Recording, 'turn' | 'take' | 'state' | 'mediaType'> & {
  pieceBytes: readonly number[];
};

export type StoredRecording = Pick<Audio, 'mediaType'> & {
  objectKey: string;
  bytes: number;
  sha256: string;
  durationMs: number | null;
};

/** What makes one object of the pieces of an answer. */
export interface RecordingWork {
  /** Received, and not known to have been started; each for a moment that of the caller. */
  claimUnstarted(limit: number): Promise<RecordingRef[]>;
  markStarted(recording: RecordingRef): Promise<void>;
  read(recording: RecordingRef): Promise<RecordingStanding | null>;
  /** Throws AppError `recording.not_found` once it is gone, and `personal_data.erased`. */
  readPiece(recording: RecordingRef, n: number): Promise<Uint8Array>;
  /** Writes down what it became and removes the pieces; false when it was stored before, is gone or was taken back. */
  markStored(recording: RecordingRef, stored: StoredRecording): Promise<boolean>;
  /** Nobody will hear what is not heard yet; what was not stored by now is gone. */
  giveUp(recording: RecordingRef): Promise<void>;
  /** The key of its object, null without one; undefined while an attempt may still write it down. */
  readFinalKey(recording: RecordingRef): Promise<string | null | undefined>;
}

/** Has a received recording made into one object and listened to. */
export interface RecordingStarter {
  /** Sees to it and never fails: what cannot be started now is taken up by a worker. */
  start(recording: RecordingRef): void;
}

export interface RecordingEngine {
  /** `closed` when it has ended already. Throws AppError `engine.unavailable`. */
  startRecording(recording: RecordingRef): Promise<'running' | 'closed'>;
}

/** A file whose parts are asked for when they are needed. */
export type SourceFile = {
  bytes: number;
  mediaType: AudioMediaType;
  read(start: number, end: number): Promise<Uint8Array>;
};

/** The same sound with its duration and an index; null when there is none in it. Throws when the file cannot be read so. */
export type RemuxAudio = (
  file: SourceFile,
) => Promise<{ durationMs: number; bytes: number; content: AsyncIterable<Uint8Array> } | null>;

/** Null where the sound is of a kind that nothing here decodes. Throws when it cannot be read. */
export type MeasureSound = (bytes: Uint8Array) => Promise<Loudness | null>;

/** What was heard, and what it is instead of an answer: `wish` is told to the outside. */
export type HeardReply = HeardAnswer & { intent?: Intent | null; wish?: Wish | null };

/** What listening to an answer needs of what was stored. */
export interface SpokenAnswers {
  /** The recording of a spoken answer as one file; null once it is gone. */
  readAudio(run: RunRef, recordingId: string): Promise<(Audio & { durationMs: number | null }) | null>;
  /** The conversation up to the turn that was answered with it; null when there is none. */
  readContext(run: RunRef, recordingId: string): Promise<{ locale: string; turns: Turn[] } | null>;
  /**
   * Writes down what was heard as the first version of the recording's turn, once: false when something was written before,
   * or nothing may be done with what was said any more. Accepted after the freeze too: what was said came before it.
   * What was not heard is an aside while its question is open; once another one was asked, it stays an answer without words.
   */
  storeHeard(run: RunRef, recordingId: string, heard: HeardReply): Promise<boolean>;
  /** Spoken answers of the run whose words are still awaited. */
  countWaiting(run: RunRef): Promise<number>;
}
