// Shapes of the trap set: hand-written answers per competency, each with the mark that a careful reader would give.

/** What the words of an answer say by a person's reading: 3 a deed, 2 talk, 1 a denial, none nothing about it. */
export type Band = 1 | 2 | 3 | 'none';

export const answerKinds = [
  'unknown',
  'general',
  'solid',
  'strong',
  'top',
  'terse',
  'secondLanguage',
  'verboseEmpty',
  'offTopic',
] as const;
export type AnswerKind = (typeof answerKinds)[number];

export const bandOf: Readonly<Record<AnswerKind, Band>> = {
  unknown: 1,
  general: 2,
  solid: 3,
  strong: 3,
  top: 3,
  terse: 3,
  secondLanguage: 3,
  verboseEmpty: 2,
  offTopic: 'none',
};

export type TrapCompetency = {
  name: string;
  definition: string;
  question: string;
  answers: Readonly<Record<AnswerKind, string>>;
};

export type TrapJob = {
  job: string;
  competencies: readonly [TrapCompetency, TrapCompetency, TrapCompetency, TrapCompetency];
};
