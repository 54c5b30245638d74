// Reduces an error to what is safe to keep: foreign messages may quote a row, a request or an answer, so none is logged.
import { AppError } from '../../domain/errors.ts';
import { plainReasonOf } from './plain-reason.ts';

export type ErrorDescription = {
  name: string;
  code?: string;
  /** Identifiers that PostgreSQL and Node attach to their errors; they name things of ours, never values. */
  constraint?: string;
  table?: string;
  syscall?: string;
  stack?: string[];
  cause?: ErrorDescription;
};

const CAUSES_MAX = 4;
const FRAMES_MAX = 20;
const IDENTIFIER = /^[A-Za-z0-9_.$:-]{1,100}$/;

const identifier = (error: object, property: string): string | undefined => {
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' && IDENTIFIER.test(value) ? value : undefined;
};

/** Frames only. The message stands before them and may itself hold lines that look like frames. */
const frames = (error: Error): string[] => {
  const stack = error.stack ?? '';
  const messageAt = error.message === '' ? -1 : stack.indexOf(error.message);
  const afterMessage = messageAt < 0 ? stack : stack.slice(messageAt + error.message.length);
  return afterMessage
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, FRAMES_MAX);
};

const IDENTIFIERS = ['code', 'constraint', 'table', 'syscall'] as const;

const identifiers = (error: object): Pick<ErrorDescription, (typeof IDENTIFIERS)[number]> => {
  const found: Pick<ErrorDescription, (typeof IDENTIFIERS)[number]> = {};
  for (const property of IDENTIFIERS) {
    const value = identifier(error, property);
    if (value !== undefined) found[property] = value;
  }
  return found;
};

/** What is expected says all with its code and its reason; everything else needs the place it came from. */
const needsStack = (error: object): error is Error =>
  error instanceof Error &&
  !(error instanceof AppError && error.code !== 'internal.error') &&
  plainReasonOf(error) === null;

export const describeError = (error: unknown, depth = 0): ErrorDescription => {
  if (typeof error !== 'object' || error === null) return { name: typeof error };
  const cause: unknown = Reflect.get(error, 'cause');
  return {
    name: identifier(error, 'name') ?? 'Error',
    ...identifiers(error),
    ...(needsStack(error) && { stack: frames(error) }),
    ...(cause != null && depth < CAUSES_MAX && { cause: describeError(cause, depth + 1) }),
  };
};
