// Turns: what was asked and answered, sealed, one row per version.
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { Conversation, ConversationProgress, OtherVersion, RoomTurn } from '../../../domain/ports/room.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { Hearing } from '../../../domain/room/hearing.ts';
import type { Intent, QuestionKind, Turn } from '../../../domain/room/transcript.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';

/** A turn inside `turnsJson`: bytes in base64, times in epoch milliseconds. */
export type SealedTurn = {
  turn: number;
  version: number;
  sessionId: string;
  kind: QuestionKind;
  questionId: string;
  question: string | null;
  answer: string | null;
  intent: Intent | null;
  hearing: Hearing | null;
  recordingId: string | null;
  clientTurnId: string | null;
  followUpSkipped: boolean;
  askedAt: number;
  answeredAt: number | null;
};

const epochMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)`;

/**
 * SQL for all turns of the run named by `tenant_id` and `run_id` of `owner` as one JSON array: of each the newest version
 * that counts, which is none that came after the freeze.
 */
export const turnsJson = (owner: string): string => `(
  select coalesce(json_agg(json_build_object(
    'turn', turn, 'version', version, 'sessionId', session_id, 'kind', kind, 'questionId', question_id,
    'question', encode(${keptSql(owner, 'question_sealed')}, 'base64'), 'answer', encode(${keptSql(owner, 'answer_sealed')}, 'base64'),
    'intent', intent, 'hearing', hearing, 'recordingId', recording_id, 'clientTurnId', client_turn_id, 'followUpSkipped', follow_up_skipped,
    'askedAt', ${epochMs('asked_at')}, 'answeredAt', ${epochMs('answered_at')}) order by turn), '[]')
  from (
    select distinct on (turn) * from turns
    where turns.tenant_id = ${owner}.tenant_id and turns.run_id = ${owner}.run_id and not late
    order by turn, version desc
  ) newest)`;

export type SealedVersion = Omit<OtherVersion, 'answer'> & { answer: string | null };

/** SQL for all versions of the answers that have more than one. */
export const versionsJson = (owner: string): string => `(
  select coalesce(json_agg(json_build_object('turn', v.turn, 'version', v.version, 'late', v.late,
    'correctedAt', ${epochMs('v.corrected_at')}, 'answer', encode(${keptSql(owner, 'v.answer_sealed')}, 'base64')) order by v.turn, v.version), '[]')
  from turns v where v.tenant_id = ${owner}.tenant_id and v.run_id = ${owner}.run_id and exists (
    select 1 from turns c where c.run_id = v.run_id and c.turn = v.turn and c.version > 1))`;

const unsealTurn = async (sealer: Sealer, run: RunRef, sealed: SealedTurn): Promise<RoomTurn> => {
  const open = (text: string, placeOf: typeof sealPlaces.answer): Promise<string> =>
    sealer.open(placeOf(run, sealed.turn, sealed.version), Buffer.from(text, 'base64'));
  // An answered turn without its bytes belongs to an erasure, unless it was spoken and has no words.
  const hasWords = sealed.answeredAt !== null && (sealed.hearing === null || sealed.hearing === 'heard');
  const emptied = sealed.question === null || (hasWords && sealed.answer === null);
  if (emptied) throw new AppError('personal_data.erased');
  const question = await open(sealed.question ?? '', sealPlaces.question);
  const answer = sealed.answer === null ? null : await open(sealed.answer, sealPlaces.answer);
  return { ...sealed, question, answer };
};

export const unsealTurns = async (sealer: Sealer, run: RunRef, sealed: readonly SealedTurn[]): Promise<RoomTurn[]> =>
  Promise.all(sealed.map((turn) => unsealTurn(sealer, run, turn)));

export const toTurn = ({ clientTurnId: _, ...turn }: RoomTurn): Turn => turn;

/** The whole conversation in order, newest version of each turn; throws `personal_data.erased` once an erasure was accepted. */
export const readTranscript =
  (db: Db, sealer: Sealer) =>
  async ({ tenantId, runId }: RunRef): Promise<Turn[]> => {
    const { rows } = (await db.raw(
      `select ${turnsJson('interviews')} as turns from interviews where tenant_id = ? and run_id = ?`,
      [tenantId, runId],
    )) as { rows: { turns: SealedTurn[] }[] };
    const turns = await unsealTurns(sealer, { tenantId, runId }, rows[0]?.turns ?? []);
    return turns.map(toTurn);
  };

const conversationSql = `
  select i.seq, i.version, i.frozen_at is not null as complete, i.consent_withdrawn_at is not null as withdrawn,
    ${erasingSql('i')} as erasing, ${turnsJson('i')} as turns, ${versionsJson('i')} as versions
  from interviews i where i.tenant_id = ? and i.run_id = ?`;

type ConversationRow = Omit<Conversation, 'turns' | 'others'> & {
  withdrawn: boolean;
  erasing: boolean;
  turns: SealedTurn[];
  versions: SealedVersion[];
};

/** What stands beside the versions that count: what was understood before a correction, and corrections that came late. */
export const othersOf = async (
  sealer: Sealer,
  run: RunRef,
  { turns, versions }: Pick<ConversationRow, 'turns' | 'versions'>,
): Promise<OtherVersion[]> => {
  const others = versions.filter(
    (one) => !turns.some(({ turn, version }) => turn === one.turn && version === one.version),
  );
  return Promise.all(
    others.map(async ({ answer, ...other }) => {
      const place = sealPlaces.answer(run, other.turn, other.version);
      return { ...other, answer: answer === null ? null : await sealer.open(place, Buffer.from(answer, 'base64')) };
    }),
  );
};

/** What was said, for people; refused from the moment on in which an erasure was asked for or consent withdrawn. */
export const readConversation =
  (db: Db, sealer: Sealer) =>
  async (run: RunRef): Promise<Conversation | null> => {
    const { rows } = (await db.raw(conversationSql, [run.tenantId, run.runId])) as { rows: ConversationRow[] };
    const [row] = rows;
    if (row === undefined) return null;
    const { withdrawn, erasing, turns, versions, ...conversation } = row;
    if (erasing) throw new AppError('personal_data.erased');
    if (withdrawn) throw new AppError('consent.withdrawn');
    const others = await othersOf(sealer, run, { turns, versions });
    return { ...conversation, turns: (await unsealTurns(sealer, run, turns)).map(toTurn), others };
  };

/** The candidate's last sign of life, the answers stored, whether the closing was reached or consent withdrawn; in one statement. */
export const readProgressOf =
  (db: Db) =>
  async (run: RunRef): Promise<ConversationProgress> => {
    const { rows } = (await db.raw(
      `select count(distinct turn) filter (where answered_at is not null and kind <> 'closing' and intent is null)::int as answers,
              coalesce(bool_or(kind = 'closing'), false) as done,
              greatest(max(asked_at), max(answered_at),
                (select last_seen_at from room_clocks where tenant_id = :tenantId and run_id = :runId)) as last_turn_at,
              exists (select 1 from interviews
                where tenant_id = :tenantId and run_id = :runId and consent_withdrawn_at is not null) as withdrawn
       from turns where tenant_id = :tenantId and run_id = :runId`,
      run,
    )) as { rows: (Pick<ConversationProgress, 'answers' | 'done' | 'withdrawn'> & { last_turn_at: Date | null })[] };
    const row = rows[0];
    const { answers = 0, done = false, withdrawn = false, last_turn_at: lastTurnAt = null } = row ?? {};
    return { lastTurnAt: lastTurnAt?.getTime() ?? null, answers, done, ...(withdrawn && { withdrawn }) };
  };
