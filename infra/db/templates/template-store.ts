// Templates and their versions as stored: every change in one transaction with its audit note; a rule decides in between.
import type { Knex } from 'knex';
import { AppError } from '../../../domain/errors.ts';
import type { NewTemplate, TemplateAsker, TemplateChange, TemplateStore } from '../../../domain/ports/templates.ts';
import type { Template, TemplateFields } from '../../../domain/templates/template.ts';
import { noteAct } from '../audit/audit-intake.ts';
import type { Db } from '../knex.ts';
import { findTemplate, readTemplates } from './template-rows.ts';

type Deps = { db: Knex };

/** As long as callers may repeat a request under its `Idempotency-Key`. */
const requestLife = `interval '72 hours'`;

/** Undefined members are left out by the query builder: they stay as they are. */
const fieldColumns = (fields: Partial<TemplateFields>): Record<string, unknown> => ({
  external_id: fields.externalId,
  name: fields.name,
  description: fields.description,
  auto_approve_plan: fields.autoApprovePlan,
  completes_when: fields.completesWhen,
});

const versionColumns = ({ job, locale }: Pick<TemplateFields, 'job' | 'locale'>) => ({
  job: JSON.stringify(job),
  locale,
});

const taken = (): AppError =>
  new AppError('template.external_id_taken', {
    errors: [{ pointer: '/externalId', code: 'taken', message: 'Another template of the tenant has this externalId.' }],
  });

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'templates_external_id_unique';

const note = (
  trx: Db,
  tenantId: string,
  templateId: string,
  { act, reason }: Pick<TemplateChange, 'act' | 'reason'>,
  { actor, requestId }: TemplateAsker,
): Promise<void> =>
  noteAct(trx, tenantId, new Date(), {
    actor,
    requestId,
    act,
    targetKind: 'template',
    targetId: templateId,
    reason: reason ?? null,
  });

const findMade = async (db: Db, tenantId: string, request: string | null): Promise<Template | null> => {
  if (request === null) return null;
  const [made] = await readTemplates(db, tenantId, 'and t.made_by_request = :request', { request });
  return made ?? null;
};

const create = async ({ db }: Deps, tenantId: string, { id, ...fields }: NewTemplate, by: TemplateAsker) =>
  await db.transaction(async (trx) => {
    await trx('templates')
      .where({ tenant_id: tenantId, made_by_request: by.request })
      .whereRaw(`created_at < now() - ${requestLife}`)
      .update({ made_by_request: null });
    const row = { id, tenant_id: tenantId, made_by_request: by.request, ...fieldColumns(fields) };
    const inserted = (await trx('templates').insert(row).onConflict().ignore().returning('id')) as unknown[];
    if (inserted.length === 0) {
      const made = await findMade(trx, tenantId, by.request);
      if (made === null) throw taken();
      return { template: made, isNew: false };
    }
    const version = { template_id: id, version: 1, tenant_id: tenantId, ...versionColumns(fields) };
    await trx('template_versions').insert({ ...version, made_by_request: by.request });
    await note(trx, tenantId, id, { act: 'template.created' }, by);
    return { template: await findTemplate(trx, tenantId, id), isNew: true };
  });

const updateTemplate = async (trx: Db, { tenantId, id }: Template, change: TemplateChange): Promise<void> => {
  const { fields = {}, archived } = change;
  await trx('templates')
    .where({ tenant_id: tenantId, id })
    .update({
      ...fieldColumns(fields),
      ...(archived !== undefined && { archived_at: archived ? trx.fn.now() : null }),
      updated_at: trx.fn.now(),
    })
    .catch((error: unknown) => {
      throw isTaken(error) ? taken() : error;
    });
};

const addVersion = async (trx: Db, before: Template, { newVersion }: TemplateChange, by: TemplateAsker) => {
  if (newVersion === undefined) return;
  const { wishes, revises, ...content } = newVersion;
  await trx('template_versions').insert({
    template_id: before.id,
    version: before.version + 1,
    tenant_id: before.tenantId,
    ...versionColumns(content),
    revises,
    wishes: wishes === null ? null : JSON.stringify(wishes),
    made_by_request: by.request,
  });
};

const locked = async (trx: Db, tenantId: string, id: string): Promise<Template> => {
  await trx('templates').where({ tenant_id: tenantId, id }).select('id').forUpdate();
  return await findTemplate(trx, tenantId, id);
};

const change: (deps: Deps) => TemplateStore['change'] =
  ({ db }) =>
  async (tenantId, id, by, decide) =>
    await db.transaction(async (trx) => {
      const before = await locked(trx, tenantId, id);
      const wish = await decide(before);
      if (wish === null) return before;
      await updateTemplate(trx, before, wish);
      await addVersion(trx, before, wish, by);
      await note(trx, tenantId, id, wish, by);
      return await findTemplate(trx, tenantId, id);
    });

export const createTemplateStore = (deps: Deps): TemplateStore => ({
  create: (tenantId, template, by) => create(deps, tenantId, template, by),
  find: (tenantId, id) => findTemplate(deps.db, tenantId, id),
  change: change(deps),
});
