// Wires templates: what is made and changed of them, and what is decided about their plans.
import { findTenant, wantsDeciderNames } from '../../infra/db/access/tenant-store.ts';
import { createTemplatePlans } from '../../infra/db/templates/template-plan-store.ts';
import { createTemplateStore } from '../../infra/db/templates/template-store.ts';
import { localesOf } from '../../domain/request/interview-locales.ts';
import { resolveSettings } from '../../domain/tenant/policy.ts';
import { createTemplatePlanDecisions } from '../../usecases/templates/plan-decisions.ts';
import { createTemplateUseCases, type TemplateUseCases } from '../../usecases/templates/templates.ts';
import type { Route } from '../guard/route.ts';
import { templatePlanRoutes } from '../routes/templates/plan.ts';
import { templateRoutes } from '../routes/templates/templates.ts';
import type { ApiDeps } from './deps.ts';

export const templateUseCases = (deps: ApiDeps): TemplateUseCases => {
  const defaultLocaleOf = async (tenantId: string): Promise<string> =>
    resolveSettings((await findTenant(deps.db, tenantId))?.settings ?? {}).defaultLocale;
  const locales = localesOf(deps.config.engine.kind);
  return createTemplateUseCases({ ...deps, templates: createTemplateStore(deps), defaultLocaleOf, locales });
};

export const templatesFeature = (deps: ApiDeps): Route[] => {
  const { db } = deps;
  const plans = createTemplatePlanDecisions({
    templates: createTemplateStore(deps),
    templatePlans: createTemplatePlans(deps),
    planner: deps.engines.planner,
    wantsDeciderNames: (tenantId) => wantsDeciderNames(db, tenantId),
  });
  return [...templateRoutes({ ...deps, templates: templateUseCases(deps) }), ...templatePlanRoutes({ plans })];
};
