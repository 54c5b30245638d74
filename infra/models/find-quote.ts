// Finds a model's quote in the answer it was taken from, so that evidence is a place in the candidate's own words.
import { codePointOffsets } from '../../domain/text/code-points.ts';
import type { Span, Turn } from '../../domain/room/transcript.ts';

// Models cannot count characters: asked for offsets they invent them. So they copy the words, and code finds the words;
// what cannot be found was never said and counts for nothing. The stored span is sliced again whenever it is shown.

export type Quote = { turn: number; quote: string };

const lettersMin = 4;
const invisible = /[\p{Cf}]/u;
const lookalikes: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
};

type Folded = { text: string; from: number[]; to: number[] };

/** White space collapsed, hidden characters dropped, typographic signs unified; each UTF-16 unit keeps its place. */
const fold = (text: string): Folded => {
  const folded: Folded = { text: '', from: [], to: [] };
  // A text that is looked at while it grows is put together anew each time.
  const parts: string[] = [];
  let index = 0;
  for (const character of text) {
    const end = index + character.length;
    const isSpace = /\s/u.test(character);
    const drop = invisible.test(character) || (isSpace && (parts.at(-1) ?? ' ') === ' ');
    if (!drop) {
      const kept = isSpace ? ' ' : (lookalikes[character] ?? character);
      parts.push(kept);
      for (let unit = 0; unit < kept.length; unit += 1) {
        folded.from.push(index);
        folded.to.push(end);
      }
    }
    index = end;
  }
  folded.text = parts.join('');
  return folded;
};

const locate = (answer: string, quote: string): { from: number; to: number } | null => {
  const exact = answer.indexOf(quote);
  if (exact !== -1) return { from: exact, to: exact + quote.length };
  const [folded, wanted] = [fold(answer), fold(quote).text.trimEnd()];
  const at = wanted === '' ? -1 : folded.text.indexOf(wanted);
  const [from, to] = [folded.from[at], folded.to[at + wanted.length - 1]];
  return from === undefined || to === undefined ? null : { from, to };
};

/** Without the quotation marks and points of omission around it. */
const bare = (quote: string): string => {
  const marks = ['"', "'", '“', '”', '‘', '’', '...', '…'];
  let bared = quote.trim().replace(/^(?:["'“”‘’]|\.{3}|…)+/u, '');
  for (let mark: string | undefined = ''; mark !== undefined; mark = marks.find((one) => bared.endsWith(one)))
    bared = bared.slice(0, bared.length - mark.length);
  return bared.trim();
};

const saysSomething = (quote: string): boolean => (quote.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= lettersMin;

/** The span of the first place where `quote` stands in that turn's answer, in code points; null when it does not. */
export const findQuote = ({ turn, quote }: Quote, turns: readonly Turn[]): Span | null => {
  const source = turns.find((one) => one.turn === turn);
  if (source === undefined || source.answer === null || !saysSomething(quote)) return null;
  const place = locate(source.answer, quote.trim()) ?? locate(source.answer, bare(quote));
  if (place === null) return null;
  const offsets = codePointOffsets(source.answer);
  return { turn, version: source.version, start: offsets[place.from] ?? 0, end: offsets[place.to] ?? 0 };
};

/** Spans of the quotes that were found, each once. */
export const findQuotes = (quotes: readonly Quote[], turns: readonly Turn[]): Span[] => {
  const found = new Map<string, Span>();
  for (const quote of quotes) {
    const span = findQuote(quote, turns);
    if (span) found.set(`${span.turn}:${span.start}:${span.end}`, span);
  }
  return [...found.values()];
};
