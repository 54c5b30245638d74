import { describe, expect, it } from 'vitest';
import { interviewByTyping } from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor, engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf, type InterviewView } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';

const system = await useSystem();
const { call, insist, read, until } = createNativeClient({
  baseUrl: system.apiUrl,
  apiKey: system.tenant.apiKeys.integration,
});

const pendingRun = async (): Promise<string> => {
  const { runId } = await insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
  await until(runId, 'PENDING');
  return runId;
};

/** The reconciler leaves very young runs alone, so it may have to come more than once. */
const reconcileUntil = (runId: string, accept: (view: InterviewView) => boolean): Promise<InterviewView> =>
  eventually(async () => {
    await system.reconcile();
    return read(runId);
  }, accept);

describe('a workflow that an operator terminated', () => {
  it('ends its run as failed, with a person to follow up, once', async () => {
    const runId = await pendingRun();
    await system.temporal.workflow.getHandle(`interview-${runId}`).terminate('by hand');

    const meanwhile = await call('POST', pathOf(runId, '/plan/approve'));
    const view = await reconcileUntil(runId, ({ state }) => state === 'CANCELLED');
    await system.reconcile();

    expect(meanwhile.status).toBe(503);
    expect(Number(meanwhile.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(view).toMatchObject({ outcome: 'FAILED', humanFollowUp: true, allowedCommands: [] });
    expect(view.timeline.map(({ type }) => type)).toEqual(['received', 'validated', 'planReady', 'workflowLost']);
    expect(await read(runId)).toEqual(view);
    const events: { type: string; outcome: string }[] = await system
      .db('events')
      .where({ run_id: runId, type: 'interview.cancelled' });
    expect(events).toMatchObject([{ outcome: 'FAILED' }]);
    expect((await call('POST', pathOf(runId, '/plan/approve'))).status).toBe(409);
  });

  it('in the middle of a conversation closes the room', async () => {
    const runId = await pendingRun();
    const { interviewLink } = await insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'));
    const talk = interviewByTyping(system.apiUrl, interviewLink, (question) => {
      if (question.turn === 3) throw new Error('the candidate went away');
      return answerFor(question);
    });
    await expect(talk).rejects.toThrow('went away');
    await system.temporal.workflow.getHandle(`interview-${runId}`).terminate('by hand');

    expect(await reconcileUntil(runId, ({ state }) => state === 'CANCELLED')).toMatchObject({ outcome: 'FAILED' });
    expect((await read(runId)).sessions).toMatchObject([{ endReason: 'workflowLost' }]);
    await expect(interviewByTyping(system.apiUrl, interviewLink, answerFor)).rejects.toThrow(/4\d\d/);
  });
});

describe('a workflow that Temporal has forgotten', () => {
  it('begins again where PostgreSQL says that it stood', async () => {
    const runId = await pendingRun();
    const workflowExecution = { workflowId: `interview-${runId}` };
    await system.temporal.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution });
    await eventually(
      () =>
        system.temporal.workflow
          .getHandle(workflowExecution.workflowId)
          .describe()
          .then(
            () => 'known',
            () => 'forgotten',
          ),
      (answer) => answer === 'forgotten',
    );

    await eventually(system.reconcile, ({ started }) => started === 1);
    await insist('POST', pathOf(runId, '/plan/approve'));

    expect((await read(runId)).timeline.map(({ type }) => type)).toEqual([
      'received',
      'validated',
      'planReady',
      'planApproved',
    ]);
  });
});
