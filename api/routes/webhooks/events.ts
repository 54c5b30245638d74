// GET /api/v1/events: what happened, in order, for those who poll.
import { z } from 'zod';
import { eventTypes, type EventType } from '../../../domain/events/event-types.ts';
import { canonicalCode } from '../../../domain/text/meant-name.ts';
import type { ReadEvents } from '../../../usecases/deliveries/events-feed.ts';
import { isNothing } from '../../guard/as-meant.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { cursorField } from '../../schemas/fields.ts';
import { eventSchema } from './event-schema.ts';

export type EventsRouteDeps = { readEvents: ReadEvents };

const limitMax = 200;
const waitSecondsMax = 30;

const isEventType = (text: string): text is EventType => (eventTypes as readonly string[]).includes(text);

const typesIn = (text: string): string[] =>
  text
    .split(',')
    .filter((part) => !isNothing(part))
    .map((part) => canonicalCode(eventTypes, part.trim()));

const query = z.strictObject({
  after: cursorField('`nextCursor` of the answer before, unchanged, with the same `type`.'),
  type: z
    .string()
    .max(1_000)
    .overwrite((text) => typesIn(text).join(','))
    .refine((text) => text.split(',').every(isEventType), {
      error: 'One or more event types, separated by commas.',
      params: { code: 'not_allowed' },
    })
    .optional()
    .meta({ description: 'Types of events, separated by commas. Absent: all.' }),
  limit: z.int().min(1).max(limitMax).default(100),
  wait: z.int().min(0).max(waitSecondsMax).default(0).meta({
    description: 'Seconds to wait at most while there is nothing new.',
  }),
});

const pageSchema = z
  .object({
    items: z.array(eventSchema),
    nextCursor: z.string().meta({ description: 'Always there: ask with it for what comes next.' }),
  })
  .meta({ id: 'EventPage' });

export const eventsRoute = ({ readEvents }: EventsRouteDeps): Route =>
  defineRoute({
    method: 'GET',
    path: '/api/v1/events',
    operationId: 'listEvents',
    summary: 'Read the events of the tenant',
    description:
      'Oldest first, in an order that never changes: nothing appears before a cursor that was given out. The bodies are those that webhooks carry; the candidate’s link is in them for keys with `interviews:read`.',
    tag: 'Events',
    access: { kind: 'key', scope: 'events:read' },
    query,
    responses: { 200: { description: 'One page, possibly empty.', schema: pageSchema } },
    problems: ['cursor.invalid'],
    limitClass: 'read',
    reads: ['link'],
    example: { query: { type: 'interview.plan_generated,interview.assessment_pending', limit: '50' } },
    handler: async ({ query: { after, type, limit, wait }, principal, request }) => {
      const types = type === undefined ? [] : type.split(',').filter(isEventType);
      const { scopes: audience } = principal;
      const wish = { after, types, limit, audience, waitMs: wait * 1_000, signal: request.signal };
      return { status: 200, body: await readEvents(principal.tenantId, wish) };
    },
  });
