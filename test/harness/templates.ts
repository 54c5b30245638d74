// Templates with an approved plan, for whoever orders one: made by the store and planned by the offline engine.
import type { Knex } from 'knex';
import { finishPlan } from '../../domain/plan/finish-plan.ts';
import type { Template, TemplateFields } from '../../domain/templates/template.ts';
import { createTemplateStore } from '../../infra/db/templates/template-store.ts';
import { offlineEngines } from '../../infra/models/engines.ts';
import { newId, sha256 } from '../../infra/system.ts';

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

const by = { actor: { kind: 'system', id: null }, requestId: null, request: null } as const;

/** A template of this tenant that can be ordered at once. */
export const approvedTemplate = async (
  db: Knex,
  tenantId: string,
  changes: Partial<TemplateFields> = {},
): Promise<Template> => {
  const store = createTemplateStore({ db });
  const { template } = await store.create(tenantId, { id: newId('tpl'), ...templateFields, ...changes }, by);
  const { job, locale, id, version } = template;
  const input = { ...job, jobDescription: job.jobDescription ?? '', companyName: '', locale };
  const { signal } = new AbortController();
  const { value: draft, stamp } = await offlineEngines.planner.draft(input, { tenantId, signal });
  const plan = finishPlan({ draft, stamp, revision: version, createdAt: new Date().toISOString() }, sha256);
  const { rubricHash: rubric_hash, formId: form_id } = plan;
  await db('template_versions')
    .where({ template_id: id, version })
    .update({ state: 'approved', plan: JSON.stringify(plan), rubric_hash, form_id, started_at: db.fn.now() });
  return await store.find(tenantId, id);
};
