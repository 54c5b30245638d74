// What a candidate may know of the run's state: never how the assessment went.
import type { InterviewState, Outcome } from '../lifecycle/state.ts';

export const candidateStates = ['APPROVED', 'SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'] as const;
export type CandidateState = (typeof candidateStates)[number];

/** Outcomes that candidates caused or must know of; all others read as a plain cancellation. */
export const candidateOutcomes = ['WITHDRAWN', 'OPTED_OUT', 'EXPIRED', 'NO_SHOW', 'CANCELLED'] as const;
export type CandidateOutcome = (typeof candidateOutcomes)[number];

/** A conversation that was completed stays so for the candidate, whatever was decided about it afterwards. */
export const candidateStateOf = (state: InterviewState, completed: boolean): CandidateState => {
  if (completed) return 'COMPLETED';
  switch (state) {
    case 'APPROVED':
    case 'SCHEDULED':
    case 'IN_PROGRESS':
      return state;
    default:
      return 'CANCELLED';
  }
};

export const candidateOutcomeOf = (outcome: Outcome | null, completed: boolean): CandidateOutcome | null => {
  if (completed || outcome === null) return null;
  return candidateOutcomes.find((known) => known === outcome) ?? 'CANCELLED';
};
