// Reads what the recruiter's page shows of one interview, with what its reader did so far: one statement, then keys.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { Policy } from '../../../domain/lifecycle/policy.ts';
import type {
  DraftedPlan,
  LastDecision,
  ListenedTurn,
  OwnRatingRow,
  ReviewMaterial,
  ReviewViewStore,
} from '../../../domain/ports/review-views.ts';
import type { Digest, Sealer } from '../../../domain/ports/system.ts';
import { openingKinds, type DraftSubject } from '../../../domain/review/evidence.ts';
import type { Deviation } from '../../../domain/voice/call-turns.ts';
import type { HeardWord } from '../../../domain/room/hearing.ts';
import { openIfKept, openPersonal } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { appealWordsJson, openAppealWords, type AppealWordsJson } from '../appeals/appeal-words.ts';
import { keptSql } from '../erasure/erasing-sql.ts';
import { readStatement, toRecord, type RecordRow } from '../interviews/interview-read-store.ts';
import { planJson, toStoredPlan, type PlanJson } from '../plans/plan-store.ts';
import { prepared } from '../prepared.ts';
import { openLateWords, type SealedLateWords } from '../voice/late-words.ts';
import {
  othersOf,
  toTurn,
  turnsJson,
  unsealTurns,
  versionsJson,
  type SealedTurn,
  type SealedVersion,
} from '../room/turn-store.ts';

type Deps = { db: Knex; sealer: Sealer; keyedDigest: Digest };

const epochMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::bigint`;
const sealedJson = (owner: string, column: string): string =>
  `encode(${keptSql(owner, `${owner}.${column}`)}, 'base64')`;
const ofRun = (alias: string): string => `${alias}.tenant_id = i.tenant_id and ${alias}.run_id = i.run_id`;

/** The words of spoken answers, and what can be played. */
const heardJson = `(
  select coalesce(json_agg(json_build_object('turn', t.turn, 'words', ${sealedJson('t', 'words_sealed')},
    'recorded', exists (select 1 from recordings r where r.tenant_id = t.tenant_id and r.id = t.recording_id
      and r.state = 'stored' and r.removed_at is null))), '[]')
  from turns t where ${ofRun('t')} and t.version = 1 and t.recording_id is not null)`;

/** All revisions with what drafting each took, and the whole of the one before the present one. */
const plansJson = `(
  select coalesce(json_agg(json_build_object('revision', p.revision, 'at', ${epochMs('p.created_at')},
    'engine', coalesce(p.structure ->> 'engine', p.plan ->> 'engine', ''), 'tokens', coalesce(c.tokens, 0), 'costMicros', coalesce(c.cost, 0),
    'plan', case when p.revision = i.plan_revision - 1 then ${planJson('p')} end) order by p.revision desc), '[]')
  from plans p left join (
    select revision, sum(input_tokens + output_tokens)::bigint as tokens, sum(cost_micros)::bigint as cost
    from model_calls where run_id = $2 and tenant_id = $1 and step in ('draft_plan', 'revise_plan') group by revision
  ) c on c.revision = p.revision
  where ${ofRun('p')})`;

const notesJson = `(
  select coalesce(json_agg(json_build_object('id', n.id, 'note', ${sealedJson('n', 'note_sealed')}, 'by', ${sealedJson('n', 'decided_by_sealed')})), '[]')
  from command_notes n where ${ofRun('n')} and n.id in (select f.detail ->> 'noteId' from transitions f where ${ofRun('f')}))`;

const viewSql = `
  with record as (${readStatement})
  select record.*, i.policy, i.frozen_at is not null as is_over, ${sealedJson('i', 'personal_sealed')} as personal,
    ${turnsJson('i')} as turns, ${versionsJson('i')} as versions, ${heardJson} as heard, ${plansJson} as plans, ${notesJson} as notes,
    ${appealWordsJson('i')} as appeal_words,
    (select json_build_object('about', d.about, 'revision', d.revision, 'savedAt', ${epochMs('d.saved_at')}, 'draft', ${sealedJson('d', 'draft_sealed')})
      from review_drafts d where ${ofRun('d')} and d.reviewer = $3 and d.about is not null) as draft,
    (select coalesce(json_agg(json_build_object('competencyId', r.competency_id, 'rating', r.rating)), '[]')
      from review_ratings r where ${ofRun('r')} and r.reviewer = $3 and r.revision = i.assessment_revision) as ratings,
    (select coalesce(json_agg(v.deviations order by v.opened_at), '[]') from voice_calls v where ${ofRun('v')} and v.settled_at is not null) as deviations,
    (select coalesce(json_agg(json_build_object('sessionId', v.session_id, 'sealed', ${sealedJson('v', 'late_sealed')}) order by v.opened_at), '[]')
      from voice_calls v where ${ofRun('v')} and v.late_sealed is not null) as late_words,
    exists (select 1 from review_traces e where ${ofRun('e')} and e.reviewer = $3 and e.revision = i.assessment_revision
      and e.kind in (${openingKinds.map((kind) => `'${kind}'`).join(', ')})) as evidence_opened
  from record join interviews i on i.tenant_id = $1 and i.run_id = record.run_id`;

type Row = RecordRow & {
  policy: Policy;
  is_over: boolean;
  personal: string | null;
  turns: SealedTurn[];
  versions: SealedVersion[];
  heard: { turn: number; words: string | null; recorded: boolean }[];
  plans: (DraftedPlan & { plan: PlanJson | null })[];
  notes: { id: string; note: string | null; by: string | null }[];
  appeal_words: AppealWordsJson;
  draft: { about: DraftSubject; revision: number; savedAt: number; draft: string | null } | null;
  ratings: OwnRatingRow[];
  evidence_opened: boolean;
  deviations: Deviation[][];
  late_words: { sessionId: string; sealed: string | null }[];
};

const readRow = prepared<Row>('read_review', viewSql);

const bytesOf = (base64: string | null): Uint8Array | null => (base64 === null ? null : Buffer.from(base64, 'base64'));

const ofBase64 = ({ sessionId, sealed }: Row['late_words'][number]): SealedLateWords => ({
  sessionId,
  sealed: bytesOf(sealed),
});

const openTurns = async (sealer: Sealer, run: RunRef, row: Row): Promise<ListenedTurn[]> => {
  const heard = new Map(row.heard.map((one) => [one.turn, one]));
  const wordsOf = async (turn: number): Promise<HeardWord[]> =>
    (await openIfKept(sealer, sealPlaces.words(run, turn), bytesOf(heard.get(turn)?.words ?? null))) ?? [];
  const turns = await unsealTurns(sealer, run, row.turns);
  return Promise.all(
    turns.map(async (turn) => ({
      ...toTurn(turn),
      words: await wordsOf(turn.turn),
      recorded: heard.get(turn.turn)?.recorded ?? false,
    })),
  );
};

const openNotes = async (sealer: Sealer, run: RunRef, notes: Row['notes']): Promise<ReviewMaterial['notes']> =>
  new Map(
    await Promise.all(
      notes.map(async ({ id, note, by }) => {
        const texts = await openIfKept(sealer, sealPlaces.note(run, id), bytesOf(note));
        return [id, { texts, by: await openIfKept(sealer, sealPlaces.decidedBy(run, id), bytesOf(by)) }] as const;
      }),
    ),
  );

const openDraft = async (
  sealer: Sealer,
  { run, reviewer }: { run: RunRef; reviewer: string },
  draft: Row['draft'],
): Promise<ReviewMaterial['draft']> => {
  const texts = draft && (await openIfKept(sealer, sealPlaces.reviewDraft(run, reviewer), bytesOf(draft.draft)));
  if (draft === null || texts === null) return null;
  const { about, revision, savedAt } = draft;
  return { ...texts, about, revision, savedAt };
};

const read = async (deps: Deps, { tenantId, runId }: RunRef, reviewer: string): Promise<ReviewMaterial | null> => {
  const run = { tenantId, runId };
  const { db, sealer } = deps;
  const [row] = await readRow(db, [tenantId, runId, reviewer]);
  if (row === undefined) return null;
  const interview = toRecord(row);
  if (interview.gone) throw new AppError('personal_data.erased');
  // What was said is for whoever judges it, and nobody's any more once consent was withdrawn.
  const isShown = row.is_over && interview.consentWithdrawnAt === null;
  return {
    interview,
    policy: row.policy,
    turns: isShown ? await openTurns(sealer, run, row) : [],
    others: isShown ? await othersOf(sealer, run, row) : [],
    previousPlan: row.plans.flatMap(({ plan }) => (plan === null ? [] : [toStoredPlan(plan)]))[0] ?? null,
    plans: row.plans.map(({ plan: _, ...drafted }) => drafted),
    notes: await openNotes(sealer, run, row.notes),
    appeal: await openAppealWords(deps, run, row.appeal_words),
    draft: await openDraft(sealer, { run, reviewer }, row.draft),
    ratings: row.ratings,
    evidenceOpened: row.evidence_opened,
    deviations: row.deviations.flat(),
    lateWords: isShown ? await openLateWords(sealer, run, row.late_words.map(ofBase64)) : [],
    readAddress: async () => (await openPersonal(sealer, run, bytesOf(row.personal))).candidateEmail,
  };
};

const decidedSql = `
  select i.state, i.seq::int as seq, json_build_object('kind', f.type, 'at', ${epochMs('f.at')}, 'verdict', f.detail ->> 'verdict') as decided
  from interviews i join transitions f on ${ofRun('f')}
  where i.tenant_id = $1 and i.run_id = $2 and f.type = any($3) order by f.seq desc limit 1`;

const readDecidedRow = prepared<LastDecision>('read_review_decided', decidedSql);

export const createReviewViewStore = (deps: Deps): ReviewViewStore => ({
  read: (run, reviewer) => read(deps, run, reviewer),
  readDecided: async ({ tenantId, runId }, kinds) =>
    (await readDecidedRow(deps.db, [tenantId, runId, kinds]))[0] ?? null,
});
