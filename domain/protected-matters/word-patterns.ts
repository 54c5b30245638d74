// Patterns over words instead of characters: each step takes a bounded number of words, so a text is read in linear time.
import { normalised } from '../text/typed-text.ts';

export type Word = { text: string; start: number; end: number };

const formal = /^(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)$/u;

const plain = (text: string): string =>
  normalised(text, 'NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').replaceAll('œ', 'oe');

/** Case, accents and ligatures hide nothing; only the German "Sie" and "Ihr" differ from "sie" and "ihr". */
export const foldWord = (word: string, isFormal = formal.test(word)): string => plain(word) + (isFormal ? '!' : '');

// A line may end within a sentence; a blank one ends it.
const wordOrMark = /[\p{L}\p{N}\p{M}]+|[.!?;:…¿¡]+|\n\n|,/gu;
const isBreak = (mark: string): boolean => /^[^\p{L}\p{N}\p{M},]/u.test(mark);

/** The sentences of a text, as folded words; commas are words of their own. */
export const wordsOf = (text: string): Word[][] => {
  // Who types without capitals, or with nothing else, means the address as well.
  const hasCase = /\p{Lu}/u.test(text) && /\p{Ll}/u.test(text);
  const sentences: Word[][] = [[]];
  for (const { 0: found, index: start } of text.matchAll(wordOrMark)) {
    if (isBreak(found)) {
      sentences.push([]);
      continue;
    }
    const isFormal = hasCase
      ? formal.test(found)
      : formal.test(plain(found).replace(/^./u, (one) => one.toUpperCase()));
    sentences.at(-1)?.push({ text: foldWord(found, isFormal), start, end: start + found.length });
  }
  return sentences.filter((words) => words.length > 0);
};

/** Phrases by their first word, longest first; the value is the matter, or '' for lists without one. */
export type PhraseList = ReadonlyMap<string, readonly { words: readonly string[]; value: string }[]>;

const phraseWords = (phrase: string): string[] =>
  phrase
    .trim()
    .split(/[\s'’-]+/u)
    .map((word) => foldWord(word));

export const phraseList = (entries: readonly (readonly [value: string, phrases: string])[]): PhraseList => {
  const all = entries.flatMap(([value, phrases]) =>
    phrases.split(',').map((phrase) => ({ words: phraseWords(phrase), value })),
  );
  const sorted = all.toSorted((a, b) => b.words.length - a.words.length);
  return Map.groupBy(sorted, ({ words }) => words[0] ?? '');
};

export type Lists = Readonly<Record<string, PhraseList>>;

type Step =
  | { kind: 'words'; words: ReadonlySet<string>; optional: boolean }
  | { kind: 'list'; name: string; times: 'one' | 'optional' | 'many' }
  | { kind: 'gap'; max: number; open: boolean }
  | { kind: 'number' | 'start' | 'end' | 'last' }
  | { kind: 'not'; name: string }
  | { kind: 'before' | 'sentence'; name: string; wanted: boolean };

export type Pattern = { steps: readonly Step[]; value: string };

const gapMax = 4;
const repeatsMax = 6;

const marks: Readonly<Record<string, Step>> = {
  '…': { kind: 'gap', max: gapMax, open: true },
  '..': { kind: 'gap', max: gapMax, open: false },
  '#': { kind: 'number' },
  '^': { kind: 'start' },
  $: { kind: 'end' },
  '.': { kind: 'last' },
};
const times = { '': 'one', '?': 'optional', '*': 'many' } as const;
const signs: Readonly<Record<string, (name: string) => Step>> = {
  '!': (name) => ({ kind: 'not', name }),
  '-': (name) => ({ kind: 'before', name, wanted: false }),
  '--': (name) => ({ kind: 'sentence', name, wanted: false }),
  '++': (name) => ({ kind: 'sentence', name, wanted: true }),
};

const wordsStep = (token: string): Step => {
  const optional = token.endsWith('?');
  const words = (optional ? token.slice(0, -1) : token).split('/').map((word) => foldWord(word));
  return { kind: 'words', words: new Set(words), optional };
};

const stepOf = (token: string): Step => {
  const [, sign = '', name = '', count = ''] = /^(!|-|--|\+\+)?<(\w+)>([?*])?$/u.exec(token) ?? [];
  if (name === '') return marks[token] ?? wordsStep(token);
  const isCount = (text: string): text is keyof typeof times => text in times;
  return signs[sign]?.(name) ?? { kind: 'list', name, times: isCount(count) ? times[count] : 'one' };
};

/**
 * One pattern a string, its steps with spaces between them:
 * `word`, `one/other`, `word?` · `<list>`, `<list>?`, `<list>*` · `#` a number of two digits · `…` up to four words, `..` up to
 * four that are not in `<break>` · `^` begins a clause · `$` a word of `<tail>` or the end follows, `.` the end of a clause ·
 * `!<list>` none of the list follows · `-<list>` none of it stood before · `--<list>` none, `++<list>` one of it is in the sentence.
 */
export const patternOf = (source: string, value = ''): Pattern => ({ steps: source.split(' ').map(stepOf), value });

/** The words from `at` that are one of the list, and what the list says of them. */
const inList = (
  list: PhraseList | undefined,
  words: readonly Word[],
  at: number,
): { length: number; value: string } | null => {
  const entry = list
    ?.get(words[at]?.text ?? '')
    ?.find(({ words: wanted }) => wanted.every((word, index) => words[at + index]?.text === word));
  return entry === undefined ? null : { length: entry.words.length, value: entry.value };
};

const numbers = new Set(
  'twenty thirty forty fifty sixty zwanzig dreissig vierzig funfzig sechzig vingt trente quarante cinquante soixante veinte treinta cuarenta cincuenta sesenta'.split(
    ' ',
  ),
);

/** `words` without what idioms hide; `all` of them; `places` remembers where the first word of each list stands. */
export type Reading = { words: readonly Word[]; all: readonly Word[]; lists: Lists; places: Map<string, number> };
type Match = { end: number; value: string };

const placeOf = ({ all, lists, places }: Reading, name: string): number => {
  const known = places.get(name);
  if (known !== undefined) return known;
  const found = all.findIndex((_, index) => inList(lists[name], all, index) !== null);
  const place = found < 0 ? Infinity : found;
  places.set(name, place);
  return place;
};

const isClauseEdge = (word: Word | undefined): boolean => word === undefined || word.text === ',';

const holds = (step: Step, reading: Reading, at: number): boolean => {
  const { words, lists } = reading;
  switch (step.kind) {
    case 'start':
      return at === 0 || isClauseEdge(words[at - 1]) || inList(lists['opening'], words, at - 1) !== null;
    case 'last':
      return isClauseEdge(words[at]);
    case 'end':
      return isClauseEdge(words[at]) || inList(lists['tail'], words, at) !== null;
    case 'not':
      return inList(lists[step.name], words, at) === null;
    case 'before':
      return placeOf(reading, step.name) < at === step.wanted;
    case 'sentence':
      return placeOf(reading, step.name) < Infinity === step.wanted;
    default:
      return false;
  }
};

type Way = { length: number; value: string };
const none: Way = { length: 0, value: '' };

const gapWays = ({ words, lists }: Reading, at: number, { max, open }: { max: number; open: boolean }): Way[] => {
  const lengths = [none];
  while (lengths.length <= max && words[at + lengths.length - 1] !== undefined) {
    if (!open && inList(lists['break'], words, at + lengths.length - 1) !== null) break;
    lengths.push({ length: lengths.length, value: '' });
  }
  return lengths;
};

const repeatedWays = (list: PhraseList | undefined, words: readonly Word[], at: number): Way[] => {
  const lengths = [none];
  for (let to = at; lengths.length <= repeatsMax;) {
    const found = inList(list, words, to);
    if (found === null) break;
    to += found.length;
    lengths.unshift({ length: to - at, value: '' });
  }
  return lengths;
};

const isNumber = (word: string | undefined): boolean =>
  word !== undefined && (/^\d\d$/u.test(word) || numbers.has(word));

/** How many words each way of taking this step takes; most come first. */
const ways = (step: Step, reading: Reading, at: number): Way[] => {
  const { words, lists } = reading;
  const one: Way = { length: 1, value: '' };
  const taken = (way: Way | null, optional: boolean): Way[] => [
    ...(way === null ? [] : [way]),
    ...(optional ? [none] : []),
  ];
  switch (step.kind) {
    case 'words':
      return taken(step.words.has(words[at]?.text ?? '') ? one : null, step.optional);
    case 'number':
      return taken(isNumber(words[at]?.text) ? one : null, false);
    case 'gap':
      return gapWays(reading, at, step);
    case 'list':
      if (step.times === 'many') return repeatedWays(lists[step.name], words, at);
      return taken(inList(lists[step.name], words, at), step.times === 'optional');
    default:
      return holds(step, reading, at) ? [none] : [];
  }
};

/** Where the pattern ends that begins at this word, and the matter that one of its lists names; null where it does not fit. */
export const matchAt = ({ steps, value }: Pattern, reading: Reading, at: number, from = 0): Match | null => {
  const step = steps[from];
  if (step === undefined) return { end: at, value };
  for (const way of ways(step, reading, at)) {
    const rest = matchAt({ steps, value: way.value || value }, reading, at + way.length, from + 1);
    if (rest !== null) return rest;
  }
  return null;
};

/** Every word that the pattern can begin with; null where that is any word. */
const firstWords = ({ steps }: Pattern, lists: Lists): ReadonlySet<string> | null => {
  const found = new Set<string>();
  for (const step of steps) {
    if (step.kind === 'gap' || step.kind === 'number') return null;
    const listed = step.kind === 'list' ? lists[step.name]?.keys() : undefined;
    const words = step.kind === 'words' ? step.words : (listed ?? []);
    for (const word of words) found.add(word);
    if (step.kind === 'words' ? !step.optional : step.kind === 'list' && step.times === 'one') return found;
  }
  return null;
};

export type PatternIndex<T> = (word: string) => readonly T[];

/** The patterns that may begin with a word, so that a text is not held against all of them at every word. */
export const indexOf = <T extends Pattern>(patterns: readonly T[], lists: Lists): PatternIndex<T> => {
  const anywhere: T[] = [];
  const byWord = new Map<string, T[]>();
  for (const pattern of patterns) {
    const words = firstWords(pattern, lists);
    if (words === null) anywhere.push(pattern);
    for (const word of words ?? []) byWord.set(word, [...(byWord.get(word) ?? []), pattern]);
  }
  return (word) => [...(byWord.get(word) ?? []), ...anywhere];
};
