import { randomBytes } from 'node:crypto';
import type { Connection } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { createRecordingEngine } from '../../infra/temporal/recording-engine.ts';
import { createInterviewWorker } from '../../worker/interview-worker.ts';
import { hearingTaskQueue, recordingWorkflowId, speechTaskQueue } from '../../workflows/contracts.ts';
import { eventually } from '../harness/eventually.ts';
import { tenantId } from '../harness/interview-run.ts';
import { useTemporal } from '../harness/temporal.ts';
import { useWorkflowBench } from '../harness/workflow-bench.ts';

const temporal = useTemporal();
const bench = await useWorkflowBench({ temporal });
const { work, client, taskQueue } = bench;
const connection = client.connection as Connection;

const engineOn = (queue: string) => createRecordingEngine({ connection, namespace: 'default', taskQueue: queue });

/** A spoken answer of a run of its own, whose name is also that of the run's script. */
const spoken = (script: Parameters<typeof work.spoken.set>[1] = {}) => {
  const name = randomBytes(6).toString('hex');
  const [runId, recordingId] = [`run_${name}`, `rec_${name}`];
  work.spoken.set(runId, script);
  const handle = client.workflow.getHandle(recordingWorkflowId(recordingId));
  return {
    runId,
    handle,
    start: (queue = taskQueue) => engineOn(queue).startRecording({ tenantId, runId, recordingId }),
    end: (): Promise<unknown> => handle.result(),
    steps: () => work.calls.filter((call) => call.runId === runId).map(({ step }) => step),
    pending: async () => (await handle.describe()).raw.pendingActivities ?? [],
    details: async () => {
      type Metadata = { currentDetails?: string };
      return (await handle.query<Metadata>('__temporal_workflow_metadata')).currentDetails;
    },
  };
};

const toll = (steps: readonly string[], step: string): number => steps.filter((one) => one === step).length;

describe('a spoken answer', () => {
  it.each(['heard', 'unheard'] as const)('is stored and listened to once, and ends %s', async (hearing) => {
    const answer = spoken({ hearing });
    await answer.start();

    expect(await answer.end()).toEqual({ hearing });
    expect(answer.steps()).toEqual(['storeRecording', 'hearRecording']);
    expect(await answer.details()).toBe(`Ended: ${hearing}.`);
  });

  it.each([
    ['nothing was stored', { stored: false }, ['storeRecording', 'giveUpRecording']],
    [
      'it was taken back while it was heard',
      { hearing: 'waiting' },
      ['storeRecording', 'hearRecording', 'giveUpRecording'],
    ],
  ] as const)('is given up where %s', async (_, script, steps) => {
    const answer = spoken(script);
    await answer.start();

    expect(await answer.end()).toEqual({ hearing: 'lost' });
    expect(answer.steps()).toEqual(steps);
  });

  it('that is started twice, by two at once and after its end, is heard once', async () => {
    const answer = spoken();

    expect(await Promise.all([answer.start(), answer.start()])).toEqual(['running', 'running']);
    await answer.end();
    expect(await answer.start()).toBe('closed');
    expect(answer.steps()).toEqual(['storeRecording', 'hearRecording']);
  });

  it.each([
    ['storeRecording', 'recording.not_found', 15, 25],
    ['hearRecording', 'speech.rejected', 25, 55],
  ] as const)(
    'is lost when %s fails for good; attempts go on for as long as is said, and end before anybody looks whether it hangs',
    async (step, code, minutesMin, minutesMax) => {
      const answer = spoken();
      work.trouble(step, answer.runId, { kind: 'fail', code, times: 1 });
      await answer.start();

      expect(await answer.end()).toEqual({ hearing: 'lost' });
      expect(toll(answer.steps(), step)).toBe(1);
      expect(answer.steps().at(-1)).toBe('giveUpRecording');
      const { events = [] } = await answer.handle.fetchHistory();
      const { retryPolicy } =
        events?.find((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === step)
          ?.activityTaskScheduledEventAttributes ?? {};
      const [initial, longest] = [retryPolicy?.initialInterval, retryPolicy?.maximumInterval].map((one) =>
        Number(one?.seconds),
      );
      // Where the service gives no hint of its own.
      const attempts = retryPolicy?.maximumAttempts ?? 0;
      let seconds = 0;
      for (let n = 0; n < attempts - 1; n += 1) seconds += Math.min((initial ?? 0) * 2 ** n, longest ?? 0);
      expect(seconds / 60).toBeGreaterThan(minutesMin);
      expect(seconds / 60).toBeLessThan(minutesMax);
    },
  );

  it('waits for hours where the recogniser says so, tells operators, and is tried at once when one of them wishes', async () => {
    const answer = spoken();
    work.trouble('hearRecording', answer.runId, {
      kind: 'fail',
      code: 'speech.unavailable',
      times: 1,
      afterMs: 3 * 3_600_000,
    });
    await answer.start();
    const [waiting] = await eventually(answer.pending, ([one]) => one?.attempt === 2);

    expect(waiting).toMatchObject({
      activityType: { name: 'hearRecording' },
      lastFailure: { message: 'speech.unavailable' },
    });
    expect(Number(waiting?.scheduledTime?.seconds) - Date.now() / 1_000).toBeGreaterThan(10_000);
    expect(await answer.details()).toMatch(/^The recording is stored. Waits for the recogniser/u);
    await connection.workflowService.resetActivity({
      namespace: 'default',
      execution: { workflowId: answer.handle.workflowId },
      type: 'hearRecording',
    });

    expect(await answer.end()).toEqual({ hearing: 'heard' });
    expect(answer.steps()).toEqual(['storeRecording', 'hearRecording', 'hearRecording']);
  });

  it.each(['storeRecording', 'hearRecording'] as const)(
    'whose workflow is cancelled during %s is lost at once: nobody waits for its words',
    async (step) => {
      const answer = spoken();
      work.trouble(step, answer.runId, { kind: 'hang' });
      await answer.start();
      await eventually(
        () => Promise.resolve(answer.steps()),
        (steps) => steps.includes(step),
      );
      await answer.handle.cancel();

      expect(await answer.end()).toEqual({ hearing: 'lost' });
      expect(answer.steps().at(-1)).toBe('giveUpRecording');
    },
  );

  it('waits for a worker of its queue as long as there is none', async () => {
    const { env, workflowBundle } = await temporal;
    const queue = `${taskQueue}-alone`;
    const working = (name: string, workflows: object) =>
      createInterviewWorker({
        connection: env.nativeConnection,
        namespace: 'default',
        identity: 'w-test',
        taskQueue: name,
        activities: work.activities,
        workflowCacheMax: 10,
        activitiesMax: 4,
        shutdownGraceMs: 1_000,
        onActivityFailure: () => undefined,
        ...workflows,
      });
    const main = await working(queue, { workflowBundle });
    const answer = spoken();
    await main.runUntil(async () => {
      await answer.start(queue);
      await eventually(answer.pending, ([one]) => one !== undefined);
      expect(answer.steps()).toEqual([]);
      const speech = await working(speechTaskQueue(queue), { workflowCacheMax: 0 });
      await speech.runUntil(
        eventually(
          () => Promise.resolve(answer.steps()),
          (steps) => steps.includes('storeRecording'),
        ),
      );
      const hearing = await working(hearingTaskQueue(queue), { workflowCacheMax: 0 });

      expect(await hearing.runUntil(answer.end())).toEqual({ hearing: 'heard' });
    });
  });
});

describe('an assessment that waits for words', () => {
  const finished = async () => {
    const { runId } = await bench.begin({ policy: { autoApprovePlans: true } });
    await bench.untilState(runId, 'APPROVED');
    work.trouble('scoreInterview', runId, { kind: 'fail', code: 'assessment.words_awaited', times: 1 });
    await bench.send(runId, { name: 'openSession', args: { mode: 'voice' } });
    await bench.send(runId, { name: 'completeInterview', args: { reason: 'finished' } });
    await eventually(
      () => Promise.resolve(work.calls.filter((call) => call.runId === runId && call.step === 'scoreInterview').length),
      (count) => count === 1,
    );
    return runId;
  };

  it('looks again, calls no person for it, and ends with the interview when that is cancelled', async () => {
    const [waiting, cancelled] = await Promise.all([finished(), finished()]);
    await bench.send(cancelled, { name: 'cancel', args: {} });
    await bench.untilState(cancelled, 'CANCELLED');

    expect(await bench.untilState(waiting, 'ASSESSMENT_PENDING')).toMatchObject({ attention_code: null });
    const scored = (runId: string) =>
      toll(
        work.calls.filter((call) => call.runId === runId).map(({ step }) => step),
        'scoreInterview',
      );
    expect([scored(waiting), scored(cancelled)]).toEqual([2, 1]);
  });
});
