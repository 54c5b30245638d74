// What the outside is told of an event: the same body in the feed, in every webhook and in the audit bundle.
import type { EventType } from './events.ts';
import type { InterviewState, Outcome } from './lifecycle/state.ts';

/** No personal data but the candidate's link, which is absent once it is erased. */
export type EventBody = {
  id: string;
  type: EventType;
  /** When it happened, ISO 8601 with milliseconds. */
  timestamp: string;
  tenantId: string;
  runId: string;
  interviewId: string;
  candidateRef: string | null;
  externalId: string | null;
  /** Place in the interview's own history: receivers order by it and see gaps. */
  seq: number;
  state: InterviewState;
  outcome: Outcome | null;
  data: Record<string, unknown>;
};
