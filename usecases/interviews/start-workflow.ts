// Starts the workflows of stored runs at the engine's own pace, without making callers wait for it.
import { AppError } from '../../domain/errors.ts';
import type { InterviewInput, WorkflowEngine } from '../../domain/ports/engine.ts';
import type { InterviewStore } from '../../domain/ports/interviews.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { Clock } from '../../domain/ports/system.ts';

const startsAtFirst = 8;
const startsMax = 64;
/** A start is a few milliseconds of work: an engine that takes this long, still far from the deadline, has enough to do. */
const slowMs = 1_000;
/** A little less than after which `takeUp` looks for what was left. */
const keptMs = 1_500;

export type WorkflowStarterDeps = {
  engine: WorkflowEngine;
  interviews: Pick<InterviewStore, 'markStarted' | 'claimUnstarted'>;
  clock: Clock;
  logger: Logger;
};

export type WorkflowStarter = {
  /** Sees to the start and never fails: the run is stored. What the engine has no room for soon is left to `takeUp`. */
  start(input: InterviewInput): void;
  /** Starts runs that nobody has started, oldest first, as many as the engine takes; false when none was. */
  takeUp(): Promise<boolean>;
  /** Resolves once no start is under way, for an orderly stop. */
  settled(): Promise<void>;
};

/** How many starts may be under way: one more while they are answered quickly, half as many once they are not. */
const createPace = ({ now }: Clock) => {
  let limit = startsAtFirst;
  let underWay = 0;
  let loweredAt = 0;
  const lower = (): void => {
    loweredAt = now();
    limit = Math.max(1, limit / 2);
  };
  return {
    room: (): number => Math.floor(limit) - underWay,
    /** Returns how to tell that it is over. */
    enter: (): ((answered: boolean) => void) => {
      const enteredAt = now();
      underWay += 1;
      return (answered) => {
        underWay -= 1;
        if (answered && now() - enteredAt < slowMs) limit = Math.min(startsMax, limit + 1 / limit);
        // What was sent before the last lowering says nothing about the pace since.
        else if (enteredAt >= loweredAt) lower();
      };
    },
  };
};

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : 'internal.error');

/** Whether it was started; never fails. */
const startPaced = async (
  { engine, interviews, logger }: WorkflowStarterDeps,
  pace: ReturnType<typeof createPace>,
  input: InterviewInput,
): Promise<boolean> => {
  const leave = pace.enter();
  try {
    await engine.startInterview(input).then(
      () => leave(true),
      (error: unknown) => {
        leave(false);
        throw error;
      },
    );
    await interviews.markStarted(input);
    return true;
  } catch (error) {
    logger.warn('interview.start_failed', { runId: input.runId, code: codeOf(error), error });
    return false;
  }
};

export const createWorkflowStarter = (deps: WorkflowStarterDeps): WorkflowStarter => {
  const { interviews, clock } = deps;
  const pace = createPace(clock);
  const underWay = new Set<Promise<boolean>>();
  const waiting: { input: InterviewInput; since: number }[] = [];

  const begin = (input: InterviewInput): Promise<boolean> => {
    const starting = startPaced(deps, pace, input).finally(() => {
      underWay.delete(starting);
      beginWaiting();
    });
    return starting;
  };
  const beginWaiting = (): void => {
    while (waiting[0] && clock.now() - waiting[0].since >= keptMs) waiting.shift();
    for (const { input } of waiting.splice(0, pace.room())) underWay.add(begin(input));
  };

  return {
    start: (input) => {
      waiting.push({ input, since: clock.now() });
      beginWaiting();
    },
    takeUp: async () => {
      const claimed = await interviews.claimUnstarted(pace.room());
      return (await Promise.all(claimed.map((run) => begin({ version: 1, ...run })))).includes(true);
    },
    settled: async () => {
      await Promise.all(underWay);
    },
  };
};
