// Templates and their versions as stored: every change in one transaction with its audit note; a rule decides in between.
import type { Knex } from 'knex';
import { AppError } from '../../../domain/errors.ts';
import type { NewTemplate, TemplateAsker, TemplateChange, TemplateStore } from '../../../domain/ports/templates.ts';
import type { Template, TemplateFields } from '../../../domain/templates/template.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import { noteAct } from '../audit/audit-intake.ts';
import type { Db } from '../knex.ts';
import { sealName } from './template-names.ts';
import { findTemplate, listTemplates, readTemplates } from './template-rows.ts';

type Deps = { db: Knex; secretBox: SecretBox };

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

const create = async ({ db }: Deps, tenantId: string, { id, ...fields }: NewTemplate, by: TemplateAsker) =>
  await db.transaction(async (trx) => {
    await trx('templates')
      .where({ tenant_id: tenantId, made_by_request: by.request })
      .whereRaw(`created_at < now() - ${requestLife}`)
      .update({ made_by_request: null });
    const row = { id, tenant_id: tenantId, made_by_request: by.request, ...fieldColumns(fields) };
    const inserted = (await trx('templates').insert(row).onConflict().ignore().returning('id')) as unknown[];
    if (inserted.length === 0) {
      const mine = 'and t.made_by_request = :request';
      const [made] = await readTemplates(trx, tenantId, mine, { request: by.request });
      if (made === undefined) throw taken();
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

const addVersion = async (
  trx: Db,
  { secretBox }: Deps,
  before: Template,
  { newVersion }: TemplateChange,
  by: TemplateAsker,
): Promise<void> => {
  if (newVersion === undefined) return;
  const { wishes, revises, requestedBy, ...content } = newVersion;
  const version = before.version + 1;
  await trx('template_versions').insert({
    template_id: before.id,
    version,
    tenant_id: before.tenantId,
    ...versionColumns(content),
    revises,
    wishes: wishes === null ? null : JSON.stringify(wishes),
    requester_sealed: sealName(secretBox, { templateId: before.id, version }, 'requester_sealed', requestedBy),
    made_by_request: by.request,
  });
};

/** Of the newest version. */
const decide = async (
  trx: Db,
  { secretBox }: Deps,
  before: Template,
  { decision, retry }: TemplateChange,
  by: TemplateAsker,
): Promise<void> => {
  const row = { templateId: before.id, version: before.version };
  const newest = trx('template_versions').where({
    tenant_id: before.tenantId,
    template_id: before.id,
    version: before.version,
  });
  const request = { decided_by_request: by.request };
  if (decision !== undefined)
    await newest.update({
      ...request,
      state: decision.state,
      decided_at: trx.fn.now(),
      feedback: decision.feedback ?? null,
      decider_sealed: sealName(secretBox, row, 'decider_sealed', decision.decidedBy),
    });
  if (retry)
    await newest.update({
      ...request,
      state: 'drafting',
      failure: null,
      attempt: trx.raw('attempt + 1'),
      started_at: null,
      start_claimed_until: null,
    });
};

const isRepeat = async (db: Db, tenantId: string, id: string, request: string | null): Promise<boolean> => {
  if (request === null) return false;
  const row: unknown = await db('template_versions')
    .where({ tenant_id: tenantId, template_id: id })
    .andWhere((either) => either.where({ made_by_request: request }).orWhere({ decided_by_request: request }))
    .first('version');
  return row !== undefined;
};

const locked = async (trx: Db, tenantId: string, id: string): Promise<Template> => {
  await trx('templates').where({ tenant_id: tenantId, id }).select('id').forUpdate();
  return await findTemplate(trx, tenantId, id);
};

const change: (deps: Deps) => TemplateStore['change'] = (deps) => async (tenantId, id, by, rule) =>
  await deps.db.transaction(async (trx) => {
    const before = await locked(trx, tenantId, id);
    if (await isRepeat(trx, tenantId, id, by.request)) return before;
    const wish = await rule(before);
    if (wish === null) return before;
    await updateTemplate(trx, before, wish);
    await addVersion(trx, deps, before, wish, by);
    await decide(trx, deps, before, wish, by);
    await note(trx, tenantId, id, wish, by);
    return await findTemplate(trx, tenantId, id);
  });

export const createTemplateStore = (deps: Deps): TemplateStore => ({
  create: (tenantId, template, by) => create(deps, tenantId, template, by),
  find: (tenantId, id) => findTemplate(deps.db, tenantId, id),
  list: (tenantId, filter, page) => listTemplates(deps.db, tenantId, filter, page),
  isRepeat: (tenantId, id, request) => isRepeat(deps.db, tenantId, id, request),
  change: change(deps),
});
