// One declared route as an OpenAPI operation.
import type { z } from 'zod';
import type { ZodOpenApiObject, ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { wayInto, type ResponseDeclaration, type Route } from '../guard/route.ts';
import { refusalReferences } from './problems.ts';
import { headingOf } from './tags.ts';

type Parameters = NonNullable<ZodOpenApiOperationObject['parameters']>;
type ParameterSchema = NonNullable<NonNullable<ZodOpenApiOperationObject['requestParams']>['path']>;

const requestIdHeader = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } } as const;
const limitHeaders = {
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
  RateLimit: { $ref: '#/components/headers/RateLimit' },
} as const;

const headersOf = ({ headers = {} }: ResponseDeclaration) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  );

/** Only to calls that the same description holds. */
const linksOf = (
  { links }: ResponseDeclaration,
  described: ReadonlySet<string>,
): Pick<ZodOpenApiResponseObject, 'links'> => {
  if (links === undefined) return {};
  const ids = links.to.filter((operationId) => described.has(operationId));
  return {
    links: Object.fromEntries(ids.map((operationId) => [operationId, { operationId, parameters: links.with }])),
  };
};

const bareResponse = (declaration: ResponseDeclaration, { limitClass }: Route): ZodOpenApiResponseObject => {
  const { description, schema, contentType, orText } = declaration;
  const headers = { ...requestIdHeader, ...(limitClass === 'none' ? {} : limitHeaders), ...headersOf(declaration) };
  if (contentType !== undefined)
    // What is said of a type's letters belongs to an answer, and is no part of its name.
    return { description, headers, content: { [contentType.split(';')[0] ?? '']: { schema: { type: 'string' } } } };
  if (schema === undefined) return { description, headers };
  const text = orText === undefined ? {} : { [orText]: { schema: { type: 'string' as const } } };
  return { description, headers, content: { 'application/json': { schema }, ...text } };
};

const answersTag = ({ responses }: Route): boolean =>
  Object.keys(responses[200]?.headers ?? {}).some((name) => name.toLowerCase() === 'etag');

const parametersOf = (route: Route): Parameters => [
  ...(route.access.kind === 'key' ? [{ $ref: '#/components/parameters/TenantId' } as const] : []),
  ...(route.idempotent === true ? [{ $ref: '#/components/parameters/IdempotencyKey' } as const] : []),
  ...(route.tag === 'Room' ? [{ $ref: '#/components/parameters/RoomClient' } as const] : []),
  ...(route.method === 'GET' && answersTag(route) ? [{ $ref: '#/components/parameters/IfNoneMatch' } as const] : []),
  ...(route.problems.includes('request.precondition_failed')
    ? [{ $ref: '#/components/parameters/IfMatch' } as const]
    : []),
  ...(route.bodyBytes === undefined ? [] : [{ $ref: '#/components/parameters/ContentDigest' } as const]),
];

/** One alternative per scheme; the names alone, which depend on no address. */
const securityOf = (route: Route): NonNullable<ZodOpenApiObject['security']> =>
  Object.keys(wayInto(route)?.credential.schemes('') ?? {}).map((name) => ({ [name]: [] }));

const unchanged: ZodOpenApiResponseObject = {
  description: 'Unchanged since the version that `If-None-Match` names.',
  headers: requestIdHeader,
};

const exampleBody = ({ example, body }: Route): unknown => example?.body ?? body?.meta()?.['example'];

const requestBodyOf = (route: Route): ZodOpenApiOperationObject['requestBody'] => {
  if (route.bodyBytes !== undefined) {
    const bytes = { schema: { type: 'string' as const, format: 'binary' } };
    return { required: true, content: Object.fromEntries(route.bodyBytes.map((mediaType) => [mediaType, bytes])) };
  }
  if (route.body === undefined) return undefined;
  const example = exampleBody(route);
  const content = { schema: route.body, ...(example !== undefined && { example }) };
  return { required: route.bodyOptional !== true, content: { 'application/json': content } };
};

const scopeNote = ({ access }: Route): string => (access.kind === 'key' ? `Needs the scope \`${access.scope}\`.` : '');

const responsesOf = (
  route: Route,
  described: ReadonlySet<string>,
): NonNullable<ZodOpenApiOperationObject['responses']> => {
  const declared = Object.entries(route.responses).map(([status, declaration]) => [
    status,
    { ...bareResponse(declaration, route), ...linksOf(declaration, described) },
  ]);
  return {
    ...refusalReferences(route),
    ...(route.method === 'GET' && answersTag(route) ? { 304: unchanged } : {}),
    ...(Object.fromEntries(declared) as Record<string, ZodOpenApiResponseObject>),
  };
};

export const pathOf = ({ path }: Route): string => path.replaceAll(/:(\w+)/g, '{$1}');

/** `described` are the calls of the whole description, to which its answers may point. */
export const operationOf = (route: Route, described: ReadonlySet<string>): ZodOpenApiOperationObject => {
  const { operationId, summary, tag, params, query } = route;
  const requestBody = requestBodyOf(route);
  const description = [route.description, scopeNote(route)].filter((text) => text).join('\n\n');
  const asParameters = (schema: z.ZodType) => schema as unknown as ParameterSchema;
  return {
    operationId,
    summary,
    tags: [headingOf(tag).name],
    description: description === '' ? `${summary}.` : description,
    security: securityOf(route),
    requestParams: { ...(params && { path: asParameters(params) }), ...(query && { query: asParameters(query) }) },
    parameters: parametersOf(route),
    ...(requestBody !== undefined && { requestBody }),
    responses: responsesOf(route, described),
  };
};
