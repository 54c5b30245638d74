// One event of each type as a receiver gets it, made by the very function that makes the real ones.
import { eventBodyOf, type EventBody, type StoredEvent } from '../../../domain/events/event-body.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type { InterviewState, Outcome } from '../../../domain/lifecycle/state.ts';

type Told = {
  seq: number | null;
  state: InterviewState | null;
  outcome?: Outcome;
  data?: Record<string, unknown>;
  assessment?: StoredEvent['assessment'];
};

const startsAt = Date.UTC(2026, 10, 24, 9, 0, 0);
const score = { overallScore: 87.7, proposedVerdict: 'STRONG_HIRE' } as const;

const told: Record<EventType, Told> = {
  'interview.received': { seq: 1, state: 'RECEIVED' },
  'interview.info_needed': {
    seq: 2,
    state: 'INFO_NEEDED',
    data: { missing: [{ field: 'level', severity: 'CRITICAL', reason: 'level_absent' }] },
  },
  'interview.info_completed': { seq: 4, state: 'VALIDATING_SKILLS', data: { dataQuality: 'EXCELLENT' } },
  'interview.plan_generated': { seq: 5, state: 'PENDING', data: { planRevision: 1 } },
  'interview.approved': { seq: 6, state: 'APPROVED', data: { planRevision: 1 } },
  'interview.rejected': { seq: 6, state: 'REJECTED', outcome: 'PLAN_REJECTED', data: { planRevision: 1 } },
  'interview.scheduled': { seq: 7, state: 'SCHEDULED', data: { scheduledAt: startsAt } },
  'interview.started': { seq: 9, state: 'IN_PROGRESS', data: { mode: 'text' } },
  'interview.completed': { seq: 10, state: 'COMPLETED', data: { reason: 'finished' } },
  'interview.help_requested': { seq: 10, state: 'IN_PROGRESS', data: { code: 'technical' } },
  'interview.wish_expressed': { seq: 9, state: 'IN_PROGRESS', data: { wish: 'person', turn: 3 } },
  'interview.put_off': { seq: 9, state: 'IN_PROGRESS', data: { resumableUntil: new Date(startsAt).toISOString() } },
  'interview.assessment_pending': {
    seq: 11,
    state: 'ASSESSMENT_PENDING',
    data: { assessmentRevision: 1, verdict: 'STRONG_HIRE' },
    assessment: score,
  },
  'interview.assessment_approved': {
    seq: 12,
    state: 'ASSESSMENT_APPROVED',
    outcome: 'ASSESSMENT_APPROVED',
    data: { assessmentRevision: 1, verdict: 'MAYBE', overridden: true },
    assessment: score,
  },
  'interview.assessment_rejected': {
    seq: 12,
    state: 'CANCELLED',
    outcome: 'ASSESSMENT_REJECTED',
    data: { assessmentRevision: 1 },
    assessment: score,
  },
  'interview.cancelled': { seq: 9, state: 'CANCELLED', outcome: 'NO_SHOW', data: { outcome: 'NO_SHOW' } },
  'interview.attention_needed': {
    seq: 6,
    state: 'VALIDATING_SKILLS',
    data: { code: 'model.unavailable', retryable: true },
  },
  'interview.reminder': {
    seq: 8,
    state: 'SCHEDULED',
    data: { number: 1, audience: 'candidate', about: 'SCHEDULED' },
  },
  'interview.consent_withdrawn': { seq: 10, state: 'COMPLETED', data: { decided: false } },
  'interview.erasure_requested': { seq: 12, state: 'CANCELLED', outcome: 'OPTED_OUT' },
  'interview.answer_corrected': {
    seq: 11,
    state: 'ASSESSMENT_PENDING',
    data: { turn: 3, version: 2, late: true },
  },
  'interview.appeal_requested': {
    seq: 13,
    state: 'ASSESSMENT_APPROVED',
    outcome: 'ASSESSMENT_APPROVED',
    data: { dueAt: new Date(startsAt + 30 * 86_400_000).toISOString() },
  },
  'interview.appeal_decided': {
    seq: 13,
    state: 'ASSESSMENT_APPROVED',
    outcome: 'ASSESSMENT_APPROVED',
    data: {
      outcome: 'changed',
      verdict: 'HIRE',
      previousVerdict: 'MAYBE',
      reasonCodes: ['evidence_overlooked'],
      reviewedBy: 'another',
    },
  },
  'interview.writeback_troubled': {
    seq: 12,
    state: 'ASSESSMENT_APPROVED',
    outcome: 'ASSESSMENT_APPROVED',
    data: { connectionId: 'con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3', failed: 1, conflicted: 0, code: 'vendor.forbidden' },
  },
  'interview.candidate_data_erased': {
    seq: 13,
    state: 'ASSESSMENT_APPROVED',
    outcome: 'ASSESSMENT_APPROVED',
    data: { scope: 'personal' },
  },
  'key.expiring': {
    seq: null,
    state: null,
    data: { keyId: 'key_4fT9xQ2LmZ7b', kind: 'integration', expiresAt: '2026-11-29T20:03:02.570Z', daysLeft: 7 },
  },
};

export const exampleOf = (type: EventType, publicUrl: string): EventBody => {
  const { seq, state, outcome = null, data = {}, assessment = null } = told[type];
  const event: StoredEvent = {
    id: '5a4c1f0e-6c1d-5e0b-9b51-0d8f6f7c2a11',
    type,
    at: new Date(Date.UTC(2026, 10, 22, 20, 3, 2, 570)),
    tenantId: 'tnt_01JCZ0Q6V3W6Y7M8N9P0R1S2T3',
    runId: seq === null ? null : 'run_01JCZ0Q6V3W6Y7M8N9P0R1S2T3',
    interviewId: seq === null ? null : '8b0ce2a4-5a0f-4f3d-9a3e-0c7f2f1f8f00',
    candidateRef: seq === null ? null : 'app_4711',
    externalId: null,
    seq,
    state,
    outcome,
    data,
    assessment,
    linkExpiresAt: startsAt + 86_400_000,
  };
  return eventBodyOf(event, `${publicUrl}/interview/WVTEYbcLL3F3RduDHa5ZbU6HL36F68LJaJpH4AM7F7M`);
};
