// Gives one piece of work a time limit of its own beside the caller's right to cancel it.
import { setTimeout as startTimer, clearTimeout as stopTimer } from 'node:timers';

export type ModelDeadline = { signal: AbortSignal; passed(): boolean };

/** Runs `work` with a signal that fires after `timeoutMs` or with the caller's signal, whichever comes first. */
export const withDeadline = async <T>(
  limits: { timeoutMs: number; signal: AbortSignal },
  work: (deadline: ModelDeadline) => Promise<T>,
): Promise<T> => {
  limits.signal.throwIfAborted();
  const controller = new AbortController();
  let passed = false;
  const timer = startTimer(() => {
    passed = true;
    controller.abort(new DOMException('The time for this call is over.', 'TimeoutError'));
  }, limits.timeoutMs);
  const forward = (): void => controller.abort(limits.signal.reason);
  limits.signal.addEventListener('abort', forward, { once: true });
  try {
    return await work({ signal: controller.signal, passed: () => passed });
  } finally {
    stopTimer(timer);
    limits.signal.removeEventListener('abort', forward);
  }
};

/** Whether a caller's own limit ended the work: it may be shorter than the engine's. */
export const isTimeout = (reason: unknown): boolean => reason instanceof DOMException && reason.name === 'TimeoutError';
