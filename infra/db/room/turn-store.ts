// Turns: what was asked and answered, sealed, one row per version.
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type {
  Conversation,
  ConversationProgress,
  NewAnswer,
  NewQuestion,
  OtherVersion,
  RoomTurn,
} from '../../../domain/ports/room.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { opensClock } from '../../../domain/room/clock.ts';
import type { Hearing } from '../../../domain/room/hearing.ts';
import type { Intent, QuestionKind, Turn, Wish } from '../../../domain/room/transcript.ts';
import { eventId } from '../../system.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';
import { preparedNamed } from '../prepared.ts';

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

type SealedVersion = Omit<OtherVersion, 'answer'> & { answer: string | null };

/** SQL for all versions of the answers that have more than one. */
const versionsJson = (owner: string): string => `(
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

const toTurn = ({ clientTurnId: _, ...turn }: RoomTurn): Turn => turn;

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
const othersOf = async (
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

const wishEvent = 'interview.wish_expressed' satisfies EventType;

/** SQL: what was wished in a turn is told beside the newest fact of the run, once; `changed` holds the run's row when there is one. */
export const tellWish = `told as (
    insert into events (id, tenant_id, run_id, seq, type, at, state, outcome, data)
    select :eventId::uuid, tenant_id, run_id, seq, '${wishEvent}', :wishedAt, state, outcome,
      jsonb_build_object('wish', :wish::text, 'turn', :wishTurn::int)
    from changed where :wish::text is not null
    returning tenant_id
  )
  select pg_notify('interview_changed', run_id), (select pg_notify('event_added', tenant_id) from told) from changed`;

/** Where nothing was wished: a statement pays for every table that it might write to. */
const announce = ` select pg_notify('interview_changed', run_id) from changed`;

const newVersion = (from: string, set: string): string => `changed as (
    update interviews set version = version + 1${set}
    where tenant_id = :tenantId and run_id in (select run_id from ${from})
    returning tenant_id, run_id, seq, state, outcome
  )`;

/** SQL: the run's row has changed by what was written in `from`. */
export const changedRow = (from: string): string => newVersion(from, ', updated_at = now()');

type Told = { wish: Wish | null; turn: number; at: number };

export const toldOf = ({ runId }: RunRef, { wish, turn, at }: Told): Record<string, unknown> => ({
  wish,
  wishTurn: turn,
  wishedAt: new Date(at),
  // Once per turn, so the turn stands where a fact's event has its seq.
  eventId: wish && eventId(runId, turn, wishEvent),
});

const wishedTurn = `wished as (
    update turns set intent = :wish
    where tenant_id = :tenantId and run_id in (select run_id from asked) and turn = :wishTurn
  ), `;

/** A question follows a start or an answer at once: that is when lists say that the interview changed. */
const insertTurnSql = (wished: boolean): string => `
  with room as (
    select run_id from interviews where tenant_id = :tenantId and run_id = :runId and frozen_at is null for no key update
  ), asked as (
    insert into turns (tenant_id, run_id, turn, session_id, kind, question_id, question_sealed, follow_up_skipped, asked_at)
    select :tenantId, run_id, :turn, :sessionId, :kind, :questionId, :question, :followUpSkipped, :askedAt from room
    on conflict do nothing
    returning run_id
  ), clock as (
    update room_clocks
    set limit_ms = limit_ms + :extraMs, question_open = :opens, last_seen_at = greatest(last_seen_at, :askedAt), revision = revision + 1
    where tenant_id = :tenantId and run_id in (select run_id from asked)
  ), ${wished ? wishedTurn : ''}${newVersion('asked', '')}${wished ? `, ${tellWish}` : announce}`;

const writeQuestion = preparedNamed('insert_turn', insertTurnSql(false));
const writeQuestionOfWish = preparedNamed('insert_turn_of_wish', insertTurnSql(true));

/** Stores a question under its turn, once, and sets the clock going; false when it was not stored. */
export const insertTurn =
  (db: Db, sealer: Sealer) =>
  async (
    { tenantId, runId }: RunRef,
    { next, sessionId, followUpSkipped, askedAt, wish }: NewQuestion,
  ): Promise<boolean> => {
    const write = wish === null ? writeQuestion : writeQuestionOfWish;
    const rows = await write(db, {
      tenantId,
      runId,
      turn: next.turn,
      sessionId,
      kind: next.kind,
      questionId: next.questionId,
      question: await sealer.seal(sealPlaces.question({ tenantId, runId }, next.turn, 1), next.text),
      followUpSkipped,
      askedAt: new Date(askedAt),
      extraMs: next.extraMs,
      opens: opensClock(next.kind),
      ...toldOf({ tenantId, runId }, { wish, turn: next.turn - 1, at: askedAt }),
    });
    return rows.length === 1;
  };

/** The take that the answer names is received; the others of its question are dropped, and what was sent beyond its pieces. */
const takesOf = (from: string): string => `unneeded as (
    delete from recording_pieces
    where tenant_id = :tenantId and run_id in (select run_id from ${from}) and turn = :turn and (take <> :take or n >= :pieces)
  ), others as (
    delete from recordings where tenant_id = :tenantId and run_id in (select run_id from ${from}) and turn = :turn and take <> :take
  ), received as (
    update recordings set state = 'received', pieces = :pieces, received_at = :answeredAt
    where tenant_id = :tenantId and run_id in (select run_id from ${from}) and turn = :turn and take = :take
  )`;

/**
 * The lock is the same one that the freeze takes, and stronger than sharing it: two answers that both shared it could not
 * raise the row's version afterwards without a deadlock. The version is raised by whatever is written to the conversation or
 * the interview's course; what may be written beside it is looked at itself.
 */
const storeAnswerSql = (whole: boolean): string => `
  with room as (
    select run_id from interviews i
    where tenant_id = :tenantId and run_id = :runId and version = :version and frozen_at is null and consent_withdrawn_at is null
      and not ${erasingSql('i')}
    for no key update
  ), clock as (
    update room_clocks
    set used_ms = :usedMs, question_open = :questionOpen, last_seen_at = :lastSeenAt, revision = revision + 1,
      draft_turn = null, draft_sealed = null, draft_saved_at = null
    where tenant_id = :tenantId and run_id in (select run_id from room) and revision = :revision
    returning run_id
  ), answered as (
    update turns set answer_sealed = :answer, intent = :intent, client_turn_id = :clientTurnId, answered_at = :answeredAt,
      hearing = :hearing, recording_id = :recordingId
    where tenant_id = :tenantId and run_id in (select run_id from clock) and turn = :turn and version = 1 and answered_at is null
    returning run_id
  ), ${whole ? `${takesOf('answered')}, ` : ''}${changedRow('answered')}${whole ? `, ${tellWish}` : announce}`;

/** Of an interview in which nothing was ever recorded, and to which nothing was wished. */
const writePlainAnswer = preparedNamed('store_answer', storeAnswerSql(false));
const writeAnswer = preparedNamed('store_whole_answer', storeAnswerSql(true));

/** Stores the answer of an open turn with its clock; false when the run or its clock was written since they were read. */
export const storeAnswer =
  (db: Db) =>
  async (
    { tenantId, runId }: RunRef,
    version: number,
    { answer, sealed }: { answer: NewAnswer; sealed: Uint8Array | null },
  ): Promise<boolean> => {
    const isPlain = answer.wish === null && !answer.spoken && !answer.clock.hasTakes;
    const write = isPlain ? writePlainAnswer : writeAnswer;
    const rows = await write(db, {
      tenantId,
      runId,
      version,
      turn: answer.turn,
      clientTurnId: answer.clientTurnId,
      answer: sealed && Buffer.from(sealed),
      intent: answer.intent,
      hearing: answer.spoken ? 'waiting' : null,
      recordingId: answer.spoken?.recordingId ?? null,
      // Takes count from 1.
      take: answer.spoken?.take ?? 0,
      pieces: answer.spoken?.pieces ?? 0,
      answeredAt: new Date(answer.answeredAt),
      usedMs: answer.clock.usedMs,
      questionOpen: answer.clock.questionOpen,
      lastSeenAt: answer.clock.lastSeenAt === null ? null : new Date(answer.clock.lastSeenAt),
      revision: answer.clock.revision,
      ...toldOf({ tenantId, runId }, { wish: answer.wish, turn: answer.turn, at: answer.answeredAt }),
    });
    return rows.length === 1;
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
