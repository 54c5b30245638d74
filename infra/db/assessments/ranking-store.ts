// Rankings in one statement: every form by itself, ties inside the uncertainty band sharing a rank.
import { narrowestBand, totalBandOf, wholeBand } from '../../../domain/assessment/ranks.ts';
import type { InterviewState, Verdict } from '../../../domain/lifecycle/state.ts';
import type {
  RankedRun,
  RankingFilter,
  RankingPage,
  RankingPlace,
  RankingReader,
} from '../../../domain/ports/assessment.ts';
import type { Db } from '../knex.ts';

// A run ranks behind those whose totals are higher by more than the band of its form (the mean half-width of the form's
// assessments): `ranksOf` of domain/assessment/ranks.ts, for pages of many. Totals are divided by that band, so that the
// window frame can step in whole bands.
const rankingSql = `
  with scored as (
    select i.run_id, i.candidate_ref, i.form_id, i.template_id, i.template_version, i.position, i.level, i.overall_score, i.verdict, i.state,
      (a.result ->> 'uncertainty')::float8 as uncertainty
    from interviews i
    join assessments a on a.run_id = i.run_id and a.tenant_id = i.tenant_id and a.revision = i.assessment_revision
    where i.tenant_id = :tenantId and i.form_id is not null and i.state in ('ASSESSMENT_PENDING', 'ASSESSMENT_APPROVED')
      and (i.consent_withdrawn_at is null or i.decided_at is not null)
      and (:formId::text is null or i.form_id = :formId)
  ), stepped as (
    select scored.*, overall_score / greatest(avg(uncertainty) over (partition by form_id), ${narrowestBand}) as steps from scored
  ), ranked as (
    select stepped.*, 1 + count(overall_score) over (
      partition by form_id order by steps desc nulls last range between unbounded preceding and ${wholeBand} preceding) as rank
    from stepped
  )
  select run_id, candidate_ref, form_id, template_id, template_version, position, level, overall_score, verdict, state, uncertainty,
    case when overall_score is null then null else rank end as rank
  from ranked
  where (:position::text is null or position = :position)
    and (:templateId::text is null or template_id = coalesce(
      (select t.id from templates t where t.tenant_id = :tenantId and t.external_id = :templateId), :templateId))
    and (:afterForm::text is null or form_id > :afterForm or (form_id = :afterForm and (
      case when :afterScore::float8 is null then overall_score is null and run_id > :afterRun
      else overall_score is null or overall_score < :afterScore or (overall_score = :afterScore and run_id > :afterRun) end)))
  order by form_id, overall_score desc nulls last, run_id
  limit :limit`;

type Row = {
  run_id: string;
  candidate_ref: string | null;
  form_id: string;
  template_id: string | null;
  template_version: number | null;
  position: string | null;
  level: string | null;
  overall_score: number | null;
  verdict: Verdict | null;
  state: InterviewState;
  uncertainty: number | null;
  rank: number | null;
};

const rowToRun = (row: Row): RankedRun => ({
  rank: row.rank,
  runId: row.run_id,
  candidateRef: row.candidate_ref,
  formId: row.form_id,
  templateId: row.template_id,
  templateVersion: row.template_version,
  position: row.position,
  level: row.level,
  overallScore: row.overall_score,
  band: totalBandOf({ overallScore: row.overall_score, uncertainty: row.uncertainty }),
  verdict: row.verdict,
  state: row.state,
});

export const listRankings = async (
  db: Db,
  tenantId: string,
  filter: RankingFilter,
  { limit, after }: { limit: number; after: RankingPlace | null },
): Promise<RankingPage> => {
  const { rows } = (await db.raw(rankingSql, {
    tenantId,
    formId: filter.formId ?? null,
    position: filter.position ?? null,
    templateId: filter.templateId ?? null,
    afterForm: after?.formId ?? null,
    afterScore: after?.overallScore ?? null,
    afterRun: after?.runId ?? null,
    limit: limit + 1,
  })) as { rows: Row[] };
  const items = rows.slice(0, limit).map(rowToRun);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, next: last ? { formId: last.formId, overallScore: last.overallScore, runId: last.runId } : null };
};

export const createRankingReader = (db: Db): RankingReader => ({
  list: (tenantId, filter, page) => listRankings(db, tenantId, filter, page),
});
