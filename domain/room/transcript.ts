// What was said: numbered turns of one run, in the order in which they were stored.
import type { Hearing } from './hearing.ts';

/** `repeat`: the open question once more, or in other words; `choice`: how to go on, after a wish about the interview. */
export const questionKinds = ['question', 'follow_up', 'repeat', 'choice', 'closing'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What a candidate may wish instead of answering, strongest first. */
export const wishes = ['person', 'stop', 'help', 'pause', 'reword', 'repeat'] as const;
export type Wish = (typeof wishes)[number];

export const choiceCodes = ['go_on', 'help', 'person', 'finish', 'withdraw'] as const;
export type ChoiceCode = (typeof choiceCodes)[number];

/** What an answer was instead of one; `unclear`: said to a choice, and none of its options; `unheard`: spoken, and not understood. */
export type Intent = Wish | ChoiceCode | 'unclear' | 'unheard';

/**
 * One exchange: what the interviewer asked and, once given, the candidate's answer. `turn` counts from 1 over all
 * exchanges of the run. Texts are Unicode NFC; spans count code points of `answer`.
 */
export type Turn = {
  turn: number;
  /** 1, grows with a correction of the answer. */
  version: number;
  sessionId: string;
  kind: QuestionKind;
  questionId: string;
  question: string;
  answer: string | null;
  /** Set when the answer is none: it is never scored or quoted, and the question stays open. */
  intent?: Intent | null;
  /** Before it a follow-up to the answer before was not asked: the engine failed or took too long. */
  followUpSkipped?: boolean;
  askedAt: number;
  answeredAt: number | null;
  /** Of a spoken answer, how its words are coming along: `answer` is null until they are heard. Absent or null for a typed one. */
  hearing?: Hearing | null;
  /** What was said, where it was spoken. */
  recordingId?: string | null;
};

/** Nothing was sent yet: a spoken answer may have no words and is one all the same. */
export const isOpen = ({ answeredAt }: Pick<Turn, 'answeredAt'>): boolean => answeredAt === null;

/** Spoken, and not heard yet. */
export const awaitsWords = ({ hearing }: Pick<Turn, 'hearing'>): boolean => hearing === 'waiting';

/** Answered, and not with a wish about the interview; the closing asks nothing. */
export const isAnswered = (turn: Turn): boolean => turn.kind !== 'closing' && !isOpen(turn) && !isAside(turn);

/** Whether what was said there is no answer. */
export const isAside = ({ intent }: Pick<Turn, 'intent'>): boolean => intent !== undefined && intent !== null;

/** A half-open range of Unicode code points in the stored answer of that turn's version. */
export type Span = { turn: number; version: number; start: number; end: number };

/** The words of a span; code slices, models never quote. Bounds outside the text give the part inside. */
export const sliceSpan = (answer: string, span: Pick<Span, 'start' | 'end'>): string =>
  Array.from(answer).slice(span.start, span.end).join('');
