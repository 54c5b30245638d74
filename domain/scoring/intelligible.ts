// Tells speech from noise before anybody judges it: a garbled transcript is a fault of ours, not of the candidate.
import { tokenise } from '../text/tokens.ts';
import { withoutTimeCodes } from '../text/spoken.ts';
import { stopWords } from '../text/stop-words.ts';

export type Legibility = 'readable' | 'unintelligible' | 'other_language';

const languageMarks: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    'the and i to of a we in it was is for that with my on they this but had not have were our as so'.split(' '),
  ),
  es: new Set(
    'el la los las una que de del por para con como pero muy mi yo es era fue cuando porque también nosotros está en y'.split(
      ' ',
    ),
  ),
  fr: new Set(
    'le la les des une que de du pour avec dans mais très mon je est était quand parce nous vous sur et il en ai'.split(
      ' ',
    ),
  ),
  de: new Set(
    'der die das und ich ist war mit für nicht ein eine wir den dem auf zu haben als wenn auch sehr mein habe von'.split(
      ' ',
    ),
  ),
  it: new Set(
    'il lo gli una che di del per con come ma molto mio io è era quando perché anche noi sono della nel ho'.split(' '),
  ),
  pt: new Set(
    'o os as uma que de do da para com como mas muito meu eu é foi quando porque também nós não em e na no'.split(' '),
  ),
  nl: new Set(
    'de het een en ik is was met voor niet wij van op te hebben als ook zeer mijn maar dat die heb'.split(' '),
  ),
  pl: new Set('i w na z do jest się nie że to jak ale bardzo mój ja był kiedy ponieważ także my przez'.split(' ')),
};

const share = (words: readonly string[], marks: ReadonlySet<string>): number =>
  words.filter((word) => marks.has(word)).length / Math.max(1, words.length);

const writtenInOtherScript = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return letters >= 8 && latin < letters / 2;
};

const shareOf = (words: readonly string[], language: string): number =>
  share(words, languageMarks[language] ?? new Set<string>());

/** The language that questions are put in, told by their small words; English where they say nothing else. */
export const languageAsked = (questions: readonly string[]): string => {
  const words = questions.flatMap((text) => tokenise(text).map(({ word }) => word));
  const [best = 'en'] = Object.keys(languageMarks).toSorted((a, b) => shareOf(words, b) - shareOf(words, a));
  return shareOf(words, best) > 1.5 * shareOf(words, 'en') ? best : 'en';
};

const isOtherLanguage = (text: string, words: readonly string[], asked: string): boolean => {
  if (writtenInOtherScript(text)) return true;
  if (words.length < 6) return false;
  const others = Object.keys(languageMarks).filter((language) => language !== asked);
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
