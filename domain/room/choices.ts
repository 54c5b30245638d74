// What candidates choose about how they are interviewed; changeable at every question.
import type { RoomLanguage } from './language.ts';

export const answerWays = ['typed', 'spoken'] as const;
export type AnswerWay = (typeof answerWays)[number];

/** How long a silence may last before the room asks whether the answer is over; with `button` it never asks. */
export const pauseTolerances = ['short', 'normal', 'long', 'button'] as const;
export type PauseTolerance = (typeof pauseTolerances)[number];

/** `way` is null until the candidate has chosen. */
export type RoomChoices = { language: RoomLanguage; way: AnswerWay | null; pauseTolerance: PauseTolerance };
