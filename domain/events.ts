// Which facts the outside is told about, and under which name.
import type { Fact } from './lifecycle/facts.ts';
import type { RunState } from './lifecycle/state.ts';

export const eventTypes = [
  'interview.received',
  'interview.info_needed',
  'interview.info_completed',
  'interview.plan_generated',
  'interview.approved',
  'interview.rejected',
  'interview.scheduled',
  'interview.started',
  'interview.completed',
  'interview.help_requested',
  'interview.assessment_pending',
  'interview.assessment_approved',
  'interview.assessment_rejected',
  'interview.cancelled',
  'interview.attention_needed',
  'interview.reminder',
  'interview.candidate_data_erased',
] as const;
export type EventType = (typeof eventTypes)[number];

/** An event as stored: codes and numbers; the candidate's link is added when the event is shown or delivered. */
export type NewEvent = { type: EventType; data: Record<string, unknown> };

const one = (type: EventType, data: Record<string, unknown> = {}): NewEvent[] => [{ type, data }];

const infoEvents = (after: RunState, wasMissing: boolean): NewEvent[] => {
  if (after.state === 'INFO_NEEDED') return one('interview.info_needed', { missing: after.missing });
  return wasMissing ? one('interview.info_completed', { dataQuality: after.dataQuality }) : [];
};

const ended = (after: RunState, data: Record<string, unknown> = {}): NewEvent[] =>
  one('interview.cancelled', { outcome: after.outcome, ...data });

/** The events of `fact`, given the state after it; most facts have one, some none, an approval with a start time two. */
export const eventsOf = (fact: Fact, after: RunState): NewEvent[] => {
  switch (fact.type) {
    case 'received':
      return one('interview.received');
    case 'validated':
      return infoEvents(after, false);
    case 'infoMerged':
      return infoEvents(after, true);
    case 'planReady':
      return one('interview.plan_generated', { planRevision: fact.detail.revision });
    case 'planApproved': {
      const approved = one('interview.approved', { planRevision: fact.detail.revision });
      return fact.detail.scheduledAt === undefined ? approved : [...approved, ...one('interview.scheduled', { scheduledAt: fact.detail.scheduledAt })];
    }
    case 'planRejected':
      return one('interview.rejected', { planRevision: fact.detail.revision });
    case 'scheduled':
      return one('interview.scheduled', { scheduledAt: fact.detail.scheduledAt });
    case 'sessionOpened':
      return fact.detail.attempt === 1 ? one('interview.started', { mode: fact.detail.mode }) : [];
    case 'completed':
      return one('interview.completed', { reason: fact.detail.reason });
    case 'helpRequested':
      return one('interview.help_requested', { code: fact.detail.code });
    case 'assessmentReady':
      return one('interview.assessment_pending', { assessmentRevision: fact.detail.revision, verdict: fact.detail.verdict });
    case 'assessmentApproved':
      return one('interview.assessment_approved', {
        assessmentRevision: fact.detail.revision,
        verdict: fact.detail.verdict,
        overridden: fact.detail.overridden,
      });
    case 'assessmentRejected':
      return one('interview.assessment_rejected', { assessmentRevision: fact.detail.revision });
    case 'reminded':
      return one('interview.reminder', { number: fact.detail.number, audience: fact.detail.audience, about: after.state });
    case 'workFailed':
      return one('interview.attention_needed', { code: fact.detail.code, retryable: fact.detail.retryable });
    case 'verdictOverdue':
      return one('interview.attention_needed', { code: 'verdict_overdue', retryable: true });
    case 'optedOut':
    case 'withdrawn':
    case 'cancelled':
    case 'expired':
    case 'noShow':
    case 'aborted':
    case 'workflowLost':
      return ended(after);
    default:
      return [];
  }
};
