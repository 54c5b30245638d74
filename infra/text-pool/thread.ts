// What runs in a thread of the pool: one rule at a time over one text. It has no environment, no arguments and no secret.
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { performTask } from './tasks.ts';

export type ThreadJob = { task: string; input: unknown; started: BigInt64Array };
/** A failure crosses back as its code alone: what a rule says may hold words of the text. */
export type ThreadAnswer = { value: unknown } | { code: ErrorCode };

/** A stack that overflows is a text that is too deep, not a fault of ours. */
const codeOf = (error: unknown): ErrorCode => {
  if (error instanceof AppError) return error.code;
  return error instanceof RangeError ? 'text.too_complex' : 'internal.error';
};

export const createThread =
  (perform: (task: never, input: never) => Promise<unknown>) =>
  async ({ task, input, started }: ThreadJob): Promise<ThreadAnswer> => {
    // From here on the time counts: starting a thread is not the text's fault.
    Atomics.store(started, 0, process.hrtime.bigint());
    try {
      return { value: await perform(task as never, input as never) };
    } catch (error) {
      return { code: codeOf(error) };
    }
  };

export const runJob = createThread(performTask);
