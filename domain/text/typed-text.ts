// What counts as text that somebody typed, how each kind of field keeps it, and the only door to normal forms.

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

/** The text in a normal form, which takes forever on piles: of one that came in by another way the marks beyond the limit are left out. */
export const normalised = (text: string, form: NormalForm = 'NFC'): string =>
  (pile.test(text) ? text.replaceAll(excess, '$1') : text).normalize(form);

/** A blank character of Braille, and all that Unicode says shows nothing, are no more than a space is. */
const visible = /[^\s\u2800\uFFF9-\uFFFC\p{DI}\p{Cc}\p{Co}\p{Cs}\p{NChar}]/u;

/** Whether there is nothing to see: no such text was given. */
export const showsNothing = (text: string): boolean => !visible.test(text);

// Each pattern from here on looks at single characters and their neighbours, so it is linear; what it captures stays.

const lineEnd = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;

/**
 * Shows nothing, or is for programs alone: controls, private use, fillers, annotations, tags, and what turns the direction of
 * letters. The flags of England, Scotland and Wales are spelt in tags; what the second class spares is up to its neighbours.
 */
const hidden =
  /(\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F})|[[\p{DI}\p{Cc}\p{Co}\p{Cs}\p{NChar}\uFFF9-\uFFFC]--[\u034F\uFE00-\uFE02\uFE0E\uFE0F\u{E0100}-\u{E01EF}\u180B-\u180F\t\n\u061C\u115F\u1160\u200C-\u200F]]/gv;

/** A filler stands beside its jamo, variants of a sign after that sign, the joiner of marks between marks; in this order. */
const outOfPlace = [
  /\u115F(?![\u1161-\u11A7\uD7B0-\uD7C6])|(?<![\u1100-\u115E\uA960-\uA97C])\u1160(?![\u11A8-\u11FF\uD7CB-\uD7FB])/gu,
  /(?<!\p{Emoji})[\uFE0E\uFE0F]|(?<![[\p{L}\p{N}\p{P}\p{S}]--\u2800])[\uFE00-\uFE02]|(?<!\p{Ideographic})[\u{E0100}-\u{E01EF}]/gv,
  /(?<![\u1820-\u18AA])[\u180B-\u180F]/gu,
  /(?<![[\p{L}\p{M}]--\u034F])\u034F|\u034F(?![\p{M}--\u034F])/gv,
  // Of several joiners the first one counts.
  /(?<=[\u200C\u200D])[\u200C\u200D]/gu,
];

/** Scripts that join their letters, or write several as one; not the direction mark that they share. */
const joins = `[[${'Adlm Arab Beng Deva Gujr Guru Khmr Knda Mlym Mong Mymr Nkoo Orya Rohg Sinh Syrc Taml Telu Tibt'
  .split(' ')
  .map((script) => `\\p{scx=${script}}`)
  .join('')}]--\\u061C]`;
const viramas = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA\u1039]`;

/** A joiner has a use inside a word beside such a letter, after a virama at the end too, and between the parts of an emoji. */
const joiner = new RegExp(
  [
    String.raw`((?<=[\p{L}\p{M}\p{N}])[\u200C\u200D](?=${joins})`,
    String.raw`(?<=${joins})[\u200C\u200D](?![\s\u061C\u200E\u200F\u2800]|$)`,
    String.raw`(?<=${viramas})\u200D`,
    String.raw`(?<=[\p{ExtPict}\p{EMod}\uFE0F])\u200D(?=\p{ExtPict}))`,
    String.raw`[\u200C\u200D]`,
  ].join('|'),
  'gv',
);

const rightToLeft = /[[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]&&\p{L}]/v;

/** Whether a text has letters that run from right to left, so that what stands beside it may trade places. */
export const runsRightToLeft = (text: string): boolean => rightToLeft.test(text);

/** Marks that give a sign its side: they have a use where letters run both ways. */
const directionMark = /[\u061C\u200E\u200F]/gu;

/** Everything that can be seen, and what scripts and emoji need to look as they should; of a name nothing else. */
const shown = (text: string, kind: TextKind): string => {
  const seen = text.replaceAll(hidden, '$1');
  const sided = kind !== 'name' && runsRightToLeft(seen) ? seen : seen.replaceAll(directionMark, '');
  const placed = outOfPlace.reduce((rest, pattern) => rest.replaceAll(pattern, ''), sided);
  // Around joiners neighbours are looked at in the order that the normal form gives them.
  return normalised(normalised(placed).replaceAll(joiner, '$1'));
};

const blanksBefore = /^[\s\u061C\u200C\u200E\u200F\u2800]+/u;
const blanksAfter = /(?<![\s\u061C\u200C\u200E\u200F\u2800])[\s\u061C\u200C\u200E\u200F\u2800]+$/u;
const trimmed = (text: string): string => text.replace(blanksBefore, '').replace(blanksAfter, '');

/** The wide blank of East Asian names is part of how they are written. */
const narrowBlanks = /[^\S\u3000]+/gu;
const oneLine = (text: string): string => text.replaceAll(narrowBlanks, ' ');

const lineEndBlanks = /(?<![\t\p{Zs}])[\t\p{Zs}]+(?=\n)/gu;
const emptyLines = /(?<!\n)\n{3,}/gu;

/** How a field is written: on one line, or in paragraphs; an answer keeps its lines and blanks as they were typed. */
const kinds = {
  name: oneLine,
  line: oneLine,
  prose: (text: string) => text.replaceAll(lineEndBlanks, '').replaceAll(emptyLines, '\n\n'),
  answer: (text: string) => text,
} as const;
export type TextKind = keyof typeof kinds;

/** The text as a field of that kind keeps it; empty when it shows nothing. The same again changes nothing. */
export const typedAs = (kind: TextKind, text: string): string =>
  trimmed(kinds[kind](shown(text.replaceAll(lineEnd, '\n'), kind)));
