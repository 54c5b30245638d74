// Which turns of a conversation a model gets to read, when all of them would be too long.
import type { Turn } from '../../domain/room/transcript.ts';
import { showsNothing } from '../../domain/text/typed-text.ts';

export type ShownTurn = { turn: number; kind: string; question: string; answer: string; corrected?: true };

const charactersMax = 150_000;

/**
 * The answered turns in order. Past the bound, turns that `matters` accepts go first and the rest is left out; a single
 * answer beyond it is cut at the end, where quotes before the cut still hold.
 */
export const shownTurns = (turns: readonly Turn[], matters: (turn: Turn) => boolean = () => true): ShownTurn[] => {
  const answered = turns.filter((turn) => turn.answer !== null && !showsNothing(turn.answer));
  const byWeight = [...answered.filter(matters), ...answered.filter((turn) => !matters(turn))];
  let left = charactersMax;
  const shown: ShownTurn[] = [];
  for (const { turn, version, kind, question, answer } of byWeight) {
    if (left <= 0) break;
    const text = (answer ?? '').slice(0, left).toWellFormed();
    left -= text.length + question.length;
    shown.push({ turn, kind, question, answer: text, ...(version > 1 && { corrected: true }) });
  }
  return shown.toSorted((first, second) => first.turn - second.turn);
};

/**
 * The turns of each question together, in an order of that reading: the first as they were said, every other one
 * backwards, later ones beginning elsewhere. It depends on nothing else, so that readings of several competencies begin
 * with the same words.
 */
export const inBlocks = (shown: readonly ShownTurn[], turns: readonly Turn[], reading: number): ShownTurn[] => {
  const questionOf = new Map(turns.map(({ turn, questionId }) => [turn, questionId]));
  const blocks = [...Map.groupBy(shown, ({ turn }) => questionOf.get(turn)).values()];
  const start = Math.round((blocks.length * (Math.floor(reading / 2) % 3)) / 3);
  const turned = [...blocks.slice(start), ...blocks.slice(0, start)];
  return (reading % 2 === 0 ? turned : turned.toReversed()).flat();
};
