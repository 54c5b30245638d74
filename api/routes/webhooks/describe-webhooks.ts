// The webhooks as the API description shows them: one per type of event, with its headers and an example.
import { z } from 'zod';
import type { ZodOpenApiObject } from 'zod-openapi';
import { eventTypes, type EventType } from '../../../domain/events/event-types.ts';
import { exampleOf } from './event-examples.ts';
import { eventSchemaOf } from './event-schema.ts';

type Webhooks = NonNullable<ZodOpenApiObject['webhooks']>;

const summaries: Record<EventType, string> = {
  'interview.received': 'An interview was asked for',
  'interview.info_needed': 'Facts are missing: put the questions to the recruiter',
  'interview.info_completed': 'Nothing is missing any more',
  'interview.plan_generated': 'A plan waits for a decision',
  'interview.approved': 'The plan is approved: invite the candidate',
  'interview.rejected': 'The plan is rejected: the interview has ended',
  'interview.scheduled': 'A start time is agreed',
  'interview.started': 'The candidate has started',
  'interview.completed': 'The conversation is over',
  'interview.help_requested': 'The candidate asks for help',
  'interview.wish_expressed': 'The candidate wishes something about the interview itself',
  'interview.put_off': 'The candidate pauses to go on later',
  'interview.assessment_pending': 'An assessment waits for a verdict',
  'interview.assessment_approved': 'A person has given the verdict',
  'interview.assessment_rejected': 'A person has rejected the assessment',
  'interview.cancelled': 'The interview has ended before its assessment',
  'interview.attention_needed': 'Work has failed after its retries: a person has to look',
  'interview.reminder': 'Somebody has kept the interview waiting',
  'interview.consent_withdrawn': 'The candidate has withdrawn consent: use nothing of what was said',
  'interview.erasure_requested': 'The candidate asks for the erasure of their data',
  'interview.answer_corrected': 'The candidate has corrected what was understood of a spoken answer',
  'interview.appeal_requested': 'The candidate asks for a person’s review of the decision',
  'interview.appeal_decided': 'A person has decided on the review that the candidate asked for',
  'interview.writeback_troubled': 'The record in the ATS lacks something: it failed, or a person had changed it',
  'interview.candidate_data_erased': 'The personal data is destroyed',
  'key.expiring': 'An API key ends soon: rotate it',
};

const headers = z.object({
  'webhook-id': z.string().meta({ description: 'The id of the event, the same in every attempt.' }),
  'webhook-timestamp': z.string().meta({ description: 'Seconds since 1970 of this attempt.' }),
  'webhook-signature': z.string().meta({
    description:
      'Signatures of `{webhook-id}.{webhook-timestamp}.{body}`, separated by spaces: `v1,` HMAC-SHA256 with the secret, one for each of two while a rotation overlaps; `v1a,` Ed25519 where the endpoint has it.',
  }),
  'X-Webhook-Signature': z.string().meta({
    description:
      '`sha256=` and HMAC-SHA256 of `{X-Webhook-Timestamp}.{body}` in hexadecimal, with the secret as text; while a rotation overlaps with the previous one.',
  }),
  'X-Webhook-Timestamp': z.string().meta({ description: 'Time of this attempt, ISO 8601.' }),
  'X-Tenant-ID': z.string().meta({ description: 'The tenant of the interview.' }),
});

const description =
  'Sent at least once, to each endpoint that wants the type. Answer 2xx within 15 seconds and do the work afterwards; sort by `seq`, drop what you have by `id`.';

const operationIdOf = (type: EventType): string =>
  type
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

export const describeWebhooks = (publicUrl: string): Webhooks =>
  Object.fromEntries(
    eventTypes.map((type) => [
      type,
      {
        post: {
          operationId: `on${operationIdOf(type)}`,
          summary: summaries[type],
          description,
          tags: ['events'],
          security: [],
          requestParams: { header: headers },
          requestBody: {
            required: true,
            content: { 'application/json': { schema: eventSchemaOf(type), example: exampleOf(type, publicUrl) } },
          },
          responses: {
            '2XX': { description: 'Taken. The body of the answer is not read.' },
            410: { description: 'The endpoint is gone: it is disabled, and nothing more is sent to it.' },
            '4XX': { description: 'Like any other answer: it is sent again later, heeding `Retry-After`.' },
          },
        },
      },
    ]),
  );
