// The process's log: JSON lines on stdout, every line bound to the request or activity it belongs to, free of personal data.
import { AsyncLocalStorage } from 'node:async_hooks';

import { pino } from 'pino';
import type { DestinationStream, Logger as PinoLogger } from 'pino';

import type { Logger, LogFields } from '../domain/ports/log.ts';

import { chainOf } from './log/plain-reason.ts';
import { safeEvent, safeFields } from './log/safe-fields.ts';

export type LogOptions = {
  service: string;
  level: string;
  /** Where lines go; stdout when absent. */
  destination?: DestinationStream;
};

const context = new AsyncLocalStorage<{ fields: LogFields }>();

/** Every line logged inside `work`, however deep and asynchronous, carries `fields` (a request's id, an activity's ids). */
export const withLogFields = <Result>(fields: LogFields, work: () => Result): Result =>
  context.run({ fields: { ...context.getStore()?.fields, ...fields } }, work);

/** What turns out on the way, such as the interview that a link leads to: every later line of the same `work` carries it. */
export const addLogFields = (fields: LogFields): void => {
  const store = context.getStore();
  if (store !== undefined) store.fields = { ...store.fields, ...fields };
};

const told = new WeakSet<object>();

/** Whether a line was written about this very failure; what is passed on is the same error, or has it for a cause. */
const wasTold = (error: unknown): boolean => {
  const chain = chainOf(error);
  const isKnown = chain.some((each) => told.has(each));
  for (const each of chain) told.add(each);
  return isKnown;
};

const wrap = (target: PinoLogger): Logger => {
  const writer =
    (level: 'error' | 'warn' | 'info' | 'debug'): Logger['info'] =>
    (event, fields = {}) => {
      const isRepeated = (level === 'error' || level === 'warn') && wasTold(fields.error);
      const shown = isRepeated ? 'debug' : level;
      if (target.isLevelEnabled(shown)) target[shown](safeFields(fields), safeEvent(event));
    };
  return {
    error: writer('error'),
    warn: writer('warn'),
    info: writer('info'),
    debug: writer('debug'),
    child: (fields) => wrap(target.child(safeFields(fields))),
  };
};

export const createLogger = ({ service, level, destination = pino.destination(1) }: LogOptions): Logger => {
  const options = {
    level,
    base: { service },
    messageKey: 'event',
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => safeFields(context.getStore()?.fields ?? {}),
  };
  return wrap(pino(options, destination));
};
