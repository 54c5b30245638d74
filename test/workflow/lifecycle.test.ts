import { describe, expect, it } from 'vitest';
import { useWorkflowBench } from '../harness/workflow-bench.ts';

const bench = await useWorkflowBench();
const { begin, send, untilState, timeline, row } = bench;

const toConversation = async (): Promise<string> => {
  const { runId } = await begin();
  await untilState(runId, 'PENDING');
  await send(runId, { name: 'approvePlan', args: {} });
  await send(runId, { name: 'openSession', args: { mode: 'text' } });
  return runId;
};

const toVerdict = async (): Promise<string> => {
  const runId = await toConversation();
  await send(runId, { name: 'completeInterview', args: { reason: 'finished' } });
  await untilState(runId, 'ASSESSMENT_PENDING');
  return runId;
};

describe('a whole interview', () => {
  it('goes from request to approved assessment, and every step is on its timeline', async () => {
    const runId = await toVerdict();

    const result = await send(runId, { name: 'approveAssessment', args: {} });

    expect(result).toMatchObject({ state: 'ASSESSMENT_APPROVED', outcome: 'ASSESSMENT_APPROVED', verdict: 'HIRE' });
    expect((await timeline(runId)).map((entry) => [entry.seq, entry.type, entry.to_state])).toEqual([
      [1, 'received', 'RECEIVED'],
      [2, 'validated', 'VALIDATING_SKILLS'],
      [3, 'planReady', 'PENDING'],
      [4, 'planApproved', 'APPROVED'],
      [5, 'sessionRequested', 'APPROVED'],
      [6, 'sessionOpened', 'IN_PROGRESS'],
      [7, 'completed', 'COMPLETED'],
      [8, 'assessmentReady', 'ASSESSMENT_PENDING'],
      [9, 'assessmentApproved', 'ASSESSMENT_APPROVED'],
    ]);
    await expect(bench.handleOf(runId).result()).resolves.toEqual({ seq: 9, outcome: 'ASSESSMENT_APPROVED' });
  });

  it('answers a command only once the next read sees its effect', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    const { seq, state } = await send(runId, { name: 'approvePlan', args: {} });

    expect(await row(runId)).toMatchObject({ seq, state });
  });

  it('asks for missing data in as many rounds as it takes', async () => {
    const { runId } = await begin({ missing: [{ field: 'level', severity: 'CRITICAL', reason: 'level.missing' }] });

    const first = await send(runId, { name: 'supplyInfo', args: { submissionId: 'info_partial' } });
    const second = await send(runId, { name: 'supplyInfo', args: { submissionId: 'info_complete' } });

    expect(first.state).toBe('INFO_NEEDED');
    expect(second.state).not.toBe('INFO_NEEDED');
    await untilState(runId, 'PENDING');
  });

  it('drafts the plan again for a revision', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    const result = await send(runId, { name: 'revisePlan', args: { noteId: 'note_1' } });
    await untilState(runId, 'PENDING');

    expect(['GENERATING_PLAN', 'PENDING']).toContain(result.state);
    expect(await row(runId)).toMatchObject({ plan_revision: 2 });
  });

  it('skips the wait for approval when the tenant says so', async () => {
    const { runId } = await begin({ policy: { autoApprovePlans: true } });

    await untilState(runId, 'APPROVED');

    expect(await row(runId)).toMatchObject({ link_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
  });

  it('keeps the old assessment and makes a new one when it is scored again', async () => {
    const runId = await toVerdict();

    await send(runId, { name: 'rescore', args: {} });
    await untilState(runId, 'ASSESSMENT_PENDING');

    expect(await row(runId)).toMatchObject({ assessment_revision: 2 });
  });
});

describe('commands', () => {
  it('that the state does not allow are refused, change nothing and leave no trace in the history', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');
    const refusal = send(runId, { name: 'completeInterview', args: { reason: 'finished' } });

    await expect(refusal).rejects.toMatchObject({
      cause: { type: 'interview.invalid_transition', details: [{ currentState: 'PENDING' }] },
    });
    const { events } = await bench.handleOf(runId).fetchHistory();
    expect((events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes)).toEqual([]);
    expect(await timeline(runId)).toHaveLength(3);
  });

  it('sent twice with one id are one command', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    const [one, two] = await Promise.all([
      send(runId, { name: 'approvePlan', args: {} }, 'same'),
      send(runId, { name: 'approvePlan', args: {} }, 'same'),
    ]);

    expect(one).toEqual(two);
    expect((await timeline(runId)).filter((entry) => entry.type === 'planApproved')).toHaveLength(1);
  });

  it('racing for one decision have exactly one winner', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    const outcomes = await Promise.allSettled([
      send(runId, { name: 'approvePlan', args: {} }),
      send(runId, { name: 'rejectPlan', args: {} }),
      send(runId, { name: 'revisePlan', args: {} }),
    ]);

    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  it('are answered while a model call is under way, and cancel it', async () => {
    const { runId } = await begin({ missing: [{ field: 'level', severity: 'CRITICAL', reason: 'level.missing' }] });
    bench.work.trouble('draftPlan', runId, { kind: 'hang' });
    await send(runId, { name: 'supplyInfo', args: { submissionId: 'info_complete' } });

    const result = await send(runId, { name: 'cancel', args: {} });

    expect(result).toMatchObject({ state: 'CANCELLED', outcome: 'CANCELLED' });
    await expect(bench.handleOf(runId).result()).resolves.toMatchObject({ outcome: 'CANCELLED' });
  });

  it('opening a session twice at once open one session', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');
    await send(runId, { name: 'approvePlan', args: {} });

    const [one, two] = await Promise.all([
      send(runId, { name: 'openSession', args: { mode: 'text' } }),
      send(runId, { name: 'openSession', args: { mode: 'text' } }),
    ]);

    expect(one.sessionId).toBe(`session_${runId}_1`);
    expect([one.state, two.state]).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
  });
});

describe('failed work', () => {
  it('asks for a person and goes on after retry, without losing the run', async () => {
    const { runId } = await begin({ missing: [{ field: 'level', severity: 'CRITICAL', reason: 'level.missing' }] });
    bench.work.trouble('draftPlan', runId, { kind: 'fail', code: 'plan.invalid', times: 1 });
    await send(runId, { name: 'supplyInfo', args: { submissionId: 'info_complete' } });
    await bench.untilAttention(runId, 'plan.invalid');

    await send(runId, { name: 'retry', args: {} });

    await untilState(runId, 'PENDING');
    expect(await row(runId)).toMatchObject({ attention_code: null });
  });

  it('over a text that no rule reads in time is tried once, and waits for a repair', async () => {
    const runId = await toConversation();
    bench.work.trouble('scoreInterview', runId, { kind: 'fail', code: 'text.too_complex', times: 1 });
    await send(runId, { name: 'completeInterview', args: { reason: 'finished' } });

    const waiting = await bench.untilAttention(runId, 'text.too_complex');

    expect(waiting).toMatchObject({ state: 'COMPLETED', outcome: null, assessment_revision: 0 });
    expect(waiting['machine']).toMatchObject({ attention: { code: 'text.too_complex', retryable: true } });
    expect(bench.work.calls.filter((call) => call.step === 'scoreInterview' && call.runId === runId)).toHaveLength(1);
    await send(runId, { name: 'retry', args: {} });
    await untilState(runId, 'ASSESSMENT_PENDING');
  });

  it('can be given up by abort', async () => {
    const runId = await toConversation();
    bench.work.trouble('scoreInterview', runId, { kind: 'fail', code: 'assessment.invalid', times: 1 });
    await send(runId, { name: 'completeInterview', args: { reason: 'finished' } });
    await bench.untilAttention(runId, 'assessment.invalid');

    expect(await send(runId, { name: 'abort', args: {} })).toMatchObject({ state: 'CANCELLED', outcome: 'FAILED' });
  });

  it('of a voice provider leaves the state and the next attempt opens the same session number', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');
    await send(runId, { name: 'approvePlan', args: {} });
    bench.work.trouble('openSession', runId, { kind: 'fail', code: 'session.not_found', times: 1 });

    expect(await send(runId, { name: 'openSession', args: { mode: 'voice' } })).toMatchObject({
      state: 'APPROVED',
      sessionId: null,
    });
    expect(await send(runId, { name: 'openSession', args: { mode: 'voice' } })).toMatchObject({
      state: 'IN_PROGRESS',
      sessionId: `session_${runId}_1`,
    });
  });
});
