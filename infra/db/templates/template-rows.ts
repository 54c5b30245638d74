// Templates as stored: what belongs to a template and what to its versions, read together.
import type { CompletesWhen, Template, TemplateJob, TemplateState } from '../../../domain/templates/template.ts';
import { AppError } from '../../../domain/errors.ts';
import type { TemplateFilter, TemplatePlace } from '../../../domain/ports/templates.ts';
import { exactTime, type Db } from '../knex.ts';

type Row = {
  id: string;
  tenant_id: string;
  external_id: string | null;
  name: string;
  description: string | null;
  auto_approve_plan: boolean | null;
  completes_when: CompletesWhen;
  archived_at: Date | null;
  created_at: Date;
  updated_at: Date;
  /** Of the newest version. */
  version: number;
  job: TemplateJob;
  locale: string;
  state: TemplateState;
  failure: string | null;
  published_version: number | null;
  place: string;
};

const toTemplate = (row: Row): Template => ({
  id: row.id,
  tenantId: row.tenant_id,
  externalId: row.external_id,
  name: row.name,
  description: row.description,
  job: row.job,
  locale: row.locale,
  autoApprovePlan: row.auto_approve_plan,
  completesWhen: row.completes_when,
  archived: row.archived_at !== null,
  version: row.version,
  publishedVersion: row.published_version,
  planState: row.state,
  planFailure: row.failure,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

const selectSql = `
  select t.*, ${exactTime('t.created_at')} as place, v.version, v.job, v.locale, v.state, v.failure,
    (select max(p.version) from template_versions p where p.template_id = t.id and p.state = 'approved') as published_version
  from templates t
  join lateral (select * from template_versions n where n.template_id = t.id order by n.version desc limit 1) v on true
  where t.tenant_id = :tenantId`;

/** The template `t` that a caller names: by `externalId`, else by id. Goes on after the condition on the tenant. */
export const byReferenceSql = `and (t.external_id = :reference or t.id = :reference)
  order by t.external_id = :reference desc nulls last limit 1`;

/** `rest` goes on after the condition on the tenant. */
const readRows = async (db: Db, tenantId: string, rest: string, bindings: Record<string, unknown>): Promise<Row[]> =>
  (await db.raw<{ rows: Row[] }>(`${selectSql} ${rest}`, { tenantId, ...bindings })).rows;

export const readTemplates = async (
  db: Db,
  tenantId: string,
  rest: string,
  bindings: Record<string, unknown>,
): Promise<Template[]> => (await readRows(db, tenantId, rest, bindings)).map(toTemplate);

export const findTemplate = async (db: Db, tenantId: string, id: string): Promise<Template> => {
  const [template] = await readTemplates(db, tenantId, 'and t.id = :id', { id });
  if (template === undefined) throw new AppError('template.not_found');
  return template;
};

/** One row more than asked for tells whether there are more. */
export const listTemplates = async (
  db: Db,
  tenantId: string,
  { archived }: TemplateFilter,
  { limit, after }: { limit: number; after: TemplatePlace | null },
): Promise<{ items: Template[]; next: TemplatePlace | null }> => {
  const rows = await readRows(
    db,
    tenantId,
    `and (t.archived_at is not null) = :archived
     and (:at::timestamptz is null or (t.created_at, t.id) < (:at::timestamptz, :id))
     order by t.created_at desc, t.id desc limit :limit`,
    { archived, at: after?.at ?? null, id: after?.id ?? null, limit: limit + 1 },
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(toTemplate), next: last === undefined ? null : { at: last.place, id: last.id } };
};
