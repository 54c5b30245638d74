// Wires the drafting of templates' plans, and the start of what is to be drafted.
import { createTemplatePlanActivities } from '../../activities/template-plan.ts';
import { wantedMinutes } from '../../infra/db/access/tenant-store.ts';
import { createTemplatePlans } from '../../infra/db/templates/template-plan-store.ts';
import { takeUpTemplatePlans } from '../../usecases/templates/take-up-plans.ts';
import type { WorkerDeps } from './deps.ts';
import { planParts } from './plans.ts';

export const templateActivities = (deps: WorkerDeps) =>
  createTemplatePlanActivities({
    ...planParts(deps),
    templatePlans: createTemplatePlans(deps),
    minutes: (tenantId) => wantedMinutes(deps.db, tenantId),
  });

export const templatePlanStarts = (deps: WorkerDeps): (() => Promise<boolean>) =>
  takeUpTemplatePlans({ plans: createTemplatePlans(deps), engine: deps.engine });
