// An answer as the pieces in which it is shown: what is looked for, doubtful, quoted, or being said just now.
import { normalised } from '../../../domain/text/typed-text.ts';

export type Mark = { start: number; end: number; kind: 'found' | 'doubtful' | 'quoted' | 'said' };
export type MarkedPiece = { text: string; kinds: Mark['kind'][] };

/** Places count code points; whatever they are, the text stays whole. */
export const markedPieces = (text: string, marks: readonly Mark[]): MarkedPiece[] => {
  if (marks.length === 0) return text === '' ? [] : [{ text, kinds: [] }];
  const characters = Array.from(text);
  const inside = marks.map(({ start, end, kind }) => ({
    kind,
    start: Math.min(Math.max(start, 0), characters.length),
    end: Math.min(Math.max(end, 0), characters.length),
  }));
  const edges = [...new Set([0, characters.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    const kinds = inside.filter(({ start, end }) => start <= from && end >= to).map(({ kind }) => kind);
    return { text: characters.slice(from, to).join(''), kinds: [...new Set(kinds)] };
  });
};

const folded = (text: string): string => normalised(text.toLowerCase(), 'NFD').replaceAll(/\p{M}/gu, '');

/** Where a text holds what is looked for, whatever its capitals and accents; places count code points. */
export const findIn = (text: string, wanted: string): { start: number; end: number }[] => {
  const needle = folded(wanted.trim());
  if (needle === '') return [];
  // One folded character may stand for several of the text's, never the other way round.
  const characters = Array.from(text);
  const places: number[] = [];
  let haystack = '';
  for (const [at, character] of characters.entries()) {
    const part = folded(character);
    haystack += part;
    for (let unit = 0; unit < part.length; unit += 1) places.push(at);
  }
  const found: { start: number; end: number }[] = [];
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + needle.length)) {
    const last = places[at + needle.length - 1] ?? 0;
    found.push({ start: places[at] ?? 0, end: last + 1 });
  }
  return found;
};
