// Whether what a recogniser wrote was said: silence, noise, another language and inventions are not heard; nobody guesses.
import type { Recognised } from '../ports/speech.ts';
import { smallWords } from '../text/small-words.ts';
import { showsNothing, typedAs } from '../text/typed-text.ts';
import { creditPhrases, habitPhrases, wordsIn } from './hearing-phrases.ts';
import type { HeardAnswer, HeardWord } from './hearing.ts';
import { roomLanguages, type RoomLanguage } from './language.ts';
import type { Sound } from './sound.ts';
import type { Intent, Turn } from './transcript.ts';
import { intentOf, wishIn } from './wish-in.ts';

export type Unheard = 'silence' | 'habit' | 'noise' | 'language' | 'loop' | 'garbled' | 'too_fast';

type Segment = Recognised['segments'][number];
/** `sound` is null where it could not be measured; then the others decide. */
type Facts = { locale: string; durationMs: number | null; sound: Sound | null };

const limits = {
  /** Above it a segment is silence, unless its words were sure. */
  noSpeech: 0.6,
  sure: -0.5,
  /** A bare habit such as "Thank you." is believed within these. */
  habit: { noSpeech: 0.3, logProbability: -0.8 },
  /** Recognisers try again below -1; what they keep below this is a guess. */
  logProbability: -1.25,
  wordConfidence: 0.25,
  wordsPerSecond: 7.5,
  /** Least share of phrases of four words that differ. */
  distinct: 0.45,
};

const annotation = /\[[^[\]]{0,80}\]|\([^()]{0,80}\)|\*[^*]{0,80}\*|[♪♫🎵🎶]/gu;

const withoutAnnotations = (text: string): string => text.replaceAll(annotation, ' ').trim();

/** Whether the words are nothing but phrases of the set, one or several times. */
const consistsOf = (words: readonly string[], phrases: ReadonlySet<string>): boolean => {
  const longest = 9;
  let at = 0;
  while (at < words.length) {
    let length = Math.min(longest, words.length - at);
    while (length > 0 && !phrases.has(words.slice(at, at + length).join(' '))) length -= 1;
    if (length === 0) return false;
    at += length;
  }
  return words.length > 0;
};

const saysNothing = ({ text, noSpeechProbability: silent, averageLogProbability: sure }: Segment): boolean => {
  const words = wordsIn(withoutAnnotations(text));
  if (words.length === 0 || consistsOf(words, creditPhrases)) return true;
  if (silent === null || silent <= limits.noSpeech) return false;
  return consistsOf(words, habitPhrases) || (sure ?? 0) < limits.sure;
};

const isIn = ({ startMs, endMs }: Recognised['words'][number], segments: readonly Segment[]): boolean =>
  segments.some((segment) => segment.startMs <= (startMs + endMs) / 2 && (startMs + endMs) / 2 <= segment.endMs);

/** A recogniser that gives no times says nothing about where. */
const wasSilent = ({ startMs, endMs }: Segment, sound: Sound | null): boolean =>
  endMs > startMs && sound?.isSilentIn(startMs, endMs) === true;

/** What was said without the segments that say nothing: an answer often ends in silence, and silence in "Thank you." */
const saidIn = (
  { text, segments, words }: Recognised,
  sound: Sound | null,
): Pick<Recognised, 'text' | 'segments' | 'words'> => {
  const isKept = (segment: Segment): boolean => !saysNothing(segment) && !wasSilent(segment, sound);
  const kept = segments.filter(isKept);
  if (kept.length === segments.length) return { text: withoutAnnotations(text), segments, words };
  const dropped = segments.filter((segment) => !isKept(segment));
  return {
    text: withoutAnnotations(kept.map((segment) => segment.text.trim()).join(' ')),
    segments: kept,
    words: words.filter((word) => !isIn(word, dropped)),
  };
};

/** The mean over segments, by how long they are; null where nobody says. */
const meanOf = (segments: readonly Segment[], figure: (segment: Segment) => number | null): number | null => {
  let [sum, weight] = [0, 0];
  for (const segment of segments) {
    const value = figure(segment);
    const long = Math.max(1, segment.endMs - segment.startMs);
    if (value !== null) [sum, weight] = [sum + value * long, weight + long];
  }
  return weight === 0 ? null : sum / weight;
};

const isBareHabit = (words: readonly string[], segments: readonly Segment[]): boolean => {
  if (!consistsOf(words, habitPhrases)) return false;
  const silent = meanOf(segments, (segment) => segment.noSpeechProbability);
  const sure = meanOf(segments, (segment) => segment.averageLogProbability);
  // Without figures nothing speaks for it; asking again costs little, an answer that nobody gave costs a candidate.
  if (silent === null || sure === null) return true;
  return silent > limits.habit.noSpeech || sure < limits.habit.logProbability;
};

const runMax = (words: readonly string[]): number => {
  let [best, run] = [0, 0];
  for (const [index, word] of words.entries()) {
    run = word === words[index - 1] ? run + 1 : 1;
    best = Math.max(best, run);
  }
  return best;
};

const isLoop = (words: readonly string[]): boolean => {
  if (runMax(words) >= 8) return true;
  if (words.length < 16) return false;
  const phrases = words.slice(0, -3).map((_, index) => words.slice(index, index + 4).join(' '));
  return new Set(phrases).size / phrases.length < limits.distinct;
};

const languageOf = (locale: string): string => locale.split('-', 1)[0]?.toLowerCase() ?? '';

const shareOf = (words: readonly string[], language: RoomLanguage): number =>
  words.filter((word) => smallWords[language].has(word)).length / words.length;

/** Told by the recogniser, by the script, or by the small words of another language that the room speaks. */
const isForeign = (
  words: readonly string[],
  { text, language: said }: Pick<Recognised, 'text' | 'language'>,
  locale: string,
): boolean => {
  // A wish is heard in English too.
  if (wishIn(text, locale) !== null) return false;
  const expected = roomLanguages.find((known) => known === languageOf(locale));
  if (expected === undefined) return false;
  const letters = words.join('').match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  if (letters.length > 0 && latin * 2 < letters.length) return true;
  // A few words are too little to tell a language by.
  if (said !== null && said !== expected && words.length > 5) return true;
  if (words.length < 8) return false;
  const own = shareOf(words, expected);
  return roomLanguages.some(
    (other) => other !== expected && shareOf(words, other) > 0.3 && shareOf(words, other) > own * 3,
  );
};

const isTooFast = (words: readonly string[], durationMs: number): boolean =>
  words.length >= 8 && durationMs > 0 && words.length / (durationMs / 1_000) > limits.wordsPerSecond;

/** Words that took no time were not heard: recognisers put them where they invent. */
const isTimeless = ({ words }: Pick<Recognised, 'words'>): boolean =>
  words.length >= 4 && words.filter(({ startMs, endMs }) => endMs - startMs <= 20).length / words.length > 0.7;

const isGarbled = (said: ReturnType<typeof saidIn>, words: readonly string[]): boolean => {
  const sure = meanOf(said.segments, (segment) => segment.averageLogProbability);
  if (sure !== null && sure < limits.logProbability) return true;
  const figures = said.words.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / Math.max(1, figures.length);
  if (figures.length >= 3 && mean < limits.wordConfidence) return true;
  return isTimeless(said) || words.some((word) => /(\p{L})\1{9}/u.test(word) || word.length > 80);
};

const reasonAgainst = (recognised: Recognised, facts: Facts): Unheard | null => {
  const said = saidIn(recognised, facts.sound);
  const { text, segments } = said;
  const words = wordsIn(text);
  if (showsNothing(recognised.text)) return 'silence';
  if (showsNothing(text)) return wordsIn(withoutAnnotations(recognised.text)).length > 0 ? 'habit' : 'noise';
  if (words.length === 0) return 'noise';
  if (consistsOf(words, creditPhrases) || isBareHabit(words, segments)) return 'habit';
  if (isLoop(words)) return 'loop';
  if (isForeign(words, { ...said, language: recognised.language }, facts.locale)) return 'language';
  if (isTooFast(words, facts.durationMs ?? recognised.durationMs)) return 'too_fast';
  return isGarbled(said, words) ? 'garbled' : null;
};

const windowMax = 40;

/** The words' places in the text, in code points: each is looked for shortly after the one before. */
const placed = (text: string, words: Recognised['words']): HeardWord[] => {
  const heard: HeardWord[] = [];
  let [cursor, points] = [0, 0];
  for (const { text: spelt, startMs, endMs, confidence } of words) {
    const word = typedAs('line', spelt);
    if (word === '') continue;
    const window = text.slice(cursor, cursor + windowMax + word.length);
    const exact = window.indexOf(word);
    const at = exact === -1 ? window.toLowerCase().indexOf(word.toLowerCase()) : exact;
    if (at === -1) continue;
    points += Array.from(text.slice(cursor, cursor + at)).length;
    const end = points + Array.from(word).length;
    heard.push({ start: points, end, startMs, endMs, confidence });
    [cursor, points] = [cursor + at + word.length, end];
  }
  return heard;
};

/** `intent` is what the words are instead of an answer, such as the wish to hear the question again. */
type Judged = { heard: HeardAnswer; intent: Intent | null; reason: Unheard | null };

const unheard = (reason: Unheard): Judged => ({ heard: { hearing: 'unheard' }, intent: 'unheard', reason });

/** What was heard, in the form that answers are kept in; and why nothing was, as a code. `turns` up to the one answered. */
export const judgeHearing = (recognised: Recognised, facts: Facts, turns: readonly Turn[]): Judged => {
  const reason = facts.sound?.isSilent === true ? 'silence' : reasonAgainst(recognised, facts);
  if (reason !== null) return unheard(reason);
  const said = saidIn(recognised, facts.sound);
  const text = typedAs('answer', said.text.replaceAll(/\s+/gu, ' '));
  if (text === '') return unheard('silence');
  const { language } = recognised;
  return {
    heard: { hearing: 'heard', text, words: placed(text, said.words), language },
    intent: intentOf(turns, text, facts.locale),
    reason: null,
  };
};
