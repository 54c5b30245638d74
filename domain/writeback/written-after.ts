// After which events the record of a candidate is written anew: whatever changes the document that is written into it.
import type { EventType } from '../events/event-types.ts';

export const writtenAfter: readonly EventType[] = [
  'interview.rejected',
  'interview.assessment_pending',
  'interview.assessment_approved',
  'interview.assessment_rejected',
  'interview.appeal_decided',
  'interview.answer_corrected',
  'interview.cancelled',
  'interview.consent_withdrawn',
];
