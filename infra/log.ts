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

const wrap = (target: PinoLogger): Logger => ({
  error: (event, fields = {}) => target.error(safeFields(fields), safeEvent(event)),
  warn: (event, fields = {}) => target.warn(safeFields(fields), safeEvent(event)),
  info: (event, fields = {}) => target.info(safeFields(fields), safeEvent(event)),
  debug: (event, fields = {}) => target.debug(safeFields(fields), safeEvent(event)),
  child: (fields) => wrap(target.child(safeFields(fields))),
});

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
