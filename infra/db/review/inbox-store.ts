// What one reviewer was given, in one statement for the inbox and one for the runs of a form.
import type {
  CompareReading,
  ComparedRun,
  InboxReading,
  ReviewInboxStore,
} from '../../../domain/ports/review-inbox.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { parseDuration } from '../../../domain/text/duration.ts';
import { namedRecruiterSql } from '../deliveries/mail-event-rows.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';
import { presentPlanSql, toStoredPlan, type PlanJson } from '../plans/plan-store.ts';
import { prepared } from '../prepared.ts';
import { connectionOfRun, linksSql } from './link-sql.ts';

/** More than anybody can look through; what is shown of it is cut shorter where it is shown. */
const readMax = 1_000;

const epochMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::bigint`;

const ofReader = (alias: string): string => `${alias}.tenant_id = $1 and ${alias}.reviewer = $2`;

/** The runs `i` that links of the reader $2 open at the moment $3, whatever has become of them. */
const givenSql = (columns: string): string => `
  given as (
    select l.run_id, bool_or(l.made) as made
    from (${linksSql({ mails: ofReader('m'), made: ofReader('k') })}) l
    where l.revoked_at is null and l.ends_at > $3
    group by l.run_id
  ), mine as (
    select i.*, given.made, ${namedRecruiterSql} as named_recruiter, ${columns}
    from given
    join interviews i on i.tenant_id = $1 and i.run_id = given.run_id and not ${erasingSql('i')}
    ${connectionOfRun}
  )`;

/** A column of the review that the candidate asked for, as long as nobody has decided on it. */
const openAppealSql = (column: string): string => `(
    select v.${column} from appeal_reviews v where v.tenant_id = i.tenant_id and v.run_id = i.run_id and v.state = 'open')`;

/** What of an interview `i` a person has to do; nothing once consent was withdrawn. */
const waitsForSql = `case
    when i.state = 'PENDING' then 'plan'
    when i.state = 'ASSESSMENT_PENDING' and i.consent_withdrawn_at is null then 'verdict'
    when ${openAppealSql('opened_at')} is not null then 'appeal' end`;

const isAssessed = `mine.form_id is not null and mine.state in ('ASSESSMENT_PENDING', 'ASSESSMENT_APPROVED')
    and (mine.consent_withdrawn_at is null or mine.decided_at is not null)`;

const inboxSql = `
  with ${givenSql(`${waitsForSql} as waits_for, ${openAppealSql('opened_at')} as appealed_at, ${openAppealSql('due_at')} as appeal_due_at`)}
  select t.settings,
    (select coalesce(json_agg(w), '[]') from (
      select mine.run_id as "runId", coalesce(mine.candidate_ref, mine.external_id) as "candidateRef", mine.position, mine.level, mine.company_name as "companyName",
        mine.waits_for as "waitsFor", mine.made, mine.named_recruiter as "namedRecruiter",
        case when mine.waits_for = 'appeal' then ${epochMs('mine.appealed_at')} else (mine.machine ->> 'waitingSince')::bigint end as since,
        case when mine.waits_for = 'appeal' then ${epochMs('mine.appeal_due_at')} end as "dueAt",
        exists (select 1 from review_drafts d where d.tenant_id = $1 and d.run_id = mine.run_id and d.reviewer = $2
          and d.about = mine.waits_for) as draft
      from mine where mine.waits_for is not null
      order by since, mine.run_id limit ${readMax}) w) as waiting,
    (select coalesce(json_agg(f), '[]') from (
      select mine.form_id as "formId", max(mine.position) as position, mine.made, mine.named_recruiter as "namedRecruiter", count(*)::int as runs
      from mine where ${isAssessed}
      group by mine.form_id, mine.made, mine.named_recruiter
      order by max(mine.completed_at) desc nulls last, mine.form_id limit ${readMax}) f) as forms
  from tenants t where t.id = $1`;

type InboxRow = { settings: TenantOverrides } & Pick<InboxReading, 'waiting' | 'forms'>;

const readInbox = prepared<InboxRow>('read_review_inbox', inboxSql);

/** The results without their evidence. */
const resultsJson = `(
  select coalesce(jsonb_agg(jsonb_build_object('id', c ->> 'id', 'score', c -> 'score', 'band', c -> 'band')), '[]')
  from jsonb_array_elements(a.result -> 'competencies') c)`;

const competencyIdsJson = `(
  select coalesce(jsonb_agg(e.c ->> 'id' order by e.place), '[]')
  from plans p, jsonb_array_elements(coalesce(p.structure, p.plan) -> 'competencies') with ordinality as e (c, place)
  where p.tenant_id = i.tenant_id and p.run_id = i.run_id and p.revision = a.plan_revision)`;

const formSql = `
  with ${givenSql('true as given')}
  select t.settings, i.run_id, coalesce(i.candidate_ref, i.external_id) as candidate_ref, i.position, i.state, i.completed_at,
    i.overall_score, i.verdict, i.made, i.named_recruiter, (a.result ->> 'uncertainty')::float8 as uncertainty,
    ${resultsJson} as results, ${competencyIdsJson} as competency_ids,
    (select coalesce(json_agg(r.competency_id), '[]') from review_ratings r
      where r.tenant_id = $1 and r.run_id = i.run_id and r.reviewer = $2 and r.revision = i.assessment_revision) as rated,
    case when row_number() over newest = 1 then ${presentPlanSql} end as plan
  from tenants t
  left join (
    (select mine.* from mine where mine.form_id = $4 and ${isAssessed}) i
    join assessments a on a.tenant_id = $1 and a.run_id = i.run_id and a.revision = i.assessment_revision
  ) on true
  where t.id = $1
  window newest as (order by i.completed_at desc nulls last, i.run_id)
  order by i.completed_at desc nulls last, i.run_id limit ${readMax}`;

type FormRow = {
  settings: TenantOverrides;
  run_id: string | null;
  candidate_ref: string | null;
  position: string | null;
  state: ComparedRun['state'];
  completed_at: Date | null;
  overall_score: number | null;
  verdict: ComparedRun['verdict'];
  made: boolean;
  named_recruiter: string | null;
  uncertainty: number | null;
  results: ComparedRun['results'];
  competency_ids: string[];
  rated: string[];
  plan: PlanJson | null;
};

const readForm = prepared<FormRow>('read_review_form', formSql);

type FullRow = FormRow & { run_id: string };

const toRun = (row: FullRow): ComparedRun => ({
  runId: row.run_id,
  candidateRef: row.candidate_ref,
  position: row.position,
  state: row.state,
  completedAt: row.completed_at?.getTime() ?? null,
  overallScore: row.overall_score,
  uncertainty: row.uncertainty,
  verdict: row.verdict,
  made: row.made,
  namedRecruiter: row.named_recruiter,
  results: row.results,
  competencyIds: row.competency_ids,
  rated: row.rated,
});

const recruitersIn = (row: { settings: TenantOverrides } | undefined): readonly string[] =>
  resolveSettings(row?.settings ?? {}).mail.recruiters;

const toReading = (rows: readonly FormRow[]): CompareReading => {
  const found = rows.filter((row): row is FullRow => row.run_id !== null);
  const [first] = found;
  return {
    recruiters: recruitersIn(rows[0]),
    plan: first === undefined || first.plan === null ? null : { runId: first.run_id, stored: toStoredPlan(first.plan) },
    runs: found.map(toRun),
  };
};

export const createReviewInboxStore = (db: Db): ReviewInboxStore => ({
  waiting: async ({ tenantId, reviewer, now }) => {
    const [row] = await readInbox(db, [tenantId, reviewer, new Date(now)]);
    const { target } = resolveSettings(row?.settings ?? {}).review;
    return {
      recruiters: recruitersIn(row),
      targetMs: parseDuration(target) ?? 0,
      waiting: row?.waiting ?? [],
      forms: row?.forms ?? [],
    };
  },
  form: async ({ tenantId, reviewer, now }, formId) =>
    toReading(await readForm(db, [tenantId, reviewer, new Date(now), formId])),
});
