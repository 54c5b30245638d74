// The API description, made of the same declarations that validate requests: it cannot say anything else than the code does.
import { createDocument, type ZodOpenApiObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Route } from './guard/route.ts';
import { describeAbsence } from './openapi/absent-members.ts';
import { componentsFor } from './openapi/components.ts';
import { operationOf, pathOf } from './openapi/operation.ts';
import { addParameterExamples, type OpenApiDocument } from './openapi/parameter-examples.ts';
import { headingOf } from './openapi/tags.ts';

export type OpenApiOptions = {
  publicUrl: string;
  version: string;
  webhooks?: NonNullable<ZodOpenApiObject['webhooks']>;
};

const introduction = `AI job interviews as durable, auditable workflows; people decide.

* Errors are \`application/problem+json\` with a stable \`code\`.
* Calls that change something take an \`Idempotency-Key\`: the same request again gets the same answer for 72 hours.
* Reads carry an \`ETag\`; send it back in \`If-None-Match\` and get 304 while nothing changed.
* Null, an empty text and a blank one count as absent, in every body and query; blank entries of lists are left out. Only in a
  PATCH of settings they take a member back to its default. A member that is needed is then missing.
* What can mean one thing only is taken: codes in another case (\`senior\`), numbers as text, times whose \`+\` arrived as a blank.
* Unknown fields and parameters are refused. Bodies are \`application/json\` in UTF-8; of a key that stands twice in an
  object the last one counts. A body of a GET is ignored.
* \`RateLimit\` says with every answer how many more requests the caller may make; beyond them it is a 429.
* \`Retry-After\` says when a 503 or 429 is worth another try.`;

const tagsOf = (routes: readonly Route[]) => [...new Set(routes.map(({ tag }) => tag))].map(headingOf);

const pathsOf = (routes: readonly Route[]): ZodOpenApiPathsObject => {
  const described = new Set(routes.map(({ operationId }) => operationId));
  const groups = Map.groupBy(routes, pathOf);
  return Object.fromEntries(
    [...groups].map(([path, same]) => [
      path,
      Object.fromEntries(same.map((route) => [route.method.toLowerCase(), operationOf(route, described)])),
    ]),
  );
};

/** OpenAPI 3.1 of all routes that are not hidden. */
export const createOpenApi = (allRoutes: readonly Route[], options: OpenApiOptions): OpenApiDocument => {
  const { publicUrl, version, webhooks } = options;
  const routes = allRoutes.filter(({ hidden }) => hidden !== true);
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version,
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      contact: { name: 'Parley', url: publicUrl },
    },
    servers: [{ url: publicUrl }],
    tags: tagsOf(routes),
    paths: pathsOf(routes),
    components: componentsFor(routes, publicUrl),
    ...(webhooks !== undefined && { webhooks }),
  });
  return addParameterExamples(describeAbsence(document), routes);
};
