// Plans as artefacts of a run's revisions, and where new plans find approved ones for the same job.
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { JobRequest } from '../../../domain/request/request.ts';
import type { NewPlan, PlanStore, RunJob, StoredPlan, TemplatePlan } from '../../../domain/ports/plan.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { minutesWanted, resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { splitPlan, type PlanStructure } from '../../../domain/plan/plan-texts.ts';
import { openPlan } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { keptSql } from '../erasure/erasing-sql.ts';
import { ofRun, type Db } from '../knex.ts';

const table = 'plans';

/** A plan's columns as one JSON value, for statements that read more than plans. */
export type PlanJson = { dictated: boolean; whole: Plan; structure: PlanStructure | null; texts: string | null };
export const planJson = (alias: string): string =>
  `json_build_object('dictated', ${alias}.dictated, 'whole', ${alias}.plan, 'structure', ${alias}.structure, 'texts', encode(${keptSql(alias, `${alias}.texts_sealed`)}, 'base64'))`;

/** The present plan of the run that the alias `i` stands for, or null. */
export const presentPlanSql = `(select ${planJson('p')} from plans p
  where p.run_id = i.run_id and p.tenant_id = i.tenant_id and p.revision = i.plan_revision)`;

export const toStoredPlan = ({ dictated, whole, structure, texts }: PlanJson): StoredPlan =>
  structure === null
    ? { dictated, whole }
    : { dictated, structure, textsSealed: texts === null ? null : Buffer.from(texts, 'base64') };

const findStored = async (db: Db, run: RunRef, revision: number): Promise<StoredPlan | null> => {
  const row: { stored: PlanJson } | undefined = await db(table)
    .select(db.raw(`${planJson(table)} as stored`))
    .where({ ...ofRun(run), revision })
    .first();
  return row === undefined ? null : toStoredPlan(row.stored);
};

const planExists = async (db: Db, run: RunRef, revision: number): Promise<boolean> => {
  const row: unknown = await db(table)
    .where({ ...ofRun(run), revision })
    .first('revision');
  return row !== undefined;
};

export const findReusablePlan = async (
  db: Db,
  tenantId: string,
  plannerInputHash: string,
): Promise<{ runId: string; plan: Plan } | null> => {
  const row: { run_id: string; plan: Plan } | undefined = await db(table)
    .select('run_id', 'plan')
    .where({ tenant_id: tenantId, planner_input_hash: plannerInputHash, dictated: false })
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
  insert into plans (run_id, revision, tenant_id, plan, rubric_hash, form_id, planner_input_hash, reused_from, created_at,
    dictated, structure, texts_sealed)
  select i.run_id, :revision, i.tenant_id, :plan, :rubricHash, :formId, :plannerInputHash, :reusedFrom, :createdAt,
    :dictated, :structure, :textsSealed
  from interviews i where i.tenant_id = :tenantId and i.run_id = :runId
  on conflict (run_id, revision) do nothing
  returning run_id`;

/** A dictated plan leaves no hash that another run's first draft could find it by. */
const contentOf = async (sealer: Sealer, run: RunRef, { plan, plannerInputHash, dictated }: NewPlan) => {
  if (!dictated) return { plan: JSON.stringify(plan), plannerInputHash, structure: null, textsSealed: null };
  const { structure, texts } = splitPlan(plan);
  const textsSealed = await sealer.seal(sealPlaces.planTexts(run, plan.revision), texts);
  return { plan: 'null', plannerInputHash: null, structure: JSON.stringify(structure), textsSealed };
};

export const insertPlan = async (db: Db, sealer: Sealer, run: RunRef, newPlan: NewPlan): Promise<boolean> => {
  const { plan, reusedFrom, dictated } = newPlan;
  const { rows } = await db.raw<{ rows: unknown[] }>(insertSql, {
    ...run,
    revision: plan.revision,
    rubricHash: plan.rubricHash,
    formId: plan.formId,
    reusedFrom,
    createdAt: new Date(plan.createdAt),
    dictated,
    ...(await contentOf(sealer, run, newPlan)),
  });
  if (rows.length > 0) return true;
  if (!(await planExists(db, run, plan.revision))) throw new AppError('interview.not_found');
  return false;
};

type JobRow = { job: JobRequest; locale: string; settings: TenantOverrides; template: TemplatePlan | null };

const readJobSql = `
  select i.job, i.locale, t.settings, case when v.plan is null then null else json_build_object(
    'templateId', v.template_id, 'plan', v.plan, 'isRevised', v.revises is not null) end as template
  from interviews i join tenants t on t.id = i.tenant_id left join template_versions v
    on v.template_id = i.template_id and v.version = i.template_version and v.tenant_id = i.tenant_id
  where i.tenant_id = :tenantId and i.run_id = :runId`;

export const readJob = async (db: Db, run: RunRef): Promise<RunJob | null> => {
  const { rows } = await db.raw<{ rows: JobRow[] }>(readJobSql, run);
  const [row] = rows;
  if (row === undefined) return null;
  const { job, locale, template, settings } = row;
  return { ...job, locale, template, minutes: minutesWanted(resolveSettings(settings)) };
};

export const createPlanStore = ({ db, sealer }: { db: Db; sealer: Sealer }): PlanStore => ({
  find: async (run, revision) => {
    const stored = await findStored(db, run, revision);
    return stored && (await openPlan(sealer, run, stored));
  },
  exists: (run, revision) => planExists(db, run, revision),
  findReusable: (tenantId, plannerInputHash) => findReusablePlan(db, tenantId, plannerInputHash),
  insert: (run, plan) => insertPlan(db, sealer, run, plan),
  readJob: (run) => readJob(db, run),
});
