// The one gate against unlawful questions: plans of every engine, and recruiters' wishes, pass through it.
import english from './english.json' with { type: 'json' };
import french from './french.json' with { type: 'json' };
import german from './german.json' with { type: 'json' };
import { protectedMatters, type LanguageTables, type PerMatter, type ProtectedMatter } from './matters.ts';
import spanish from './spanish.json' with { type: 'json' };
import {
  indexOf,
  matchAt,
  patternOf,
  phraseList,
  wordsOf,
  type Lists,
  type Pattern,
  type PatternIndex,
  type Reading,
  type Word,
} from './word-patterns.ts';
import { normalised } from '../text/typed-text.ts';

/** `certain` is refused; `doubtful` may be meant otherwise, so that a person looks at it. */
export type MatterClass = 'certain' | 'doubtful';

/** `phrase` is the matched part of the text: for people who review, never for logs or histories. `rule` says why it counts. */
export type ProtectedFinding = { matter: ProtectedMatter; phrase: string; certainty: MatterClass; rule: string };

type Rule = Pattern & { certainty: MatterClass; rule: string };
type Language = { lists: Lists; rules: PatternIndex<Rule>; idioms: PatternIndex<Pattern> };

const isMatter = (value: string): value is ProtectedMatter => protectedMatters.some((matter) => matter === value);

const withMatters = (table: PerMatter): (readonly [string, string])[] =>
  protectedMatters.flatMap((matter) => (table[matter] === undefined ? [] : [[matter, table[matter]] as const]));

const rulesOf = (table: LanguageTables['phrases'], certainty: MatterClass, rule: string): Rule[] =>
  protectedMatters.flatMap((matter) =>
    (table[matter] ?? []).map((source) => ({ ...patternOf(source, matter), certainty, rule })),
  );

const languageOf = (tables: LanguageTables): Language => {
  const { nouns, has, states, wanted, hints, frames, phrases, doubtful, nets, idioms } = tables;
  const listed = Object.entries(tables.lists).map(([name, words]) => [name, phraseList([['', words]])] as const);
  const lists: Lists = {
    ...Object.fromEntries(listed),
    noun: phraseList(withMatters(nouns)),
    has: phraseList(withMatters(has)),
    state: phraseList(withMatters(states)),
    wanted: phraseList(withMatters(wanted)),
    hint: phraseList(withMatters(hints)),
  };
  const inFrames = Object.entries(frames).flatMap(([rule, sources]) =>
    // A number in a frame is an age.
    sources.map((source): Rule => ({ ...patternOf(source, 'age'), certainty: 'certain', rule })),
  );
  const rules = [
    ...inFrames,
    ...rulesOf(phrases, 'certain', 'a question for it'),
    ...rulesOf(doubtful, 'doubtful', 'may be about the person'),
    ...nets.map((source): Rule => ({ ...patternOf(source), certainty: 'doubtful', rule: 'beside the person' })),
  ];
  const patterns = idioms.flatMap((line) => line.split(', ')).map((source) => patternOf(source));
  return { lists, rules: indexOf(rules, lists), idioms: indexOf(patterns, lists) };
};

const languages = [english, german, french, spanish].map(languageOf);

type Found = ProtectedFinding & { start: number; end: number };

/** Stands for what is the work; no list holds it. */
const masked = '·';

const withoutIdioms = (words: readonly Word[], { lists, idioms }: Language): Word[] => {
  const reading: Reading = { words, all: words, lists, places: new Map() };
  const result = [...words];
  for (const [at, { text }] of words.entries())
    for (const idiom of idioms(text)) {
      const match = matchAt(idiom, reading, at);
      for (let index = at; match !== null && index < match.end; index += 1) {
        const word = words[index];
        if (word !== undefined) result[index] = { ...word, text: masked };
      }
    }
  return result;
};

const findIn = (text: string, sentence: readonly Word[], language: Language): Found[] => {
  const words = withoutIdioms(sentence, language);
  const reading: Reading = { words, all: sentence, lists: language.lists, places: new Map() };
  return words.flatMap((word, at) =>
    language.rules(word.text).flatMap(({ certainty, rule, ...pattern }) => {
      const match = matchAt(pattern, reading, at);
      const last = words[(match?.end ?? 0) - 1];
      if (match === null || last === undefined || !isMatter(match.value)) return [];
      const { start } = word;
      const { end } = last;
      return [{ matter: match.value, phrase: text.slice(start, end), certainty, rule, start, end }];
    }),
  );
};

/** Look-alike letters, zero-width characters and decoration must not hide a word. */
const readable = (text: string): string =>
  normalised(text, 'NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[_*]+/g, ' ');

const rank = (one: Found): number => (one.certainty === 'certain' ? 0 : 1);

/**
 * The protected matter that `text` makes its subject, certain ones first, or null. A word counts where it is about the
 * candidate, in English, German, French and Spanish; where it is the work it is fine.
 */
export const findProtectedMatter = (text: string): ProtectedFinding | null => {
  const read = readable(text);
  const found = wordsOf(read).flatMap((sentence) => languages.flatMap((language) => findIn(read, sentence, language)));
  const [first] = found.toSorted((a, b) => rank(a) - rank(b) || a.start - b.start || b.end - a.end);
  if (first === undefined) return null;
  const { matter, phrase, certainty, rule } = first;
  return { matter, phrase, certainty, rule };
};
