// Reports as rows: claimed for a minute by whoever makes them, ended once, and gone with their time.
import type { Knex } from 'knex';
import type { HiringReport } from '../../../domain/measures/hiring-report.ts';
import type { Report, ReportClaim, ReportParameters, ReportStore } from '../../../domain/ports/measures.ts';
import type { Db } from '../knex.ts';

const keptDays = 7;
const keptMax = 100;
const claimSeconds = 60;

type Row = {
  id: string;
  parameters: ReportParameters;
  state: Report['state'];
  result: HiringReport | null;
  failure: string | null;
  created_at: Date;
  finished_at: Date | null;
  expires_at: Date;
};

const reportOf = ({ created_at, finished_at, expires_at, ...row }: Row): Report => ({
  ...row,
  createdAt: created_at.toISOString(),
  finishedAt: finished_at?.toISOString() ?? null,
  expiresAt: expires_at.toISOString(),
});

/** The tenant's row is held meanwhile: of two at once the second counts the first. */
const add = async (db: Knex, tenantId: string, { id, parameters }: Pick<Report, 'id' | 'parameters'>) =>
  await db.transaction(async (trx) => {
    await trx('tenants').where({ id: tenantId }).forNoKeyUpdate().first('id');
    const { rowCount } = await trx.raw<{ rowCount: number }>(
      `insert into reports (id, tenant_id, parameters, expires_at)
       select :id, :tenantId, :parameters::jsonb, now() + make_interval(days => ${keptDays})
       where (select count(*) from reports where tenant_id = :tenantId and expires_at > now()) < ${keptMax}`,
      { id, tenantId, parameters: JSON.stringify(parameters) },
    );
    return rowCount === 1;
  });

const claimSql = `
  update reports set attempts = attempts + 1, claimed_until = now() + make_interval(secs => ${claimSeconds})
  where id = (
    select id from reports
    where state = 'queued' and (claimed_until is null or claimed_until < now()) and expires_at > now()
    order by created_at limit 1 for update skip locked)
  returning id, tenant_id as "tenantId", parameters, attempts as attempt`;

export const createReportStore = (db: Knex): ReportStore => {
  const queued = ({ tenantId, id }: ReportClaim) => db('reports').where({ tenant_id: tenantId, id, state: 'queued' });
  const end = (change: object) => ({ ...change, claimed_until: null, finished_at: db.fn.now() });
  return {
    add: (tenantId, report) => add(db, tenantId, report),
    find: async (tenantId, id) => {
      const row: Row | undefined = await db('reports')
        .where({ tenant_id: tenantId, id })
        .whereRaw('expires_at > now()')
        .first('id', 'parameters', 'state', 'result', 'failure', 'created_at', 'finished_at', 'expires_at');
      return row === undefined ? null : reportOf(row);
    },
    claim: async () => {
      const { rows } = await db.raw<{ rows: ReportClaim[] }>(claimSql);
      return rows[0] ?? null;
    },
    complete: async (claim, result) => {
      await queued(claim).update(end({ state: 'completed', result: JSON.stringify(result) }));
    },
    fail: async (claim, code) => {
      await queued(claim).update(end({ state: 'failed', failure: code }));
    },
    release: async (claim, pauseMs) => {
      await queued(claim).update({ claimed_until: db.raw('now() + make_interval(secs => ?)', [pauseMs / 1_000]) });
    },
  };
};

export const sweepReports = async (db: Db, limit: number): Promise<void> => {
  await db.raw(`delete from reports where id in (select id from reports where expires_at < now() limit ?)`, [limit]);
};
