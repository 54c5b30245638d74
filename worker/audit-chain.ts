// Keeps the audit log chained while the worker runs: a round every second.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditChainer } from '../infra/db/audit/audit-chainer.ts';
import type { Logger } from '../domain/ports/log.ts';

const everyMs = 1_000;

/** Call the returned function to stop; it waits for the round under way. A failed round is tried again at the next. */
export const startAuditChain = ({ chainer, log }: { chainer: AuditChainer; log: Logger }): (() => Promise<void>) => {
  const stopping = new AbortController();
  const round = (): Promise<unknown> =>
    chainer.chain().catch((error: unknown) => log.warn('audit.round_failed', { error }));
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await round();
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    // What was noted until now is chained before the process goes, as far as it can be.
    await round();
  };
  const running = run();
  return async () => {
    stopping.abort();
    await running;
  };
};
