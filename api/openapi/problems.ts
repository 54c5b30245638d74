// How refusals are described: in the shape of the route's face, one shared response per status and set of codes, each code with what is really said.
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { AppError, errorTable, type ErrorCode } from '../../domain/errors.ts';
import { documentedProblems } from '../guard/answer.ts';
import type { Face } from '../guard/face.ts';
import { faceOf, type Route } from '../guard/route.ts';

const said = (code: ErrorCode, face: Face, publicUrl: string) =>
  face.presentError(new AppError(code), {
    publicUrl,
    requestId: 'req_01K0XW2Q6M8N4R5T7V9Y1Z3B5D',
    at: '2026-01-05T10:00:00.000Z',
  });

/** Our own are named by their codes alone. */
const nameOf = (codes: string, { name }: Face): string => (name === 'native' ? codes : `${name}.${codes}`);

/** One example per code, in the face's own words. */
export const problemExamples = (codes: readonly ErrorCode[], face: Face, publicUrl: string) =>
  Object.fromEntries(
    codes.map((code) => [
      nameOf(code, face),
      { summary: errorTable[code].title, value: said(code, face, publicUrl).body },
    ]),
  );

const retryHeader = { $ref: '#/components/headers/RetryAfter' } as const;

const responseOf = (codes: readonly ErrorCode[], face: Face): ZodOpenApiResponseObject => {
  const names = codes.map((code) => `\`${code}\``).join(', ');
  const examples = Object.fromEntries(
    codes.map((code) => [code, { $ref: `#/components/examples/${nameOf(code, face)}` }]),
  );
  const waits = codes.some((code) => errorTable[code].retryable);
  const [mediaType = ''] = codes.map((code) => said(code, face, '').contentType.split(';')[0] ?? '');
  return {
    description: `Refused: ${names}.`,
    content: { [mediaType]: { schema: face.errorSchema, examples } },
    headers: {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...(waits && { 'Retry-After': retryHeader }),
    },
  };
};

/** One per status that a route does not declare itself: named by its codes, so that equal ones are one. */
const refusalsOf = (route: Route) => {
  const face = faceOf(route);
  const byStatus = Map.groupBy(documentedProblems(route).toSorted(), (code) => said(code, face, '').status);
  return [...byStatus]
    .filter(([status]) => route.responses[status] === undefined)
    .map(([status, codes]) => ({ status, codes, face, name: nameOf(codes.join('-'), face) }));
};

/** What operations share: every refusal of these routes, once. */
export const refusalComponents = (routes: readonly Route[]): Record<string, ZodOpenApiResponseObject> =>
  Object.fromEntries(routes.flatMap(refusalsOf).map(({ name, codes, face }) => [name, responseOf(codes, face)]));

export const refusalReferences = (route: Route): Record<string, { $ref: `#/components/responses/${string}` }> =>
  Object.fromEntries(refusalsOf(route).map(({ status, name }) => [status, { $ref: `#/components/responses/${name}` }]));
