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
