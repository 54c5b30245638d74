// Starts the workflow of a stored run without making the caller depend on the engine: the reconciler starts leftovers.
import { AppError } from '../domain/errors.ts';
import type { InterviewInput, WorkflowEngine } from '../domain/ports/engine.ts';
import type { InterviewStore } from '../domain/ports/interviews.ts';
import type { Logger } from '../domain/ports/log.ts';

const startWaitMs = 1_000;

export type StartWorkflowDeps = {
  engine: WorkflowEngine;
  interviews: Pick<InterviewStore, 'markStarted'>;
  logger: Logger;
};

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : 'internal.error');

const waitAtMost = async (work: Promise<unknown>, timeoutMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
};

/**
 * Waits a moment for the engine to accept the start and never fails: a run whose start was not noted is started by
 * the reconciler, and starting twice is starting once.
 */
export const startWorkflow = async (
  { engine, interviews, logger }: StartWorkflowDeps,
  input: InterviewInput,
): Promise<void> => {
  const { tenantId, runId } = input;
  const report = (event: string) => (error: unknown) => logger.warn(event, { runId, code: codeOf(error), error });
  const started = engine.startInterview(input);
  // The note is for the reconciler only, so no caller waits for it.
  started
    .then(() => interviews.markStarted(tenantId, runId).catch(report('interview.start_not_noted')))
    .catch(report('interview.start_failed'));
  await waitAtMost(
    started.catch(() => undefined),
    startWaitMs,
  );
};
