// What people decide about the plan of a template: the checks of a run's plan, on the newest version.
import type { TemplateAsker, TemplatePlans, TemplateStore } from '../../domain/ports/templates.ts';
import { shownPlan, type ShownPlan } from '../../domain/plan/shown-plan.ts';
import { present } from '../../domain/present.ts';
import { checkPlanAct } from '../../domain/templates/plan-acts.ts';
import type { RevisionWish, Template, TemplateVersion } from '../../domain/templates/template.ts';
import { checkDeciderName, checkWish, type WishDeps } from '../decisions.ts';

export type TemplatePlanDeps = WishDeps & {
  templates: TemplateStore;
  templatePlans: Pick<TemplatePlans, 'read'>;
  /** The tenant's setting as it is now. */
  wantsDeciderNames(tenantId: string): Promise<boolean>;
};

type Ref = { tenantId: string; id: string };
/** `version` is the one that was looked at; `decidedBy` a person as the caller names them. */
type Decision = { version?: number | undefined; decidedBy?: string | undefined };

export type ShownTemplatePlan = Omit<TemplateVersion, 'plan'> & { plan: ShownPlan | null };

const read =
  ({ templates, templatePlans }: TemplatePlanDeps) =>
  async ({ tenantId, id }: Ref, version?: number): Promise<ShownTemplatePlan> => {
    const newest = version ?? (await templates.find(tenantId, id)).version;
    const found = await templatePlans.read({ tenantId, templateId: id, version: newest });
    return { ...found, plan: found.plan && shownPlan(found.plan, found.job.qualifications) };
  };

const approve =
  (deps: TemplatePlanDeps) =>
  async ({ tenantId, id }: Ref, { version, decidedBy }: Decision, by: TemplateAsker): Promise<Template> => {
    await checkDeciderName(deps, tenantId, 'approvedBy', decidedBy);
    return await deps.templates.change(tenantId, id, by, (now) => {
      checkPlanAct(now, 'approve', version);
      return { act: 'template.plan_approved', decision: { state: 'approved', ...present({ decidedBy }) } };
    });
  };

const reject =
  (deps: TemplatePlanDeps) =>
  async (
    { tenantId, id }: Ref,
    { version, decidedBy, feedback }: Decision & { feedback: string },
    by: TemplateAsker,
  ): Promise<Template> => {
    await checkDeciderName(deps, tenantId, 'rejectedBy', decidedBy);
    return await deps.templates.change(tenantId, id, by, (now) => {
      checkPlanAct(now, 'reject', version);
      return { act: 'template.plan_rejected', decision: { state: 'rejected', feedback, ...present({ decidedBy }) } };
    });
  };

/** The version that was approved before goes on being ordered until the new one is approved. */
const revise =
  (deps: TemplatePlanDeps) =>
  async (
    { tenantId, id }: Ref,
    { version, decidedBy, ...wishes }: Decision & RevisionWish,
    by: TemplateAsker,
  ): Promise<Template> => {
    await checkDeciderName(deps, tenantId, 'requestedBy', decidedBy);
    const { templates, templatePlans } = deps;
    const before = await templates.find(tenantId, id);
    // A repeat may meet the version that it brought about.
    if (await templates.isRepeat(tenantId, id, by.request)) return before;
    checkPlanAct(before, 'revise', version);
    const { plan } = await templatePlans.read({ tenantId, templateId: id, version: before.version });
    await checkWish(deps, tenantId, plan, wishes);
    return await templates.change(tenantId, id, by, (now) => {
      checkPlanAct(now, 'revise', before.version);
      const { job, locale } = now;
      const newVersion = { job, locale, revises: now.version, wishes, ...present({ requestedBy: decidedBy }) };
      return { act: 'template.plan_revised', newVersion };
    });
  };

const retry =
  ({ templates }: TemplatePlanDeps) =>
  async ({ tenantId, id }: Ref, version: number | undefined, by: TemplateAsker): Promise<Template> =>
    await templates.change(tenantId, id, by, (now) => {
      checkPlanAct(now, 'retry', version);
      return { act: 'template.changed', reason: 'plan_retried', retry: true };
    });

export const createTemplatePlanDecisions = (deps: TemplatePlanDeps) => ({
  read: read(deps),
  approve: approve(deps),
  reject: reject(deps),
  revise: revise(deps),
  retry: retry(deps),
});
export type TemplatePlanDecisions = ReturnType<typeof createTemplatePlanDecisions>;
