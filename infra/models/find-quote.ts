// Finds a model's quote in the answer it was taken from, so that evidence is a place in the candidate's own words.
import { codePointOffsets } from '../../domain/text/code-points.ts';
import { foldWords, type FoldedWords } from '../../domain/text/fold-words.ts';
import { normalised } from '../../domain/text/typed-text.ts';
import type { Span, Turn } from '../../domain/room/transcript.ts';

// Models cannot count characters: asked for offsets they invent them. So they copy the words, and code finds the words,
// though capitals, signs and blanks come out otherwise. What is shown is sliced from the answer; what is not found was
// never said and counts for nothing.

export type Quote = { turn: number; quote: string };

const lettersMin = 4;
/** What a quote leaves out may stand in what is shown; more would bury the quote. */
const shownMax = 600;
const omission = /[[(]\s{0,3}(?:…|\.{3,9})\s{0,3}[\])]|…|\.{3,9}/u;
const wordAtEnd = /[\p{L}\p{N}]$/u;
const wordAtStart = /^[\p{L}\p{N}]/u;

type Place = { from: number; to: number };
type Source = { turn: Turn; answer: string; folded: FoldedWords; offsets: Uint32Array };

const saysSomething = (quote: string): boolean => (quote.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= lettersMin;

/** The units of `folded` from `at` on, as a place in the text that was folded. */
const placeOf = ({ from, to }: FoldedWords, at: number, length: number): Place | null => {
  const [first, last] = [from[at], to[at + length - 1]];
  return first === undefined || last === undefined ? null : { from: first, to: last };
};

const isWhole = (answer: string, { from, to }: Place): boolean =>
  !(wordAtEnd.test(answer.slice(Math.max(0, from - 2), from)) && wordAtStart.test(answer.slice(from, from + 2))) &&
  !(wordAtEnd.test(answer.slice(Math.max(0, to - 2), to)) && wordAtStart.test(answer.slice(to, to + 2)));

const exactly = (answer: string, quote: string): Place | null => {
  const from = answer.indexOf(quote);
  return from === -1 ? null : { from, to: from + quote.length };
};

/** Word for word, whatever stands between the words. */
const byWords = ({ folded }: Source, words: string): Place | null => {
  const at = folded.text.indexOf(` ${words} `);
  return at === -1 ? null : placeOf(folded, at + 1, words.length);
};

/** Letter for letter, wherever words begin and end: "data base" for "database". */
const byLetters = ({ answer, folded }: Source, words: string): Place | null => {
  const { text, from, to } = folded.solid();
  const letters = words.replaceAll(' ', '');
  const at = text.indexOf(letters);
  const place = at === -1 ? null : placeOf({ ...folded, from, to }, at, letters.length);
  return place !== null && isWhole(answer, place) ? place : null;
};

/** Parts in their order, with what was left out between them; the longest alone where that is too much. */
const byParts = ({ folded }: Source, quote: string): Place | null => {
  const parts = quote
    .split(omission)
    .filter(saysSomething)
    .map((part) => ` ${foldWords(part).text.trim()} `);
  if (parts.length < 2) return null;
  let [start, end] = [-1, 0];
  for (const [index, part] of parts.entries()) {
    const at = folded.text.indexOf(part, Math.max(0, end - 1));
    if (at === -1) return null;
    // Of several places of the first part, the one nearest to the second.
    if (index === 1) start = folded.text.lastIndexOf(parts[0] ?? '', at);
    end = at + part.length;
  }
  const whole = placeOf(folded, start + 1, end - start - 2);
  if (whole !== null && whole.to - whole.from <= shownMax) return whole;
  const longest = parts.toSorted((left, right) => right.length - left.length)[0] ?? '';
  return placeOf(folded, folded.text.indexOf(longest) + 1, longest.length - 2);
};

const locate = (source: Source, quote: string): Place | null => {
  const trimmed = quote.trim();
  const exact = exactly(source.answer, trimmed);
  if (exact !== null && isWhole(source.answer, exact)) return exact;
  const composed = normalised(trimmed);
  const words = foldWords(composed).text.trim();
  if (words === '') return exact;
  return byWords(source, words) ?? byParts(source, composed) ?? byLetters(source, words) ?? exact;
};

/** The one other answer that holds it, once: models mistake the number of a turn. */
const elsewhere = (sources: readonly Source[], quote: string): { source: Source; place: Place } | null => {
  const found = sources.flatMap((source) => {
    const place = locate(source, quote);
    return place === null ? [] : [{ source, place }];
  });
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  const words = ` ${foldWords(quote).text.trim()} `;
  const { text } = only.source.folded;
  return text.indexOf(words) === text.lastIndexOf(words) ? only : null;
};

const toSource = (turn: Turn & { answer: string }): Source => ({
  turn,
  answer: turn.answer,
  folded: foldWords(turn.answer),
  offsets: codePointOffsets(turn.answer),
});

const spanOf = ({ turn: { turn, version }, offsets }: Source, { from, to }: Place): Span => ({
  turn,
  version,
  start: offsets[from] ?? 0,
  end: offsets[to] ?? 0,
});

export type PlacedQuotes = { spans: Span[]; lost: number };

/** Spans of the quotes that were found, each once and in their order, and the number of those that were not. */
export const placeQuotes = (quotes: readonly Quote[], turns: readonly Turn[]): PlacedQuotes => {
  const sources = turns
    .filter((turn): turn is Turn & { answer: string } => turn.answer !== null)
    .map((turn) => toSource(turn));
  const found = new Map<string, Span>();
  let lost = 0;
  for (const { turn, quote } of quotes) {
    const named = saysSomething(quote) ? sources.find((source) => source.turn.turn === turn) : undefined;
    const place = named && locate(named, quote);
    const other = place || !saysSomething(quote) ? null : elsewhere(sources, quote);
    const span = named && place ? spanOf(named, place) : other && spanOf(other.source, other.place);
    if (span) found.set(`${span.turn}:${span.start}:${span.end}`, span);
    else lost += 1;
  }
  return { spans: [...found.values()], lost };
};

export const findQuotes = (quotes: readonly Quote[], turns: readonly Turn[]): Span[] =>
  placeQuotes(quotes, turns).spans;
