// Puts the examples of path and query parameters where tools look for them, in the type that the schema states.
import type { createDocument } from 'zod-openapi';
import type { Route } from '../guard/route.ts';
import { pathOf } from './operation.ts';

export type OpenApiDocument = ReturnType<typeof createDocument>;

type Parameter = { in?: unknown; name?: unknown; schema?: { type?: unknown }; example?: unknown };

/** Declared as text, as it stands in an address. */
const typed = (value: string, type: unknown): unknown => {
  if (type === 'integer' || type === 'number') return Number(value);
  return type === 'boolean' ? value === 'true' : value;
};

const parametersOf = (document: OpenApiDocument, route: Route): Parameter[] => {
  const operations: Record<string, unknown> = { ...document.paths?.[pathOf(route)] };
  const operation = operations[route.method.toLowerCase()] as { parameters?: Parameter[] } | undefined;
  return operation?.parameters ?? [];
};

export const addParameterExamples = (document: OpenApiDocument, routes: readonly Route[]): OpenApiDocument => {
  for (const route of routes)
    for (const parameter of parametersOf(document, route)) {
      const values = parameter.in === 'path' ? route.example?.params : route.example?.query;
      const value = typeof parameter.name === 'string' ? values?.[parameter.name] : undefined;
      if (value !== undefined) parameter.example = typed(value, parameter.schema?.type);
    }
  return document;
};
