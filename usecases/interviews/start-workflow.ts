// Starts the workflows of stored runs without making callers wait for the engine: the reconciler starts leftovers.
import { AppError } from '../../domain/errors.ts';
import type { InterviewInput, WorkflowEngine } from '../../domain/ports/engine.ts';
import type { InterviewStore } from '../../domain/ports/interviews.ts';
import type { Logger } from '../../domain/ports/log.ts';

/** More than these under way mean that the engine is slower than the callers: then they wait for it. */
const startsMax = 64;

export type WorkflowStarterDeps = {
  engine: WorkflowEngine;
  interviews: Pick<InterviewStore, 'markStarted'>;
  logger: Logger;
};

export type WorkflowStarter = {
  /** Begins the start and never fails: the run is stored, and starting twice is starting once. */
  start(input: InterviewInput): Promise<void>;
  /** Resolves once no start is under way, for an orderly stop. */
  settled(): Promise<void>;
};

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : 'internal.error');

export const createWorkflowStarter = ({ engine, interviews, logger }: WorkflowStarterDeps): WorkflowStarter => {
  const underWay = new Set<Promise<void>>();

  const startAndNote = async (input: InterviewInput): Promise<void> => {
    const { tenantId, runId } = input;
    try {
      await engine.startInterview(input);
      await interviews.markStarted({ tenantId, runId });
    } catch (error) {
      logger.warn('interview.start_failed', { runId, code: codeOf(error), error });
    }
  };

  return {
    start: async (input) => {
      const starting = startAndNote(input).finally(() => underWay.delete(starting));
      underWay.add(starting);
      if (underWay.size > startsMax) await Promise.race(underWay);
    },
    settled: async () => {
      await Promise.all(underWay);
    },
  };
};
