// How activities are called: one group per duration and risk, each with its limits in plain sight.
import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  patched,
  proxyActivities,
  sleep,
  TimeoutFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { NewFact } from '../domain/lifecycle/facts.ts';
import type { Verdict } from '../domain/lifecycle/state.ts';
import type { PlanDrafting } from '../domain/ports/templates.ts';
import { isForAnotherDay, type Work } from '../domain/lifecycle/work.ts';
import {
  modelTaskQueue,
  type InterviewActivities,
  type ProjectionActivities,
  type TemplateActivities,
} from './contracts.ts';
import type { Run } from './run.ts';

/** Unlimited: while the database is down runs simply pause. The cap is what callers wait for once it is back. */
const patient = { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' } as const;

/** Short, since a killed worker's attempt is waited for. */
const projection = proxyActivities<ProjectionActivities>({ startToCloseTimeout: '3 seconds', retry: patient });

/** Quick reads and writes of our own database, without limit for the same reason. */
const quick = proxyActivities<InterviewActivities & Pick<TemplateActivities, 'failTemplatePlan'>>({
  startToCloseTimeout: '5 seconds',
  retry: patient,
});

/** Five attempts over about a minute, then a person is called. Opening is idempotent by its attempt number. */
const handoff = proxyActivities<InterviewActivities>({
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '5 seconds',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '20 seconds', maximumAttempts: 5 },
});

/** Five attempts over about two minutes beside the provider's own hints; a killed worker is noticed after 4 seconds. */
const model = () =>
  proxyActivities<InterviewActivities & Pick<TemplateActivities, 'draftTemplatePlan'>>({
    taskQueue: modelTaskQueue(workflowInfo().taskQueue),
    startToCloseTimeout: '10 minutes',
    heartbeatTimeout: '4 seconds',
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    retry: { initialInterval: '2 seconds', backoffCoefficient: 3, maximumInterval: '1 minute', maximumAttempts: 5 },
  });

export const project = projection.project;

export const { failTemplatePlan } = quick;

export const draftTemplatePlan = (drafting: PlanDrafting): Promise<void> => model().draftTemplatePlan(drafting);

export const readProgress = (
  run: Run,
  { ends }: { ends?: true } = {},
): ReturnType<InterviewActivities['readProgress']> =>
  quick.readProgress({ tenantId: run.tenantId, runId: run.runId, ...(ends && { ends }) });

const isAwaitingWords = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'assessment.words_awaited';

/** The activity itself ends the wait after a quarter of an hour: these few looks cover it. */
const untilNextLook = ['5 seconds', '15 seconds', '40 seconds', '2 minutes', '4 minutes', '8 minutes'] as const;

/** An interview whose words are all there costs no event more. */
const score = async ({ tenantId, runId }: Run, revision: number): Promise<Verdict | null> => {
  const looks = untilNextLook.values();
  for (;;) {
    try {
      const summary = `assessment ${revision}`;
      const input = { tenantId, runId, revision };
      return (await model().scoreInterview.executeWithOptions({ summary }, [input])).verdict;
    } catch (error) {
      if (!isAwaitingWords(error)) throw error;
      await sleep(looks.next().value ?? '1 minute');
    }
  }
};

const perform = async (run: Run, work: Work): Promise<NewFact> => {
  const { tenantId, runId } = run;
  switch (work.kind) {
    case 'mergeInfo': {
      const { submissionId } = work;
      const merged = await quick.mergeInfo({ tenantId, runId, submissionId });
      return { type: 'infoMerged', detail: { submissionId, ...merged } };
    }
    case 'draftPlan': {
      const { revision, noteId, competencyIds } = work;
      const { held } = await model().draftPlan.executeWithOptions({ summary: `plan ${revision}` }, [
        { tenantId, runId, revision, noteId, competencyIds },
      ]);
      return { type: 'planReady', detail: { revision, ...(held && { held }) } };
    }
    case 'openSession': {
      const { attempt, mode } = work;
      const { sessionId, provider } = await handoff.openSession.executeWithOptions({ summary: `session ${attempt}` }, [
        { tenantId, runId, attempt, mode },
      ]);
      return { type: 'sessionOpened', detail: { attempt, sessionId, provider, mode } };
    }
    case 'score': {
      const { revision } = work;
      const verdict = await score(run, revision);
      return { type: 'assessmentReady', detail: { revision, verdict } };
    }
  }
};

/** Whether this run ends when work finds that consent was withdrawn; one that an earlier version ran went on. */
export const heedsWithdrawal = (): boolean => patched('consent-withdrawn');

/** Why work that was given up failed, as a code. */
export const failureCode = ({ cause }: ActivityFailure): string => {
  if (cause instanceof ApplicationFailure) return cause.type ?? 'internal.error';
  return cause instanceof TimeoutFailure ? 'work.timeout' : 'internal.error';
};

const failureOf = (work: Work, error: ActivityFailure): NewFact => {
  const { cause } = error;
  const code = failureCode(error);
  if (cause instanceof ApplicationFailure && cause.type === 'consent.withdrawn' && heedsWithdrawal())
    return { type: 'consentWithdrawn', detail: {} };
  if (cause instanceof ApplicationFailure) {
    return {
      type: 'workFailed',
      detail: {
        work: work.kind,
        code,
        retryable: !cause.nonRetryable || isForAnotherDay(cause.type),
      },
    };
  }
  return { type: 'workFailed', detail: { work: work.kind, code, retryable: true } };
};

/** The fact that a work comes to; exhausted retries are a fact as well. Rejects only when it was cancelled. */
export const runWork = async (run: Run, work: Work): Promise<NewFact> => {
  try {
    return await perform(run, work);
  } catch (error) {
    if (error instanceof ActivityFailure && !(error.cause instanceof Error && error.cause.name === 'CancelledFailure'))
      return failureOf(work, error);
    throw error;
  }
};
