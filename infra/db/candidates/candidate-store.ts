// Candidates read in one statement each: the newest run of a person that is not being erased, with what may be told of it.
import type { Knex } from 'knex';
import type { CandidateFilter, CandidatePage, CandidateRun, CandidateStore } from '../../../domain/ports/candidates.ts';
import type { ResultStatus } from '../../../domain/orders/result.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import { assessmentJoin, factColumns, factsOf, type FactsRow } from '../orders/order-store.ts';
import { candidateOfMailbox } from './candidate-rows.ts';

type Row = FactsRow & {
  tenant_id: string;
  candidate_id: string;
  run_id: string;
  interview_id: string;
  job_id: string | null;
  position: string | null;
  requisition_id: string | null;
  personal_sealed: Buffer | null;
  created_at: Date;
  updated_at: Date;
};

const runColumns = `i.tenant_id, i.candidate_id, i.run_id, i.interview_id, i.position, i.personal_sealed, i.created_at,
  i.updated_at, coalesce(t.external_id, t.id) as job_id, o.vendor_keys ->> 'requisitionId' as requisition_id, ${factColumns}`;
const joins = `
  left join templates t on t.id = i.template_id and t.tenant_id = i.tenant_id
  left join orders o on o.run_id = i.run_id and o.tenant_id = i.tenant_id
  ${assessmentJoin}`;

/** The rule of `resultOf` as far as its status, for filters and counts; a test holds the two together. */
export const resultStatusSql = (owner: string): string => `case
    when ${owner}.consent_withdrawn_at is not null or ${owner}.state in ('REJECTED', 'CANCELLED') then 'ended'
    when ${owner}.state = 'ASSESSMENT_APPROVED' then 'complete'
    when ${owner}.state = 'ASSESSMENT_PENDING' and ${owner}.completes_when = 'scored' then 'complete'
    when ${owner}.state in ('COMPLETED', 'ASSESSMENT_PENDING') then 'in_review'
    when ${owner}.state = 'IN_PROGRESS' then 'in_progress'
    when ${owner}.state in ('APPROVED', 'SCHEDULED') then 'invited'
    else 'waiting' end`;

/** The newest run of each candidate, with `jobId` of those for that job. */
const newestCte = `newest as (
    select distinct on (i.candidate_id) i.candidate_id, i.run_id, i.updated_at, i.state, i.completes_when, i.consent_withdrawn_at
    from interviews i
    where i.tenant_id = :tenantId and i.candidate_id is not null and not ${erasingSql('i')}
      and (:jobId::text is null or i.template_id in (
        select id from templates where tenant_id = :tenantId and (external_id = :jobId or id = :jobId)))
    order by i.candidate_id, i.created_at desc, i.run_id desc
  )`;

const listSql = `
  with ${newestCte}, matching as (
    select * from newest where :statuses::text[] is null or ${resultStatusSql('newest')} = any(:statuses::text[])
  ), page as (
    select run_id, updated_at, candidate_id from matching order by updated_at desc, candidate_id limit :limit offset :offset
  )
  select n.total, r.*
  from (select count(*)::int as total from matching) n
  left join (
    select ${runColumns} from page p join interviews i on i.run_id = p.run_id and i.tenant_id = :tenantId ${joins}
  ) r on true
  order by r.updated_at desc, r.candidate_id`;

const countSql = `
  with ${newestCte}
  select ${resultStatusSql('newest')} as status, count(*)::int as count from newest group by 1`;

const findSql = `
  select ${runColumns} from interviews i ${joins}
  where i.tenant_id = :tenantId and i.candidate_id = :candidateId and not ${erasingSql('i')}
    and (:interviewId::uuid is null or i.interview_id = :interviewId::uuid)
    and (:templateId::text is null or i.template_id = :templateId)
  order by i.created_at desc, i.run_id desc limit 1`;

const toRun = (row: Row): CandidateRun => ({
  tenantId: row.tenant_id,
  candidateId: row.candidate_id,
  runId: row.run_id,
  interviewId: row.interview_id,
  jobId: row.job_id,
  position: row.position,
  state: row.machine.state,
  facts: factsOf(row),
  scheduledAt: row.machine.scheduledAt,
  requisitionId: row.requisition_id,
  personalSealed: row.personal_sealed,
  createdAt: row.created_at.getTime(),
  updatedAt: row.updated_at.getTime(),
});

const list = async (
  db: Knex,
  tenantId: string,
  { jobId, statuses }: CandidateFilter,
  page: { limit: number; offset: number },
): Promise<CandidatePage> => {
  const bindings = { tenantId, jobId: jobId ?? null, statuses: statuses === undefined ? null : [...statuses], ...page };
  const { rows } = await db.raw<{ rows: (Row & { total: number; run_id: string | null })[] }>(listSql, bindings);
  return { total: rows[0]?.total ?? 0, runs: rows.filter((row) => row.run_id !== null).map(toRun) };
};

type Which = { candidateId: string; interviewId?: string | undefined; templateId?: string };

const find = async (db: Knex, tenantId: string, which: Which): Promise<CandidateRun | null> => {
  const { candidateId, interviewId = null, templateId = null } = which;
  const bindings = { tenantId, candidateId, interviewId, templateId };
  const { rows } = await db.raw<{ rows: Row[] }>(findSql, bindings);
  return rows[0] === undefined ? null : toRun(rows[0]);
};

export const createCandidateStore = (db: Knex): CandidateStore => ({
  list: (tenantId, filter, page) => list(db, tenantId, filter, page),
  countByStatus: async (tenantId, jobId) => {
    const { rows } = await db.raw<{ rows: { status: ResultStatus; count: number }[] }>(countSql, { tenantId, jobId });
    return new Map(rows.map(({ status, count }) => [status, count]));
  },
  find: (tenantId, candidateId, interviewId) => find(db, tenantId, { candidateId, interviewId }),
  findOfTemplate: (tenantId, candidateId, templateId) => find(db, tenantId, { candidateId, templateId }),
  candidateOf: (tenantId, mailbox) => db.transaction((trx) => candidateOfMailbox(trx, tenantId, mailbox)),
});
