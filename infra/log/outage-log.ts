// One line when something that is tried again and again begins to fail, and one when it works again.
import type { LogFields, Logger } from '../../domain/ports/log.ts';

export type OutageLog = {
  failed(fields: LogFields): void;
  worked(): void;
  /** How often it has failed since it last worked. */
  failures(): number;
};

export const createOutageLog = (log: Logger, event: string): OutageLog => {
  let failures = 0;
  return {
    failed: (fields) => {
      log[failures === 0 ? 'warn' : 'debug'](event, fields);
      failures += 1;
    },
    worked: () => {
      if (failures > 0) log.info('outage.over', { step: event, count: failures });
      failures = 0;
    },
    failures: () => failures,
  };
};
