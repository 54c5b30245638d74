// A call becomes turns: in one transaction under the lock of answers and the freeze, once, whoever tries at the same time.
import type { Knex } from 'knex';
import type { CallRef, SettledAs } from '../../../domain/ports/calls.ts';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Room } from '../../../domain/ports/room.ts';
import type { ProviderCall } from '../../../domain/ports/voice.ts';
import { closingId } from '../../../domain/room/next-question.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { normalised } from '../../../domain/text/typed-text.ts';
import { turnsOfCall, type CallOutcome, type CallTurn } from '../../../domain/voice/call-turns.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import { ofRun, type Db } from '../knex.ts';
import { noteChange } from '../recordings/note-change.ts';
import { loadRoom } from '../room/room-store.ts';
import { callRecordingId, insertCallRecording } from './call-recording.ts';
import type { CallStoreDeps } from './call-deps.ts';

/** The lock is that of answers, corrections and the freeze. */
const lockSql = `
  select i.frozen_at is null and i.consent_withdrawn_at is null and i.outcome is null and not ${erasingSql('i')} as open,
    i.consent_withdrawn_at is null and not ${erasingSql('i')} as wanted
  from interviews i where i.tenant_id = :tenantId and i.run_id = :runId for no key update`;

/** A call that was lost may be found again. */
const isOpenCall = async (trx: Db, { tenantId, runId, sessionId }: CallRef): Promise<boolean> => {
  const row: unknown = await trx('voice_calls')
    .where({ ...ofRun({ tenantId, runId }), session_id: sessionId, orphan: false })
    .whereRaw(`(settled_at is null or ending = 'lost')`)
    .first('id');
  return row !== undefined;
};

type Writing = { deps: CallStoreDeps; trx: Knex.Transaction; ref: CallRef; recordingId: string | null };

const insertTurn = async ({ deps, trx, ref, recordingId }: Writing, turn: number, said: CallTurn): Promise<void> => {
  const run: RunRef = { tenantId: ref.tenantId, runId: ref.runId };
  const { sealer } = deps;
  await trx('turns').insert({
    ...ofRun(run),
    turn,
    session_id: ref.sessionId,
    kind: said.kind,
    question_id: said.questionId,
    question_sealed: Buffer.from(await sealer.seal(sealPlaces.question(run, turn, 1), said.question)),
    answer_sealed: Buffer.from(await sealer.seal(sealPlaces.answer(run, turn, 1), said.answer)),
    words_sealed: Buffer.from(await sealer.seal(sealPlaces.words(run, turn), said.words)),
    hearing: 'heard',
    recording_id: recordingId,
    asked_at: new Date(said.askedAt),
    answered_at: new Date(said.answeredAt),
  });
};

const insertClosing = async ({ deps, trx, ref }: Writing, turn: number, text: string, at: number): Promise<void> => {
  const run: RunRef = { tenantId: ref.tenantId, runId: ref.runId };
  await trx('turns').insert({
    ...ofRun(run),
    turn,
    session_id: ref.sessionId,
    kind: 'closing',
    question_id: closingId,
    question_sealed: Buffer.from(await deps.sealer.seal(sealPlaces.question(run, turn, 1), normalised(text))),
    asked_at: new Date(at),
  });
};

const durationOf = ({ startedAt, endedAt }: ProviderCall): number =>
  startedAt === null || endedAt === null ? 0 : Math.max(0, endedAt - startedAt);

/** Of the clock counts what the call took, and nothing of the trouble around it. */
const countTime = async ({ trx, ref }: Writing, usedMs: number): Promise<void> => {
  await trx.raw(
    `update room_clocks set used_ms = least(limit_ms, used_ms + :usedMs), question_open = false, revision = revision + 1
     where tenant_id = :tenantId and run_id = :runId`,
    { tenantId: ref.tenantId, runId: ref.runId, usedMs },
  );
};

const writeTurns = async (writing: Writing, room: Room, call: ProviderCall): Promise<CallOutcome | null> => {
  const { trx, ref } = writing;
  const { plan } = room;
  if (plan === null) return null;
  const known = room.turns.filter(({ answeredAt, kind }) => answeredAt !== null || kind === 'closing');
  const outcome = turnsOfCall({ plan, known, call });
  const first = known.length + 1;
  if (outcome.turns.length > 0 || outcome.complete) {
    // A question that stood open was asked in the call, or is asked again.
    await trx('turns').where(ofRun(ref)).where('turn', '>=', first).delete();
  }
  for (const [index, said] of outcome.turns.entries()) await insertTurn(writing, first + index, said);
  const at = call.endedAt ?? outcome.turns.at(-1)?.answeredAt ?? call.startedAt ?? 0;
  const isClosed = known.some(({ kind }) => kind === 'closing');
  if (outcome.complete && !isClosed) await insertClosing(writing, first + outcome.turns.length, plan.closing, at);
  return outcome;
};

const take = async (deps: CallStoreDeps, trx: Knex.Transaction, ref: CallRef, call: ProviderCall, at: number) => {
  const { tenantId, runId, sessionId } = ref;
  const recordingId = callRecordingId(deps.digest, ref);
  const said = call.utterances.some(({ by }) => by === 'candidate');
  const room = await loadRoom({ db: trx, sealer: deps.sealer }, { tenantId, runId }, at);
  const writing: Writing = { deps, trx, ref, recordingId: said ? recordingId : null };
  const outcome = room && (await writeTurns(writing, room, call));
  const turns = outcome?.turns.length ?? 0;
  if (turns > 0) {
    const turn = (room?.turns.filter(({ answeredAt }) => answeredAt !== null).length ?? 0) + 1;
    await insertCallRecording(trx, ref, { recordingId, turn, receivedAt: call.endedAt ?? at });
  }
  await countTime(writing, durationOf(call));
  await trx('voice_calls')
    .where({ session_id: sessionId, orphan: false })
    .update({
      duration_ms: durationOf(call),
      deviations: JSON.stringify(outcome?.deviations ?? []),
      recording_id: turns > 0 ? recordingId : null,
    });
};

/** Sealed beside the conversation, as it was said; its sound is not taken. */
const keepLate = async (
  { sealer }: CallStoreDeps,
  trx: Db,
  { tenantId, runId, sessionId }: CallRef,
  call: ProviderCall,
): Promise<void> => {
  const said = call.utterances.map(({ by, text }) => ({ by, text }));
  await trx('voice_calls')
    .where({ ...ofRun({ tenantId, runId }), session_id: sessionId, orphan: false })
    .update({
      duration_ms: durationOf(call),
      late_sealed: Buffer.from(await sealer.seal(sealPlaces.lateWords({ tenantId, runId }, sessionId), said)),
    });
};

const endSession = async (
  trx: Db,
  { tenantId, runId, sessionId }: CallRef,
  ending: SettledAs,
  at: number,
): Promise<void> => {
  await trx('voice_calls')
    .where({ ...ofRun({ tenantId, runId }), session_id: sessionId, orphan: false })
    .update({ settled_at: new Date(at), ending, credential_sealed: null });
  await trx('sessions')
    .where({ ...ofRun({ tenantId, runId }), id: sessionId })
    .whereNull('ended_at')
    .update({ ended_at: new Date(at), end_reason: ending });
};

const endingOf = (call: ProviderCall | null): SettledAs => (call === null ? 'lost' : (call.ending ?? 'unknown'));

export const settleCall = async (
  deps: CallStoreDeps,
  ref: CallRef,
  call: ProviderCall | null,
  at: number,
): Promise<SettledAs | null> =>
  await deps.db.transaction(async (trx) => {
    const { tenantId, runId } = ref;
    const { rows } = (await trx.raw(lockSql, { tenantId, runId })) as { rows: { open: boolean; wanted: boolean }[] };
    const [row] = rows;
    // Asked once the lock is held: whoever had it before may have settled the call.
    if (row === undefined || !(await isOpenCall(trx, ref))) return null;
    if (row.open && call !== null) await take(deps, trx, ref, call, at);
    const said = call?.utterances.some(({ by }) => by === 'candidate') === true;
    // Nothing is added to a conversation that is closed; whoever reads of it is told that something was said.
    const isLate = said && !row.open && row.wanted;
    if (isLate) await keepLate(deps, trx, ref, call);
    const ending = isLate ? 'too_late' : endingOf(call);
    await endSession(trx, ref, ending, at);
    await noteChange(trx, { tenantId, runId });
    return ending;
  });
