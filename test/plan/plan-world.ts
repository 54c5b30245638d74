// Stored runs and the plan activities around them, on a real database, with planners of the test's own making.
import type { MockActivityEnvironment } from '@temporalio/testing';
import type { Knex } from 'knex';
import { createPlanActivities, type PlanActivityDeps } from '../../activities/plan.ts';
import type { NoteTexts } from '../../domain/ports/run-texts.ts';
import type { InterviewRequest, JobRequest, PersonalRequest } from '../../domain/request/request.ts';
import type { PlanDraft, PlannerInput } from '../../domain/plan/plan.ts';
import type { ModelResult, Planner } from '../../domain/ports/models.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { createPlanStore } from '../../infra/db/plans/plan-store.ts';
import { draftPlan } from '../../engines/offline/draft.ts';
import { newId } from '../../infra/system.ts';
import { planParts } from '../../worker/wiring/plans.ts';
import { storeRun, tenantId } from '../harness/interview-run.ts';
import { inActivity } from '../harness/in-activity.ts';
import { activityWorld, createWorld } from '../harness/world.ts';

export { tenantId };

export const exampleJob: JobRequest = {
  position: 'Senior Software Engineer',
  level: 'SENIOR',
  qualifications: [
    '5+ years production TypeScript experience',
    'Demonstrated distributed systems design',
    'Strong async/concurrency patterns knowledge',
  ],
  companyName: 'Acme Corp',
};

export const exampleInput: PlannerInput = {
  position: 'Senior Software Engineer',
  level: 'SENIOR',
  qualifications: exampleJob.qualifications ?? [],
  jobDescription: '',
  companyName: 'Acme Corp',
  locale: 'en',
};

export const resultOf = (value: PlanDraft): ModelResult<PlanDraft> => ({
  value,
  stamp: { engine: 'test', model: 'test-model', promptHash: 'p'.repeat(64) },
  usage: { inputTokens: 1, outputTokens: 1, costMicros: 1, durationMs: 1 },
});

/** Counts calls and answers with what `drafts` holds, the last one over and over. */
export const scriptedPlanner = (drafts: PlanDraft[]): Planner & { calls: number } => {
  const next = (planner: { calls: number }): Promise<ModelResult<PlanDraft>> => {
    const draft = drafts[Math.min(planner.calls, drafts.length - 1)] ?? draftPlan(exampleInput);
    planner.calls += 1;
    return Promise.resolve(resultOf(draft));
  };
  return {
    calls: 0,
    draft() {
      return next(this);
    },
    revise() {
      return next(this);
    },
  };
};

export const createPlanWorld = (db: Knex) => {
  const world = createWorld(db, { clock: { now: () => Date.UTC(2026, 10, 20) } });
  const { sealer } = world;
  const plans = createPlanStore({ db, sealer });

  const addRun = async (job: JobRequest = exampleJob, personal?: PersonalRequest): Promise<string> => {
    const { runId } = await storeRun(db, sealer);
    const place = sealPlaces.personalRequest({ tenantId, runId });
    await db('interviews')
      .where({ run_id: runId })
      .update({
        job: JSON.stringify(job),
        personal_sealed: personal === undefined ? null : await sealer.seal(place, personal),
      });
    return runId;
  };

  const addNote = async (runId: string, note: NoteTexts): Promise<string> => {
    const id = newId('note');
    const place = sealPlaces.note({ tenantId, runId }, id);
    await db('command_notes').insert({
      id,
      run_id: runId,
      tenant_id: tenantId,
      command: 'revisePlan',
      note_sealed: await sealer.seal(place, note),
    });
    return id;
  };

  const addSubmission = async (runId: string, submission: InterviewRequest): Promise<string> => {
    const id = newId('info');
    const place = sealPlaces.infoSubmission({ tenantId, runId }, id);
    await db('info_submissions').insert({
      id,
      run_id: runId,
      tenant_id: tenantId,
      submission_sealed: await sealer.seal(place, submission),
    });
    return id;
  };

  const activities = (overrides: Partial<PlanActivityDeps> = {}, environment?: MockActivityEnvironment) =>
    inActivity(createPlanActivities({ ...planParts(activityWorld(world)), ...overrides }), environment);

  const approve = (runId: string, revision: number): Promise<number> =>
    db('plans').where({ tenant_id: tenantId, run_id: runId, revision }).update({ approved_at: new Date() });

  return { sealer, plans, addRun, addNote, addSubmission, activities, approve };
};
