// Sentences and their clauses, with places in code points: the units in which evidence is cited.
import { codePointOffsets } from './code-points.ts';

export type Passage = { text: string; start: number; end: number };

const abbreviations =
  /\b(?:e\.g|i\.e|etc|vs|approx|dr|mr|mrs|ms|prof|st|no|fig|inc|ltd|co|dept|a\.m|p\.m|u\.s|u\.k|ph\.d)\.$/iu;
/** Longer than the longest of them, so that what stands before it is seen too. */
const abbreviationLengthMax = 12;
const sentenceEnd = /(?<![.!?…])[.!?…]+["'”’)\]]*(?=\s|$)|\n+/gu;
const clauseEnd =
  /[;:](?=\s)|\s[—–-]\s|,(?=\s+(?:because|since|but|so|which|then|and then|therefore|although|however|instead|after that|even though|not)\b)|\s(?=(?:because|rather than|instead of|so that|even though|although|which meant)\b)/giu;

/** Cuts `text` after every end that `isEnd` accepts by its last characters, and trims the parts. */
const cut = (text: string, ends: RegExp, isEnd: (tail: string) => boolean): Passage[] => {
  const offsets = codePointOffsets(text);
  const parts: Passage[] = [];
  const push = (from: number, to: number): void => {
    const slice = text.slice(from, to);
    const trimmed = slice.trim();
    if (trimmed === '') return;
    const start = from + slice.indexOf(trimmed);
    parts.push({ text: trimmed, start: offsets[start] ?? 0, end: offsets[start + trimmed.length] ?? 0 });
  };
  let from = 0;
  for (const match of text.matchAll(ends)) {
    const to = match.index + match[0].length;
    if (!isEnd(text.slice(Math.max(from, to - abbreviationLengthMax), to))) continue;
    push(from, to);
    from = to;
  }
  push(from, text.length);
  return parts;
};

/** Sentences in order; abbreviations and decimal points do not end one, line breaks do. */
export const splitSentences = (text: string): Passage[] =>
  cut(text, sentenceEnd, (tail) => tail.endsWith('\n') || !abbreviations.test(tail.trimEnd()));

/** The clauses of a sentence, placed in the text that the sentence came from. */
export const splitClauses = (sentence: Passage): Passage[] =>
  cut(sentence.text, clauseEnd, () => true).map((part) => {
    const text = part.text.replace(/(?<![;:,\s—–-])[;:,\s—–-]+$/u, '');
    const start = sentence.start + part.start;
    return { text, start, end: sentence.start + part.end - (part.text.length - text.length) };
  });

/** The whole sentences at the beginning of `text` that fit into `charactersMax` code points; a first one that does not is cut at a word. */
export const cutAtSentence = (text: string, charactersMax: number): string => {
  const characters = Array.from(text);
  if (characters.length <= charactersMax) return text;
  const last = splitSentences(text).findLast(({ end }) => end <= charactersMax);
  if (last !== undefined) return characters.slice(0, last.end).join('');
  const room = characters.slice(0, Math.max(0, charactersMax - 1)).join('');
  const words = room.slice(0, Math.max(room.lastIndexOf(' '), 0)).trimEnd();
  return `${words === '' ? room : words}…`;
};
