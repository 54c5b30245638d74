// Plans as artefacts of a run's revisions, and where new plans find approved ones for the same job.
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { JobRequest } from '../../../domain/request/request.ts';
import type { NewPlan, PlanStore } from '../../../domain/ports/plan.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { ofRun, type Db } from '../knex.ts';

const table = 'plans';

export const findPlan = async (db: Db, run: RunRef, revision: number): Promise<Plan | null> => {
  const row: { plan: Plan } | undefined = await db(table)
    .select('plan')
    .where({ ...ofRun(run), revision })
    .first();
  return row?.plan ?? null;
};

export const findReusablePlan = async (
  db: Db,
  tenantId: string,
  plannerInputHash: string,
): Promise<{ runId: string; plan: Plan } | null> => {
  const row: { run_id: string; plan: Plan } | undefined = await db(table)
    .select('run_id', 'plan')
    .where({ tenant_id: tenantId, planner_input_hash: plannerInputHash })
    .whereNotNull('approved_at')
    .orderBy([
      { column: 'approved_at', order: 'desc' },
      { column: 'run_id', order: 'desc' },
      { column: 'revision', order: 'desc' },
    ])
    .first();
  return row === undefined ? null : { runId: row.run_id, plan: row.plan };
};

/** Selecting from the run's row keeps a plan out of another tenant's run. */
const insertSql = `
  insert into plans (run_id, revision, tenant_id, plan, rubric_hash, form_id, planner_input_hash, reused_from, created_at)
  select i.run_id, :revision, i.tenant_id, :plan, :rubricHash, :formId, :plannerInputHash, :reusedFrom, :createdAt
  from interviews i where i.tenant_id = :tenantId and i.run_id = :runId
  on conflict (run_id, revision) do nothing`;

export const insertPlan = async (db: Db, { tenantId, runId }: RunRef, newPlan: NewPlan): Promise<void> => {
  const { plan, plannerInputHash, reusedFrom } = newPlan;
  await db.raw(insertSql, {
    tenantId,
    runId,
    revision: plan.revision,
    plan: JSON.stringify(plan),
    rubricHash: plan.rubricHash,
    formId: plan.formId,
    plannerInputHash,
    reusedFrom,
    createdAt: new Date(plan.createdAt),
  });
  if ((await findPlan(db, { tenantId, runId }, plan.revision)) === null) throw new AppError('interview.not_found');
};

export const readJob = async (db: Db, run: RunRef): Promise<(JobRequest & { locale: string }) | null> => {
  const row: { job: JobRequest; locale: string } | undefined = await db('interviews')
    .select('job', 'locale')
    .where(ofRun(run))
    .first();
  return row === undefined ? null : { ...row.job, locale: row.locale };
};

export const createPlanStore = (db: Db): PlanStore => ({
  find: (run, revision) => findPlan(db, run, revision),
  findReusable: (tenantId, plannerInputHash) => findReusablePlan(db, tenantId, plannerInputHash),
  insert: (run, plan) => insertPlan(db, run, plan),
  readJob: (run) => readJob(db, run),
});
