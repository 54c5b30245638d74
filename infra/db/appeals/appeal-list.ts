// Appeals in a list, those that are due first: of a tenant in pages, and over all tenants for operators. Codes and times alone.
import type { AppealFilter, AppealPlace, ListedAppeal } from '../../../domain/ports/appeals.ts';
import type { AppealDecider, AppealState } from '../../../domain/appeals/appeal.ts';
import type { Verdict } from '../../../domain/lifecycle/state.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import { exactTime, type Db } from '../knex.ts';

type Row = {
  tenant_id: string;
  run_id: string;
  interview_id: string;
  candidate_ref: string | null;
  position: string | null;
  state: AppealState;
  opened_at: Date;
  due_at: Date;
  overdue: boolean;
  decided_at: Date | null;
  verdict: Verdict | null;
  reason_codes: string[];
  reviewed_by: AppealDecider | null;
  place: string;
};

/** Open ones of interviews that are erased are left out: nobody can decide on them. */
const listSql = (condition: string): string => `
  select v.tenant_id, v.run_id, i.interview_id, i.candidate_ref, i.position, v.state, v.opened_at, v.due_at,
    v.state = 'open' and v.due_at <= :now as overdue, v.decided_at, v.verdict, v.reason_codes, v.reviewed_by,
    ${exactTime('v.due_at')} as place
  from appeal_reviews v join interviews i on i.tenant_id = v.tenant_id and i.run_id = v.run_id
  where ${condition} and (v.state <> 'open' or not ${erasingSql('i')})
    and (:state::text is null or :state = case when v.state = 'open' then 'open' else 'decided' end)
    and (not :overdue or (v.state = 'open' and v.due_at <= :now))
  order by v.due_at, v.run_id limit :limit`;

const toListed = (row: Row): ListedAppeal => ({
  runId: row.run_id,
  interviewId: row.interview_id,
  candidateRef: row.candidate_ref,
  position: row.position,
  overdue: row.overdue,
  requestedAt: row.opened_at.getTime(),
  state: row.state,
  dueAt: row.due_at.getTime(),
  decidedAt: row.decided_at?.getTime() ?? null,
  verdict: row.verdict,
  reasonCodes: row.reason_codes,
  reviewedBy: row.reviewed_by,
});

const bindings = ({ state, overdue }: AppealFilter, at: { now: number; limit: number }) => ({
  state: state ?? null,
  overdue: overdue === true,
  now: new Date(at.now),
  limit: at.limit,
});

const ofTenant = listSql(
  `v.tenant_id = :tenantId and (:after::text is null or (v.due_at, v.run_id) > (:after::timestamptz, :afterRun))`,
);

type Page = { limit: number; after: AppealPlace | null; now: number };

export const listAppeals = async (db: Db, tenantId: string, filter: AppealFilter, { limit, after, now }: Page) => {
  const place = { after: after?.dueAt ?? null, afterRun: after?.runId ?? '' };
  const values = { tenantId, ...place, ...bindings(filter, { now, limit: limit + 1 }) };
  const { rows } = await db.raw<{ rows: Row[] }>(ofTenant, values);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(toListed), next: last === undefined ? null : { dueAt: last.place, runId: last.run_id } };
};

/** Of all tenants where none is named. */
export const findAppeals = async (
  db: Db,
  { tenantId, ...filter }: AppealFilter & { tenantId: string | undefined },
  at: { now: number; limit: number },
): Promise<(ListedAppeal & { tenantId: string })[]> => {
  const sql = listSql(tenantId === undefined ? 'true' : 'v.tenant_id = :tenantId');
  const { rows } = await db.raw<{ rows: Row[] }>(sql, { tenantId: tenantId ?? null, ...bindings(filter, at) });
  return rows.map((row) => ({ ...toListed(row), tenantId: row.tenant_id }));
};
