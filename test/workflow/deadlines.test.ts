import { describe, expect, it } from 'vitest';
import type { Policy } from '../../domain/lifecycle/policy.ts';
import { eventually } from '../harness/eventually.ts';
import { useWorkflowBench } from '../harness/workflow-bench.ts';

const bench = await useWorkflowBench();
const { begin, send, untilState, timeline, row } = bench;

const missing = [{ field: 'level', severity: 'CRITICAL', reason: 'level.missing' }] as const;
const short = (policy: Partial<Policy>): Partial<Policy> => policy;

const typesOf = async (runId: string): Promise<string[]> => (await timeline(runId)).map((entry) => entry.type);

const approved = async (policy: Partial<Policy>): Promise<string> => {
  const { runId } = await begin({ policy: { autoApprovePlans: true, ...policy } });
  await untilState(runId, 'APPROVED');
  return runId;
};

const inConversation = async (policy: Partial<Policy>): Promise<string> => {
  const runId = await approved(policy);
  await send(runId, { name: 'openSession', args: { mode: 'text' } });
  return runId;
};

describe('a wait that nobody ends', () => {
  it('for missing data is reminded of and expires, with a person to follow up', async () => {
    const { runId } = await begin({
      missing: [...missing],
      policy: short({ infoRemindersMs: [200, 400], infoDeadlineMs: 700 }),
    });

    expect(await untilState(runId, 'CANCELLED')).toMatchObject({ outcome: 'EXPIRED' });
    expect(await typesOf(runId)).toEqual(['received', 'validated', 'reminded', 'reminded', 'expired']);
    const events: { type: string }[] = await bench.db('events').where({ run_id: runId }).orderBy('position');
    expect(events.map((event) => event.type)).toEqual([
      'interview.reminder',
      'interview.reminder',
      'interview.cancelled',
    ]);
  });

  it('for a plan decision expires', async () => {
    const { runId } = await begin({ policy: short({ planRemindersMs: [200], planDeadlineMs: 400 }) });

    expect(await untilState(runId, 'CANCELLED')).toMatchObject({ outcome: 'EXPIRED' });
  });

  it('for the candidate expires with the link', async () => {
    const runId = await approved(short({ linkLifeMs: 800, linkRemindersBeforeMs: [400] }));

    expect(await untilState(runId, 'CANCELLED')).toMatchObject({ outcome: 'EXPIRED' });
    expect(await typesOf(runId)).toContain('reminded');
  });

  it('after an agreed start is a no-show', async () => {
    const runId = await approved(short({ scheduleRemindersBeforeMs: [200], noShowAfterMs: 300 }));
    await send(runId, { name: 'schedule', args: { scheduledAt: Date.now() + 500 } });

    expect(await untilState(runId, 'CANCELLED')).toMatchObject({ outcome: 'NO_SHOW' });
  });

  it('in the conversation ends it with what was answered, or as a no-show without a single answer', async () => {
    const policy = short({ inactivityRemindersMs: [300], sessionWindowMs: 900 });
    const silent = await inConversation(policy);
    const talkative = await inConversation(policy);
    bench.work.progress.set(talkative, { lastTurnAt: Date.now(), answers: 2, done: false });

    expect(await untilState(silent, 'CANCELLED')).toMatchObject({ outcome: 'NO_SHOW' });
    await untilState(talkative, 'ASSESSMENT_PENDING');
    expect((await timeline(talkative)).find((entry) => entry.type === 'completed')?.detail).toEqual({
      reason: 'window_ended',
    });
  });

  it('for a verdict needs attention but never throws the interview away', async () => {
    const runId = await inConversation(
      short({ verdictRemindersMs: [200], verdictDeadlineMs: 400, verdictReminderEveryMs: 60_000 }),
    );
    await send(runId, { name: 'completeInterview', args: { reason: 'finished' } });

    await bench.untilAttention(runId, 'verdict_overdue');

    expect(await row(runId)).toMatchObject({ state: 'ASSESSMENT_PENDING' });
    expect(await send(runId, { name: 'approveAssessment', args: {} })).toMatchObject({ state: 'ASSESSMENT_APPROVED' });
  });
});

describe('the inactivity timer', () => {
  it('asks the room first: an active candidate is not reminded', async () => {
    const runId = await inConversation(short({ inactivityRemindersMs: [400], sessionWindowMs: 60_000 }));
    bench.work.progress.set(runId, { lastTurnAt: Date.now() + 5_000, answers: 1, done: false });

    await eventually(
      () => typesOf(runId),
      (types) => types.includes('conversationActive'),
    );

    expect(await typesOf(runId)).not.toContain('reminded');
  });

  it('completes a conversation whose closing was reached although the client went away', async () => {
    const runId = await inConversation(short({ inactivityRemindersMs: [300], sessionWindowMs: 60_000 }));
    bench.work.progress.set(runId, { lastTurnAt: Date.now(), answers: 5, done: true });

    await untilState(runId, 'ASSESSMENT_PENDING');
  });
});
