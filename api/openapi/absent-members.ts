// Says in the API description what every request may do: spell an absent member as null or as a blank text.
import type { OpenApiDocument } from './parameter-examples.ts';

type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const schemasIn = (value: unknown): Schema[] =>
  (typeof value === 'object' && value !== null ? Object.values(value) : []).filter(isSchema);

const blank = String.raw`^\s*$`;
export const nothingSchema = {
  anyOf: [{ type: 'null' as const }, { type: 'string' as const, pattern: blank }],
  description: 'Null or a blank text: as if the member were absent.',
};
const nothing = { $ref: '#/components/schemas/Nothing' } as const;

const isText = ({ type, enum: codes, format }: Schema): boolean =>
  type === 'string' && codes === undefined && format === undefined;

/** In place, so that parts which say the same stay shared. */
const replace = (schema: Schema, other: Schema): void => {
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, other);
};

const mayBeAbsent = (schema: Schema): void => {
  const { minLength: _, pattern, ...rest } = schema;
  const { description, default: otherwise, anyOf, ...only } = schema;
  const about = {
    ...(description !== undefined && { description }),
    ...(otherwise !== undefined && { default: otherwise }),
  };
  const choices = schemasIn(anyOf).filter(({ type }) => type !== 'null');
  if (isText(schema))
    replace(schema, {
      ...rest,
      type: ['string', 'null'],
      ...(typeof pattern === 'string' && { pattern: `${blank}|${pattern}` }),
    });
  else replace(schema, { anyOf: [...(choices.length > 0 ? choices : [only]), nothing], ...about });
};

const sharedPart = (document: OpenApiDocument, { $ref: reference }: Schema): Schema[] =>
  typeof reference === 'string' ? schemasIn([document.components?.schemas?.[reference.split('/').at(-1) ?? '']]) : [];

const partsOf = (document: OpenApiDocument, schema: Schema): Schema[] => {
  const { properties, items, additionalProperties, anyOf, oneOf } = schema;
  return [
    ...sharedPart(document, schema),
    ...[[items, additionalProperties], properties, anyOf, oneOf].flatMap(schemasIn),
  ];
};

const visit = (document: OpenApiDocument, schema: Schema, seen: Set<unknown>): void => {
  if (seen.has(schema)) return;
  seen.add(schema);
  for (const part of partsOf(document, schema)) visit(document, part, seen);
  const { properties, required, items } = schema;
  const needed = new Set<unknown>(Array.isArray(required) ? required : []);
  for (const [name, member] of Object.entries(isSchema(properties) ? properties : {}))
    if (isSchema(member) && !needed.has(name)) mayBeAbsent(member);
  if (isSchema(items) && isText(items)) mayBeAbsent(items);
};

const bodyOf = (operation: Schema): Schema[] =>
  schemasIn(isSchema(operation['requestBody']) ? operation['requestBody']['content'] : []).flatMap(({ schema }) =>
    isSchema(schema) ? [schema] : [],
  );

const queryParametersOf = ({ parameters }: Schema): Schema[] =>
  schemasIn(parameters).filter(({ in: place, required }) => place === 'query' && required !== true);

/** Only requests: answers have all their members. */
export const describeAbsence = (document: OpenApiDocument): OpenApiDocument => {
  const operations = Object.values(document.paths ?? {}).flatMap(schemasIn);
  const seen = new Set<unknown>();
  for (const body of operations.flatMap(bodyOf)) visit(document, body, seen);
  for (const parameter of operations.flatMap(queryParametersOf)) {
    parameter['allowEmptyValue'] = true;
    if (isSchema(parameter['schema'])) delete parameter['schema']['minLength'];
  }
  return document;
};
