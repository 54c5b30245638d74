// A run as the native API shows it, whole and in lists.
import { z } from 'zod';
import { appealDeciders, appealOutcomes } from '../../domain/appeals/appeal.ts';
import { invitationStatuses } from '../../domain/mail/invitation.ts';
import { actorKinds } from '../../domain/lifecycle/facts.ts';
import { dataQualities, interviewStates, outcomes, severities, verdicts } from '../../domain/lifecycle/state.ts';
import { appealListStates } from '../../domain/ports/appeals.ts';
import { completionRules } from '../../domain/templates/template.ts';
import { warningCodes } from '../../domain/request/warnings.ts';
import { assessmentSchema } from './assessment.ts';
import { planSchema } from './plan.ts';

export const stateSchema = z.enum(interviewStates).meta({ id: 'InterviewState' });
export const outcomeSchema = z.enum(outcomes).meta({ id: 'InterviewOutcome' });
export const dataQualitySchema = z.enum(dataQualities).meta({ id: 'DataQuality' });
const time = z.string().meta({ format: 'date-time' });

export const warningsSchema = z.array(z.object({ field: z.string(), code: z.enum(warningCodes) })).meta({
  id: 'RequestWarnings',
  description:
    'What of this request will not do what it is for, while the interview goes on. `address_not_mailable`: no mail can be sent to that address; it is kept for the record.',
});

export const missingFieldSchema = z
  .object({ field: z.string(), severity: z.enum(severities), question: z.string() })
  .meta({
    id: 'MissingField',
    description: 'A gap in the request, with a question that one can put to the recruiter.',
  });

const attention = z.object({ code: z.string(), since: time, retryable: z.boolean() }).nullable().meta({
  description:
    'Why a person should look: work failed after its retries, or a verdict is overdue. `retry` and `abort` are allowed then.',
});

export const appealFields = {
  requestedAt: time,
  dueAt: time.nullable().meta({ description: 'Until when it is to be decided.' }),
  state: z.enum(appealListStates),
  decidedAt: time.nullable(),
  outcome: z.enum(appealOutcomes).nullable(),
  verdict: z
    .enum(verdicts)
    .nullable()
    .meta({ description: 'The one that stands since then; null unless the decision was changed.' }),
  reasonCodes: z.array(z.string()),
  reviewedBy: z.enum(appealDeciders).nullable().meta({
    description: 'Whether somebody else than who made the first decision decided, as far as both were named.',
  }),
};

const summaryFields = {
  runId: z.string(),
  interviewId: z.string(),
  candidateRef: z.string().nullable(),
  externalId: z.string().nullable(),
  source: z.string().meta({ description: 'The face that the request came through: `native`, or the name of an ATS.' }),
  order: z
    .object({
      id: z.string(),
      face: z.string(),
      connectionId: z.string().nullable(),
      vendorKeys: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    })
    .nullable()
    .meta({ id: 'OrderSummary', description: 'What an ATS ordered, with its own ids; null for every other run.' }),
  templateId: z.string().nullable(),
  templateVersion: z.int().nullable().meta({ description: 'The version of the template that the run uses for good.' }),
  completesWhen: z.enum(completionRules).meta({
    description:
      'When faces tell the result: once a person approved the assessment, or, marked as advisory, as soon as it is scored.',
  }),
  position: z.string().nullable(),
  level: z.string().nullable(),
  companyName: z.string().nullable(),
  state: stateSchema,
  outcome: outcomeSchema.nullable().meta({ description: 'How it ended; null until then.' }),
  humanFollowUp: z.boolean().meta({ description: 'True when the candidate should be routed to a person.' }),
  attention,
  dataQuality: dataQualitySchema.nullable(),
  missingFields: z.array(missingFieldSchema),
  allowedCommands: z.array(z.string()),
  planRevision: z.int(),
  linkExpiresAt: time.nullable(),
  scheduledAt: time.nullable(),
  assessmentRevision: z.int(),
  seq: z.int().meta({ description: 'Number of the last fact of the timeline.' }),
  createdAt: time,
  updatedAt: time,
  completedAt: time.nullable(),
  decidedAt: time.nullable(),
  consentWithdrawnAt: time.nullable().meta({
    description: 'The candidate withdrew consent: nothing more may be done with what was said. Null otherwise.',
  }),
  erasureRequestedAt: time.nullable().meta({
    description: 'The candidate asked for the erasure of their data: `DELETE …/candidate-data` does it.',
  }),
  appeal: z.object(appealFields).nullable().meta({
    description:
      'The candidate asked for a person’s review of the decision; the review page has the words. What comes of it is a second decision beside the first: `state` and `outcome` of the interview stay.',
  }),
  erasing: z.boolean().meta({
    description:
      'An erasure was accepted and runs: what it takes is not shown any more. False again once its certificate is there.',
  }),
  erasedAt: time.nullable(),
};

const session = z.object({
  id: z.string(),
  provider: z.string(),
  mode: z.string(),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  endReason: z.string().nullable(),
});

const timelineEntry = z.object({
  seq: z.int(),
  at: time,
  type: z.string(),
  from: stateSchema.nullable(),
  to: stateSchema,
  actor: z.object({ kind: z.enum(actorKinds), id: z.string().optional() }),
  detail: z.record(z.string(), z.unknown()),
});

export const summarySchema = z.object(summaryFields).meta({ id: 'InterviewSummary' });

export const interviewSchema = z
  .object({
    ...summaryFields,
    plan: planSchema.nullable(),
    interviewLink: z.string().nullable().meta({ description: 'The candidate’s link, once the plan is approved.' }),
    invitation: z
      .object({ status: z.enum(invitationStatuses), reason: z.string().nullable() })
      .nullable()
      .meta({
        id: 'Invitation',
        description:
          'Whether the newest mail with the link went out; null before the approval. When it is `not_sent`, pass `interviewLink` on: `reason` is `no_address`, `switched_off`, `no_mail_server`, or what became of the mail.',
      }),
    sessions: z.array(session),
    assessment: assessmentSchema.nullable(),
    timeline: z.array(timelineEntry),
  })
  .meta({ id: 'Interview' });
