// What was said: numbered turns of one run, in the order in which they were stored.

export const questionKinds = ['question', 'follow_up', 'closing'] as const;
export type QuestionKind = (typeof questionKinds)[number];

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
  askedAt: number;
  answeredAt: number | null;
};

/** A half-open range of Unicode code points in the stored answer of that turn's version. */
export type Span = { turn: number; version: number; start: number; end: number };

/** The words of a span; code slices, models never quote. Bounds outside the text give the part inside. */
export const sliceSpan = (answer: string, span: Pick<Span, 'start' | 'end'>): string =>
  Array.from(answer).slice(span.start, span.end).join('');
