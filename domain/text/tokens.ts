// Words of a text, lower-cased, with their place in code points.
import { codePointOffsets } from './code-points.ts';

export type Token = { word: string; raw: string; start: number; end: number };

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’.\-_/\u200C\u200D][\p{L}\p{M}\p{N}]+)*(?:\+\+|#)?/gu;

/** Splits into words; inner apostrophes, points, hyphens, slashes and joiners stay (`don't`, `3.5`, `node.js`, `ci/cd`). */
export const tokenise = (text: string): Token[] => {
  const offsets = codePointOffsets(text);
  const tokens: Token[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const raw = match[0];
    tokens.push({
      word: raw.toLowerCase().replaceAll('’', "'"),
      raw,
      start: offsets[match.index] ?? 0,
      end: offsets[match.index + raw.length] ?? 0,
    });
  }
  return tokens;
};

export const countWords = (text: string): number => text.match(wordPattern)?.length ?? 0;
