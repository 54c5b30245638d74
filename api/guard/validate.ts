// Holds a request's parts against their schemas and says what is wrong where, without repeating what was sent.
import { z } from 'zod';
import { AppError, type FieldProblem } from '../../domain/errors.ts';
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

const placeOf = (part: Part, path: readonly PropertyKey[]): Pick<FieldProblem, 'pointer' | 'parameter'> =>
  part === 'body' ? { pointer: pointerOf(path) } : { parameter: path.map(String).join('.') };

/** A custom rule names its code with `params: { code }`. */
const codeOf = (issue: Issue): string => {
  if (issue.code !== 'custom') return codes[issue.code] ?? 'invalid';
  const code: unknown = issue.params?.['code'];
  return typeof code === 'string' ? code : 'invalid';
};

const problemsOf = (part: Part, input: unknown, issue: Issue): FieldProblem[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, problemsMax).map((key) => ({
      ...placeOf(part, [...issue.path, key.slice(0, 200)]),
      code: 'unknown_field',
      message: 'There is no such field.',
    }));
  const absent = issue.code !== 'custom' && valueAt(input, issue.path) === undefined;
  if (absent) return [{ ...placeOf(part, issue.path), code: 'required', message: 'This is required.' }];
  return [{ ...placeOf(part, issue.path), code: codeOf(issue), message: issue.message }];
};

/** The parsed value. Throws `request.invalid` with a pointer or parameter for each problem. */
export const validate = (part: Part, schema: z.ZodType, input: unknown): unknown => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => problemsOf(part, input, issue)).slice(0, problemsMax);
  throw new AppError('request.invalid', { errors });
};

const nothing = z.strictObject({});

/** The schema to hold a part against: parts that a route does not declare must be empty. */
export const schemaOr = (schema: z.ZodType | undefined): z.ZodType => {
  if (schema === undefined) return nothing;
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema;
};
