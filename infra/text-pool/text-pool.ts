// Reads long texts in threads, within time and memory: no caller's text holds up another's request, or the process.
import { join } from 'node:path';
import type { Piscina } from 'piscina';
import { AppError } from '../../domain/errors.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { InputOf, OutputOf, TextWork, TextWorkOptions } from '../../domain/ports/text-work.ts';
import { createFairPlaces } from './fair-places.ts';
import { isLong } from './length.ts';
import { performTask, type AllTextTasks, type TextTaskName } from './tasks.ts';
import type { ThreadAnswer, ThreadJob } from './thread.ts';
import { withinLimit } from './time-limit.ts';

export type TextPoolConfig = { threads: number; timeLimitMs: number; memoryLimitMb: number };

export type TextPool = TextWork<AllTextTasks> & {
  /** Ends all threads; what runs in them is refused as `text.busy`. */
  close(): Promise<void>;
};

/** A thread that nobody needs is ended: at rest a process has none. */
const idleMsUsual = 30_000;
const youngMemoryMb = 16;
const waitMsUsual = 2_000;
const queue = { waitingMax: 512, tenantWaitingMax: 256 };

type Deps = TextPoolConfig & {
  metrics: Metrics;
  log: Logger;
  /** Longest wait for a thread: short where a caller waits for the answer. */
  waitMs?: number;
  /** Exports `runJob`; a test replaces what the threads do. */
  threadFile?: string;
  idleMs?: number;
};

/** The library, too, comes only with the first long text. */
const openThreads = async ({
  threads,
  memoryLimitMb,
  log,
  threadFile,
  idleMs = idleMsUsual,
}: Deps): Promise<Piscina> => {
  const { Piscina: Pool } = await import('piscina');
  const pool = new Pool({
    filename: threadFile ?? join(import.meta.dirname, 'thread.ts'),
    name: 'runJob',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMs,
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: youngMemoryMb },
    recordTiming: false,
  });
  // Without a listener the failure of a thread that has no work would end the process.
  pool.on('error', (error: unknown) => log.error('text.thread_failed', { error }));
  return pool;
};

const errorCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What the end of a thread means: too little memory is the text's fault, an end from outside is not. */
const failureOf = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  return new AppError(errorCodeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? 'text.too_complex' : 'text.busy');
};

const runInThread = async (
  threads: Piscina,
  job: Omit<ThreadJob, 'started'>,
  { limitMs, signal }: { limitMs: number; signal: AbortSignal | undefined },
): Promise<unknown> => {
  const answer = await withinLimit({ limitMs, signal }, async (started, ended) => {
    try {
      return (await threads.run({ ...job, started }, { signal: ended })) as ThreadAnswer;
    } catch (error) {
      throw failureOf(error);
    }
  });
  if ('code' in answer) throw new AppError(answer.code);
  return answer.value;
};

/** Runs a rule where its caller stands; also for tests and tools, which wait for nobody. */
export const inlineTextWork: TextWork<AllTextTasks> = {
  run: async (task, input, { signal }) => {
    signal?.throwIfAborted();
    try {
      return await performTask(task, input);
    } catch (error) {
      if (error instanceof RangeError) throw new AppError('text.too_complex', { cause: error });
      throw error;
    }
  },
};

export const createTextPool = (deps: Deps): TextPool => {
  const { threads: placesMax, timeLimitMs, waitMs = waitMsUsual, metrics } = deps;
  const places = createFairPlaces({ ...queue, waitMs, placesMax, tenantPlacesMax: Math.max(1, placesMax - 1) });
  let threads: Promise<Piscina> | undefined;

  const runElsewhere = async (task: TextTaskName, input: never, options: TextWorkOptions): Promise<unknown> => {
    const { tenantId, signal, withinMs = Infinity } = options;
    const asked = performance.now();
    const giveBack = await places.take({ tenantId, signal, waitMs: withinMs });
    try {
      threads ??= openThreads(deps).catch((error: unknown) => {
        threads = undefined;
        throw error;
      });
      const limitMs = Math.min(timeLimitMs, withinMs - (performance.now() - asked));
      return await runInThread(await threads, { task, input }, { limitMs, signal });
    } finally {
      giveBack();
    }
  };

  const observed = async (task: TextTaskName, work: () => Promise<unknown>): Promise<unknown> => {
    const from = performance.now();
    let result: string = 'ok';
    try {
      return await work();
    } catch (error) {
      result = error instanceof AppError ? error.code : 'cancelled';
      throw error;
    } finally {
      metrics.observe('textTask', { task, result }, performance.now() - from);
    }
  };

  return {
    run: async <Name extends TextTaskName>(
      task: Name,
      input: InputOf<AllTextTasks[Name]>,
      options: TextWorkOptions,
    ): Promise<OutputOf<AllTextTasks[Name]>> => {
      if (!isLong(input)) return inlineTextWork.run(task, input, options);
      const value = await observed(task, () => runElsewhere(task, input as never, options));
      return value as OutputOf<AllTextTasks[Name]>;
    },
    close: async () => {
      await (await threads)?.destroy();
    },
  };
};
