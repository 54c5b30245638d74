// Turns as they are written: a question under its turn, an answer to the open one, and what was wished beside them.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type { NewAnswer, NewQuestion } from '../../../domain/ports/room.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { opensClock } from '../../../domain/room/clock.ts';
import type { Wish } from '../../../domain/room/transcript.ts';
import { eventId } from '../../system.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';
import { preparedNamed } from '../prepared.ts';

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

/** SQL: the run's row has changed by what was written in `from`. */
export const changedRow = (from: string): string => `changed as (
    update interviews set version = version + 1, updated_at = now()
    where tenant_id = :tenantId and run_id in (select run_id from ${from})
    returning tenant_id, run_id, seq, state, outcome
  )`;

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

/**
 * A question follows a start or an answer at once: that is when lists say that the interview changed. Of two that ask at the
 * same moment the second raises the version too, and stores nothing.
 */
const insertTurnSql = (wished: boolean): string => `
  with room as (
    update interviews set version = version + 1
    where tenant_id = :tenantId and run_id = :runId and frozen_at is null
      and not exists (select 1 from turns where tenant_id = :tenantId and run_id = :runId and turn = :turn)
    returning tenant_id, run_id, seq, state, outcome
  ), asked as (
    insert into turns (tenant_id, run_id, turn, session_id, kind, question_id, question_sealed, follow_up_skipped, asked_at)
    select tenant_id, run_id, :turn, :sessionId, :kind, :questionId, :question, :followUpSkipped, :askedAt from room
    on conflict do nothing
    returning run_id
  ), clock as (
    update room_clocks
    set limit_ms = limit_ms + :extraMs, question_open = :opens, last_seen_at = greatest(last_seen_at, :askedAt), revision = revision + 1
    where tenant_id = :tenantId and run_id in (select run_id from asked)
  ), ${wished ? wishedTurn : ''}changed as (
    select room.* from room join asked using (run_id)
  )${wished ? `, ${tellWish}` : announce}`;

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
const writePlainAnswer = preparedNamed('store_plain_answer', storeAnswerSql(false));
const writeAnswer = preparedNamed('store_answer', storeAnswerSql(true));

const writerOf = ({ wish, spoken, clock }: NewAnswer): typeof writeAnswer =>
  wish === null && !spoken && !clock.hasTakes ? writePlainAnswer : writeAnswer;

/** Stores the answer of an open turn with its clock; false when the run or its clock was written since they were read. */
export const storeAnswer =
  (db: Db) =>
  async (
    { tenantId, runId }: RunRef,
    version: number,
    { answer, sealed }: { answer: NewAnswer; sealed: Uint8Array | null },
  ): Promise<boolean> => {
    const rows = await writerOf(answer)(db, {
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
