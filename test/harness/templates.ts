// Templates with an approved plan, for whoever orders one: made by the store and planned by the offline engine.
import type { Knex } from 'knex';
import { finishPlan } from '../../domain/plan/finish-plan.ts';
import type { Template, TemplateFields } from '../../domain/templates/template.ts';
import { createTemplateStore } from '../../infra/db/templates/template-store.ts';
import { offlineEngines } from '../../infra/models/engines.ts';
import { createTemplatePlans } from '../../infra/db/templates/template-plan-store.ts';
import { newId, sha256 } from '../../infra/system.ts';
import { testSecretBox as secretBox } from '../api/start-api.ts';

export const templateStore = (db: Knex) => createTemplateStore({ db, secretBox });

export const templateFields: TemplateFields = {
  externalId: null,
  name: 'Backend engineers',
  description: null,
  job: {
    position: 'Senior Software Engineer',
    level: 'SENIOR',
    qualifications: ['5+ years production TypeScript experience', 'Demonstrated distributed systems design'],
    jobDescription: null,
  },
  locale: 'en',
  autoApprovePlan: null,
  completesWhen: 'approved',
};

export const bySystem = { actor: { kind: 'system', id: null }, requestId: null, request: null } as const;

/** A template of this tenant that can be ordered at once. */
export const approvedTemplate = async (
  db: Knex,
  tenantId: string,
  changes: Partial<TemplateFields> = {},
): Promise<Template> => {
  const store = templateStore(db);
  const { template } = await store.create(tenantId, { id: newId('tpl'), ...templateFields, ...changes }, bySystem);
  const { job, locale, id, version } = template;
  const input = { ...job, jobDescription: job.jobDescription ?? '', companyName: '', locale };
  const { signal } = new AbortController();
  const { value: draft, stamp } = await offlineEngines.planner.draft(input, { tenantId, signal });
  const plan = finishPlan({ draft, stamp, revision: version, createdAt: new Date().toISOString() }, sha256);
  await createTemplatePlans({ db, secretBox }).keep({ tenantId, templateId: id, version }, plan);
  return await store.change(tenantId, id, bySystem, ({ planState }) =>
    planState === 'approved' ? null : { act: 'template.plan_approved', decision: { state: 'approved' } },
  );
};
