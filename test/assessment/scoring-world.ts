// A finished conversation in the database, and the scoring activity around it.
import type { MockActivityEnvironment } from '@temporalio/testing';
import type { Knex } from 'knex';
import {
  createAssessmentActivities,
  defaultScoringSettings,
  type AssessmentActivityDeps,
} from '../../activities/assessment.ts';
import type { Judgement } from '../../domain/assessment/assessment.ts';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { Assessor, AssessorInput, ModelResult } from '../../domain/ports/models.ts';
import type { PersonalRequest } from '../../domain/request/request.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import { createAssessmentStore } from '../../infra/db/assessments/assessment-store.ts';
import { readInterview } from '../../infra/db/interviews/interview-read-store.ts';
import { openAssessment } from '../../infra/db/assessments/open-assessment.ts';
import { offlineStamp } from '../../engines/offline/stamp.ts';
import { assessmentParts } from '../../worker/wiring/assessments.ts';
import { acceptNotice, storeRun, tenantId } from '../harness/interview-run.ts';
import { inActivity } from '../harness/in-activity.ts';
import { activityWorld, createWorld } from '../harness/world.ts';
import { transcripts } from './trap-set/transcripts.ts';

export { tenantId };

type Answer = (input: AssessorInput, call: number) => Partial<Judgement> | ErrorCode;

/** A model of the test's own making: `answer` gives a judgement or the code of a failure. */
export const scripted = (answer: Answer): Assessor & { calls: number } => ({
  advisory: false,
  calls: 0,
  async judge(input): Promise<ModelResult<Judgement>> {
    this.calls += 1;
    const given = answer(input, this.calls);
    if (typeof given === 'string') throw new AppError(given);
    const [turn] = input.turns;
    const evidence = turn ? [0, 20].map((start) => ({ turn: turn.turn, version: 1, start, end: start + 10 })) : [];
    const value: Judgement = {
      judge: `j${input.judge}`,
      competencyId: input.competency.id,
      score: 4,
      anchor: '4',
      rationale: 'Own work.',
      evidence,
      ...given,
    };
    return {
      value,
      stamp: { engine: 'test', model: 'served-1', promptHash: 'h' },
      usage: { inputTokens: 10, outputTokens: 2, costMicros: 5, durationMs: 1 },
    };
  },
});

export const at = Date.UTC(2026, 10, 20);

/** The back-end engineer's transcript of that row. */
export const transcriptOf = (row: string): { plan: Plan; turns: Turn[] } => {
  const found = transcripts.find(({ name }) => name === `Back-end engineer: ${row}`);
  if (!found) throw new Error(`no row ${row}`);
  return found;
};

export const createScoringWorld = (db: Knex) => {
  const world = createWorld(db, { clock: { now: () => at } });
  const { sealer } = world;
  const store = createAssessmentStore(db, sealer);

  const addTurn = async (runId: string, turn: Turn): Promise<void> => {
    const run = { tenantId, runId };
    await db('turns').insert({
      run_id: runId,
      tenant_id: tenantId,
      turn: turn.turn,
      version: turn.version,
      session_id: turn.sessionId,
      kind: turn.kind,
      question_id: turn.questionId,
      question_sealed: await sealer.seal(sealPlaces.question(run, turn.turn, turn.version), turn.question),
      answer_sealed:
        turn.answer === null ? null : await sealer.seal(sealPlaces.answer(run, turn.turn, turn.version), turn.answer),
      asked_at: new Date(at),
      answered_at: turn.answer === null ? null : new Date(at),
    });
  };

  /** A run with an approved plan and all its turns; its `completed` may still be on its way to the row. */
  const addRun = async (
    { plan, turns }: { plan: Plan; turns: Turn[] },
    personal: PersonalRequest = {},
  ): Promise<string> => {
    const { runId } = await storeRun(db, sealer);
    const place = sealPlaces.personalRequest({ tenantId, runId });
    await db('interviews')
      .where({ run_id: runId })
      .update({
        plan_revision: 1,
        form_id: plan.formId,
        personal_sealed: await sealer.seal(place, personal),
      });
    await db('plans').insert({
      run_id: runId,
      revision: 1,
      tenant_id: tenantId,
      plan: JSON.stringify(plan),
      rubric_hash: plan.rubricHash,
      form_id: plan.formId,
      planner_input_hash: 'x',
      dictated: false,
      approved_at: new Date(at),
    });
    await acceptNotice(db, { tenantId, runId });
    for (const turn of turns) await addTurn(runId, turn);
    return runId;
  };

  const activities = (overrides: Partial<AssessmentActivityDeps> = {}, environment?: MockActivityEnvironment) => {
    const parts = { ...assessmentParts(activityWorld(world)), stamp: offlineStamp, settings: defaultScoringSettings };
    return inActivity(createAssessmentActivities({ ...parts, ...overrides }), environment);
  };

  /** What a reader sees of that revision. */
  const shown = async (runId: string, revision = 1) => {
    await db('interviews').where({ run_id: runId }).update({ assessment_revision: revision });
    const record = await readInterview(db, { tenantId, runId });
    return record?.assessment ? openAssessment(sealer)({ tenantId, runId }, record.assessment) : null;
  };

  return { sealer, store, addRun, addTurn, activities, shown };
};
