// The process's log: JSON lines on stdout, every line bound to the request or activity it belongs to, free of personal data.
import { AsyncLocalStorage } from 'node:async_hooks';

import { pino } from 'pino';
import type { DestinationStream, Logger as PinoLogger } from 'pino';

import type { Logger, LogFields } from '../domain/ports/log.ts';

import { safeEvent, safeFields } from './log/safe-fields.ts';

export type LogOptions = {
  service: string;
  level: string;
  /** Where lines go; stdout when absent. */
  destination?: DestinationStream;
};

const context = new AsyncLocalStorage<LogFields>();

/** Every line logged inside `work`, however deep and asynchronous, carries `fields` (a request's id, an activity's ids). */
export const withLogFields = <Result>(fields: LogFields, work: () => Result): Result =>
  context.run({ ...context.getStore(), ...fields }, work);

const wrap = (target: PinoLogger): Logger => {
  const writer =
    (level: 'error' | 'warn' | 'info' | 'debug'): Logger['info'] =>
    (event, fields = {}) => {
      if (target.isLevelEnabled(level)) target[level](safeFields(fields), safeEvent(event));
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
    mixin: () => safeFields(context.getStore() ?? {}),
  };
  return wrap(pino(options, destination));
};
