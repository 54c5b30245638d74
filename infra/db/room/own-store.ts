// A candidate's own answers with every version of them, and what is added to them: corrections, and the wish for a review.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { Appeal, Correction, OwnRecords, OwnStore, OwnVersion } from '../../../domain/ports/own.ts';
import type { Digest, Sealer } from '../../../domain/ports/system.ts';
import { isCorrectable } from '../../../domain/room/corrections.ts';
import type { Hearing } from '../../../domain/room/hearing.ts';
import type { Intent, QuestionKind } from '../../../domain/room/transcript.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { openAppeal } from '../appeals/open-appeal.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { plain, readAccessLog, readConsents, readRecordings, rowsOf } from '../bundle/bundle-records.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';
import { ofRun, type Db } from '../knex.ts';
import { readLateWords } from '../voice/late-words.ts';
import { actBindings, actSql } from './candidate-acts.ts';

type Deps = { db: Knex; sealer: Sealer; keyedDigest: Digest };

type VersionRow = {
  turn: number;
  version: number;
  kind: QuestionKind;
  question_sealed: Buffer | null;
  answer_sealed: Buffer | null;
  words_sealed: Buffer | null;
  intent: Intent | null;
  hearing: Hearing | null;
  recorded: boolean;
  asked_at: Date;
  answered_at: Date | null;
  corrected_at: Date | null;
  late: boolean;
};

const versionsSql = `
  select t.turn, t.version, t.kind, t.intent, t.hearing, t.asked_at, t.answered_at, t.corrected_at, t.late,
    ${keptSql('t', 't.question_sealed')} as question_sealed, ${keptSql('t', 't.answer_sealed')} as answer_sealed,
    ${keptSql('t', 't.words_sealed')} as words_sealed,
    exists (select 1 from recordings r where r.tenant_id = t.tenant_id and r.id = t.recording_id and r.state = 'stored'
      and r.removed_at is null) as recorded
  from turns t where t.tenant_id = :tenantId and t.run_id = :runId
  order by t.turn, t.version`;

const openVersion = async (sealer: Sealer, run: RunRef, row: VersionRow): Promise<OwnVersion> => {
  const { turn, version, question_sealed: question, answer_sealed: answer, words_sealed: words } = row;
  if (question === null) throw new AppError('personal_data.erased');
  return {
    turn,
    version,
    kind: row.kind,
    question: await sealer.open(sealPlaces.question(run, turn, version), question),
    answer: answer && (await sealer.open(sealPlaces.answer(run, turn, version), answer)),
    intent: row.intent,
    hearing: row.hearing,
    words: words === null ? [] : await sealer.open(sealPlaces.words(run, turn), words),
    recorded: row.recorded,
    askedAt: row.asked_at.getTime(),
    answeredAt: row.answered_at?.getTime() ?? null,
    correctedAt: row.corrected_at?.getTime() ?? null,
    late: row.late,
  };
};

const readTurns = async ({ sealer }: Deps, db: Db, { tenantId, runId }: RunRef): Promise<OwnVersion[]> => {
  const { rows } = (await db.raw(versionsSql, { tenantId, runId })) as { rows: VersionRow[] };
  return Promise.all(rows.map((row) => openVersion(sealer, { tenantId, runId }, row)));
};

const lockSql = `
  select outcome is not null or decided_at is not null or consent_withdrawn_at is not null as over, ${erasingSql('i')} as erasing
  from interviews i where tenant_id = :tenantId and run_id = :runId for no key update`;

// Whether it comes before the freeze is seen under the lock that the freeze takes too.
const correctSql = `
  with corrected as (
    insert into turns (tenant_id, run_id, turn, version, session_id, kind, question_id, question_sealed, answer_sealed,
      follow_up_skipped, asked_at, answered_at, hearing, recording_id, corrected_at, late)
    select t.tenant_id, t.run_id, t.turn, t.version + 1, t.session_id, t.kind, t.question_id, :question, :answer,
      t.follow_up_skipped, t.asked_at, t.answered_at, t.hearing, t.recording_id, :at, i.frozen_at is not null
    from turns t join interviews i on i.tenant_id = t.tenant_id and i.run_id = t.run_id
    where t.tenant_id = :tenantId and t.run_id = :runId and t.turn = :turn and t.version = :version
    returning run_id, turn, version, late
  ), changed as (
    update interviews i set version = i.version + 1, updated_at = now() from corrected c
    where i.tenant_id = :tenantId and i.run_id = c.run_id
    returning i.tenant_id, i.run_id, i.seq, i.state, i.outcome,
      jsonb_build_object('turn', c.turn, 'version', c.version, 'late', c.late) as data
  ), ${actSql({ from: 'changed', data: 'data' })}`;

const correctIn = async (deps: Deps, trx: Knex.Transaction, run: RunRef, correction: Correction): Promise<void> => {
  const { turn, version, text } = correction;
  const { tenantId, runId } = run;
  const { rows } = (await trx.raw(lockSql, { tenantId, runId })) as { rows: { over: boolean; erasing: boolean }[] };
  if (rows[0]?.erasing) throw new AppError('personal_data.erased');
  const newest = (await readTurns(deps, trx, run)).findLast((one) => one.turn === turn);
  if (newest === undefined || rows[0]?.over !== false || !isCorrectable(newest))
    throw new AppError('room.not_correctable');
  if (newest.version === version + 1 && newest.correctedAt !== null && newest.answer === text) return;
  if (newest.version !== version) throw new AppError('room.correction_stale');
  const next = version + 1;
  await trx.raw(correctSql, {
    ...actBindings(run, correction, {
      event: 'interview.answer_corrected',
      act: 'answer.corrected',
      key: `/${turn}.${next}`,
    }),
    turn,
    version,
    question: Buffer.from(await deps.sealer.seal(sealPlaces.question(run, turn, next), newest.question)),
    answer: Buffer.from(await deps.sealer.seal(sealPlaces.answer(run, turn, next), text)),
  });
};

const readAppeal = async ({ db, sealer }: Deps, run: RunRef): Promise<Appeal | null> => {
  const row: { requested_at: Date; appeal_sealed: Buffer | null } | undefined = await db('appeals')
    .select('requested_at', db.raw(`${keptSql('appeals', 'appeal_sealed')} as appeal_sealed`))
    .where(ofRun(run))
    .first();
  if (!row?.appeal_sealed) return null;
  return {
    text: await sealer.open(sealPlaces.appeal(run), row.appeal_sealed),
    requestedAt: row.requested_at.getTime(),
  };
};

// Whose words they are is said by the act that they came with.
const notesSql = `
  select n.id, n.command, n.created_at, ${keptSql('n', 'n.note_sealed')} as note_sealed from command_notes n
  where n.tenant_id = :tenantId and n.run_id = :runId and exists (select 1 from transitions t
    where t.run_id = n.run_id and t.tenant_id = n.tenant_id and t.actor_kind = 'candidate' and t.detail ->> 'noteId' = n.id)
  order by n.created_at, n.id`;

type NoteRow = { id: string; command: string; created_at: Date; note_sealed: Buffer | null };

const readNotes = async ({ db, sealer }: Deps, run: RunRef): Promise<OwnRecords['notes']> => {
  const { tenantId, runId } = run;
  const { rows } = (await db.raw(notesSql, { tenantId, runId })) as { rows: NoteRow[] };
  const notes = await Promise.all(
    rows.map(async ({ id, command, created_at: at, note_sealed: sealed }) => {
      const note = await openIfKept(sealer, sealPlaces.note(run, id), sealed);
      return note === null ? [] : [{ with: command, text: note.text, at: at.toISOString() }];
    }),
  );
  return notes.flat();
};

const readRecords = async (deps: Deps, run: RunRef): Promise<OwnRecords> => {
  const { db } = deps;
  const mails = ['event_type', 'template', 'audience', 'status', 'created_at', 'finished_at'];
  type Row = Record<string, unknown>;
  return {
    consents: await readConsents(db, run),
    recordings: await readRecordings(db, run),
    mails: (
      await rowsOf<Row>(db, run, {
        table: 'mails',
        columns: mails,
        orderBy: ['created_at', 'id'],
        where: { audience: 'candidate' },
      })
    ).map(plain),
    reads: await readAccessLog(db, run),
    notes: await readNotes(deps, run),
    lateWords: await readLateWords(deps, run),
  };
};

export const createOwnStore = (deps: Deps): OwnStore => ({
  readTurns: (run) => readTurns(deps, deps.db, run),
  correct: (run, correction) => deps.db.transaction((trx) => correctIn(deps, trx, run, correction)),
  appeal: (run, appeal) => openAppeal(deps, run, appeal),
  readAppeal: (run) => readAppeal(deps, run),
  readRecords: (run) => readRecords(deps, run),
  noteDownload: ({ tenantId, runId }, { at, requestId }) =>
    noteAct(deps.db, tenantId, new Date(at), {
      act: 'own_data.taken',
      actor: { kind: 'candidate', id: null },
      targetKind: 'interview',
      targetId: runId,
      requestId: requestId ?? null,
    }),
});
