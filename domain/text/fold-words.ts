// A text as its bare words, so that two spellings of the same words are equal, with the place of each letter.
import { normalised } from './typed-text.ts';

export type FoldedWords = {
  /** Lower-case words between single spaces, one at each end too. */
  text: string;
  /** Of each unit of `text`, where it begins and ends in the text that was folded, in UTF-16 units. */
  from: number[];
  to: number[];
  /** The same without the spaces. */
  solid(): Pick<FoldedWords, 'text' | 'from' | 'to'>;
};

/** Signs that change what a word means: C# is not C, 5 % not 5. */
const ofWords = /[\p{L}\p{N}\p{M}\p{Sc}+#%]/u;
/** Stand inside words and part none. */
const joins = /['’‘ʼ`´\p{Cf}]/u;
const digit = /\p{Nd}/u;
const isAscii = (character: string): boolean => character < '\u0080';

/** Ligatures and other forms as plain letters; the lower case of some is longer. */
const plain = (character: string): string =>
  (isAscii(character) ? character : normalised(character, 'NFKC')).toLowerCase();

type Kind = 'word' | 'joint' | 'gap';

const kindOf = (unit: string, before: string, after: string): Kind => {
  if (ofWords.test(unit)) return 'word';
  if (joins.test(unit)) return 'joint';
  return (unit === '.' || unit === ',') && digit.test(before) && digit.test(after) ? 'word' : 'gap';
};

export const foldWords = (text: string): FoldedWords => {
  // A text that is looked at while it grows is put together anew each time.
  const [parts, from, to]: [string[], number[], number[]] = [[], [], []];
  const push = (unit: string, start: number, end: number): void => {
    for (const one of unit.split('')) {
      parts.push(one);
      from.push(start);
      to.push(end);
    }
  };
  const space = (at: number): void => {
    if (parts.at(-1) !== ' ') push(' ', at, at);
  };
  let [index, before] = [0, ''];
  space(0);
  for (const character of text) {
    const end = index + character.length;
    for (const unit of plain(character)) {
      const kind = kindOf(unit, before, text.charAt(end));
      if (kind === 'word') push(unit, index, end);
      else if (kind === 'gap') space(index);
    }
    before = character;
    index = end;
  }
  space(index);
  return {
    text: parts.join(''),
    from,
    to,
    solid: () => {
      const kept = parts.flatMap((part, at) => (part === ' ' ? [] : [at]));
      const of = (places: readonly number[]): number[] => kept.map((at) => places[at] ?? 0);
      return { text: kept.map((at) => parts[at]).join(''), from: of(from), to: of(to) };
    },
  };
};
