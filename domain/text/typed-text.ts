// What counts as text that somebody typed, and the only door to normal forms: on piles of marks those take forever.

export type TextFault = { code: 'bad_characters' | 'piled_marks'; message: string };

/** Combining marks on one letter: the limit of the stream-safe format of UAX #15, which no script comes near. */
export const marksMax = 30;

// Whatever a normal form may move around. The two voiced marks of half width are letters until NFKC makes marks of them.
const pile = /(?<![\p{M}\uFF9E\uFF9F])[\p{M}\uFF9E\uFF9F]{31}/u;
const excess = /([\p{M}\uFF9E\uFF9F]{30})[\p{M}\uFF9E\uFF9F]+/gu;

/** Why PostgreSQL could not store a text, or nobody typed it; in time that grows with its length. */
export const faultOf = (text: string): TextFault | null => {
  if (text.includes('\u0000') || !text.isWellFormed())
    return { code: 'bad_characters', message: 'Contains U+0000 or half of a surrogate pair.' };
  if (pile.test(text))
    return { code: 'piled_marks', message: `Contains more than ${marksMax} combining marks on one letter.` };
  return null;
};

type NormalForm = 'NFC' | 'NFD' | 'NFKC';

/** The text in a normal form; of a pile that came in by another way the marks beyond the limit are left out. */
export const normalised = (text: string, form: NormalForm = 'NFC'): string =>
  (pile.test(text) ? text.replaceAll(excess, '$1') : text).normalize(form);
