// Shapes of the trap set: hand-written answers per competency, each with the anchor band a careful reader would give.

/** low = 1–2, mid = 3, high = 4–5, none = no score (`INSUFFICIENT_EVIDENCE`). */
export type Band = 'low' | 'mid' | 'high' | 'none';

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
  unknown: 'low',
  general: 'low',
  solid: 'mid',
  strong: 'high',
  top: 'high',
  terse: 'high',
  secondLanguage: 'high',
  verboseEmpty: 'none',
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
