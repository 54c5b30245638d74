// What code may say to an operator: an event's name and fields of a closed list. Personal data has no field to stand in.

/** Every field that may appear in a log line: ids, codes, numbers. Add one here before using it. */
export const logFields = [
  'activityId',
  'activityType',
  'address',
  'attempt',
  'attention',
  'bytes',
  'code',
  'command',
  'count',
  'deliveryId',
  'durationMs',
  'engine',
  'eventId',
  'eventType',
  'exitCode',
  'fact',
  'hash',
  'keyId',
  'keyKind',
  'limit',
  'method',
  'migration',
  'model',
  'namespace',
  'outcome',
  'pid',
  'platformId',
  'port',
  'position',
  'process',
  'provider',
  'requestId',
  'result',
  'retryAfterMs',
  'retryable',
  'revision',
  'route',
  'runId',
  'seq',
  'sessionId',
  'signal',
  'signature',
  'signedAt',
  'state',
  'status',
  'step',
  'taskQueue',
  'tenantId',
  'tokensIn',
  'tokensOut',
  'traceId',
  'version',
  'workflowId',
  'workflowType',
] as const;

export type LogField = (typeof logFields)[number];

/** Values are short codes, ids or numbers; an `error` is reduced to its name, codes and stack frames. */
export type LogFields = { readonly [Field in LogField]?: string | number | boolean | null | undefined } & {
  readonly error?: unknown;
};

/** `event` is a constant such as `http.request`; it is what an operator searches for. */
export interface Logger {
  /** Someone should be woken up. */
  error(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  debug(event: string, fields?: LogFields): void;
  /** A logger whose lines all carry `fields`. */
  child(fields: LogFields): Logger;
}
