// The question to put to the recruiter for each kind of gap; histories carry the reason code alone.
import type { MissingField } from '../lifecycle/state.ts';

const questions = {
  position_absent: 'Which position is the candidate being interviewed for?',
  level_absent: 'At which level is the position: JUNIOR, MID, SENIOR, LEAD or PRINCIPAL?',
  requirements_absent:
    'What must the candidate be able to do: can you list the qualifications, or paste the job description?',
  description_unusable:
    'The job description is too short to draft questions from. Can you add its main tasks and requirements, or list the qualifications?',
  qualification_single: 'Only one qualification is listed. Which others matter for this position?',
  description_short: 'The job description is short. Which tasks and skills matter most in daily work?',
  skills_few:
    'Few concrete skills could be recognised. Which tools, methods or areas of knowledge does the work call for?',
  // Of requests that were taken before such a language was refused.
  locale_unsupported:
    'The language asked for could not be done when this was requested. Is the language of the plan acceptable for this candidate?',
} as const satisfies Record<string, string>;

export type MissingReason = keyof typeof questions;

const isReason = (reason: string): reason is MissingReason => Object.hasOwn(questions, reason);

/** What to ask the recruiter about this gap. */
export const missingQuestion = ({ field, reason }: MissingField): string =>
  isReason(reason) ? questions[reason] : `Can you supply a value for ${field}?`;
