// What code may say to an operator: an event's name and fields of a closed list. Personal data has no field to stand in.

/** Every field that may appear in a log line: ids, codes, numbers. Add one here before using it. */
export const logFields = [
  'activityId',
  'activityType',
  'actorKind',
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
  'from',
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
  'reason',
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
  'slowestMs',
  'state',
  'status',
  'status2xx',
  'status3xx',
  'status4xx',
  'status5xx',
  'step',
  'target',
  'taskQueue',
  'tenantId',
  'to',
  'tokensIn',
  'tokensOut',
  'traceId',
  'version',
  'workflowId',
  'workflowType',
] as const;

export type LogField = (typeof logFields)[number];

/**
 * Values are short codes, ids or numbers; an `error` is reduced to its name, codes and stack frames; what is a plain
 * matter of operation (a connection refused) has a `reason` in words instead of frames. An error is told once: a later line
 * about the same one is at debug level.
 */
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
