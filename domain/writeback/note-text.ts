// The record as notes: plain text, cut where a vendor's limit asks for it, each piece with its place and its mark.
import type { RecordPart } from './item.ts';
import type { InterviewRecordText, RecordBlock } from './record.ts';
import type { RecordWords } from './words/record-words.ts';

/** Set in, so that nothing that was said looks like the frame around it. */
const setIn = (text: string): string =>
  text
    .split(/\r\n|[\n\r]/)
    .map((one) => `    ${one}`.trimEnd())
    .join('\n');

const blockText = ({ kind, text }: RecordBlock): string => {
  if (kind === 'heading') return `\n${text}\n`;
  return kind === 'said' ? `${setIn(text)}\n` : `${text}\n`;
};

const titleText = (title: string): string => `\n== ${title} ==\n`;

/** A text with the part of the record that each of its stretches belongs to. */
type Stretch = { text: string; parts: readonly RecordPart[] };

const stretchesOf = ({ head, sections }: InterviewRecordText): Stretch[] => [
  { text: head.map(blockText).join(''), parts: [] },
  ...sections.map(({ title, parts, blocks }) => ({ text: titleText(title) + blocks.map(blockText).join(''), parts })),
];

/** Best first: between paragraphs, lines, sentences, words. */
const breaks = ['\n\n', '\n', '. ', ' '];

const isInsidePair = (text: string, at: number): boolean => /[\uD800-\uDBFF]/.test(text[at - 1] ?? '');

const lastBreak = (window: string): number | null => {
  for (const mark of breaks) {
    const at = window.lastIndexOf(mark);
    if (at >= window.length / 2) return at + mark.length;
  }
  return null;
};

/** How much of `text` comes into a piece of at most `max`; not less than half of it for a good place. */
const cutAt = (text: string, max: number): number => {
  if (text.length <= max) return text.length;
  const window = text.slice(0, max);
  const at = lastBreak(window) ?? (isInsidePair(text, max) ? max - 1 : max);
  // A title goes with what it is the title of.
  const title = window.lastIndexOf('\n== ', at);
  return title >= max / 2 && window.slice(title, at).trimEnd().endsWith(' ==') ? title : at;
};

/** In their order, and nothing between them is lost. */
export const cutText = (text: string, max: number): string[] => {
  const pieces: string[] = [];
  for (let rest = text; rest !== '';) {
    const length = cutAt(rest, max);
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return pieces;
};

export type NotePiece = { body: string; mark: string; parts: RecordPart[] };

/** Room for title, place and mark above each piece. */
const headerMax = 160;
/** Below that a record would be hundreds of notes. */
export const noteCharactersMin = 500;

const partsWithin = (stretches: readonly Stretch[], from: number, to: number): RecordPart[] => {
  let start = 0;
  const found = stretches.flatMap(({ text, parts }) => {
    const [begin, end] = [start, start + text.length];
    start = end;
    return begin < to && end > from ? parts : [];
  });
  return [...new Set(found)];
};

/** `markOf` makes the mark of a piece, counted from 1. A part that is cut stands in several pieces: it is whole with all of them. */
export const notesOf = (
  record: InterviewRecordText,
  { words, max, markOf }: { words: RecordWords; max: number; markOf(piece: number): string },
): NotePiece[] => {
  const stretches = stretchesOf(record);
  const pieces = cutText(stretches.map(({ text }) => text).join(''), Math.max(noteCharactersMin, max) - headerMax);
  let from = 0;
  return pieces.map((piece, index) => {
    const [mark, to] = [markOf(index + 1), from + piece.length];
    const parts = partsWithin(stretches, from, to);
    from = to;
    const place = pieces.length === 1 ? [] : [words.part(index + 1, pieces.length)];
    return { mark, parts, body: `${[record.title, ...place, mark].join(' · ')}\n\n${piece.trimEnd()}\n` };
  });
};
