import { describe, expect, it } from 'vitest';
import { createDevice, interviewByTyping } from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor, engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf, type InterviewView } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';

const system = await useSystem();
const { apiUrl } = system;
const { insist, read, until } = createNativeClient({ baseUrl: apiUrl, apiKey: system.tenant.apiKeys.integration });

const pendingRun = async (): Promise<string> => {
  const { runId } = await insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
  await until(runId, 'PENDING');
  return runId;
};

const signal = (runId: string, name: string, ...args: unknown[]): Promise<void> =>
  system.temporal.workflow.getHandle(`interview-${runId}`).signal<unknown[]>(name, ...args);

type Payloads = { metadata?: Record<string, Uint8Array>; data?: Uint8Array }[];

const rawSignal = (runId: string, signalName: string, payloads: Payloads): Promise<unknown> =>
  system.temporal.workflowService.signalWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: `interview-${runId}` },
    signalName,
    input: { payloads },
  });

const refusalsOf = ({ timeline }: InterviewView): unknown[] =>
  timeline.filter(({ type }) => type === 'commandRefused').map(({ detail }) => detail);

const untilView = (runId: string, accept: (view: InterviewView) => boolean): Promise<InterviewView> =>
  eventually(() => read(runId), accept);

const refusedTimes =
  (count: number) =>
  (view: InterviewView): boolean =>
    refusalsOf(view).length === count;

describe('an operator without any API', () => {
  it('decides a whole interview by signals of the commands’ own names', async () => {
    const runId = await pendingRun();
    const competency = (await read(runId)).plan?.competencies[0]?.id;

    await signal(runId, 'revisePlan', { reasonCode: 'too_narrow', competencyIds: [competency] });
    const revised = await untilView(runId, ({ state, planRevision }) => state === 'PENDING' && planRevision === 2);
    await signal(runId, 'approvePlan', { planRevision: 1 });
    await untilView(runId, refusedTimes(1));
    await signal(runId, 'approvePlan');
    await untilView(runId, ({ state }) => state === 'APPROVED');
    await signal(runId, 'schedule', { scheduledAt: Date.now() + 3_600_000 });
    const { interviewLink } = await untilView(runId, ({ state }) => state === 'SCHEDULED');
    await interviewByTyping(apiUrl, interviewLink ?? '', answerFor);
    await until(runId, 'ASSESSMENT_PENDING');
    await signal(runId, 'rescore', {});
    await untilView(
      runId,
      ({ state, assessmentRevision }) => state === 'ASSESSMENT_PENDING' && assessmentRevision === 2,
    );
    await signal(runId, 'approveAssessment', { verdict: 'HIRE' });
    await untilView(runId, refusedTimes(2));
    await signal(runId, 'approveAssessment', { verdict: 'HIRE', reasonCodes: ['reference'], assessmentRevision: 2 });
    const final = await until(runId, 'ASSESSMENT_APPROVED');

    expect(revised.plan?.competencies.map(({ id }) => id)).toContain(competency);
    expect(refusalsOf(final)).toEqual([
      { command: 'approvePlan', code: 'interview.stale_revision' },
      { command: 'approveAssessment', code: 'assessment.reason_required' },
    ]);
    const decisions = final.timeline.filter(
      ({ type }) => /Approved|Requested$|scheduled|commandRefused/.test(type) && type !== 'sessionRequested',
    );
    expect(new Set(decisions.map(({ actor }) => actor.kind))).toEqual(new Set(['operator']));
    expect(final.timeline.at(-1)?.detail).toMatchObject({
      verdict: 'HIRE',
      overridden: true,
      reasonCodes: ['reference'],
    });
  });

  it.each([
    ['an operator’s signal', false],
    ['automatic approval', true],
  ])('the start that was supplied with missing data counts by %s, and everybody sees it', async (_, automatic) => {
    const { apiKeys } = await system.addTenant();
    const own = createNativeClient({ baseUrl: apiUrl, apiKey: apiKeys.integration });
    await own.insist('PATCH', '/api/v1/tenant', { autoApprovePlans: automatic });
    const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
    const { level, ...incomplete } = engineerRequest;
    const { runId } = await own.insist<{ runId: string }>('POST', interviewsPath, incomplete);
    await own.insist('PATCH', pathOf(runId, '/info'), { level, scheduledAt });
    if (!automatic) {
      expect(await own.until(runId, 'PENDING')).toMatchObject({ scheduledAt });
      await signal(runId, 'approvePlan');
    }

    expect(await own.until(runId, 'SCHEDULED')).toMatchObject({ scheduledAt });
  });

  it('rejects plans and assessments, and cancels', async () => {
    const [rejected, cancelled, judged] = [await pendingRun(), await pendingRun(), await pendingRun()];
    await signal(judged, 'approvePlan', {});
    const { interviewLink } = await untilView(judged, ({ state }) => state === 'APPROVED');
    await interviewByTyping(apiUrl, interviewLink ?? '', answerFor);
    await until(judged, 'ASSESSMENT_PENDING');

    await signal(rejected, 'rejectPlan', { reasonCode: 'position_filled' });
    await signal(cancelled, 'cancel');
    await signal(judged, 'rejectAssessment', { reasonCode: 'poor_line' });

    expect(await until(rejected, 'REJECTED')).toMatchObject({ outcome: 'PLAN_REJECTED' });
    expect(await until(cancelled, 'CANCELLED')).toMatchObject({ outcome: 'CANCELLED' });
    expect(await until(judged, 'CANCELLED')).toMatchObject({ outcome: 'ASSESSMENT_REJECTED' });
  });
});

const text = (value: string): Uint8Array => Buffer.from(value);

describe('a wrong signal', () => {
  it('of whatever kind is on the timeline, changes nothing and keeps nobody from going on', async () => {
    const runId = await pendingRun();
    const before = await read(runId);
    const json = { encoding: text('json/plain') };

    await signal(runId, 'approveAssessment', { verdict: 'HIRE' });
    await signal(runId, 'retry');
    await signal(runId, 'approvePlan', { planRevision: 'one' });
    await signal(runId, 'approvePlan', { planRevision: 9 });
    await signal(runId, 'rejectPlan', 'because');
    await signal(runId, 'cancel', { note: 'free text' });
    await signal(runId, 'schedule', { scheduledAt: 'tomorrow' });
    await signal(runId, 'supplyInfo', { submissionId: 'x' });
    await signal(runId, 'makeCoffee', 1, 2, 3);
    await rawSignal(runId, 'approvePlan', [{ metadata: json, data: Buffer.from([0xff, 0xfe, 0, 0x7b]) }]);
    await rawSignal(runId, 'approvePlan', [{ metadata: { encoding: text('binary/encrypted') }, data: text('secret') }]);
    await rawSignal(runId, 'approvePlan', [
      { metadata: { encoding: text('binary/plain') }, data: Buffer.alloc(10_000, 0xff) },
    ]);
    await rawSignal(runId, 'approvePlan', [{ data: text('no encoding at all') }]);
    await rawSignal(runId, 'approvePlan', [
      { metadata: json, data: text('{"__proto__":{"planRevision":1}}') },
      { metadata: json, data: text('2') },
    ]);

    const after = await untilView(runId, refusedTimes(14));
    expect(after).toMatchObject({
      state: 'PENDING',
      allowedCommands: before.allowedCommands,
      planRevision: 1,
      attention: null,
    });
    expect(JSON.stringify(after.timeline)).not.toMatch(/because|free text|secret|no encoding/);
    await insist('POST', pathOf(runId, '/plan/approve'));
    const device = createDevice(apiUrl);
    expect((await device.call('POST', '/room/api/session', { token: 'x' })).status).toBe(404);
  });

  it('to a run that has ended is refused by Temporal itself', async () => {
    const runId = await pendingRun();
    await signal(runId, 'cancel');
    await until(runId, 'CANCELLED');

    await eventually(
      () =>
        signal(runId, 'approvePlan').then(
          () => 'taken',
          () => 'refused',
        ),
      (answer) => answer === 'refused',
    );
    const { state, timeline } = await read(runId);
    expect(state).toBe('CANCELLED');
    expect(timeline.filter(({ type }) => type !== 'commandRefused').at(-1)?.type).toBe('cancelled');
  });
});
