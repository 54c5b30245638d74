import { describe, expect, test } from 'vitest';
import { createInterviewWorker } from '../../worker/interview-worker.ts';
import { createCallEngine } from '../../infra/temporal/call-engine.ts';
import { callWorkflowId, type CallStanding } from '../../workflows/contracts.ts';
import { eventually } from '../harness/eventually.ts';
import { useTemporal } from '../harness/temporal.ts';

const { env, taskQueue, workflowBundle } = await useTemporal();

const looks: string[] = [];
let answers: CallStanding[] = [];
const worker = await createInterviewWorker({
  connection: env.nativeConnection,
  namespace: 'default',
  identity: 'test',
  taskQueue,
  workflowBundle,
  workflowCacheMax: 0,
  activitiesMax: 10,
  shutdownGraceMs: 0,
  onActivityFailure: () => undefined,
  activities: {
    followCall: ({ sessionId }: { sessionId: string }): Promise<CallStanding> => {
      looks.push(sessionId);
      return Promise.resolve(answers.shift() ?? { state: 'done', lookAgainMs: 0 });
    },
  },
});

const engine = createCallEngine({ connection: env.connection as never, namespace: 'default', taskQueue });
const waiting = (lookAgainMs: number): CallStanding => ({ state: 'waiting', lookAgainMs });
const ended = (sessionId: string): Promise<unknown> =>
  env.client.workflow.getHandle(callWorkflowId(sessionId)).result();

describe('the workflow of a call', () => {
  test('looks from time to time while nothing is told, and at once when something is', async () => {
    await worker.runUntil(async () => {
      const ref = { tenantId: 'ten_1', runId: 'run_1', sessionId: 'ses_1' };
      answers = [waiting(50), waiting(50), waiting(3_600_000)];
      await engine.followCall(ref, false);
      await engine.followCall(ref, false);
      await eventually(
        () => Promise.resolve(looks.length),
        (count) => count === 3,
      );
      await engine.followCall(ref, true);
      expect(await ended('ses_1')).toEqual({ state: 'done' });
      expect(looks).toEqual(['ses_1', 'ses_1', 'ses_1', 'ses_1']);

      // Told after its end, it begins anew; an interview that is gone needs no attention.
      answers = [{ state: 'lost', lookAgainMs: 0 }];
      await engine.followCall(ref, true);
      expect(await ended('ses_1')).toEqual({ state: 'lost' });
    });
  });
});
