// The body of events as callers see it: one shape for feed and webhooks, with the data of each type.
import { z } from 'zod';
import { appealDeciders, appealOutcomes } from '../../../domain/appeals/appeal.ts';
import { keyKinds, type KeyKind } from '../../../domain/access/principal.ts';
import { eventTypes, type EventType } from '../../../domain/events/event-types.ts';
import { erasureScopes, helpCodes, completionReasons } from '../../../domain/lifecycle/facts.ts';
import {
  dataQualities,
  interviewStates,
  outcomes,
  sessionModes,
  severities,
  verdicts,
} from '../../../domain/lifecycle/state.ts';
import { wishes } from '../../../domain/room/transcript.ts';

const instant = z.iso.datetime();

/** The same order as in the body itself: what is sent must not depend on who sends it. */
const ofInterview = {
  tenantId: z.string(),
  runId: z.string(),
  interviewId: z.string(),
  candidateRef: z.string().nullable(),
  externalId: z.string().nullable(),
  seq: z.int().meta({ description: 'Place in the history of the interview: order by it, and see gaps.' }),
  state: z.enum(interviewStates),
  outcome: z.enum(outcomes).nullable(),
};

/** What has nothing of an interview. */
const ofTenant = {
  tenantId: z.string(),
  runId: z.null(),
  interviewId: z.null(),
  candidateRef: z.null(),
  externalId: z.null(),
  seq: z.null(),
  state: z.null(),
  outcome: z.null(),
};

const id = z.string().meta({ description: 'The same in every delivery of this event and in the feed.' });
const echo = 'The same as `type`.';

export const eventSchema = z
  .object({
    id,
    type: z.enum(eventTypes),
    timestamp: instant,
    tenantId: ofInterview.tenantId,
    runId: ofInterview.runId
      .nullable()
      .meta({ description: 'Null, like all that is of an interview, in `key.expiring`.' }),
    interviewId: ofInterview.interviewId.nullable(),
    candidateRef: ofInterview.candidateRef,
    externalId: ofInterview.externalId,
    seq: ofInterview.seq.nullable(),
    state: ofInterview.state.nullable(),
    outcome: ofInterview.outcome,
    data: z.record(z.string(), z.unknown()).meta({ description: 'Depends on the type; see the webhooks.' }),
    event: z.enum(eventTypes).meta({ description: echo }),
  })
  .meta({ id: 'Event' });

const link = {
  interviewLink: z.string().optional().meta({ description: 'For the candidate.' }),
  linkExpiresAt: instant.nullable().optional(),
  linkErased: z.literal(true).optional().meta({ description: 'Instead of the link once the personal data is erased.' }),
};
const planRevision = z.int();
const assessment = {
  assessmentRevision: z.int(),
  overallScore: z.number().nullable().meta({ description: '0–100; null when too little was said.' }),
  verdict: z.enum(verdicts).nullable(),
  overridden: z.boolean(),
};
const ended = {
  outcome: z.enum(outcomes),
  humanFollowUp: z.boolean().meta({ description: 'A person should now talk to the candidate.' }),
};
const { humanFollowUp } = ended;
const missing = z.array(z.object({ field: z.string(), severity: z.enum(severities), reason: z.string() }));

const dataShapes: Record<EventType, z.ZodRawShape> = {
  'interview.received': {},
  'interview.info_needed': { missing },
  'interview.info_completed': { dataQuality: z.enum(dataQualities) },
  'interview.plan_generated': {
    planRevision,
    test: z.literal(true).optional().meta({ description: 'Only in test events.' }),
  },
  'interview.approved': { planRevision, ...link },
  'interview.rejected': { planRevision, humanFollowUp },
  'interview.scheduled': { scheduledAt: instant, ...link },
  'interview.started': { mode: z.enum(sessionModes) },
  'interview.completed': { reason: z.enum(completionReasons) },
  'interview.help_requested': { code: z.enum(helpCodes) },
  'interview.wish_expressed': {
    wish: z.enum(wishes).meta({
      description:
        'What the candidate said instead of answering: to talk to a person, to stop, to get help, to hear the question in other words, or once more. The room asks what to do; what is chosen comes as an event of its own.',
    }),
    turn: z.int().meta({ description: 'Where it stands in the transcript.' }),
  },
  'interview.put_off': {
    resumableUntil: instant.meta({ description: 'Until when the candidate can go on with the same link.' }),
  },
  'interview.assessment_pending': assessment,
  'interview.assessment_approved': { ...assessment, humanFollowUp },
  'interview.assessment_rejected': { ...assessment, humanFollowUp },
  'interview.cancelled': ended,
  'interview.attention_needed': { code: z.string(), retryable: z.boolean() },
  'interview.reminder': {
    number: z.int(),
    audience: z.enum(['recruiter', 'candidate']),
    about: z.enum(interviewStates),
    appeal: z.literal(true).optional().meta({ description: 'It is about the review that the candidate asked for.' }),
    ...link,
  },
  'interview.consent_withdrawn': {
    decided: z.boolean().meta({
      description: 'Whether a person had decided before, which stands; else `interview.cancelled` follows.',
    }),
  },
  'interview.erasure_requested': {},
  'interview.answer_corrected': {
    turn: z.int().meta({ description: 'Where it stands in the transcript.' }),
    version: z.int(),
    late: z.boolean().meta({ description: 'After the conversation was over: it stands beside what is assessed.' }),
  },
  'interview.appeal_requested': {
    dueAt: instant.optional().meta({ description: 'Until when it is to be decided, by the tenant’s setting.' }),
  },
  'interview.appeal_decided': {
    outcome: z.enum(appealOutcomes),
    verdict: z.enum(verdicts).nullable().meta({
      description: 'The one that stands from now on; null where the assessment was turned down and stays so.',
    }),
    previousVerdict: z.enum(verdicts).nullable(),
    reasonCodes: z.array(z.string()),
    reviewedBy: z.enum(appealDeciders).meta({
      description: 'Whether somebody else than who made the first decision decided, as far as both were named.',
    }),
    humanFollowUp,
  },
  'interview.writeback_troubled': {
    connectionId: z.string(),
    failed: z.int().meta({ description: 'Things that could not be written.' }),
    conflicted: z.int().meta({ description: 'Things that a person had changed, and that were left as they are.' }),
    code: z
      .string()
      .meta({ description: 'The reason of one of them; all are at `GET …/interviews/{runId}/writebacks`.' }),
  },
  'interview.candidate_data_erased': { scope: z.enum(erasureScopes), humanFollowUp: humanFollowUp.optional() },
  'key.expiring': {
    keyId: z.string(),
    kind: z.enum([...(Object.keys(keyKinds) as KeyKind[]), 'custom']),
    expiresAt: instant,
    daysLeft: z.int().meta({ description: '30 or 7.' }),
  },
};

const nameOf = (type: EventType): string =>
  type
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** The body of one type; members may be added to its data later. */
export const eventSchemaOf = (type: EventType) =>
  z
    .object({
      id,
      type: z.literal(type),
      timestamp: instant,
      ...(type === 'key.expiring' ? ofTenant : ofInterview),
      data: z.looseObject(dataShapes[type]),
      event: z.literal(type).meta({ description: echo }),
    })
    .meta({ id: `${nameOf(type)}Event` });
