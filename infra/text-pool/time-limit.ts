// Ends work in a thread when its time is up. The time counts from the moment the thread begins.
import { AppError } from '../../domain/errors.ts';

/** A thread that has not begun by then never will: the machine is overloaded, or the thread cannot start. */
const startMsMax = 10_000;

const leftMs = (started: BigInt64Array, limitMs: number): number | null => {
  const at = Atomics.load(started, 0);
  return at === 0n ? null : limitMs - Number(process.hrtime.bigint() - at) / 1e6;
};

/**
 * Runs `work`, which stores when it began in `started` and stops when `ended` fires. Throws `text.too_complex` at the
 * limit, `text.busy` when it never began, and the caller's own reason when `signal` fires first.
 */
export const withinLimit = async <T>(
  { limitMs, signal }: { limitMs: number; signal: AbortSignal | undefined },
  work: (started: BigInt64Array, ended: AbortSignal) => Promise<T>,
): Promise<T> => {
  const started = new BigInt64Array(new SharedArrayBuffer(8));
  const end = new AbortController();
  const asked = performance.now();
  const check = (): void => {
    const left = leftMs(started, limitMs);
    if (left !== null && left <= 0) return end.abort(new AppError('text.too_complex'));
    if (left === null && performance.now() - asked > startMsMax) return end.abort(new AppError('text.busy'));
    timer = setTimeout(check, left ?? limitMs);
  };
  let timer = setTimeout(check, limitMs);
  try {
    return await work(started, signal === undefined ? end.signal : AbortSignal.any([end.signal, signal]));
  } catch (error) {
    signal?.throwIfAborted();
    end.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
  }
};
