// Links to results as stored: when they end, whether they were ended, when they were last used.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { ResultDetail, ResultLink, ResultLinkStore } from '../../../domain/ports/result-links.ts';
import { parseDuration } from '../../../domain/text/duration.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { ofRun, type Db } from '../knex.ts';

type Row = { id: string; created_at: Date; expires_at: Date; used_at: Date | null; revoked_at: Date | null };

const columns = ['id', 'created_at', 'expires_at', 'used_at', 'revoked_at'] as const;
/** Far more than anybody ends by hand. */
const listMax = 1_000;

const rowToLink = (row: Row): ResultLink => ({
  id: row.id,
  createdAt: row.created_at.getTime(),
  expiresAt: row.expires_at.getTime(),
  usedAt: row.used_at?.getTime() ?? null,
  revokedAt: row.revoked_at?.getTime() ?? null,
});

/** Two calls at the same moment may make two links: both open the same page, and both end. */
const currentStatement = `
  with live as (
    select ${columns.join(', ')} from result_links
    where tenant_id = :tenantId and run_id = :runId and revoked_at is null and expires_at >= :from
    order by created_at desc limit 1
  ), made as (
    insert into result_links (id, tenant_id, run_id, expires_at)
    select :id, tenant_id, run_id, :until from interviews
    where tenant_id = :tenantId and run_id = :runId and not exists (select from live)
    returning ${columns.join(', ')}
  )
  select * from live union all select * from made`;

const find = async (db: Db, run: RunRef, id: string): Promise<ResultLink | null> => {
  const row: Row | undefined = await db('result_links')
    .where({ ...ofRun(run), id })
    .first(...columns);
  return row === undefined ? null : rowToLink(row);
};

/** What the tenant shows on the page of a result, and how long its link works. */
export const resultSettingsOf =
  (db: Db) =>
  async (tenantId: string): Promise<{ detail: ResultDetail; linkLifeMs: number }> => {
    const row: { settings: TenantOverrides } | undefined = await db('tenants')
      .where({ id: tenantId })
      .first('settings');
    const { detail, linkLife } = resolveSettings(row?.settings ?? {}).results;
    return { detail, linkLifeMs: parseDuration(linkLife) ?? 0 };
  };

export const createResultLinkStore = (db: Knex): ResultLinkStore => ({
  current: async (run, { id, from, until }) => {
    const bindings = { ...run, id, from: new Date(from), until: new Date(until) };
    const { rows } = await db.raw<{ rows: Row[] }>(currentStatement, bindings);
    return rows[0] === undefined ? null : rowToLink(rows[0]);
  },
  find: (run, id) => find(db, run, id),
  list: async (run) => {
    const rows: Row[] = await db('result_links')
      .where(ofRun(run))
      .select(...columns)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(listMax);
    if (rows.length > 0) return rows.map(rowToLink);
    const known: unknown = await db('interviews').where(ofRun(run)).first('run_id');
    return known === undefined ? null : [];
  },
  revoke: (run, id, { at, actor, requestId }) =>
    db.transaction(async (trx) => {
      const changed = await trx('result_links')
        .where({ ...ofRun(run), id, revoked_at: null })
        .update({ revoked_at: new Date(at) });
      if (changed === 1) {
        const target = { targetKind: 'interview', targetId: run.runId, reason: id } as const;
        await noteAct(trx, run.tenantId, new Date(at), { act: 'result_link.revoked', actor, requestId, ...target });
      }
      return await find(trx, run, id);
    }),
  noteUse: async (run, id, at) => {
    await db('result_links')
      .where({ ...ofRun(run), id })
      .where((unused) => unused.whereNull('used_at').orWhere('used_at', '<', new Date(at - 60_000)))
      .update({ used_at: new Date(at) });
  },
});
