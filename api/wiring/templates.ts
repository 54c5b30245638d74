// Wires templates: what is made and changed of them, and what is decided about their plans.
import { findTenant, wantsDeciderNames } from '../../infra/db/access/tenant-store.ts';
import { createTemplatePlans } from '../../infra/db/templates/template-plan-store.ts';
import { createTemplateStore } from '../../infra/db/templates/template-store.ts';
import { resolveSettings } from '../../domain/tenant/policy.ts';
import { createTemplatePlanDecisions } from '../../usecases/templates/plan-decisions.ts';
import { createTemplateUseCases } from '../../usecases/templates/templates.ts';
import type { Route } from '../guard/route.ts';
import { templatePlanRoutes } from '../routes/templates/plan.ts';
import { templateRoutes } from '../routes/templates/templates.ts';
import type { ApiDeps } from './deps.ts';

export const templatesFeature = (deps: ApiDeps): Route[] => {
  const { db } = deps;
  const store = createTemplateStore(deps);
  const defaultLocaleOf = async (tenantId: string): Promise<string> =>
    resolveSettings((await findTenant(db, tenantId))?.settings ?? {}).defaultLocale;
  const plans = createTemplatePlanDecisions({
    templates: store,
    templatePlans: createTemplatePlans(deps),
    planner: deps.engines.planner,
    wantsDeciderNames: (tenantId) => wantsDeciderNames(db, tenantId),
  });
  return [
    ...templateRoutes({ ...deps, templates: createTemplateUseCases({ ...deps, templates: store, defaultLocaleOf }) }),
    ...templatePlanRoutes({ plans }),
  ];
};
