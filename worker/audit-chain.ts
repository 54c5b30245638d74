// Keeps the audit log chained while the worker runs, and its heads signed.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditChainer } from '../infra/db/audit/audit-chainer.ts';
import type { Logger } from '../domain/ports/log.ts';
import { createOutageLog } from '../infra/log/outage-log.ts';

const everyMs = 1_000;
const headsEveryMs = 60_000;

type Rounds = { step: () => Promise<unknown>; everyMs: number; log: Logger; failedEvent: string };

const startRounds = ({ step, everyMs: pauseMs, log, failedEvent }: Rounds): (() => Promise<void>) => {
  const stopping = new AbortController();
  const outage = createOutageLog(log, failedEvent);
  const round = (): Promise<unknown> => step().then(outage.worked, (error: unknown) => outage.failed({ error }));
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await round();
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    // What came until now is done before the process goes, as far as it can be.
    await round();
  };
  const running = run();
  return async () => {
    stopping.abort();
    await running;
  };
};

/** Call the returned function to stop; it waits for the round under way. A failed round is tried again at the next. */
export const startAuditChain = ({ chainer, log }: { chainer: AuditChainer; log: Logger }): (() => Promise<void>) =>
  startRounds({ step: chainer.chain, everyMs, log, failedEvent: 'audit.round_failed' });

/** `sign` knows itself when it is due. */
export const startAuditHeads = ({ sign, log }: { sign: () => Promise<void>; log: Logger }): (() => Promise<void>) =>
  startRounds({ step: sign, everyMs: headsEveryMs, log, failedEvent: 'audit.heads_not_signed' });
