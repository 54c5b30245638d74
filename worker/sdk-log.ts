// Lets the Temporal SDK write into our log: its events become codes, its metadata only what our closed list allows.
import { DefaultLogger, type Logger as SdkLogger, type LogEntry } from '@temporalio/worker';

import type { LogFields, Logger } from '../domain/ports/log.ts';

const levels = { TRACE: 'debug', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const runIdOf = (workflowId: unknown): string | undefined =>
  typeof workflowId === 'string' ? /^(?:interview|erasure)-(run_\w+)$/.exec(workflowId)?.[1] : undefined;

const fieldsOf = ({ meta = {} }: LogEntry): LogFields => ({
  runId: runIdOf(meta['workflowId']),
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

/** Our own line about a failed activity says more, and a worker for activities alone is what it is meant to be. */
const notNews = ['Activity failed', 'No workflows registered, not polling for workflow tasks'];

const levelOf = ({ message, level }: LogEntry): keyof Pick<Logger, 'debug' | 'warn' | 'error'> =>
  notNews.includes(message) ? 'debug' : levels[level];

export const createSdkLogger = (log: Logger): SdkLogger =>
  new DefaultLogger('INFO', (entry) => log[levelOf(entry)](eventOf(entry), fieldsOf(entry)));
