// What candidates see of their own interview: their words and what was made of them, and what they may still do.
import type { InsufficientReason } from '../../domain/assessment/assessment.ts';
import type { HeardWord, Hearing } from '../../domain/room/hearing.ts';
import type { QuestionKind } from '../../domain/room/transcript.ts';

/** `original` is the first version of an answer that was corrected; `words` are of that version. */
export type MyTurn = {
  turn: number;
  kind: QuestionKind;
  question: string;
  answer: string | null;
  answeredAt: string | null;
  version: number;
  original: string | null;
  hearing: Hearing | null;
  words: HeardWord[];
  /** Whether `GET /room/api/recordings/:turn` has what was said. */
  recorded: boolean;
  correctable: boolean;
};

/** Shown only where the tenant says so, and once a person has decided. */
export type MyResult = {
  /** Fixed rules marked what they heard; the scale says less then. */
  advisory: boolean;
  competencies: {
    name: string;
    score: number | null;
    anchor: string | null;
    /** Why there is no score, null when there is one. */
    reason: InsufficientReason | null;
    /** Whether the score would have been higher with more evidence. */
    held: boolean;
    /** What was written in readings: in the language of the interview, often nothing where there is a reason. */
    rationale: string;
  }[];
};

export type MyInterview = { turns: MyTurn[]; result: MyResult | null };
