// GET …/access-log: who read what is about the candidate of one interview, day by day.
import { z } from 'zod';
import { readerKinds, readParts, type DayOfReads } from '../../../domain/access/reads.ts';
import type { ListReads } from '../../../usecases/privacy/access-log.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { runOf } from '../calls.ts';
import { basePath, pageOf, pageQuery, runExample, runParams, toIso } from '../../schemas/fields.ts';

const dayOfReads = z
  .object({
    day: z.string().meta({ format: 'date', description: 'UTC.' }),
    reader: z
      .object({ kind: z.enum(readerKinds), id: z.string() })
      .meta({ description: 'A key, a candidate’s device, a review link or the command line, by id.' }),
    part: z.enum(readParts),
    firstAt: z.string().meta({ format: 'date-time' }),
    lastAt: z.string().meta({ format: 'date-time' }),
    count: z.int().min(1),
  })
  .meta({ id: 'DayOfReads' });

const present = ({ day, reader, part, firstAt, lastAt, count }: DayOfReads) => ({
  day,
  reader,
  part,
  firstAt: toIso(firstAt),
  lastAt: toIso(lastAt),
  count,
});

export const accessLogRoutes = ({ listReads }: { listReads: ListReads }): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${basePath}/interviews/:runId/access-log`,
    operationId: 'listAccessLog',
    summary: 'List who read personal data of an interview',
    description:
      'One entry for each reader, part and day, newest day first; ids only, so an erasure leaves it. A read shows about a second later. It needs the scope of the audit log, since it tells what people looked at, and when.',
    tag: 'Tenant',
    access: { kind: 'key', scope: 'tenant:manage' },
    params: runParams,
    query: z.strictObject(pageQuery),
    example: runExample,
    responses: { 200: { description: 'One page.', schema: pageOf(dayOfReads, 'AccessLogPage') } },
    problems: ['interview.not_found', 'cursor.invalid'],
    limitClass: 'read',
    handler: async ({ query: { limit, cursor }, ...call }) => {
      const { tenantId, runId } = runOf(call);
      const { items, nextCursor } = await listReads(tenantId, { filter: { runId }, limit, cursor });
      return { status: 200, body: { items: items.map(present), nextCursor } };
    },
  }),
];
