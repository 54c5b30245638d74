// What a job interview must not touch, and what the tables of words for one language hold.

export const protectedMatters = [
  'age',
  'family',
  'health',
  'religion',
  'origin',
  'gender',
  'politics',
  'record',
  'finances',
] as const;
export type ProtectedMatter = (typeof protectedMatters)[number];

/** Words and phrases with commas between them. */
export type PerMatter = { [Matter in ProtectedMatter]?: string };

/** Patterns over words, in the notation of `word-patterns.ts`. */
export type PatternsPerMatter = { [Matter in ProtectedMatter]?: readonly string[] };

/**
 * What a language says of people who apply. A word is protected by its place in a frame, never by itself: `your` before a
 * `noun`, `have` before what one `has`, `be` before a `state`, a condition of hiring before a `wanted`.
 */
export type LanguageTables = {
  /** Lists that patterns name: `your`, `own`, `have`, `be`, `adv`, `det`, `tail`, `hire`, `ask`, `person`, `place` and others. */
  lists: Readonly<Record<string, string>>;
  nouns: PerMatter;
  /** What one has, beside the nouns. */
  has: PerMatter;
  states: PerMatter;
  wanted: PerMatter;
  /** Words for nets alone: rarely the work beside the candidate, and no certain sign in any frame. */
  hints: PerMatter;
  /** The frames of this language, by the name of their rule; `<noun>`, `<has>`, `<state>` and `<wanted>` say which matter. */
  frames: Readonly<Record<string, readonly string[]>>;
  /** Whole phrases that ask for it: certain ones, and those that may be meant otherwise. */
  phrases: PatternsPerMatter;
  doubtful: PatternsPerMatter;
  /** A word that is protected near the candidate, and nobody of the work in sight: a person looks. */
  nets: readonly string[];
  /** What is the work although it sounds otherwise; nothing within is read. */
  idioms: readonly string[];
};
