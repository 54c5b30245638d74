// Which facts the outside is told about, and under which name.
import type { Fact, FactDetails, FactType } from '../lifecycle/facts.ts';
import type { RunState } from '../lifecycle/state.ts';

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
  'interview.wish_expressed',
  'interview.put_off',
  'interview.assessment_pending',
  'interview.assessment_approved',
  'interview.assessment_rejected',
  'interview.cancelled',
  'interview.attention_needed',
  'interview.reminder',
  'interview.consent_withdrawn',
  'interview.erasure_requested',
  'interview.answer_corrected',
  'interview.appeal_requested',
  'interview.appeal_decided',
  'interview.writeback_troubled',
  'interview.candidate_data_erased',
  'key.expiring',
] as const;
export type EventType = (typeof eventTypes)[number];

/** An event as stored: codes and numbers; the candidate's link is added when the event is shown or delivered. */
export type NewEvent = { type: EventType; data: Record<string, unknown> };

const one = (type: EventType, data: Record<string, unknown> = {}): NewEvent[] => [{ type, data }];

const infoEvents = (after: RunState, wasMissing: boolean): NewEvent[] => {
  if (after.state === 'INFO_NEEDED') return one('interview.info_needed', { missing: after.missing });
  return wasMissing ? one('interview.info_completed', { dataQuality: after.dataQuality }) : [];
};

type EventsOf<T extends FactType> = (detail: FactDetails[T], after: RunState) => NewEvent[];

const ended = (_: unknown, after: RunState): NewEvent[] => one('interview.cancelled', { outcome: after.outcome });

const table: { [T in FactType]?: EventsOf<T> } = {
  received: () => one('interview.received'),
  validated: (_, after) => infoEvents(after, false),
  infoMerged: (_, after) => infoEvents(after, true),
  planReady: ({ revision }) => one('interview.plan_generated', { planRevision: revision }),
  planApproved: ({ revision, scheduledAt }) => [
    ...one('interview.approved', { planRevision: revision }),
    ...(scheduledAt === undefined ? [] : one('interview.scheduled', { scheduledAt })),
  ],
  planRejected: ({ revision }) => one('interview.rejected', { planRevision: revision }),
  scheduled: ({ scheduledAt }) => one('interview.scheduled', { scheduledAt }),
  sessionOpened: ({ attempt, mode }) => (attempt === 1 ? one('interview.started', { mode }) : []),
  completed: ({ reason }) => one('interview.completed', { reason }),
  helpRequested: ({ code }) => one('interview.help_requested', { code }),
  assessmentReady: ({ revision, verdict }) =>
    one('interview.assessment_pending', { assessmentRevision: revision, verdict }),
  assessmentApproved: ({ revision, verdict, overridden }) =>
    one('interview.assessment_approved', { assessmentRevision: revision, verdict, overridden }),
  assessmentRejected: ({ revision }) => one('interview.assessment_rejected', { assessmentRevision: revision }),
  reminded: ({ number, audience }, after) => one('interview.reminder', { number, audience, about: after.state }),
  workFailed: ({ code, retryable }) => one('interview.attention_needed', { code, retryable }),
  verdictOverdue: () => one('interview.attention_needed', { code: 'verdict_overdue', retryable: true }),
  optedOut: ended,
  withdrawn: ended,
  consentWithdrawn: (_, after) => [...one('interview.consent_withdrawn', { decided: false }), ...ended(_, after)],
  cancelled: ended,
  expired: ended,
  noShow: ended,
  aborted: ended,
  workflowLost: ended,
  erased: ({ scope }) => one('interview.candidate_data_erased', { scope }),
};

/** The events of `fact`, given the state after it; most facts have one, some none, an approval with a start time two. */
export const eventsOf = (fact: Fact, after: RunState): NewEvent[] => {
  const events = table[fact.type] as EventsOf<FactType> | undefined;
  return events?.(fact.detail, after) ?? [];
};
