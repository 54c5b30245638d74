// Templates as jobs of a face that pages by number and names them as vendors do, published or not.
import { AppError } from '../../../domain/errors.ts';
import type { Template } from '../../../domain/templates/template.ts';
import type { Db } from '../knex.ts';
import { byReferenceSql, readTemplates } from './template-rows.ts';

export type JobReader = {
  /** Those that are not archived, newest first. */
  list(tenantId: string, page: { limit: number; offset: number }): Promise<{ jobs: Template[]; total: number }>;
  /** By `externalId`, else by id; throws `template.not_found`. */
  find(tenantId: string, reference: string): Promise<Template>;
};

const onPage = 'and t.archived_at is null order by t.created_at desc, t.id desc limit :limit offset :offset';

export const createJobReader = (db: Db): JobReader => ({
  list: async (tenantId, page) => {
    const [jobs, counted] = await Promise.all([
      readTemplates(db, tenantId, onPage, page),
      db('templates').where({ tenant_id: tenantId, archived_at: null }).count({ total: '*' }),
    ]);
    return { jobs, total: Number(counted[0]?.['total'] ?? 0) };
  },
  find: async (tenantId, reference) => {
    const [template] = await readTemplates(db, tenantId, byReferenceSql, { reference });
    if (template === undefined) throw new AppError('template.not_found');
    return template;
  },
});
