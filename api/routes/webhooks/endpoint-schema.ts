// What callers send and see of webhook endpoints.
import { z } from 'zod';
import { eventTypes } from '../../../domain/events/event-types.ts';
import { overlapOf, typed } from '../../schemas/fields.ts';
import { endpointKinds, endpointStatuses, type WebhookEndpoint } from '../../../domain/ports/webhooks.ts';

const secretBytes = { min: 24, max: 64 };

const isSecret = (text: string): boolean => {
  const base64 = text.slice('whsec_'.length);
  const bytes = Buffer.from(base64, 'base64');
  const long = bytes.length >= secretBytes.min && bytes.length <= secretBytes.max;
  return text.startsWith('whsec_') && long && bytes.toString('base64') === base64;
};

const ownSecret = z
  .string()
  .max(100)
  .refine(isSecret, { error: '`whsec_` and the base64 of 24 to 64 bytes.', params: { code: 'wrong_format' } })
  .meta({
    description: 'A secret of your own: `whsec_` and the base64 of 24 to 64 random bytes. One is made when absent.',
  });

const url = z
  .string()
  .min(1)
  .max(2_000)
  .meta({ description: 'Where events are sent: https, reachable from the internet unless the operator allows more.' });

const description = typed('line', 200).meta({ description: 'For you; nothing depends on it.' });

const events = z
  .array(z.enum(eventTypes))
  .max(50)
  .transform((types) => [...new Set(types)])
  .meta({ description: 'The types to be told of; empty means all, also those that come later.' });

const ed25519 = z.boolean().meta({
  description: 'Sign with Ed25519 (`v1a`) too, for receivers that check with the public key instead of the secret.',
});

export const newEndpointSchema = z
  .strictObject({
    url,
    events: events.default([]),
    description: description.default(''),
    ed25519: ed25519.default(false),
    secret: ownSecret.optional(),
  })
  .meta({
    example: {
      url: 'https://ats.example.com/hooks/parley',
      events: ['interview.plan_generated', 'interview.assessment_pending'],
      description: 'Production',
    },
  });

/** In a change null goes back to what a new endpoint has; address and status have nothing to go back to. */
const resettable = <Schema extends z.ZodType>(schema: Schema, otherwise: z.output<Schema>) =>
  schema
    .nullable()
    .optional()
    .transform((value): z.output<Schema> | undefined => (value === null ? otherwise : value));

export const endpointPatchSchema = z
  .strictObject({
    url: url.optional(),
    events: resettable(events, []),
    description: resettable(description, ''),
    ed25519: resettable(ed25519, false),
    status: z.enum(['active', 'paused']).optional().meta({
      description:
        '`active` also brings back an endpoint that was disabled; events of the meantime are not sent by themselves.',
    }),
  })
  .meta({ example: { status: 'paused' } });

export const rotationSchema = z
  .strictObject({
    overlap: overlapOf('How long the secret so far goes on signing beside the new one; `PT0S` ends it at once.'),
    secret: ownSecret.optional(),
  })
  .meta({ example: { overlap: 'PT24H' } });

const instant = z.iso.datetime();

const endpointShape = z.object({
  id: z.string(),
  kind: z.enum(endpointKinds).meta({
    description: '`callback` stands for the `callbackUrl` that interviews may bring: it has no address of its own.',
  }),
  url: z.string().nullable(),
  description: z.string(),
  events: z.array(z.enum(eventTypes)),
  status: z.enum(endpointStatuses),
  statusReason: z.string().nullable().meta({ description: 'A code, when it is not active.' }),
  ed25519: z.boolean(),
  secretHint: z.string().nullable().meta({ description: 'The end of the secret; null while nobody has seen it.' }),
  previousSecretUntil: instant.nullable().meta({ description: 'Until then the previous secret signs as well.' }),
  createdAt: instant,
  updatedAt: instant,
});

const secretText = z.string().meta({ description: 'Shown in this answer only.' });

export const endpointSchema = endpointShape.meta({ id: 'WebhookEndpoint' });
export const endpointWithSecretSchema = endpointShape
  .extend({ secret: secretText })
  .meta({ id: 'WebhookEndpointWithSecret' });
export const changedEndpointSchema = endpointShape
  .extend({ statusBefore: z.enum(endpointStatuses).meta({ description: 'Its status before this change.' }) })
  .meta({ id: 'ChangedWebhookEndpoint' });
export const endpointListSchema = z.object({ items: z.array(endpointSchema) }).meta({ id: 'WebhookEndpointList' });

export const testOutcomeSchema = z
  .object({
    delivered: z.boolean().meta({ description: 'Whether the receiver answered 2xx in time.' }),
    status: z.int().nullable().meta({ description: 'The status that it answered.' }),
    durationMs: z.number(),
    failure: z.string().nullable().meta({ description: 'Why there was no answer; a code.' }),
  })
  .meta({ id: 'WebhookTestOutcome' });

export const presentEndpoint = ({ owner: _, ...endpoint }: WebhookEndpoint) => ({
  ...endpoint,
  previousSecretUntil: endpoint.previousSecretUntil?.toISOString() ?? null,
  createdAt: endpoint.createdAt.toISOString(),
  updatedAt: endpoint.updatedAt.toISOString(),
});
