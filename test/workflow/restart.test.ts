import { afterAll, describe, expect, it } from 'vitest';
import { createReconcileActivities } from '../../activities/reconcile.ts';
import { interviewStates } from '../../domain/lifecycle/state.ts';
import { waitedFor, waitsFor } from '../../domain/lifecycle/work.ts';
import type { WorkflowEngine } from '../../domain/ports/engine.ts';
import { AppError } from '../../domain/errors.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createInterviewStore } from '../../infra/db/interviews/interview-store.ts';
import { findForOperator } from '../../infra/db/interviews/operator-reads.ts';
import { openTemporalConnection } from '../../infra/temporal/connection.ts';
import { createTemporalEngine } from '../../infra/temporal/engine.ts';
import { createWorkflowStatuses } from '../../infra/temporal/workflow-statuses.ts';
import { systemClock } from '../../infra/system.ts';
import { createRestart, type RestartDeps } from '../../usecases/interviews/restart-interview.ts';
import { createWorkflowStarter } from '../../usecases/interviews/start-workflow.ts';
import { eventually } from '../harness/eventually.ts';
import { storeRun, tenantId } from '../harness/interview-run.ts';
import { useOwnTemporal } from '../harness/temporal.ts';
import { useWorkflowBench } from '../harness/workflow-bench.ts';
import { createWorld } from '../harness/world.ts';

const temporal = useOwnTemporal();
const { server, taskQueue } = await temporal;
const bench = await useWorkflowBench({ temporal });
const { db, projection } = bench;
const connection = openTemporalConnection({ address: server.address, env: {} });
afterAll(() => connection.close());
const options = { connection, namespace: 'default', taskQueue, searchAttributes: true };
const engine = { ...createTemporalEngine(options), ...createWorkflowStatuses(options) };
const interviews = createInterviewStore(db);
const { sealer, log: logger } = createWorld(db);

const deps: RestartDeps = {
  interviews,
  erasures: createErasureStore(db),
  projection,
  engine,
  clock: systemClock,
  noteActor: () => Promise.resolve(null),
};
const restart = createRestart(deps);

const started = async (policy: object = {}): Promise<{ tenantId: string; runId: string }> => {
  const input = await storeRun(db, sealer, { policy });
  await engine.startInterview(input);
  const { runId } = input;
  await interviews.markStarted({ tenantId, runId });
  await bench.untilState(runId, 'PENDING');
  return { tenantId, runId };
};
const terminated = async (policy: object = {}): Promise<{ tenantId: string; runId: string }> => {
  const run = await started(policy);
  await bench.handleOf(run.runId).terminate();
  return run;
};
const typesOf = async (runId: string): Promise<string[]> => (await bench.timeline(runId)).map(({ type }) => type);
const attributesOf = async (runId: string): Promise<Record<string, unknown>> => {
  const { typedSearchAttributes } = await bench.handleOf(runId).describe();
  return Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

describe('a restart', () => {
  it('goes on where the row says, tells it once, and takes commands as before', async () => {
    const { runId } = await terminated();

    expect(await restart({ tenantId, runId })).toMatchObject({ result: 'restarted', state: { seq: 4, restarts: 1 } });
    expect(await restart({ tenantId, runId })).toMatchObject({ result: 'running' });
    expect(await bench.send(runId, { name: 'approvePlan', args: {} })).toMatchObject({ state: 'APPROVED', seq: 5 });

    expect(await typesOf(runId)).toEqual(['received', 'validated', 'planReady', 'workflowRestarted', 'planApproved']);
    expect((await bench.timeline(runId))[3]).toMatchObject({ actor_kind: 'operator', to_state: 'PENDING' });
    expect(await db('audit_intake').where({ target_id: runId, act: 'interview.workflow_restarted' })).toHaveLength(1);
    await eventually(
      () => attributesOf(runId),
      (found) => found['ParleyState'] === 'APPROVED' && found['ParleyWaitsFor'] === 'candidate',
    );
  });

  it('keeps the deadlines: a wait ends when it would have ended', async () => {
    const run = await terminated({ planDeadlineMs: 2_500, planRemindersMs: [] });
    await restart(run);
    await bench.untilState(run.runId, 'CANCELLED');

    const entries = await bench.timeline(run.runId);
    const [ready, , expired] = entries.slice(-3).map(({ at }) => at.getTime());
    expect(entries.at(-1)).toMatchObject({ type: 'expired' });
    expect((expired ?? 0) - (ready ?? 0)).toBeGreaterThanOrEqual(2_500);
    expect((expired ?? 0) - (ready ?? 0)).toBeLessThan(6_000);
  });

  it('asked for twice at once happens once', async () => {
    const run = await terminated();
    const results = await Promise.all([restart(run), restart(run), restart(run)]);

    // Two who write the very same fact in one millisecond have both told it; it stands there once.
    expect(results.map(({ result }) => result)).toContain('restarted');
    expect((await typesOf(run.runId)).filter((type) => type === 'workflowRestarted')).toHaveLength(1);
    expect(await bench.send(run.runId, { name: 'cancel', args: {} })).toMatchObject({ state: 'CANCELLED' });
  });

  it('is refused for a run that has ended, is being erased, or whose workflow came to its own end', async () => {
    const ended = await started();
    await bench.send(ended.runId, { name: 'cancel', args: {} });
    const erased = await terminated();
    const actor = { kind: 'operator', id: null } as const;
    const wish = { scope: 'personal', cause: 'operator', actor, requestId: null } as const;
    await createErasureStore(db).request(erased, wish, Date.now());
    const cameToItsEnd = await started();
    await bench.handleOf(cameToItsEnd.runId).cancel();
    await bench.handleOf(cameToItsEnd.runId).result();
    // A database that was restored from before.
    await db('interviews').where({ run_id: cameToItsEnd.runId }).update({ state: 'PENDING' });
    await db('interviews')
      .where({ run_id: cameToItsEnd.runId })
      .update({ machine: db.raw(`jsonb_set(machine, '{state}', '"PENDING"')`) });

    for (const run of [ended, erased, cameToItsEnd]) expect(await codeOf(restart(run))).toBe('interview.closed');
    expect(await codeOf(restart({ tenantId, runId: 'run_absent' }))).toBe('interview.not_found');
    expect((await typesOf(erased.runId)).at(-1)).toBe('planReady');
  });

  it('cut off after its fact is finished by any worker, and nobody takes the run for lost meanwhile', async () => {
    const run = await terminated();
    await db('interviews')
      .where({ run_id: run.runId })
      .update({ created_at: db.raw(`now() - interval '1 minute'`) });
    const away: WorkflowEngine['startInterview'] = () => Promise.reject(new AppError('engine.unavailable'));
    const cutOff = createRestart({ ...deps, engine: { ...engine, startInterview: away } });

    expect(await codeOf(cutOff(run))).toBe('engine.unavailable');
    expect(await bench.row(run.runId)).toMatchObject({ workflow_started_at: null, state: 'PENDING' });
    const { takeUp } = createWorkflowStarter({ engine, interviews, clock: systemClock, logger });
    await eventually(takeUp, Boolean);

    expect(await bench.send(run.runId, { name: 'approvePlan', args: {} })).toMatchObject({ state: 'APPROVED' });
    expect(await codeOf(cutOff(run))).toBe('ok');
  });

  it('and the closing of a lost run never both happen', async () => {
    for (let round = 0; round < 6; round += 1) {
      const run = await terminated();
      const { machine: state, policy } = (await bench.row(run.runId)) as { machine: never; policy: never };
      const { reconcile } = createReconcileActivities({
        ...createWorld(db),
        projection,
        runs: {
          due: () => Promise.resolve([{ ...run, state, policy }]),
          withdrawn: () => Promise.resolve([]),
          oldEvents: () => Promise.resolve(0),
        },
        engine,
        workflows: engine,
        sweep: () => Promise.resolve(),
        sealWording: () => Promise.resolve(),
        erasures: { due: () => Promise.resolve([]), engine: { startErasure: () => Promise.resolve() }, keyCacheMs: 0 },
        budgetWaits: { due: () => Promise.resolve([]) },
        lostAfterMs: 0,
        clock: systemClock,
        heartbeat: () => undefined,
      });
      const both = round % 2 === 0 ? [reconcile(), codeOf(restart(run))] : [codeOf(restart(run)), reconcile()];
      await Promise.all(both);

      const told = (await typesOf(run.runId)).filter((type) => type.startsWith('workflow'));
      const row = await bench.row(run.runId);
      expect(told).toHaveLength(1);
      expect(row['state']).toBe(told[0] === 'workflowLost' ? 'CANCELLED' : 'PENDING');
      if (told[0] === 'workflowRestarted') await bench.send(run.runId, { name: 'cancel', args: {} });
      else expect((await engine.statusOf(run.runId)).status).toBe('closed');
    }
  });
});

describe('the start of a workflow', () => {
  it('never begins again what came to its own end, even for a run that was restarted', async () => {
    const run = await terminated();
    const { state } = await restart(run);
    await bench.send(run.runId, { name: 'cancel', args: {} });
    await bench.handleOf(run.runId).result();
    const { policy } = (await interviews.find(run)) ?? {};
    if (policy === undefined) throw new Error('no run');
    await engine.startInterview({ version: 1, ...run, state, policy });

    expect(await engine.statusOf(run.runId)).toMatchObject({ status: 'closed', byForce: false });
  });

  it('does not wait for a search attribute that its namespace lacks', async () => {
    const namespace = 'without-attributes';
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    const input = await storeRun(db, sealer);
    const plain = createTemporalEngine({ ...options, namespace });
    await eventually(
      () => codeOf(plain.startInterview(input)),
      (code) => code === 'ok',
    );

    const statuses = createWorkflowStatuses({ connection, namespace });
    expect(await statuses.statusOf(input.runId)).toEqual({ status: 'running' });
  });
});

describe('an operator’s list', () => {
  it('finds by whom a run waits for exactly what the rule says', async () => {
    const run = await started();
    await bench.send(run.runId, { name: 'approvePlan', args: {} });
    const overdue = await started();
    await db('interviews')
      .where({ run_id: overdue.runId })
      .update({
        attention_code: 'verdict_overdue',
        machine: db.raw(`jsonb_set(machine, '{attention}', '{"code":"verdict_overdue","since":1,"retryable":true}')`),
      });
    const broken = await started();
    await db('interviews')
      .where({ run_id: broken.runId })
      .update({
        attention_code: 'model.unavailable',
        machine: db.raw(`jsonb_set(machine, '{attention}', '{"code":"model.unavailable","since":1,"retryable":true}')`),
      });
    const merging = await started();
    await db('interviews')
      .where({ run_id: merging.runId })
      .update({ machine: db.raw(`jsonb_set(machine, '{pendingInfo}', '"info_1"')`) });

    const all = (await Promise.all(interviewStates.map((state) => findForOperator(db, { state }, 1_000)))).flat();
    for (const who of waitedFor) {
      const found = await Promise.all(
        interviewStates.map((state) => findForOperator(db, { state, waitsFor: who }, 1_000)),
      );
      expect(
        found
          .flat()
          .map(({ runId }) => runId)
          .toSorted(),
      ).toEqual(
        all
          .filter(({ machine }) => waitsFor(machine) === who)
          .map(({ runId }) => runId)
          .toSorted(),
      );
    }
    expect(new Set(all.map(({ machine }) => waitsFor(machine)))).toEqual(new Set(['recruiter', 'candidate', 'nobody']));
  });
});
