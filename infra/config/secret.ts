// Wraps a value that must not be seen, so that printing, logging or serialising it by accident shows nothing.
import { inspect } from 'node:util';

const REDACTED = '[redacted]';

/** A value that prints as `[redacted]` everywhere; only `reveal()` gives it out. */
export type Secret<Value = string> = {
  reveal: () => Value;
  toJSON: () => string;
  toString: () => string;
};

export const createSecret = <Value>(value: Value): Secret<Value> =>
  // The value lives in a closure: there is no property that a serialiser could find.
  Object.freeze({
    reveal: () => value,
    toJSON: () => REDACTED,
    toString: () => REDACTED,
    [inspect.custom]: () => REDACTED,
  });
