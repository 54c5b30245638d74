// Assessments: positions and scores in plain columns, texts sealed, quotes never stored but sliced when they are shown.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Knex } from 'knex';
import type { Assessment, AssessmentWording } from '../../../domain/assessment/assessment.ts';
import { AppError } from '../../../domain/errors.ts';
import type { JobRequest, PersonalRequest } from '../../../domain/request/request.ts';
import type { Verdict } from '../../../domain/lifecycle/state.ts';
import type {
  AssessmentStore,
  NewAssessment,
  ScoringMaterial,
  StoredVerdict,
} from '../../../domain/ports/assessment.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { openPersonal, openPlan } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { ofRun, type Db } from '../knex.ts';
import { presentPlanSql, toStoredPlan, type PlanJson } from '../plans/plan-store.ts';
import { splitAssessment } from './assessment-rows.ts';
import { forgetDraftSql } from '../room/room-clock-store.ts';
import { readTranscript } from '../room/turn-store.ts';

const table = 'assessments';

const consentSql = `
  select i.consent_withdrawn_at is not null as withdrawn, (
    select accepted from consents c where c.tenant_id = i.tenant_id and c.run_id = i.run_id order by number desc limit 1) as accepted
  from interviews i where i.tenant_id = :tenantId and i.run_id = :runId`;

/** Throws unless the newest word of the candidate is an acceptance. */
const requireConsent = async (db: Db, run: RunRef): Promise<void> => {
  const { rows } = (await db.raw(consentSql, run)) as { rows: { withdrawn: boolean; accepted: boolean | null }[] };
  const [row] = rows;
  if (!row) throw new AppError('interview.not_found');
  if (row.withdrawn || row.accepted === false) throw new AppError('consent.withdrawn');
  if (row.accepted === null) throw new AppError('room.consent_required');
};

export const findAssessment = async (db: Db, run: RunRef, revision: number): Promise<StoredVerdict | null> => {
  const row: { revision: number; verdict: Verdict | null } | undefined = await db(table)
    .select('revision', 'verdict')
    .where({ ...ofRun(run), revision })
    .first();
  return row ?? null;
};

type MaterialRow = { plan_revision: number; job: JobRequest; personal_sealed: Buffer | null; plan: PlanJson | null } & {
  frozen_at: Date;
};

// The workflow has recorded that the conversation is over, while the projection of that fact may still be on its way:
// whoever scores freezes it too, so that no answer arrives between reading and scoring.
const freezeSql = `
  with frozen as (
    update interviews i set frozen_at = coalesce(i.frozen_at, now())
    where i.tenant_id = :tenantId and i.run_id = :runId
    returning i.run_id, i.plan_revision, i.frozen_at, i.job, i.personal_sealed, ${presentPlanSql} as plan
  ), forgotten as (${forgetDraftSql('frozen')})
  select plan_revision, frozen_at, job, personal_sealed, plan from frozen`;

const textOf = (profile: PersonalRequest['candidateProfile']): string =>
  typeof profile === 'object' ? JSON.stringify(profile) : (profile ?? '');

export const loadScoringMaterial =
  (db: Db, sealer: Sealer) =>
  async (run: RunRef): Promise<ScoringMaterial> => {
    const { rows } = (await db.raw(freezeSql, run)) as { rows: MaterialRow[] };
    const [row] = rows;
    if (!row) throw new AppError('interview.not_found');
    if (row.plan === null) throw new AppError('plan.not_found');
    const personal = await openPersonal(sealer, run, row.personal_sealed);
    const turns = await readTranscript(db, sealer)(run);
    return {
      plan: await openPlan(sealer, run, toStoredPlan(row.plan)),
      planRevision: row.plan_revision,
      dictated: row.plan.dictated,
      turns,
      ...(turns.some(({ hearing }) => hearing === 'waiting') && { awaitedSince: row.frozen_at.getTime() }),
      job: {
        qualifications: row.job.qualifications ?? [],
        jobDescription: row.job.jobDescription ?? '',
        ...(row.job.position !== undefined && { position: row.job.position }),
        ...(row.job.level !== undefined && { level: row.job.level }),
      },
      profileText: textOf(personal.candidateProfile),
      names: [personal.candidateName, personal.candidateEmail].filter(
        (name) => name !== undefined && name.trim() !== '',
      ) as string[],
    };
  };

// A withdrawal that is being written holds the row: this waits for it, and then looks at the row again.
const insertSql = `
  with forgotten as (
    delete from readings where tenant_id = :tenantId and run_id = :runId and revision = :revision
  )
  insert into assessments (run_id, revision, tenant_id, plan_revision, engine, model, advisory, rubric_hash, prompt_hash,
    transcript_hash, overall_score, verdict, result, texts_sealed, judgements_sealed, created_at, dictated, wording_sealed)
  select i.run_id, :revision, i.tenant_id, :planRevision, :engine, :model, :advisory, :rubricHash, :promptHash,
    :transcriptHash, :overallScore, :verdict, :result, :texts, :judgements, :createdAt, :dictated, :wording
  from interviews i where i.tenant_id = :tenantId and i.run_id = :runId and i.consent_withdrawn_at is null and (
    select accepted from consents c where c.tenant_id = i.tenant_id and c.run_id = i.run_id order by number desc limit 1)
  for share of i
  on conflict (run_id, revision) do nothing`;

const columnsOf = (assessment: Assessment) => ({
  revision: assessment.revision,
  engine: assessment.engine,
  model: assessment.model ?? null,
  advisory: assessment.advisory,
  rubricHash: assessment.rubricHash,
  promptHash: assessment.promptHash,
  transcriptHash: assessment.transcriptHash,
  overallScore: assessment.overallScore,
  verdict: assessment.verdict,
  createdAt: new Date(assessment.createdAt),
});

type SealedWords = Record<'texts' | 'judgements' | 'wording', Uint8Array | null>;

/** All of them go with the person where the rubric that they repeat was dictated, else with the assessment. */
const sealWords = async (
  sealer: Sealer,
  { run, revision }: { run: RunRef; revision: number },
  words: AssessmentWording,
  { dictated }: { dictated: boolean },
): Promise<SealedWords> => {
  if (dictated) {
    const wording = await sealer.seal(sealPlaces.assessmentWording(run, revision), words);
    return { texts: null, judgements: null, wording };
  }
  const texts = await sealer.seal(sealPlaces.assessmentTexts(run, revision), words.texts);
  return {
    texts,
    judgements: await sealer.seal(sealPlaces.judgements(run, revision), words.judgements),
    wording: null,
  };
};

export const insertAssessment =
  (db: Db, sealer: Sealer) =>
  async (
    { tenantId, runId }: RunRef,
    { assessment, planRevision, dictated, judgements, usage }: NewAssessment,
  ): Promise<StoredVerdict> => {
    const run = { tenantId, runId };
    const { result, texts } = splitAssessment(assessment, usage, { dictated });
    const sealed = await sealWords(sealer, { run, revision: assessment.revision }, { texts, judgements }, { dictated });
    await db.raw(insertSql, {
      tenantId,
      runId,
      planRevision,
      ...columnsOf(assessment),
      result: JSON.stringify(result),
      dictated,
      ...sealed,
    });
    await requireConsent(db, run);
    const stored = await findAssessment(db, run, assessment.revision);
    if (stored === null) throw new AppError('interview.not_found');
    return stored;
  };

export const createAssessmentStore = (db: Knex, sealer: Sealer): AssessmentStore => ({
  find: async (run, revision) => {
    await requireConsent(db, run);
    return findAssessment(db, run, revision);
  },
  loadMaterial: loadScoringMaterial(db, sealer),
  insert: insertAssessment(db, sealer),
});
