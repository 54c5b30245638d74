// Which words of an answer were hard to hear, as the pieces in which it is shown.
import { doubtfulBelow, type HeardWord } from '../../domain/room/hearing.ts';
import type { Moment } from './moment.ts';

export type Piece = { text: string; isDoubtful: boolean };
/** With the time in the recording at which it was said. */
export type DoubtfulPiece = { text: string; moment: Moment };

const isDoubtful = ({ confidence }: HeardWord): boolean => confidence !== null && confidence < doubtfulBelow;

/** Places count code points. Doubtful words that only blanks part are one piece; places outside the text say nothing. */
export const piecesOf = (text: string, words: readonly HeardWord[]): Piece[] => {
  const characters = Array.from(text);
  const doubtful = characters.map(() => false);
  for (const { start, end } of words.filter(isDoubtful)) doubtful.fill(true, Math.max(start, 0), Math.max(end, 0));
  const pieces: Piece[] = [];
  for (const [at, character] of characters.entries()) {
    const last = pieces[pieces.length - 1];
    const isJoint = character === ' ' && doubtful[at - 1] === true && doubtful[at + 1] === true;
    const own = isJoint || doubtful[at] === true;
    if (last?.isDoubtful === own) last.text += character;
    else pieces.push({ text: character, isDoubtful: own });
  }
  return pieces;
};

/** What stands around a word in its sentence. */
const around = /^[\p{P}\s]{1,4}|[\p{P}\s]{1,4}$/gu;

const lengthOf = (text: string): number => Array.from(text).length;

/** Those pieces of a text that were hard to hear, in order; words that lie in a piece say when it was said. */
export const doubtfulIn = (text: string, words: readonly HeardWord[]): DoubtfulPiece[] => {
  let from = 0;
  return piecesOf(text, words).flatMap((piece) => {
    const [start, end] = [from, from + lengthOf(piece.text)];
    from = end;
    const said = words.filter((word) => isDoubtful(word) && word.start < end && word.end > start);
    if (!piece.isDoubtful || said.length === 0) return [];
    const startMs = Math.min(...said.map((word) => word.startMs));
    return [
      {
        text: piece.text.replace(around, '') || piece.text,
        moment: { startMs, endMs: Math.max(...said.map((word) => word.endMs)) },
      },
    ];
  });
};
