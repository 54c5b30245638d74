// Makes the answer that leaves: stripped to its declared schema, or refused when it was never declared.
import type { AppError, ErrorCode } from '../../domain/errors.ts';
import type { StoredAnswer } from '../../domain/ports/access.ts';
import { documentedProblems } from './documented-problems.ts';
import { pointerOf } from './json-safety.ts';
import { RouteDefect } from './route-defect.ts';
import type { Reply, ResponseDeclaration, Route, SetCookie } from './route.ts';

export type Answer = Omit<StoredAnswer, 'text'> & { body: string | Uint8Array | null; cookies: readonly SetCookie[] };

export const jsonContentType = 'application/json; charset=utf-8';

const declarationOf = (route: Route, status: number): ResponseDeclaration => {
  // A conditional read may be answered by its handler itself.
  const declared = route.responses[status] ?? (status === 304 ? route.responses[200] : undefined);
  if (declared === undefined) throw new RouteDefect(route.operationId, `answers ${status}, which it does not declare`);
  return declared;
};

const jsonText = (
  route: Route,
  status: number,
  schema: NonNullable<ResponseDeclaration['schema']>,
  body: unknown,
): string => {
  const result = schema.safeParse(body);
  if (result.success) return JSON.stringify(result.data);
  const places = result.error.issues.map((issue) => `${pointerOf(issue.path) || '/'} (${issue.code})`);
  throw new RouteDefect(route.operationId, `its ${status} body does not match: ${places.slice(0, 5).join(', ')}`);
};

const rawBody = (route: Route, body: unknown): string | Uint8Array => {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  throw new RouteDefect(route.operationId, 'answers with a body that is neither text nor bytes');
};

/** Throws RouteDefect when the declaration does not cover the reply. */
export const answerOf = (route: Route, reply: Reply): Answer => {
  const { status, body, headers = {}, cookies = [] } = reply;
  const { schema, contentType } = declarationOf(route, status);
  const bare = { status, headers, cookies };
  if (status === 204 || status === 304) return { ...bare, contentType: '', body: null };
  if (contentType !== undefined) return { ...bare, contentType, body: rawBody(route, body) };
  if (schema === undefined) return { ...bare, contentType: '', body: null };
  return { ...bare, contentType: jsonContentType, body: jsonText(route, status, schema, body) };
};

export const storedToAnswer = ({ text, ...rest }: StoredAnswer): Answer => ({ ...rest, body: text, cookies: [] });

/** Whether the route says that it may answer with this problem. */
export const declaresProblem = (route: Route, { code }: AppError): boolean => {
  const documented: readonly ErrorCode[] = documentedProblems(route);
  return documented.includes(code);
};
