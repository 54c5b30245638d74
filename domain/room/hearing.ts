// How a spoken answer becomes words: what is kept of it beside the words themselves.

/**
 * `waiting` for the recogniser; `heard`; `unheard`: silence, noise or another language, and nobody guesses what was said;
 * `lost`: the last try failed.
 */
export const hearings = ['waiting', 'heard', 'unheard', 'lost'] as const;
export type Hearing = (typeof hearings)[number];

/**
 * A word as it was heard: its place in the answer (half-open, in code points of the first version), when it was said in
 * the recording, and how sure the recogniser was (0 to 1, null where it does not say).
 */
export type HeardWord = { start: number; end: number; startMs: number; endMs: number; confidence: number | null };

/** What came of listening to one answer. Only `heard` has words. */
export type HeardAnswer =
  | { hearing: 'heard'; text: string; words: HeardWord[]; language: string | null }
  | { hearing: 'unheard' | 'lost' };

/** Below this a word is marked as doubtful where the candidate checks what was understood. */
export const doubtfulBelow = 0.6;
