// Drafts the one plan of a template's version. Safe to run twice: a version that has its plan keeps it.
import { AppError } from '../domain/errors.ts';
import type { MinutesBounds, Plan } from '../domain/plan/plan.ts';
import type { TemplatePlans } from '../domain/ports/templates.ts';
import { jobRequestOf, type TemplateVersion } from '../domain/templates/template.ts';
import type { TemplateActivities } from '../workflows/contracts.ts';
import {
  finished,
  firstContent,
  hashOf,
  plannerInputOf,
  revisedContent,
  type Content,
  type DraftingDeps,
} from './drafting.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export type TemplatePlanDeps = DraftingDeps & {
  templatePlans: TemplatePlans;
  /** How long the tenant wants its interviews to take. */
  minutes(tenantId: string): Promise<MinutesBounds>;
};

const currentPlan = async (deps: TemplatePlanDeps, version: TemplateVersion): Promise<Plan> => {
  const { plan } = await deps.templatePlans.read({ ...version, version: version.revises ?? 0 });
  if (plan === null) throw new AppError('plan.not_found');
  return plan;
};

const contentFor = async (deps: TemplatePlanDeps, asked: TemplateVersion): Promise<Content> => {
  const { tenantId, templateId, version, revises, wishes } = asked;
  const work = { tenantId, ownerId: templateId, revision: version };
  const input = plannerInputOf({ ...jobRequestOf(asked), minutes: await deps.minutes(tenantId) });
  if (revises === null) return await firstContent(deps, work, input, hashOf(deps, input));
  const request = { instructions: '', targets: [], ...wishes, competencyIds: [] };
  return await revisedContent(deps, work, input, { current: await currentPlan(deps, asked), request });
};

export const createTemplatePlanActivities = (deps: TemplatePlanDeps): TemplateActivities => ({
  draftTemplatePlan: async ({ tenantId, templateId, version }) => {
    const ref = { tenantId, templateId, version };
    const asked = await deps.templatePlans.read(ref);
    if (asked.state !== 'drafting') return;
    await withHeartbeat(
      () => deps.heartbeat(),
      async () => deps.templatePlans.keep(ref, finished(deps, await contentFor(deps, asked), version)),
    );
  },
  failTemplatePlan: async ({ code, tenantId, templateId, version, attempt }) =>
    await deps.templatePlans.fail({ tenantId, templateId, version, attempt }, code),
});
