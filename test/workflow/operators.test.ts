import type { Connection } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { withClaims } from '../../domain/bundle/claims.ts';
import { createCommandClaims } from '../../infra/temporal/command-claims.ts';
import { eventually } from '../harness/eventually.ts';
import { useWorkflowBench } from '../harness/workflow-bench.ts';

const bench = await useWorkflowBench();
const { begin, send, signal, untilState, timeline, row } = bench;

const refusals = async (runId: string): Promise<unknown[]> =>
  (await timeline(runId)).filter((entry) => entry.type === 'commandRefused').map((entry) => entry.detail);

const untilRefused = (runId: string, count: number): Promise<unknown[]> =>
  eventually(
    () => refusals(runId),
    (found) => found.length >= count,
  );

describe('an operator without any API', () => {
  it('takes a run from plan to verdict by signals alone', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    await signal(runId, 'revisePlan', { reasonCode: 'too_long', competencyIds: ['c1'] });
    await eventually(
      () => row(runId),
      (found) => found['plan_revision'] === 2 && found['state'] === 'PENDING',
    );
    await signal(runId, 'approvePlan');
    await untilState(runId, 'APPROVED');
    await signal(runId, 'schedule', { scheduledAt: new Date(Date.now() + 3_600_000).toISOString() });
    await untilState(runId, 'SCHEDULED');
    await send(runId, { name: 'openSession', args: { mode: 'text' } });
    await send(runId, { name: 'completeInterview', args: { reason: 'finished' } });
    await untilState(runId, 'ASSESSMENT_PENDING');
    await signal(runId, 'rescore');
    await eventually(
      () => row(runId),
      (found) => found['assessment_revision'] === 2 && found['state'] === 'ASSESSMENT_PENDING',
    );
    await signal(runId, 'approveAssessment', { verdict: 'MAYBE', reasonCodes: ['reference_check'] });

    await untilState(runId, 'ASSESSMENT_APPROVED');
    expect(await row(runId)).toMatchObject({ verdict: 'MAYBE' });
    expect(
      (await timeline(runId)).filter((entry) => entry.actor_kind === 'operator').map((entry) => entry.type),
    ).toEqual(['planRevisionRequested', 'planApproved', 'scheduled', 'rescoreRequested', 'assessmentApproved']);
  });

  it('is told from others by what each client calls itself, in the order of the history', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');
    const workflowId = bench.handleOf(runId).workflowId;
    const { connection } = bench.client;
    const sendAs = (identity: string, name: string) =>
      connection.workflowService.signalWorkflowExecution({
        namespace: 'default',
        workflowExecution: { workflowId },
        signalName: name,
        identity,
      });
    await sendAs('17@ops-host', 'revisePlan');
    await eventually(
      () => row(runId),
      (found) => found['plan_revision'] === 2 && found['state'] === 'PENDING',
    );
    await bench.handleOf(runId).executeUpdate('approvePlan');
    await sendAs('dana@laptop', 'cancel');
    await untilState(runId, 'CANCELLED');

    const { claimsOf } = createCommandClaims({
      connection: bench.client.connection as Connection,
      namespace: 'default',
    });
    const claims = await claimsOf(runId);

    expect(claims?.map(({ command }) => command)).toEqual(['revisePlan', 'approvePlan', 'cancel']);
    expect(claims).toMatchObject([{ identity: '17@ops-host' }, {}, { identity: 'dana@laptop' }]);
    const facts = (await timeline(runId)).filter((entry) => entry.actor_kind === 'operator');
    const decisions = facts.map(({ type, at, detail }) => ({
      type,
      at: at.toISOString(),
      detail,
      actor: { kind: 'operator' },
    }));
    expect(withClaims(decisions, claims).map(({ claimedBy }) => claimedBy)).toEqual([
      { identity: '17@ops-host', checked: false },
      { identity: 'api-test', checked: false },
      { identity: 'dana@laptop', checked: false },
    ]);
    expect(await claimsOf('run_absent')).toBeNull();
  });

  it.each([
    ['rejectPlan', 'REJECTED'],
    ['cancel', 'CANCELLED'],
    ['optOut', 'CANCELLED'],
    ['withdraw', 'CANCELLED'],
  ])('ends a run by %s', async (name, state) => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    await signal(runId, name, { reasonCode: 'duplicate' });

    await untilState(runId, state);
  });

  it('repairs a run by retry, and gives another up by abort', async () => {
    const runs = await Promise.all([begin(), begin()]);
    for (const { runId } of runs) {
      await untilState(runId, 'PENDING');
      bench.work.trouble('draftPlan', runId, { kind: 'fail', code: 'plan.invalid', times: 1 });
      await send(runId, { name: 'revisePlan', args: {} });
      await bench.untilAttention(runId, 'plan.invalid');
    }

    await signal(runs[0].runId, 'retry');
    await signal(runs[1].runId, 'abort');

    await untilState(runs[0].runId, 'PENDING');
    expect(await untilState(runs[1].runId, 'CANCELLED')).toMatchObject({ outcome: 'FAILED' });
  });

  it('ends a run by the native cancel as by the command', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    await bench.handleOf(runId).cancel();

    expect(await untilState(runId, 'CANCELLED')).toMatchObject({ outcome: 'CANCELLED' });
  });
});

describe('a wrong signal', () => {
  it.each([
    ['of a state that does not allow it', 'approveAssessment', [{}], 'interview.invalid_transition'],
    ['of a wrong shape', 'approvePlan', [{ planRevision: 'one' }], 'request.invalid'],
    ['with a text', 'rejectPlan', ['because'], 'request.invalid'],
    ['with an unknown member', 'cancel', [{ note: 'free text' }], 'request.invalid'],
    ['with two arguments', 'cancel', [{}, {}], 'request.invalid'],
    ['of an unknown name', 'makeCoffee', [{}], 'request.not_found'],
  ])('%s is on the timeline and does nothing else', async (_, name, args, code) => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    await signal(runId, name, ...args);

    expect(await untilRefused(runId, 1)).toEqual([{ command: name === 'makeCoffee' ? 'unknown' : name, code }]);
    expect(await row(runId)).toMatchObject({ state: 'PENDING' });
  });

  it('of binary garbage is on the timeline, and the run goes on', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    await bench.client.workflowService.signalWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: `interview-${runId}` },
      signalName: 'approvePlan',
      input: {
        payloads: [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from([0xff, 0xfe, 0x00, 0x7b]) }],
      },
    });

    expect(await untilRefused(runId, 1)).toEqual([{ command: 'approvePlan', code: 'request.invalid' }]);
    expect(await send(runId, { name: 'approvePlan', args: {} })).toMatchObject({ state: 'APPROVED' });
  });

  it('is recorded fifty times at most', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    for (let i = 0; i < 60; i++) await signal(runId, 'makeCoffee', i);
    await signal(runId, 'cancel');

    await untilState(runId, 'CANCELLED');
    expect(await refusals(runId)).toHaveLength(50);
  });
});

describe('an update typed by hand', () => {
  it('works with bare arguments, and is refused when they do not fit', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');
    const handle = bench.handleOf(runId);

    await expect(handle.executeUpdate('schedule', { args: ['tomorrow'] })).rejects.toMatchObject({
      cause: { type: 'request.invalid' },
    });
    await expect(handle.executeUpdate('approvePlan', { args: [{ planRevision: 1 }] })).resolves.toMatchObject({
      state: 'APPROVED',
    });
    expect((await timeline(runId)).at(-1)).toMatchObject({ type: 'planApproved', actor_kind: 'operator' });
  });
});

describe('what the Temporal UI shows', () => {
  it('names the present wait, whose it is, the end of it, and signals that all exist', async () => {
    const { runId } = await begin();
    await untilState(runId, 'PENDING');

    const { currentDetails = '', definition } = await eventually(
      () =>
        bench
          .handleOf(runId)
          .query<{ currentDetails?: string; definition?: { signalDefinitions?: { name?: string }[] } }>(
            '__temporal_workflow_metadata',
          ),
      (found) => (found.currentDetails ?? '').includes('PENDING'),
    );

    const since = (await bench.timeline(runId)).find(({ type }) => type === 'planReady')?.at.toISOString();
    expect(currentDetails).toContain(`Waits for the **recruiter** since ${since}.`);
    expect(currentDetails).toContain('Ends by itself at');
    const listed = /now: (.*)\.$/m.exec(currentDetails)?.[1]?.split(', ') ?? [];
    expect(listed).toEqual(['approvePlan', 'rejectPlan', 'revisePlan', 'optOut', 'withdraw', 'cancel']);
    expect((definition?.signalDefinitions ?? []).map(({ name }) => name)).toEqual(expect.arrayContaining(listed));
  });

  it('describes every command that operators may send', async () => {
    const { runId } = await begin();

    const metadata = await bench
      .handleOf(runId)
      .query<{ definition?: { signalDefinitions?: { name?: string; description?: string }[] } }>(
        '__temporal_workflow_metadata',
      );

    const described = (metadata.definition?.signalDefinitions ?? [])
      .filter((definition) => definition.description)
      .map(({ name }) => name);
    expect(described.toSorted((a, b) => (a ?? '').localeCompare(b ?? ''))).toEqual([
      'abort',
      'approveAssessment',
      'approvePlan',
      'cancel',
      'optOut',
      'rejectAssessment',
      'rejectPlan',
      'rescore',
      'retry',
      'revisePlan',
      'schedule',
      'withdraw',
      'withdrawConsent',
    ]);
  });
});
