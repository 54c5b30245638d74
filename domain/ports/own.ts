// What candidates read of their own interview and add to it: corrections of what was misheard, and the wish for a review.
import type { RunRef } from '../access/ids.ts';
import type { LateWords } from './calls.ts';
import type { HeardWord, Hearing } from '../room/hearing.ts';
import type { Intent, QuestionKind } from '../room/transcript.ts';
import type { Mark } from './room.ts';

/** One version of a turn; `late` when it was corrected after the conversation was frozen. Times in epoch milliseconds. */
export type OwnVersion = {
  turn: number;
  version: number;
  kind: QuestionKind;
  question: string;
  answer: string | null;
  intent: Intent | null;
  hearing: Hearing | null;
  /** Of the first version. */
  words: HeardWord[];
  /** Whether the recording of it can be heard. */
  recorded: boolean;
  askedAt: number;
  answeredAt: number | null;
  correctedAt: number | null;
  late: boolean;
};

/** `version` is the one that was corrected. */
export type Correction = Mark & { turn: number; version: number; text: string };

export type Appeal = { text: string; requestedAt: number };

/** Everything else that is held about a candidate, as they may take it with them. */
export type OwnRecords = {
  consents: Record<string, unknown>[];
  recordings: Record<string, unknown>[];
  mails: Record<string, unknown>[];
  /** The candidate's own words with a wish for help, for a person, or to withdraw. */
  notes: { with: string; text: string; at: string }[];
  reads: Record<string, unknown>[];
  /** Said in a call and heard of after the conversation was closed. */
  lateWords: LateWords;
};

export interface OwnStore {
  /** All versions in order; throws `personal_data.erased`. */
  readTurns(run: RunRef): Promise<OwnVersion[]>;
  /**
   * Adds the next version of a spoken answer, tells of it and notes it; the same again changes nothing. Throws
   * `room.not_correctable`, and `room.correction_stale` when another version came between.
   */
  correct(run: RunRef, correction: Correction): Promise<void>;
  /** Once, after a person's decision: false when there is none to review. */
  appeal(run: RunRef, appeal: Mark & { text: string }): Promise<boolean>;
  readAppeal(run: RunRef): Promise<Appeal | null>;
  readRecords(run: RunRef): Promise<OwnRecords>;
  /** Notes that the candidate took a copy. */
  noteDownload(run: RunRef, mark: Mark): Promise<void>;
}
