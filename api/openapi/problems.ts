// How refusals are described: in the shape of the route's face, one response per status, each code with what is really said.
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { AppError, errorTable, type ErrorCode } from '../../domain/errors.ts';
import type { Face } from '../guard/face.ts';

const said = (code: ErrorCode, face: Face, publicUrl: string) =>
  face.presentError(new AppError(code), { publicUrl, requestId: 'req_01K0XW2Q6M8N4R5T7V9Y1Z3B5D' });

/** Our own are named by their code alone. */
const nameOf = (code: ErrorCode, { name }: Face): string => (name === 'native' ? code : `${name}.${code}`);

/** One example per code, in the face's own words. */
export const problemExamples = (codes: readonly ErrorCode[], face: Face, publicUrl: string) =>
  Object.fromEntries(
    codes.map((code) => [
      nameOf(code, face),
      { summary: errorTable[code].title, value: said(code, face, publicUrl).body },
    ]),
  );

const retryHeader = { $ref: '#/components/headers/RetryAfter' } as const;

/** One response per status, with an example for each of its codes. */
export const problemResponses = (codes: readonly ErrorCode[], face: Face): Record<string, ZodOpenApiResponseObject> => {
  const byStatus = Map.groupBy(codes, (code) => String(said(code, face, '').status));
  const responses = [...byStatus]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([status, same]) => {
      const names = same.map((code) => `\`${code}\``).join(', ');
      const examples = Object.fromEntries(
        same.map((code) => [code, { $ref: `#/components/examples/${nameOf(code, face)}` }]),
      );
      const waits = same.some((code) => errorTable[code].retryable);
      const [mediaType = ''] = same.map((code) => said(code, face, '').contentType.split(';')[0] ?? '');
      const response: ZodOpenApiResponseObject = {
        description: `Refused: ${names}.`,
        content: { [mediaType]: { schema: face.errorSchema, examples } },
        headers: {
          'X-Request-Id': { $ref: '#/components/headers/RequestId' },
          ...(waits && { 'Retry-After': retryHeader }),
        },
      };
      return [status, response] as const;
    });
  return Object.fromEntries(responses);
};
