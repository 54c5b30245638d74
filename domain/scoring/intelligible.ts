// Tells speech from noise before anybody judges it: a garbled transcript is a fault of ours, not of the candidate.
import { tokenise } from '../text/tokens.ts';
import { withoutTimeCodes } from '../text/spoken.ts';
import { languageWords } from '../text/small-words.ts';
import { stopWords } from '../text/stop-words.ts';

export type Legibility = 'readable' | 'unintelligible' | 'other_language';

const share = (words: readonly string[], marks: ReadonlySet<string>): number =>
  words.filter((word) => marks.has(word)).length / Math.max(1, words.length);

const writtenInOtherScript = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return letters >= 8 && latin < letters / 2;
};

const shareOf = (words: readonly string[], language: string): number =>
  share(words, languageWords[language] ?? new Set<string>());

/** The language that questions are put in, told by their small words; English where they say nothing else. */
export const languageAsked = (questions: readonly string[]): string => {
  const words = questions.flatMap((text) => tokenise(text).map(({ word }) => word));
  const [best = 'en'] = Object.keys(languageWords).toSorted((a, b) => shareOf(words, b) - shareOf(words, a));
  return shareOf(words, best) > 1.5 * shareOf(words, 'en') ? best : 'en';
};

const isOtherLanguage = (text: string, words: readonly string[], asked: string): boolean => {
  if (writtenInOtherScript(text)) return true;
  if (words.length < 6) return false;
  const others = Object.keys(languageWords).filter((language) => language !== asked);
  const foreign = Math.max(...others.map((language) => shareOf(words, language)));
  return foreign >= 0.15 && foreign > 1.5 * shareOf(words, asked);
};

const determiners = new Set('the a an my our your his her their'.split(' '));
const cannotFollow = new Set(
  'the a an of is are was were and or to in at on by with for from that when if be it he she we they i'.split(' '),
);

/** Pairs that no speaker produces, however new to the language: "the of", "a is", "my and". */
const brokenPairShare = (words: readonly string[]): number => {
  const broken = words.filter((word, index) => determiners.has(word) && cannotFollow.has(words[index + 1] ?? ''));
  const doubled = words.filter((word, index) => word.length > 1 && word === words[index + 1]);
  return (broken.length + doubled.length) / Math.max(1, words.length);
};

const looksLikeWord = (word: string): boolean =>
  !/\p{Script=Latin}/u.test(word) ||
  /\d/u.test(word) ||
  (/[aeiouyáéíóúàèùâêîôûäöü]/iu.test(word) && !/[bcdfghjklmnpqrstvwxz]{6}|(.)\1\1/iu.test(word));

type Said = { text: string; raw: readonly string[]; words: readonly string[]; asked: string };

const isNoise = ({ text, raw, words, asked }: Said): boolean => {
  const long = words.filter((word) => word.length > 3);
  const odd = long.filter((word, index) => !looksLikeWord(word) && raw[index] !== word.toUpperCase());
  if (long.length >= 4 && odd.length / long.length > 0.4) return true;
  const distinct = new Set(words).size;
  if (words.length >= 12 && distinct / words.length < 0.2) return true;
  if (asked === 'en' && words.length >= 12 && brokenPairShare(words) > 0.12) return true;
  const small = asked === 'en' ? share(words, stopWords) : shareOf(words, asked);
  const noSyntax = small < 0.03 && !/\d|[,;:()]/u.test(text);
  return words.length >= 15 && noSyntax;
};

/** Whether an answer can be judged at all, to questions that were `asked` in this language. Grammar mistakes, short forms and tool names never make it unreadable. */
export const legibility = (written: string, asked = 'en'): Legibility => {
  const text = withoutTimeCodes(written);
  const tokens = tokenise(text);
  const words = tokens.map((token) => token.word);
  if (isOtherLanguage(text, words, asked)) return 'other_language';
  const replaced = text.match(/\uFFFD|\[(?:inaudible|unintelligible|noise|crosstalk)\]/giu)?.length ?? 0;
  if (replaced > 0 && replaced / Math.max(1, words.length) > 0.1) return 'unintelligible';
  return isNoise({ text, raw: tokens.map((token) => token.raw), words, asked }) ? 'unintelligible' : 'readable';
};
