// How the turns of a conversation are called, and when in its recording a quote was said.
import type { ReviewTurn } from '../../../usecases/review/view.ts';
import type { Span } from '../../../domain/room/transcript.ts';
import type { Moment } from '../../ui/moment.ts';

export type TurnPlace = {
  turn: ReviewTurn;
  /** Of the planned question that it belongs to. */
  number: number;
  kind: 'question' | 'followUp' | 'closing';
};

/** What is asked once more or in other words belongs to its question as a follow-up does. */
export const placesOf = (turns: readonly ReviewTurn[]): TurnPlace[] => {
  let number = 0;
  return turns.map((turn) => {
    if (turn.kind === 'question') number += 1;
    if (turn.kind === 'closing') return { turn, number, kind: 'closing' };
    return { turn, number: Math.max(number, 1), kind: turn.kind === 'question' ? 'question' : 'followUp' };
  });
};

/** Words' places are those of the first version, before anybody corrected it. */
const heardVersion = 1;

/** Null where the words have no times: typed, corrected, or not recorded. */
export const momentOf = (
  { words, recorded }: Pick<ReviewTurn, 'words' | 'recorded'>,
  { start, end, version }: Pick<Span, 'start' | 'end' | 'version'>,
): Moment | null => {
  if (!recorded || version !== heardVersion) return null;
  const said = words.filter((word) => word.start < end && word.end > start);
  if (said.length === 0) return null;
  return {
    startMs: Math.min(...said.map(({ startMs }) => startMs)),
    endMs: Math.max(...said.map(({ endMs }) => endMs)),
  };
};

/** The word that is being said; between two words the one before. */
export const wordAt = (words: ReviewTurn['words'], ms: number): number =>
  words.findLastIndex(({ startMs }) => startMs <= ms);

/** "02:14". */
export const clockOf = (ms: number): string => {
  const seconds = Math.floor(ms / 1_000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
};
