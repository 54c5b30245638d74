// What a reviewer adds before deciding: own ratings, a sealed draft, and what was looked at; each in one statement.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { NewRating, NewTrace, ReviewEvidenceStore, SavedDraft } from '../../../domain/ports/review-views.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import type { AppealState } from '../../../domain/appeals/appeal.ts';
import type { InterviewState } from '../../../domain/lifecycle/state.ts';
import {
  isDraftWanted,
  tracePlacesMax,
  traceSecondsMax,
  withoutEvidence,
  type Rating,
  type ReviewerEvidence,
} from '../../../domain/review/evidence.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import { ofRun } from '../knex.ts';

type Deps = { db: Knex; sealer: Sealer };

/** The present assessment of a run that may still be judged. An erasure holds the row: whoever comes first is seen by the other. */
const present = `interviews i where i.tenant_id = :tenantId and i.run_id = :runId and i.assessment_revision = :revision
    and not ${erasingSql('i')}`;

const rateSql = `
  with given as (
    insert into review_ratings (tenant_id, run_id, revision, reviewer, competency_id, rating, blind, rated_at)
    select i.tenant_id, i.run_id, :revision, :reviewer, :competencyId, :rating::smallint, :blind, :at
    from ${present} and i.state = 'ASSESSMENT_PENDING' and exists (
      select 1 from assessments a, jsonb_array_elements(a.result -> 'competencies') c
      where a.tenant_id = i.tenant_id and a.run_id = i.run_id and a.revision = :revision and c ->> 'id' = :competencyId)
    for share of i
    on conflict (run_id, revision, reviewer, competency_id) do update
      set rating = excluded.rating, rated_at = excluded.rated_at, blind = false where not :blind and not review_ratings.blind
    returning rating
  )
  select rating from given
  union all
  select rating from review_ratings where tenant_id = :tenantId and run_id = :runId and revision = :revision
    and reviewer = :reviewer and competency_id = :competencyId and not exists (select from given)`;

const rate = async ({ db }: Deps, { tenantId, runId }: RunRef, { at, ...rating }: NewRating) => {
  const { rows } = await db.raw<{ rows: { rating: Rating | null }[] }>(rateSql, {
    tenantId,
    runId,
    ...rating,
    at: new Date(at),
  });
  return rows[0] ?? null;
};

/** The row is held: a draft that is on its way when somebody decides comes before the decision, or not at all. */
const placeSql = `
  select i.state, ${erasingSql('i')} as gone, (select r.state from appeal_reviews r
    where r.tenant_id = i.tenant_id and r.run_id = i.run_id) as appeal
  from interviews i where i.tenant_id = :tenantId and i.run_id = :runId for share of i`;
type Place = { state: InterviewState; gone: boolean; appeal: AppealState | null };

const saveDraft = async (
  { db, sealer }: Deps,
  run: RunRef,
  reviewer: string,
  { about, revision, savedAt, ...texts }: SavedDraft,
): Promise<boolean> => {
  const draft_sealed = Buffer.from(await sealer.seal(sealPlaces.reviewDraft(run, reviewer), texts));
  return await db.transaction(async (trx) => {
    const { rows } = await trx.raw<{ rows: Place[] }>(placeSql, { ...run });
    const [place] = rows;
    if (place === undefined || place.gone) throw new AppError('personal_data.erased');
    if (!isDraftWanted(about, place)) return false;
    await trx('review_drafts')
      .insert({ ...ofRun(run), reviewer, about, revision, draft_sealed, saved_at: new Date(savedAt) })
      .onConflict(['run_id', 'reviewer'])
      .merge(['about', 'revision', 'draft_sealed', 'saved_at']);
    return true;
  });
};

// What was looked at once it is decided is no evidence for the decision: only what we say of the decision itself comes after it.
// New places are taken in their order until the reader has as many as one may have; known ones add up in any case.
const traceSql = `
  with told as (
    select e.kind, e.target, sum(e.seconds)::int as seconds, count(*)::int as times, min(e.place) as place
    from json_to_recordset(:entries) as e (place int, kind text, target text, seconds int)
    group by e.kind, e.target
  ), numbered as (
    select told.*, row_number() over (order by known.kind is null, told.place) as number
    from told left join review_traces known on known.tenant_id = :tenantId and known.run_id = :runId
      and known.revision = :revision and known.reviewer = :reviewer and known.kind = told.kind and known.target = told.target
  ), noted as (
    insert into review_traces (tenant_id, run_id, revision, reviewer, kind, target, times, seconds, first_at, last_at)
    select i.tenant_id, i.run_id, :revision, :reviewer, n.kind, n.target, n.times, least(n.seconds, ${traceSecondsMax}), :at, :at
    from interviews i, numbered n
    where i.tenant_id = :tenantId and i.run_id = :runId and i.assessment_revision = :revision and not ${erasingSql('i')}
      and (:afterwards or i.state = 'ASSESSMENT_PENDING')
      and (exists (select 1 from review_traces k where k.tenant_id = :tenantId and k.run_id = :runId and k.revision = :revision
          and k.reviewer = :reviewer and k.kind = n.kind and k.target = n.target)
        or n.number <= ${tracePlacesMax} - (select count(*) from review_traces k
          where k.tenant_id = :tenantId and k.run_id = :runId and k.revision = :revision and k.reviewer = :reviewer))
    order by n.place
    for share of i
    on conflict (run_id, revision, reviewer, kind, target) do update set
      times = review_traces.times + excluded.times,
      seconds = least(review_traces.seconds + excluded.seconds, ${traceSecondsMax}), last_at = excluded.last_at
    returning kind
  )
  select count(*)::int as noted from noted`;

const trace = async (
  { db }: Deps,
  { tenantId, runId }: RunRef,
  { at, ...whose }: { reviewer: string; revision: number; at: number },
  entries: readonly NewTrace[],
): Promise<number> => {
  const { rows } = await db.raw<{ rows: { noted: number }[] }>(traceSql, {
    tenantId,
    runId,
    ...whose,
    at: new Date(at),
    afterwards: entries.every(({ kind }) => kind === withoutEvidence),
    entries: JSON.stringify(entries.map((entry, place) => ({ ...entry, seconds: Math.round(entry.seconds), place }))),
  });
  return rows[0]?.noted ?? 0;
};

type RatingRow = { reviewer: string; competency_id: string; rating: Rating | null; blind: boolean };
type TraceRow = { reviewer: string; kind: string; target: string; seconds: number };

const readAll = async ({ db }: Deps, run: RunRef, revision: number): Promise<ReviewerEvidence[]> => {
  const [rated, traced]: [RatingRow[], TraceRow[]] = await Promise.all([
    db('review_ratings')
      .select('reviewer', 'competency_id', 'rating', 'blind')
      .where({ ...ofRun(run), revision })
      .orderBy(['reviewer', 'competency_id']),
    db('review_traces')
      .select('reviewer', 'kind', 'target', 'seconds')
      .where({ ...ofRun(run), revision })
      .orderBy('place'),
  ]);
  const reviewers = [...new Set([...rated, ...traced].map(({ reviewer }) => reviewer))];
  return reviewers.map((reviewer) => ({
    reviewer,
    ratings: rated
      .filter((one) => one.reviewer === reviewer)
      .map(({ competency_id: competencyId, rating, blind }) => ({ competencyId, rating, blind })),
    traces: traced
      .filter((one) => one.reviewer === reviewer)
      .map(({ kind, target, seconds }) => ({ kind, target, seconds })),
  }));
};

export const createReviewEvidenceStore = (deps: Deps): ReviewEvidenceStore => ({
  rate: (run, rating) => rate(deps, run, rating),
  saveDraft: (run, reviewer, draft) => saveDraft(deps, run, reviewer, draft),
  readAll: (run, revision) => readAll(deps, run, revision),
  dropDraft: async (run, reviewer) => {
    await deps
      .db('review_drafts')
      .where({ ...ofRun(run), reviewer })
      .delete();
  },
  trace: (run, whose, entries) => trace(deps, run, whose, entries),
});
