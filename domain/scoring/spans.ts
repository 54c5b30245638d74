// Evidence is a place in the candidate's own words: whatever does not point at one is dropped.
import { codePointLength } from '../text/code-points.ts';
import { showsNothing } from '../text/typed-text.ts';
import { isAside, sliceSpan, type Span, type Turn } from '../room/transcript.ts';

/** What was answered when a question was put again is an answer to that question, and so is what a choice led to after all. */
const asAsked = (turns: readonly Turn[]): Turn[] => {
  let open: Turn | undefined;
  return turns.map((turn) => {
    if (turn.kind !== 'repeat' && turn.kind !== 'choice') open = turn;
    if (open === undefined || open === turn) return turn;
    return { ...turn, kind: open.kind, question: turn.kind === 'choice' ? open.question : turn.question };
  });
};

/**
 * Turns that hold an answer of the candidate; everything else can be neither scored nor quoted. A wish to hear the
 * question again, or for a person, is none.
 */
export const scoreableTurns = (turns: readonly Turn[]): (Turn & { answer: string })[] =>
  asAsked(turns).filter(
    (turn): turn is Turn & { answer: string } => turn.answer !== null && !showsNothing(turn.answer) && !isAside(turn),
  );

const pointsAtWords = (span: Span, turn: Turn & { answer: string }): boolean => {
  const whole = Number.isInteger(span.start) && Number.isInteger(span.end);
  if (!whole || span.start < 0 || span.start >= span.end || span.end > codePointLength(turn.answer)) return false;
  return !showsNothing(sliceSpan(turn.answer, span));
};

type Ranked = Span & { rank: number };

const inOrder = (left: Span, right: Span): number =>
  left.turn - right.turn || left.start - right.start || left.end - right.end;

/** Overlaps are one span, as good as the best of them. */
const merged = (spans: readonly Ranked[]): Ranked[] => {
  const whole: Ranked[] = [];
  for (const span of spans.toSorted(inOrder)) {
    const last = whole.at(-1);
    if (last && last.turn === span.turn && span.start < last.end) {
      last.end = Math.max(last.end, span.end);
      last.rank = Math.min(last.rank, span.rank);
    } else whole.push({ ...span });
  }
  return whole;
};

const placed = (spans: readonly Span[], turns: readonly Turn[]): Ranked[] => {
  const answered = new Map(scoreableTurns(turns).map((turn) => [turn.turn, turn]));
  const valid = spans.map(({ turn, version, start, end }, rank) => ({ turn, version, start, end, rank }));
  return merged(
    valid.filter((span) => {
      const turn = answered.get(span.turn);
      return turn !== undefined && turn.version === span.version && pointsAtWords(span, turn);
    }),
  );
};

const plain = ({ rank: _rank, ...span }: Ranked): Span => span;

/**
 * The spans that lie wholly inside an answered turn of that version, in reading order, duplicates and overlaps merged.
 * Others are dropped, never clipped: a judge that counts wrongly has not read what it cites.
 */
export const validSpans = (spans: readonly Span[], turns: readonly Turn[]): Span[] => placed(spans, turns).map(plain);

/** The same in the order in which they were given: the best ones first. */
export const rankedSpans = (spans: readonly Span[], turns: readonly Turn[]): Span[] =>
  placed(spans, turns)
    .toSorted((left, right) => left.rank - right.rank)
    .map(plain);
