// What the outside is told of an event: the same body in the feed, in every webhook and in the audit bundle, but for the link.
import type { EventType } from './event-types.ts';
import { needsHumanFollowUp, type InterviewState, type Outcome, type Verdict } from '../lifecycle/state.ts';

/** No personal data but the candidate's link: absent once it is erased, and for those who may not read interviews. */
export type EventBody = {
  id: string;
  type: EventType;
  /** When it happened, ISO 8601 with milliseconds. */
  timestamp: string;
  tenantId: string;
  /** Null, like all that is of an interview, for what is none's: a key that ends. */
  runId: string | null;
  interviewId: string | null;
  candidateRef: string | null;
  externalId: string | null;
  /** Place in the interview's own history: receivers order by it and see gaps. */
  seq: number | null;
  state: InterviewState | null;
  outcome: Outcome | null;
  data: Record<string, unknown>;
  /** `type` once more, under the name that receivers of an older convention read. */
  event: EventType;
};

/** An event as stored, with what belongs to it elsewhere as it was then: a later change never alters an old body. */
export type StoredEvent = Omit<EventBody, 'timestamp' | 'event'> & {
  at: Date;
  /** Of the assessment revision that the event names; null for other events. */
  assessment: { overallScore: number | null; proposedVerdict: Verdict | null } | null;
  /** Epoch milliseconds, as the last fact up to the event set it. */
  linkExpiresAt: number | null;
};

/** Whether the body carries the candidate's link. */
export const tellsLink = ({ type, data }: Pick<StoredEvent, 'type' | 'data'>): boolean =>
  type === 'interview.approved' ||
  type === 'interview.scheduled' ||
  (type === 'interview.reminder' && data['audience'] === 'candidate');

const toIso = (at: number): string => new Date(at).toISOString();

const scheduleOf = ({ data }: StoredEvent): Record<string, unknown> =>
  typeof data['scheduledAt'] === 'number' ? { scheduledAt: toIso(data['scheduledAt']) } : {};

const linkOf = (event: StoredEvent, interviewLink: string | null | undefined): Record<string, unknown> => {
  if (interviewLink === undefined || !tellsLink(event)) return {};
  if (interviewLink === null) return { linkErased: true };
  return { interviewLink, linkExpiresAt: event.linkExpiresAt === null ? null : toIso(event.linkExpiresAt) };
};

const scoreOf = ({ assessment, data }: StoredEvent): Record<string, unknown> =>
  assessment === null
    ? {}
    : {
        overallScore: assessment.overallScore,
        verdict: data['verdict'] ?? assessment.proposedVerdict,
        overridden: data['overridden'] === true,
      };

const followUpOf = ({ outcome }: StoredEvent): Record<string, unknown> =>
  outcome === null ? {} : { humanFollowUp: needsHumanFollowUp(outcome) };

/**
 * The one body of an event. `interviewLink` is null once it is erased, and absent for those who may not know it; events
 * that tell no link ignore it.
 */
export const eventBodyOf = (event: StoredEvent, interviewLink?: string | null): EventBody => ({
  id: event.id,
  type: event.type,
  timestamp: event.at.toISOString(),
  tenantId: event.tenantId,
  runId: event.runId,
  interviewId: event.interviewId,
  candidateRef: event.candidateRef,
  externalId: event.externalId,
  seq: event.seq,
  state: event.state,
  outcome: event.outcome,
  data: {
    ...event.data,
    ...scheduleOf(event),
    ...linkOf(event, interviewLink),
    ...scoreOf(event),
    ...followUpOf(event),
  },
  event: event.type,
});
