// Repeats a step: at once while there is more to do, when woken, and every so often by itself; slower while it fails.
import { AppError } from '../domain/errors.ts';
import type { Logger } from '../domain/ports/log.ts';
import { createOutageLog } from '../infra/log/outage-log.ts';

const pollMs = 1_000;
const backoffMs = [250, 500, 1_000, 2_000, 5_000];

export type WakeableLoop = {
  /** Resolves after `stop`, once no step is under way. */
  run(): Promise<void>;
  wake(): void;
  stop(): Promise<void>;
};

type Options = {
  /** True when there is more to do at once. */
  step: () => Promise<boolean>;
  log: Logger;
  /** Logged with the code of what failed. */
  failedEvent: string;
};

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : 'internal.error');

export const createWakeableLoop = ({ step, log, failedEvent }: Options): WakeableLoop => {
  let stopping = false;
  let woken = false;
  const outage = createOutageLog(log, failedEvent);
  let wakeUp: () => void = () => undefined;
  let running: Promise<void> = Promise.resolve();

  const sleep = (timeoutMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const stepOnce = async (): Promise<void> => {
    woken = false;
    try {
      const more = await step();
      outage.worked();
      if (!more && !woken && !stopping) await sleep(pollMs);
    } catch (error) {
      const pauseMs = backoffMs[Math.min(outage.failures(), backoffMs.length - 1)] ?? pollMs;
      outage.failed({ code: codeOf(error), error });
      if (!stopping) await sleep(pauseMs);
    }
  };

  const repeat = async (): Promise<void> => {
    while (!stopping) await stepOnce();
  };

  return {
    run: () => {
      running = repeat();
      return running;
    },
    wake: () => {
      woken = true;
      // News must not turn a backoff into a storm.
      if (outage.failures() === 0) wakeUp();
    },
    stop: async () => {
      stopping = true;
      wakeUp();
      await running;
    },
  };
};
