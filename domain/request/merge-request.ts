// Adds what a recruiter supplies later to what is stored, without ever losing what is known.
import type { InterviewRequest } from './request.ts';
import { showsNothing } from '../text/typed-text.ts';

const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && showsNothing(value)) ||
  (Array.isArray(value) && value.every(isBlank));

/**
 * Submitted fields replace stored ones; a blank text or an empty list never erases a stored value. Merging the same
 * submission again changes nothing.
 */
export const mergeRequest = (stored: InterviewRequest, submitted: InterviewRequest): InterviewRequest => ({
  ...stored,
  ...Object.fromEntries(Object.entries(submitted).filter(([, value]) => !isBlank(value))),
});
