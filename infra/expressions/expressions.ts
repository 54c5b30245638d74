// Evaluates customers' expressions in a process that is made for one document and killed after it: no value, prototype or memory outlives it.
import { fork, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../domain/errors.ts';
import type { ExpressionFailure, Expressions } from '../../domain/ports/expressions.ts';
import { createFairPlaces, type FairPlaces } from '../text-pool/fair-places.ts';
import type { EvaluatorAnswer, EvaluatorInput, EvaluatorJob } from './evaluator.ts';

type Limits = {
  processes: number;
  /** For one expression, once its process is ready; a busy machine gets one more try with four times as much. */
  timeLimitMs: number;
  /** For all expressions of one document, process starts among them; those that come later count as slow. */
  runLimitMs: number;
  memoryLimitMb: number;
  /** Longest value, as JSON. */
  valueMax: number;
  waitMs: number;
};

const usual: Limits = {
  processes: 2,
  timeLimitMs: 250,
  runLimitMs: 8_000,
  memoryLimitMb: 48,
  valueMax: 60_000,
  waitMs: 5_000,
};
const queue = { waitingMax: 512, tenantWaitingMax: 128 };
const patience = 4;
/** After so many it is not the machine that is busy. */
const slowMax = 2;
/** A process that is not ready by then never will be. */
const startMsMax = 10_000;

const evaluatorFile = join(import.meta.dirname, 'evaluator.ts');
const projectFolder = join(import.meta.dirname, '..', '..');
const libraryFolder = dirname(fileURLToPath(import.meta.resolve('jsonata')));

/** It may read its own code and the library's, and nothing else: no files, processes, threads or code made of text. */
const execArgv = (memoryLimitMb: number): string[] => [
  '--permission',
  ...[
    evaluatorFile,
    libraryFolder,
    join(libraryFolder, '*'),
    join(projectFolder, 'package.json'),
    join(libraryFolder, 'package.json'),
  ].map((path) => `--allow-fs-read=${path}`),
  '--disallow-code-generation-from-strings',
  '--disable-proto=delete',
  `--max-old-space-size=${memoryLimitMb}`,
  '--max-semi-space-size=8',
  '--no-warnings',
];

type Failed = { failure: ExpressionFailure; position?: number };
type Answer = EvaluatorAnswer | Failed;

/** The next thing that happens to a process: a message, its end, or that time is up. Its end by itself is its memory's. */
const next = (child: ChildProcess, limitMs: number, late: ExpressionFailure): Promise<unknown> =>
  new Promise((resolve) => {
    const settle = (outcome: unknown): void => {
      clearTimeout(timer);
      child.off('message', settle).off('error', onError).off('exit', onExit);
      resolve(outcome);
    };
    const onError = (): void => settle({ failure: 'busy' });
    const onExit = (): void => settle({ failure: 'memory' });
    const timer = setTimeout(() => settle({ failure: late }), limitMs);
    child.once('message', settle).once('error', onError).once('exit', onExit);
  });

const openProcess = async (input: EvaluatorInput, memoryLimitMb: number): Promise<ChildProcess | Failed> => {
  const child = fork(evaluatorFile, [], {
    env: {},
    execArgv: execArgv(memoryLimitMb),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // Whatever comes later, when nobody listens any more, must not end this process.
  child.on('error', () => undefined);
  child.send(input, () => undefined);
  const first = await next(child, startMsMax, 'busy');
  if (first === 'ready') return child;
  child.kill('SIGKILL');
  return { failure: 'busy' };
};

/** One process at a time, made anew after one that had to be killed. */
const createSession = (input: EvaluatorInput, { timeLimitMs, runLimitMs, memoryLimitMb }: Limits) => {
  const end = performance.now() + runLimitMs;
  let slow = 0;
  let child: ChildProcess | null = null;
  const close = (): void => {
    child?.kill('SIGKILL');
    child = null;
  };
  const attempt = async (job: EvaluatorJob, limitMs: number): Promise<Answer> => {
    if (child === null) {
      const opened = await openProcess(input, memoryLimitMb);
      if ('failure' in opened) return opened;
      child = opened;
    }
    const answered = next(child, Math.min(limitMs, Math.max(0, end - performance.now())), 'slow');
    child.send(job, () => undefined);
    const answer = (await answered) as Answer;
    if ('failure' in answer && (answer.failure === 'slow' || answer.failure === 'memory')) close();
    return answer;
  };
  return {
    close,
    run: async (job: EvaluatorJob): Promise<Answer> => {
      if (performance.now() >= end) return { failure: 'slow' };
      const answer = await attempt(job, timeLimitMs);
      const isLate = 'failure' in answer && answer.failure === 'slow';
      if (isLate) slow += 1;
      return isLate && slow <= slowMax ? await attempt(job, timeLimitMs * patience) : answer;
    },
  };
};

const isBusy = (error: unknown): boolean => error instanceof AppError && error.code === 'text.busy';

const inPlace = async <T>(places: FairPlaces, tenantId: string, work: () => Promise<T>, busy: T): Promise<T> => {
  let giveBack: () => void;
  try {
    giveBack = await places.take({ tenantId });
  } catch (error) {
    if (isBusy(error)) return busy;
    throw error;
  }
  try {
    return await work();
  } finally {
    giveBack();
  }
};

export const createExpressions = (own: Partial<Limits> = {}): Expressions => {
  const limits = { ...usual, ...own };
  const { processes: placesMax, waitMs, valueMax } = limits;
  const places = createFairPlaces({ ...queue, waitMs, placesMax, tenantPlacesMax: Math.max(1, placesMax - 1) });

  const all = async (tenantId: string, document: unknown, jobs: readonly EvaluatorJob[]): Promise<Answer[]> => {
    const busy = jobs.map((): Answer => ({ failure: 'busy' }));
    if (jobs.length === 0) return busy;
    const work = async (): Promise<Answer[]> => {
      const session = createSession({ document: JSON.stringify(document), valueMax }, limits);
      const answers: Answer[] = [];
      try {
        for (const job of jobs) answers.push(await session.run(job));
      } finally {
        session.close();
      }
      return answers;
    };
    return await inPlace(places, tenantId, work, busy);
  };

  return {
    evaluate: async (tenantId, document, expressions) => {
      const jobs = expressions.map((expression) => ({ kind: 'evaluate' as const, expression }));
      return (await all(tenantId, document, jobs)).map((answer) =>
        'failure' in answer
          ? answer
          : { value: answer.value === null ? undefined : (JSON.parse(answer.value) as unknown) },
      );
    },
    read: async (tenantId, expressions) => {
      const jobs = expressions.map((expression) => ({ kind: 'read' as const, expression }));
      return (await all(tenantId, null, jobs)).map((answer) =>
        'failure' in answer ? answer : { paths: JSON.parse(answer.value ?? '[]') as string[] },
      );
    },
  };
};
