// Lets the Temporal SDK write into our log: its events become codes, its metadata only what our closed list allows.
import { DefaultLogger, type Logger as SdkLogger, type LogEntry } from '@temporalio/worker';

import type { LogFields, Logger } from '../domain/ports/log.ts';

const levels = { TRACE: 'debug', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const fieldsOf = ({ meta = {} }: LogEntry): LogFields => ({
  workflowId: text(meta['workflowId']),
  workflowType: text(meta['workflowType']),
  activityType: text(meta['activityType']),
  attempt: typeof meta['attempt'] === 'number' ? meta['attempt'] : undefined,
  command: text(meta['command']),
  code: text(meta['code']),
  fact: text(meta['type']),
  error: meta['error'],
});

/** Messages of the SDK are constants of its own code, so they are safe as event names once spaces are gone. */
const eventOf = ({ message }: LogEntry): string =>
  `temporal.${message
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 60)}`;

export const createSdkLogger = (log: Logger): SdkLogger =>
  new DefaultLogger('INFO', (entry) => log[levels[entry.level]](eventOf(entry), fieldsOf(entry)));
