// How refusals are described: one shape, one response per status, each code with its sentence.
import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { errorTable, type ErrorCode } from '../../domain/errors.ts';

const fieldProblem = z
  .object({
    pointer: z.string().optional().meta({ description: 'JSON Pointer into the body.' }),
    parameter: z.string().optional().meta({ description: 'Name of a query, path or header parameter.' }),
    code: z.string().meta({ example: 'required' }),
    message: z.string(),
  })
  .meta({ id: 'FieldProblem', description: 'One problem inside the request.' });

const problem = z
  .looseObject({
    type: z.string().meta({ description: 'Address of the page that explains the code.' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable; see the list of error codes.', example: 'interview.not_found' }),
    detail: z.string().optional().meta({ description: 'About this occurrence; for people, not for programs.' }),
    requestId: z.string().meta({ description: 'Tell it to support.' }),
    errors: z.array(fieldProblem).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem. State refusals add `currentState` and `allowedCommands`.' });

/** One example per code, named like it. */
export const problemExamples = (codes: readonly ErrorCode[], publicUrl: string) =>
  Object.fromEntries(
    codes.map((code) => {
      const { title, status } = errorTable[code];
      const requestId = 'req_01K0XW2Q6M8N4R5T7V9Y1Z3B5D';
      return [
        code,
        { summary: title, value: { type: `${publicUrl}/docs/errors#${code}`, title, status, code, requestId } },
      ];
    }),
  );

const retryHeader = { $ref: '#/components/headers/RetryAfter' } as const;

/** One response per status, with an example for each of its codes. */
export const problemResponses = (codes: readonly ErrorCode[]): Record<string, ZodOpenApiResponseObject> => {
  const byStatus = Map.groupBy(codes, (code) => String(errorTable[code].status));
  const responses = [...byStatus]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([status, same]) => {
      const names = same.map((code) => `\`${code}\``).join(', ');
      const examples = Object.fromEntries(same.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
      const waits = same.some((code) => errorTable[code].retryable);
      const response: ZodOpenApiResponseObject = {
        description: `Refused: ${names}.`,
        content: { 'application/problem+json': { schema: problem, examples } },
        headers: {
          'X-Request-Id': { $ref: '#/components/headers/RequestId' },
          ...(waits && { 'Retry-After': retryHeader }),
        },
      };
      return [status, response] as const;
    });
  return Object.fromEntries(responses);
};
