import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const terminate = (runId: string): Promise<unknown> =>
  system.temporal.workflow.getHandle(`interview-${runId}`).terminate('by accident');

/** The command line's answer as a script reads it. */
const asked = async (...args: string[]): Promise<unknown> => {
  const { out, err } = await system.parley('interview', ...args, '--json');
  return JSON.parse(out || JSON.stringify({ err }));
};

describe('an operator at the command line', { timeout: 120_000 }, () => {
  it('finds an interview, sees that its workflow was terminated, and has it go on in their name', async () => {
    const { runId } = await insist<{ runId: string }>('POST', interviewsPath, {
      ...engineerRequest,
      externalId: 'lost-1',
    });
    await until(runId, 'PENDING');
    await terminate(runId);
    const told = (): number => system.programs.worker.output().split('interview.workflow_gone').length - 1;
    await eventually(async () => {
      await system.reconcile();
      return told();
    }, Boolean);
    await system.reconcile();
    const meanwhile = await call('POST', pathOf(runId, '/plan/approve'));

    const [found, listed, shown] = await Promise.all([
      asked('find', '--external-id', 'lost-1'),
      asked('list', '--waits-for', 'recruiter', '--tenant', system.tenant.tenantId),
      asked('show', runId),
    ]);
    // Ordered while another engine was at work.
    await system.db('interviews').where({ run_id: runId }).update({ locale: 'de-AT' });
    const restarted = await asked('restart', runId, '--as', 'Dana Ops');
    const again = await system.parley('interview', 'restart', runId);
    await insist('POST', pathOf(runId, '/plan/approve'));
    const timeline = await system.parley('interview', 'timeline', runId);

    expect([meanwhile.status, told()]).toEqual([503, 1]);
    expect(found).toMatchObject([{ runId, state: 'PENDING', waitsFor: 'recruiter', attention: null }]);
    expect(listed).toMatchObject([{ runId }]);
    expect(shown).toMatchObject({ workflow: expect.stringMatching(/^closed since .*, by force$/) as string });
    expect(restarted).toMatchObject({ result: 'restarted', runId, state: 'PENDING', seq: 4 });
    expect(restarted).toMatchObject({
      note: expect.stringMatching(/only: en\. .* ordered in de-AT: it goes on/) as string,
    });
    expect(again).toMatchObject({ exitCode: 0, out: expect.stringContaining('nothing was restarted') as string });
    expect(timeline.out).toMatch(/ workflowRestarted +PENDING +operator +\{"noteId":"note_\w+"\}\n5 .*planApproved/);
    const act = await eventually(
      () => system.owner('audit_log').where({ target_id: runId, act: 'interview.workflow_restarted' }).first(),
      Boolean,
    );
    expect(act).toMatchObject({ on_behalf_of: expect.stringMatching(/^note_/) as string });
  });

  it('cancels with a reason; an ended interview is neither restarted nor tried again', async () => {
    const runId = await pendingRun();
    const untold = await system.parley('interview', 'cancel', runId);
    const early = await system.parley('interview', 'retry', runId);
    const cancelled = await asked('cancel', runId, '--reason', 'position_closed', '--as', 'Dana Ops');
    const late = await Promise.all(['restart', 'retry'].map((verb) => system.parley('interview', verb, runId)));

    expect([untold.exitCode, untold.err.includes('Missing: --reason')]).toEqual([1, true]);
    expect([early.exitCode, early.err.trim()]).toEqual([1, 'The interview does not allow this in its present state.']);
    expect(cancelled).toMatchObject({ result: 'cancelled', state: 'CANCELLED', outcome: 'CANCELLED' });
    for (const { exitCode, err } of late) expect([exitCode, err.trim()]).toEqual([1, 'The interview has ended.']);
    const { timeline } = await read(runId);
    expect(timeline.at(-1)).toMatchObject({ type: 'cancelled', actor: { kind: 'operator' } });
    expect(timeline.at(-1)?.detail).toMatchObject({ reasonCode: 'position_closed' });
    const note = await system.db('command_notes').where({ run_id: runId }).first('decided_by_sealed');
    expect(note).toMatchObject({ decided_by_sealed: expect.any(Buffer) as Buffer });
  });
});

describe('an interview that waits for the engine of another time', { timeout: 120_000 }, () => {
  const refusing = createServer((_req, res) => void res.writeHead(401).end('{}'));
  afterAll(() => refusing.close());

  it('is tried again by an operator, who is told that its language is not one of the present engine', async () => {
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    const address = refusing.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await system.kill('worker', 'SIGTERM');
    await system.start('worker', {
      PARLEY_ENGINE: 'openai-compatible',
      PARLEY_MODEL_URL: `http://127.0.0.1:${port}/v1`,
      PARLEY_MODEL_NAME: 'm-1',
    });
    // A plan of the same form would be taken from the shelf.
    const request = { ...engineerRequest, position: 'Data Engineer' };
    const { runId } = await insist<{ runId: string }>('POST', interviewsPath, request);
    const waiting = await eventually(
      () => read(runId),
      ({ attention }) => attention !== null,
    );
    await system.db('interviews').where({ run_id: runId }).update({ locale: 'fr-CA' });
    await system.kill('worker', 'SIGTERM');
    await system.start('worker');
    const retried = await asked('retry', runId);

    expect(waiting.attention).toMatchObject({ code: 'model.misconfigured' });
    expect(retried).toMatchObject({
      result: 'retried',
      note: expect.stringMatching(/only: en\. .* ordered in fr-CA: it goes on in English/) as string,
    });
    expect((await until(runId, 'PENDING')).attention).toBeNull();
  });
});

describe('a workflow that an operator terminated', () => {
  // The window in which it may be restarted is over at once.
  beforeAll(async () => {
    await system.kill('worker', 'SIGTERM');
    await system.start('worker', { PARLEY_LOST_AFTER_MS: '0' });
  });

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
