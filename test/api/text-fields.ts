// Every text that a declared route reads, found by walking its schemas: for a rule that must leave none out.
import { z } from 'zod';
import type { Route } from '../../api/guard/route.ts';

export type TextField = { place: string; schema: z.ZodType };

type Place = { place: string; schema: z.ZodType };

const within = (place: string, parts: Record<string, unknown>): Place[] =>
  Object.entries(parts).map(([name, part]) => ({ place: `${place}/${name}`, schema: part as z.ZodType }));

/** Schemas inside one, whatever holds them. */
const partsOf = ({ place, schema }: Place): Place[] => {
  const same = (part: unknown): Place => ({ place, schema: part as z.ZodType });
  if (schema instanceof z.ZodObject) return within(place, schema.shape);
  if (schema instanceof z.ZodArray) return [{ place: `${place}/*`, schema: schema.element as z.ZodType }];
  if (schema instanceof z.ZodRecord) return [{ place: `${place}/*`, schema: schema.valueType as z.ZodType }];
  if (schema instanceof z.ZodUnion) return schema.options.map(same);
  if (schema instanceof z.ZodPipe) return [same(schema.in), same(schema.out)];
  const isWrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault;
  return isWrapped ? [same(schema.unwrap())] : [];
};

const textsIn = (root: Place): TextField[] => {
  const found: TextField[] = [];
  const waiting = [root];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one.schema instanceof z.ZodString) found.push(one);
    waiting.push(...partsOf(one));
  }
  return found;
};

/** By route and place, such as `createInterview body/candidateName`. */
export const textFieldsOf = (routes: readonly Route[]): TextField[] =>
  routes.flatMap(({ operationId, body, query, params }) =>
    Object.entries({ body, query, params }).flatMap(([part, schema]) =>
      schema === undefined ? [] : textsIn({ place: `${operationId} ${part}`, schema }),
    ),
  );
