// The shape of an answer as every vendor takes it: all members required, no others, bounds in words. Our own schema checks them.
import { z } from 'zod';

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const nodeIn = (value: unknown): Node => (isNode(value) ? value : {});

const range = (least: unknown, most: unknown, unit: string): string => {
  const from = typeof least === 'number' && Number.isSafeInteger(least - 1) ? least : undefined;
  const to = typeof most === 'number' && Number.isSafeInteger(most + 1) ? most : undefined;
  if (to === undefined) return from === undefined ? '' : `At least ${from}${unit}.`;
  return from === undefined ? `At most ${to}${unit}.` : `${from} to ${to}${unit}.`;
};

const boundsOf = (node: Node): string => {
  if (node['type'] === 'string') return range(undefined, node['maxLength'], ' characters');
  if (node['type'] === 'array') return range(node['minItems'], node['maxItems'], ' items');
  return range(node['minimum'], node['maximum'], '');
};

/** For servers whose model would write one text without end; the others never see them (`withoutBounds`). */
const lengthMax = 500;
const lengthsOf = ({ type, maxLength, maxItems }: Node): Node => ({
  ...(type === 'string' && typeof maxLength === 'number' && { maxLength: Math.min(maxLength, lengthMax) }),
  ...(type === 'array' && typeof maxItems === 'number' && { maxItems }),
});

/** Bounds are no part of the subset that all vendors take. */
export const withoutBounds = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withoutBounds);
  if (!isNode(schema)) return schema;
  const kept = Object.entries(schema).filter(([name]) => name !== 'maxLength' && name !== 'maxItems');
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutBounds(value)]));
};

const mayBeNull = (node: Node): boolean =>
  Array.isArray(node['anyOf']) && node['anyOf'].some((one) => nodeIn(one)['type'] === 'null');

/** What may be left out in our schema may be null in the strict one. */
const member = (node: Node, isRequired: boolean): Node =>
  isRequired || mayBeNull(node) ? node : { anyOf: [node, { type: 'null' }] };

const partsOf = (node: Node): Node => {
  if (node['type'] === 'array') return { items: strict(node['items']) };
  if (node['type'] !== 'object') return {};
  const properties = nodeIn(node['properties']);
  const required: unknown = node['required'];
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
  return {
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [name, member(strict(value), isRequired(name))]),
    ),
    required: Object.keys(properties),
    additionalProperties: false,
  };
};

const strict = (value: unknown): Node => {
  const node = nodeIn(value);
  const { type, anyOf, oneOf, enum: values, const: only, description } = node;
  const words = [description, boundsOf(node)].filter((part) => typeof part === 'string' && part !== '').join(' ');
  const options: unknown = anyOf ?? oneOf;
  return {
    ...(type !== undefined && { type }),
    ...lengthsOf(node),
    ...(words !== '' && { description: words }),
    ...(Array.isArray(options) && { anyOf: options.map(strict) }),
    ...(values !== undefined && { enum: values }),
    ...(only !== undefined && { enum: [only] }),
    ...partsOf(node),
  };
};

export const strictSchema = (schema: z.ZodType): Record<string, unknown> =>
  strict(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }));
