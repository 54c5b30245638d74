// The plans of templates' versions: drafted once, decided on, started by whoever finds that nobody has.
import type { Knex } from 'knex';
import { AppError } from '../../../domain/errors.ts';
import type { PlanDrafting, TemplatePlans, VersionRef } from '../../../domain/ports/templates.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { needsPerson } from '../../../domain/plan/plan-findings.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import type { TemplateState, TemplateVersion } from '../../../domain/templates/template.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import { noteAct } from '../audit/audit-intake.ts';
import type { Db } from '../knex.ts';
import { openName } from './template-names.ts';

type Deps = { db: Knex; secretBox: SecretBox };

/** Longer than a start may take, so that only a crash lets another worker take over. */
const claimSeconds = 10;
const table = 'template_versions';

const ofVersion = ({ tenantId, templateId, version }: VersionRef) => ({
  tenant_id: tenantId,
  template_id: templateId,
  version,
});

type Row = Pick<
  TemplateVersion,
  'version' | 'job' | 'locale' | 'state' | 'failure' | 'revises' | 'wishes' | 'feedback'
> & {
  plan: Plan | null;
  requester_sealed: Buffer | null;
  decider_sealed: Buffer | null;
  drafted_at: Date | null;
  decided_at: Date | null;
};

const read = async ({ db, secretBox }: Deps, ref: VersionRef): Promise<TemplateVersion> => {
  const row: Row | undefined = await db(table).where(ofVersion(ref)).first();
  if (row === undefined) throw new AppError('template.not_found');
  const { job, locale, state, failure, revises, wishes, feedback, plan } = row;
  return {
    ...ref,
    job,
    locale,
    state,
    failure,
    revises,
    wishes,
    feedback,
    plan,
    requestedBy: openName(secretBox, ref, 'requester_sealed', row.requester_sealed),
    decidedBy: openName(secretBox, ref, 'decider_sealed', row.decider_sealed),
    draftedAt: row.drafted_at?.toISOString() ?? null,
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
};

type Approval = { auto_approve_plan: boolean | null; settings: TenantOverrides };

/** What the template says now, else what its tenant does. */
const approvesItself = async (trx: Db, { tenantId, templateId }: VersionRef): Promise<boolean> => {
  const row: Approval | undefined = await trx('templates as t')
    .join('tenants as o', 'o.id', 't.tenant_id')
    .where({ 't.tenant_id': tenantId, 't.id': templateId })
    .first('t.auto_approve_plan', 'o.settings');
  return row?.auto_approve_plan ?? resolveSettings(row?.settings ?? {}).autoApprovePlans;
};

const keep = async ({ db }: Deps, ref: VersionRef, plan: Plan): Promise<void> =>
  await db.transaction(async (trx) => {
    const approves = !needsPerson(plan) && (await approvesItself(trx, ref));
    const state: TemplateState = approves ? 'approved' : 'pending';
    const kept = await trx(table)
      .where({ ...ofVersion(ref), state: 'drafting' })
      .update({
        state,
        plan: JSON.stringify(plan),
        rubric_hash: plan.rubricHash,
        form_id: plan.formId,
        failure: null,
        drafted_at: trx.fn.now(),
        decided_at: approves ? trx.fn.now() : null,
      });
    if (kept === 0 || !approves) return;
    await noteAct(trx, ref.tenantId, new Date(), {
      act: 'template.plan_approved',
      actor: { kind: 'system', id: null },
      targetKind: 'template',
      targetId: ref.templateId,
      requestId: null,
      reason: 'auto_approved',
    });
  });

const claimSql = `
  update template_versions set start_claimed_until = now() + make_interval(secs => :claimSeconds)
  where (template_id, version) in (
    select template_id, version from template_versions
    where started_at is null and state = 'drafting' and (start_claimed_until is null or start_claimed_until < now())
    order by created_at limit :limit for update skip locked)
  returning tenant_id as "tenantId", template_id as "templateId", version, attempt`;

const drafted = (db: Db, { attempt, ...ref }: PlanDrafting) =>
  db(table).where({ ...ofVersion(ref), attempt, state: 'drafting' });

export const createTemplatePlans = (deps: Deps): TemplatePlans => {
  const { db } = deps;
  return {
    read: (ref) => read(deps, ref),
    keep: (ref, plan) => keep(deps, ref, plan),
    fail: async (drafting, code) => {
      await drafted(db, drafting).update({ state: 'failed', failure: code });
    },
    claimUnstarted: async (limit) => {
      const { rows } = await db.raw<{ rows: PlanDrafting[] }>(claimSql, { claimSeconds, limit });
      return rows;
    },
    markStarted: async (drafting) => {
      const { attempt, ...ref } = drafting;
      await db(table)
        .where({ ...ofVersion(ref), attempt })
        .update({ started_at: db.fn.now() });
    },
  };
};

/**
 * Has those looked at whose drafting takes longer than all its attempts may: one that is still at work goes on undisturbed,
 * one that Temporal does not know starts from its row, and one that was ended by force is given up.
 */
export const requeueDrafting = async (db: Db): Promise<void> => {
  await db(table)
    .where({ state: 'drafting' })
    .whereRaw(`started_at < now() - interval '1 hour'`)
    .update({ started_at: null, start_claimed_until: null });
};
