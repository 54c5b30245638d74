// Holds a request's parts against their schemas and says what is wrong where, without repeating what was sent.
import { z } from 'zod';
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import { nearestName } from '../../domain/text/meant-name.ts';
import { asMeant, namesAt, placeOf } from './as-meant.ts';
import { pointerOf } from './json-safety.ts';

const problemsMax = 50;

type Part = 'body' | 'query' | 'params';
type Issue = z.core.$ZodIssue;

const codes: Partial<Record<Issue['code'], string>> = {
  invalid_type: 'wrong_type',
  too_big: 'too_large',
  too_small: 'too_small',
  invalid_format: 'wrong_format',
  invalid_value: 'not_allowed',
  not_multiple_of: 'not_allowed',
  invalid_union: 'not_allowed',
  invalid_key: 'unknown_field',
  invalid_element: 'not_allowed',
};

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );

/** One part of a request, as it was meant, and what it should have been. */
type Judged = { part: Part; schema: z.ZodType; meant: unknown };

const named = ({ part, meant }: Judged, path: readonly PropertyKey[]): Pick<FieldProblem, 'pointer' | 'parameter'> => {
  const place = placeOf(meant, path);
  return part === 'body' ? { pointer: pointerOf(place) } : { parameter: place.map(String).join('.') };
};

/** A custom rule names its code with `params: { code }`. */
const codeOf = (issue: Issue): string => {
  if (issue.code !== 'custom') return codes[issue.code] ?? 'invalid';
  const code: unknown = issue.params?.['code'];
  return typeof code === 'string' ? code : 'invalid';
};

const unknownField = ({ schema }: Judged, { path }: Issue, name: string): string => {
  const nearest = nearestName(name, namesAt(schema, path));
  return `There is no such field.${nearest === null ? '' : ` Did you mean ${nearest}?`}`;
};

/** What goes wrong when a whole body is made: it was encoded twice, or put into a list. */
const bodyOfKind = (body: unknown): string | null => {
  if (typeof body === 'string') return 'A text: send the object itself, not a text that holds it as JSON.';
  return Array.isArray(body) ? 'A list: send one object.' : null;
};

const messageOf = ({ part, meant }: Judged, { path, code, message }: Issue): string =>
  (part === 'body' && path.length === 0 && code === 'invalid_type' ? bodyOfKind(meant) : null) ?? message;

const problemsOf = (judged: Judged, issue: Issue): FieldProblem[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, problemsMax).map((key) => ({
      ...named(judged, [...issue.path, key.slice(0, 200)]),
      code: 'unknown_field',
      message: unknownField(judged, issue, key),
    }));
  const absent = issue.code !== 'custom' && valueAt(judged.meant, issue.path) === undefined;
  if (absent) return [{ ...named(judged, issue.path), code: 'required', message: 'This is required.' }];
  return [{ ...named(judged, issue.path), code: codeOf(issue), message: messageOf(judged, issue) }];
};

/** The parsed value of what was meant. Throws `request.invalid` with a pointer or parameter for each problem. */
export const validate = (part: Part, schema: z.ZodType, input: unknown): unknown => {
  const judged = { part, schema, meant: part === 'params' ? input : asMeant(schema, input) };
  const result = schema.safeParse(judged.meant);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => problemsOf(judged, issue)).slice(0, problemsMax);
  throw new AppError('request.invalid', { errors });
};

const nothing = z.strictObject({});
const anything = z.object({});

/** The schema to hold a part against: parts that a route does not declare must be empty, unless its face is lenient. */
export const schemaOr = (schema: z.ZodType | undefined, lenient = false): z.ZodType => {
  if (schema === undefined) return lenient ? anything : nothing;
  if (lenient) return schema;
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema;
};
