// Every member that the requests of an API description may have, at any depth, each with a request around it.
import { record, resolve, list, type Json } from '../../tools/description/schema-changes.ts';

export type Member = {
  name: string;
  required: boolean;
  around(members: Json): Json;
};

/** The member by which one of several is known, where there is one. */
const tellingApart = (document: Json, { discriminator }: Json, one: unknown): Json => {
  const properties = Object.entries(record(resolve(document, one)['properties']));
  const named = record(discriminator)['propertyName'];
  const telling = properties.filter(
    ([name, schema]) => record(schema)['const'] !== undefined && name === (named ?? name),
  );
  return Object.fromEntries(telling.map(([name, schema]) => [name, record(schema)['const']]));
};

const inside = (document: Json, part: unknown, around: (value: unknown) => Json, depth = 0): Member[] => {
  const schema = resolve(document, part);
  if (depth > 6) return [];
  const { properties, items, additionalProperties, propertyNames, required } = schema;
  const below = (value: unknown, wrap: (inner: unknown) => unknown): Member[] =>
    typeof value === 'object' ? inside(document, value, (inner) => around(wrap(inner)), depth + 1) : [];
  const [key = 'en'] = list(resolve(document, propertyNames)['enum']);
  return [
    ...list(schema['anyOf']).flatMap((one) => inside(document, one, around, depth)),
    ...list(schema['oneOf']).flatMap((one) =>
      inside(document, one, (value) => around({ ...tellingApart(document, schema, one), ...record(value) }), depth),
    ),
    ...below(items, (entry) => [entry]),
    ...(Object.keys(record(additionalProperties)).length > 0
      ? below(additionalProperties, (value) => ({ [String(key)]: value }))
      : []),
    ...Object.entries(record(properties)).flatMap(([name, member]): Member[] => [
      { name, required: list(required).includes(name), around },
      ...below(member, (value) => ({ [name]: value })),
    ]),
  ];
};

/** `example` is what stands beside the member at the top. */
export const membersOf = (document: Json, bodySchema: unknown, example: Json): Member[] =>
  inside(document, bodySchema, (value) => ({ ...example, ...record(value) }));
