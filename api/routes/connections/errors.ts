// What an ATS reported as wrong with our answers, for whoever repairs the connection.
import { z } from 'zod';
import { AppError } from '../../../domain/errors.ts';
import type { Digest } from '../../../domain/ports/system.ts';
import type { ResponseErrors } from '../../../infra/db/connections/response-errors.ts';
import { createCursors, isExactTime, isTextLike } from '../../../usecases/cursor.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { pageOf, pageQuery } from '../../schemas/fields.ts';

export type ResponseErrorRoutesDeps = { responseErrors: ResponseErrors; digest: Digest };

const placeShape = { at: isExactTime, id: isTextLike(/^rer_[0-9A-Z]{1,64}$/) };

const errorSchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    runId: z.string().nullable().meta({ description: 'The interview of the order that it names.' }),
    apiCall: z.string().nullable().meta({ description: 'Which of our calls it is about; null where it names none.' }),
    payload: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'As it came; null once the key it was sealed with is gone.' }),
  })
  .meta({ id: 'ResponseError' });

/** Instead of an id: the errors that came with keys of no connection. */
const noConnection = 'none';

export const responseErrorRoutes = ({ responseErrors, digest }: ResponseErrorRoutesDeps): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/v1/connections/:id/errors',
    operationId: 'listConnectionErrors',
    summary: 'List what an ATS reported as wrong',
    description:
      'What came to `response_error`, newest first: at most 100 an hour, for seven days; those about a candidate whose data is erased go with it. `none` instead of an id lists what came with keys of no connection.',
    tag: 'Connections',
    access: { kind: 'key', scope: 'connections:manage' },
    limitClass: 'read',
    params: z.object({ id: z.string().min(1).max(100).meta({ description: 'The connection, or `none`.' }) }),
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'One page.', schema: pageOf(errorSchema, 'ResponseErrorPage') } },
    problems: ['connection.not_found', 'cursor.invalid'],
    example: { params: { id: noConnection } },
    handler: async ({ params: { id }, query: { limit, cursor }, principal }) => {
      const connectionId = id === noConnection ? null : id;
      const cursors = createCursors(digest, placeShape, { connectionId });
      const page = await responseErrors.list(principal.tenantId, connectionId, { limit, after: cursors.read(cursor) });
      if (page === null) throw new AppError('connection.not_found');
      const items = page.items.map(({ at, ...error }) => ({ ...error, at: at.toISOString() }));
      return { status: 200, body: { items, nextCursor: page.next === null ? null : cursors.write(page.next) } };
    },
  }),
];
