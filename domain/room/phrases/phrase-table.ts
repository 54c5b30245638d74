// What is written down of the phrases of a language: parts of patterns, in small letters without accents.
import type { ChoiceCode, Wish } from '../transcript.ts';

/**
 * Each phrase is held against a whole piece of an answer (`wish-in.ts` cuts and tidies it), never against a part: one
 * more word of substance, and it is an answer. All are bounded, so reading takes time that grows with the text only.
 */
export type PhraseTable = {
  /** Spellings that the phrases need not know, and sounds that say nothing. */
  spellings: readonly (readonly [RegExp, string])[];
  /** Where a piece ends: at such a word, or before words that open another one. */
  joints: RegExp;
  /** What is said before a wish, behind it or alone, and says nothing by itself. */
  courtesy: { lead: string; tail: string; alone: string };
  /** Nothing but a question mark makes these more than courtesy. */
  astonished: RegExp;
  wishes: Readonly<Record<Wish, readonly string[]>>;
  /** Looked at only where a choice was offered: there a word or two are plain. */
  choices: Readonly<Record<ChoiceCode, readonly string[]>>;
  yes: RegExp;
  no: RegExp;
};
