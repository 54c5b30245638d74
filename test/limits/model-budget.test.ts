import { beforeEach, describe, expect, test } from 'vitest';
import { releaseBudgetWaits } from '../../activities/reconcile.ts';
import { AppError } from '../../domain/errors.ts';
import { createChatStore } from '../../infra/db/assessments/chat-store.ts';
import { createBudgetWaits, createModelBudget } from '../../infra/db/models/model-budget.ts';
import { recordModelCall } from '../../infra/db/models/model-call-store.ts';
import { createOfflineAssessor } from '../../engines/offline/assessor.ts';
import { createOfflineAssistant } from '../../engines/offline/assistant.ts';
import { draftPlan } from '../../engines/offline/draft.ts';
import { newId } from '../../infra/system.ts';
import { chatAboutAssessment } from '../../usecases/interviews/chat.ts';
import { createRoom } from '../../usecases/room/room.ts';
import { recordingLog } from '../api/start-api.ts';
import { createScoringWorld, tenantId, transcriptOf } from '../assessment/scoring-world.ts';
import { useDatabase } from '../harness/database.ts';
import { ensureTenant } from '../harness/interview-run.ts';
import { createPlanWorld, exampleInput, scriptedPlanner } from '../plan/plan-world.ts';
import { createRoomWorld, curiousInterviewer, openDevice } from '../room/room-world.ts';

const { db } = await useDatabase();
const dayMs = 86_400_000;
const time = { now: Date.now() };
const budget = createModelBudget({ db, now: () => time.now });
const waits = createBudgetWaits({ db, now: () => time.now });

const spend = (tenant: string, amount: number) =>
  recordModelCall(db)(tenant, {
    runId: 'run_x',
    step: 'judge',
    revision: 1,
    engine: 'offline',
    stamp: {},
    result: 'ok',
    usage: { inputTokens: 1, outputTokens: 1, costMicros: amount * 1_000_000, durationMs: 1 },
  });
const cap = (tenant: string, modelSpendPerDay: number | null) =>
  db('tenants')
    .where({ id: tenant })
    .update({ caps: JSON.stringify(modelSpendPerDay === null ? {} : { modelSpendPerDay }) });
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const spent = 'tenant.model_budget_spent';

beforeEach(async () => {
  time.now = Date.now();
  await ensureTenant(db);
  await db('model_calls').delete();
  await cap(tenantId, 1);
});

describe('a budget', () => {
  test('holds for a tenant and a day of UTC; without one nothing is refused', async () => {
    await db('tenants').insert({ id: 'tenant_other', name: 'Other' }).onConflict('id').ignore();
    await spend('tenant_other', 100);
    await spend(tenantId, 0.999999);
    expect(await codeOf(budget.check(tenantId))).toBe('ok');
    await spend(tenantId, 0.000001);

    expect(await codeOf(budget.check(tenantId))).toBe(spent);
    expect(await codeOf(budget.check('tenant_other'))).toBe('ok');
    time.now = (Math.floor(time.now / dayMs) + 1) * dayMs - 1_000;
    await expect(budget.check(tenantId)).rejects.toMatchObject({ retryAfterSeconds: 1 });
    time.now += 1_000;
    expect(await codeOf(budget.check(tenantId))).toBe('ok');
  });

  test('may be raised, and may be nothing at all', async () => {
    await cap(tenantId, 0);
    expect(await codeOf(budget.check(tenantId))).toBe(spent);
    await cap(tenantId, 2);
    expect(await codeOf(budget.check(tenantId))).toBe('ok');
  });
});

describe('when it is spent', () => {
  beforeEach(() => spend(tenantId, 1));

  test('no plan is drafted, but an approved one is used again', async () => {
    const world = createPlanWorld(db);
    const planner = scriptedPlanner([draftPlan(exampleInput)]);
    const activities = world.activities({ planner, budget });
    const draft = (runId: string) =>
      activities.draftPlan({ tenantId, runId, revision: 1, noteId: null, competencyIds: [] });
    const runId = await world.addRun();
    expect(await codeOf(draft(runId))).toBe(spent);
    expect(planner.calls).toBe(0);

    await cap(tenantId, null);
    await draft(runId);
    await world.approve(runId, 1);
    await cap(tenantId, 1);

    expect(await codeOf(draft(await world.addRun()))).toBe('ok');
    const revise = { tenantId, runId, revision: 2, noteId: null, competencyIds: [] };
    expect(await codeOf(activities.draftPlan(revise))).toBe(spent);
  });

  test('nothing is scored and nothing stored; later it is scored once', async () => {
    const world = createScoringWorld(db);
    const assessor = createOfflineAssessor();
    let judged = 0;
    const counting = {
      ...assessor,
      judge: (...of: Parameters<typeof assessor.judge>) => ((judged += 1), assessor.judge(...of)),
    };
    const { scoreInterview } = world.activities({ assessor: counting, budget });
    const runId = await world.addRun(transcriptOf('T T T T'));
    expect(await codeOf(scoreInterview({ tenantId, runId, revision: 1 }))).toBe(spent);
    expect(judged).toBe(0);

    await cap(tenantId, null);

    expect(await codeOf(scoreInterview({ tenantId, runId, revision: 1 }))).toBe('ok');
  });

  test('a question about an assessment is refused', async () => {
    const world = createScoringWorld(db);
    const runId = await world.addRun(transcriptOf('T T T T'));
    await world.activities().scoreInterview({ tenantId, runId, revision: 1 });
    await db('interviews')
      .where({ run_id: runId })
      .update({
        machine: db.raw(`machine || '{"state":"ASSESSMENT_PENDING","assessmentRevision":1}'`),
        assessment_revision: 1,
      });
    const ask = chatAboutAssessment({
      chats: createChatStore(db, world.sealer),
      assistant: createOfflineAssistant(),
      budget,
      newId,
    });

    expect(await codeOf(ask({ tenantId, runId }, { question: 'Why?' }, new AbortController().signal))).toBe(spent);
  });

  test('the candidate is asked the next planned question', async () => {
    const world = createRoomWorld({ db, interviewer: curiousInterviewer() });
    const { token, runId, tenantId: owner } = await world.approve();
    await cap(owner, 0);
    const room = createRoom({ ...world.deps, budget });
    const { visit, view } = await openDevice(world, token);
    await room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: true });
    await room.start(visit(), { mode: 'text' });

    const { next } = await room.answer(visit(), { clientTurnId: 'c-1', turn: 1, text: 'An answer.' });

    expect(next).toMatchObject({ kind: 'question', id: 'q2' });
    expect((await db('turns').where({ run_id: runId, turn: 2 }).first()) as unknown).toMatchObject({
      follow_up_skipped: true,
    });
  });
});

describe('runs that wait for money', () => {
  const waiting = async (count: number): Promise<string[]> => {
    const world = createPlanWorld(db);
    const runIds = [];
    for (let index = 0; index < count; index += 1) runIds.push(await world.addRun());
    await db('interviews').whereIn('run_id', runIds).update({ attention_code: spent });
    return runIds;
  };

  test('are sent on once their tenant may spend again, each once, at most fifty at a time', async () => {
    const runIds = await waiting(52);
    await spend(tenantId, 1);
    const sent: { runId: string; name: string; updateId: string }[] = [];
    const release = () =>
      releaseBudgetWaits({
        budgetWaits: waits,
        log: recordingLog([]),
        heartbeat: () => undefined,
        engine: {
          startInterview: () => Promise.resolve(),
          sendCommand: async ({ runId, command, updateId }) => {
            if (runId === runIds[1]) throw new AppError('engine.unavailable');
            sent.push({ runId, name: command.name, updateId });
            await db('interviews').where({ run_id: runId }).update({ attention_code: null });
            return {
              seq: 3,
              state: 'PENDING',
              outcome: null,
              planRevision: 0,
              assessmentRevision: 0,
              verdict: null,
              sessionId: null,
            };
          },
        },
      });
    expect(await release()).toBe(0);

    await cap(tenantId, 2);

    expect([await release(), await release(), await release()]).toEqual([49, 2, 0]);
    expect(new Set(sent.map(({ runId }) => runId)).size).toBe(51);
    expect(new Set(sent.map(({ name, updateId }) => `${name} ${updateId}`))).toEqual(new Set(['retry budget_2']));
  });
});
