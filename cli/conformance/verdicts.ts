// How a rule says that it is broken or cannot be tried, and the few things that most rules ask of an answer.
import type { z } from 'zod';
import type { Answer } from './exchange.ts';

/** The rule is broken. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** The rule could not be tried. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
}

export const broken = (why: string): never => {
  throw new Broken(why);
};

export const skip = (why: string): never => {
  throw new Skipped(why);
};

export const expectThat = (isRight: boolean, otherwise: string): void => {
  if (!isRight) broken(otherwise);
};

export const expectStatus = ({ status }: Answer, ...wanted: readonly number[]): void =>
  expectThat(wanted.includes(status), `The answer is ${status}, not ${wanted.join(' or ')}.`);

export const isRefusal = ({ status }: Answer): boolean => status >= 400 && status < 500;

/** The caller is told that it is at fault, not that the server is, and not that all is well. */
export const expectRefusal = (answer: Answer): void =>
  expectThat(isRefusal(answer), `The answer is ${answer.status}, not a refusal (4xx).`);

export const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

const placeOf = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'the answer' : path.join('.'));

/** What is wrong with the value; null when nothing is. */
export const problemOf = (schema: z.ZodType, value: unknown): string | null => {
  const { error } = schema.safeParse(value);
  const [issue] = error?.issues ?? [];
  return issue === undefined ? null : `${placeOf(issue.path)}: ${issue.message}`;
};

/** The value, of which the rule is about the shape. */
export const expectShape = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const read = schema.safeParse(value);
  return read.success ? read.data : broken(problemOf(schema, value) ?? 'It has another shape.');
};

/** The value for a rule that is about something else: another rule complains of its shape. */
export const usable = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
  const read = schema.safeParse(value);
  return read.success ? read.data : skip(`There is no ${what} to try it with: see the rule about that.`);
};
