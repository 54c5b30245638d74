import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { useWorkflowBench } from '../harness/workflow-bench.ts';

const bench = await useWorkflowBench();
const { begin, send, signal, untilState, timeline, row } = bench;
const { trouble, calls, progress } = bench.work;

const toConversation = async (policy: NonNullable<Parameters<typeof begin>[0]>['policy'] = {}): Promise<string> => {
  const { runId } = await begin({ policy });
  await untilState(runId, 'PENDING');
  await send(runId, { name: 'approvePlan', args: {} });
  await send(runId, { name: 'openSession', args: { mode: 'text' } });
  return runId;
};

const finish = (runId: string) => send(runId, { name: 'completeInterview', args: { reason: 'finished' } });
const withdrawConsent = (runId: string, updateId?: string) =>
  send(runId, { name: 'withdrawConsent', args: {} }, updateId);
const typesOf = async (runId: string): Promise<string[]> => (await timeline(runId)).map(({ type }) => type);
const scoringsOf = (runId: string): number =>
  calls.filter((call) => call.runId === runId && call.step === 'scoreInterview').length;
const optedOut = { state: 'CANCELLED', outcome: 'OPTED_OUT' };

describe('withdrawn consent', () => {
  it('ends a conversation without scoring it', async () => {
    const runId = await toConversation();

    expect(await withdrawConsent(runId)).toMatchObject(optedOut);

    await bench.handleOf(runId).result();
    expect(scoringsOf(runId)).toBe(0);
    expect(await row(runId)).toMatchObject({ ...optedOut, consent_withdrawn_at: expect.any(Date) as Date });
  });

  it('cancels the scoring that is under way', async () => {
    const runId = await toConversation();
    trouble('scoreInterview', runId, { kind: 'hang' });
    await finish(runId);
    await eventually(
      () => Promise.resolve(scoringsOf(runId)),
      (count) => count === 1,
    );

    expect(await withdrawConsent(runId)).toMatchObject(optedOut);

    await bench.handleOf(runId).result();
    expect(await typesOf(runId)).not.toContain('assessmentReady');
  });

  it('takes an assessment away from the verdict, which is then refused', async () => {
    const runId = await toConversation();
    await finish(runId);
    await untilState(runId, 'ASSESSMENT_PENDING');

    const [withdrawn, verdict] = await Promise.allSettled([
      withdrawConsent(runId),
      send(runId, { name: 'approveAssessment', args: {} }),
    ]);

    // Whoever comes first counts; the other one is told.
    expect([withdrawn.status, verdict.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    const state = withdrawn.status === 'fulfilled' ? 'CANCELLED' : 'ASSESSMENT_APPROVED';
    expect(await row(runId)).toMatchObject({ state });
  });

  it('sent twice is one, and a second one is refused as closed', async () => {
    const runId = await toConversation();

    const both = await Promise.all([withdrawConsent(runId, 'withdraw-1'), withdrawConsent(runId, 'withdraw-1')]);

    expect(both).toEqual([expect.objectContaining(optedOut), expect.objectContaining(optedOut)]);
    expect((await typesOf(runId)).filter((type) => type === 'consentWithdrawn')).toHaveLength(1);
  });

  it('found by the scoring ends the run as if it had been sent, without calling for attention', async () => {
    const runId = await toConversation();
    trouble('scoreInterview', runId, { kind: 'fail', code: 'consent.withdrawn', times: 1 });

    await finish(runId);

    await untilState(runId, 'CANCELLED');
    expect(await row(runId)).toMatchObject(optedOut);
    expect(await typesOf(runId)).not.toContain('workFailed');
    expect((await timeline(runId)).at(-1)).toMatchObject({ type: 'consentWithdrawn', actor_kind: 'candidate' });
  });

  it('found at the end of the window ends the run instead of scoring it', async () => {
    const runId = await toConversation({ sessionWindowMs: 1_500, inactivityRemindersMs: [] });
    progress.set(runId, { lastTurnAt: Date.now(), answers: 2, done: true, withdrawn: true });

    await untilState(runId, 'CANCELLED');

    expect(await row(runId)).toMatchObject(optedOut);
    expect(await typesOf(runId)).not.toContain('completed');
    expect(scoringsOf(runId)).toBe(0);
  });

  it('found before a reminder ends the run instead of reminding', async () => {
    const runId = await toConversation({ inactivityRemindersMs: [800] });
    progress.set(runId, { lastTurnAt: Date.now(), answers: 2, done: true, withdrawn: true });

    await untilState(runId, 'CANCELLED');

    expect(await typesOf(runId)).not.toContain('reminded');
  });

  it('can be recorded by an operator whom the candidate has told', async () => {
    const runId = await toConversation();
    await finish(runId);
    await untilState(runId, 'ASSESSMENT_PENDING');

    await signal(runId, 'withdrawConsent', { reasonCode: 'by_phone' });

    await untilState(runId, 'CANCELLED');
    const events: { type: string }[] = await bench.db('events').where({ run_id: runId }).orderBy('position');
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['interview.consent_withdrawn', 'interview.cancelled']);
  });

  it('before the start is refused, and changes nothing', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    await signal(runId, 'withdrawConsent');

    await eventually(
      () => typesOf(runId),
      (types) => types.includes('commandRefused'),
    );
    expect(await row(runId)).toMatchObject({ state: 'PENDING', consent_withdrawn_at: null });
  });
});
