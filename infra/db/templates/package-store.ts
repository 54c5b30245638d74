// What can be ordered of a tenant, and what a run takes over: the newest version of a template whose plan was approved.
import { AppError } from '../../../domain/errors.ts';
import type { Packages } from '../../../domain/ports/templates.ts';
import {
  jobRequestOf,
  type CompletesWhen,
  type Package,
  type TemplateJob,
  type TemplateUse,
} from '../../../domain/templates/template.ts';
import type { Db } from '../knex.ts';
import { byReferenceSql } from './template-rows.ts';

type Row = {
  id: string;
  external_id: string | null;
  name: string;
  description: string | null;
  auto_approve_plan: boolean | null;
  completes_when: CompletesWhen;
  archived: boolean;
};
type Published<V = Version> = Row & V;
type Version = { version: number; job: TemplateJob; locale: string };

const selectSql = `
  select t.id, t.external_id, t.name, t.description, t.auto_approve_plan, t.completes_when,
    t.archived_at is not null as archived, v.version, v.job, v.locale
  from templates t
  left join lateral (select p.version, p.job, p.locale from template_versions p
    where p.template_id = t.id and p.state = 'approved' order by p.version desc limit 1) v on true
  where t.tenant_id = :tenantId`;

const toPackage = (row: Published): Package => ({
  ...row.job,
  templateId: row.id,
  version: row.version,
  reference: row.external_id ?? row.id,
  name: row.name,
  description: row.description,
  locale: row.locale,
  completesWhen: row.completes_when,
});

const toUse = (row: Published): TemplateUse => ({
  templateId: row.id,
  version: row.version,
  completesWhen: row.completes_when,
  autoApprovePlan: row.auto_approve_plan,
  job: jobRequestOf(row),
  locale: row.locale,
});

const isPublished = (row: Published<{ version: number | null }>): row is Published => row.version !== null;

const list = async (db: Db, tenantId: string): Promise<Package[]> => {
  const { rows } = await db.raw<{ rows: Published[] }>(
    `${selectSql} and t.archived_at is null and v.version is not null order by lower(t.name), t.id`,
    { tenantId },
  );
  return rows.map(toPackage);
};

const use = async (db: Db, tenantId: string, reference: string): Promise<TemplateUse> => {
  const { rows } = await db.raw<{ rows: Published<{ version: number | null }>[] }>(`${selectSql} ${byReferenceSql}`, {
    tenantId,
    reference,
  });
  const [row] = rows;
  if (row === undefined) throw new AppError('template.not_found');
  if (row.archived) throw new AppError('template.archived');
  if (!isPublished(row)) throw new AppError('template.not_published');
  return toUse(row);
};

const job = async (db: Db, tenantId: string, reference: string): ReturnType<Packages['job']> => {
  const { rows } = await db.raw<{ rows: (Version & { archived: boolean })[] }>(
    `select t.archived_at is not null as archived, v.version, v.job, v.locale from templates t
     join lateral (select n.version, n.job, n.locale from template_versions n
       where n.template_id = t.id order by n.version desc limit 1) v on true
     where t.tenant_id = :tenantId ${byReferenceSql}`,
    { tenantId, reference },
  );
  const [row] = rows;
  if (row === undefined) throw new AppError('template.not_found');
  if (row.archived) throw new AppError('template.archived');
  return jobRequestOf(row);
};

export const createPackages = (db: Db): Packages => ({
  list: (tenantId) => list(db, tenantId),
  use: (tenantId, reference) => use(db, tenantId, reference),
  job: (tenantId, reference) => job(db, tenantId, reference),
});
