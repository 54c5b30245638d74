// Calls held outside: opened once for each session, followed, and settled into turns.
import type { CallRef, CallStore, NewCall, RoomCalls, SettledAs, StoredCall } from '../../../domain/ports/calls.ts';
import { AppError } from '../../../domain/errors.ts';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import type { ProviderCall } from '../../../domain/ports/voice.ts';
import { limitMsOf } from '../../../domain/room/budget.ts';
import { timeLeftMs } from '../../../domain/room/clock.ts';
import { unlessErased } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { briefOf } from '../../../domain/voice/brief.ts';
import { acceptedSql } from '../erasure/erasing-sql.ts';
import { ofRun, type Db } from '../knex.ts';
import type { CallStoreDeps } from './call-deps.ts';
import { putCallRecording } from './call-recording.ts';
import { settleCall } from './settle-call.ts';

type Row = {
  session_id: string;
  provider: string;
  external_id: string;
  opened_at: Date;
  settled_at: Date | null;
  ending: SettledAs | null;
  recording_id: string | null;
  done_at: Date | null;
  recording_state: string | null;
  is_left: boolean;
};

const ofCall = ({ tenantId, runId, sessionId }: CallRef) => ({
  ...ofRun({ tenantId, runId }),
  session_id: sessionId,
});

const rowToCall = (row: Row): StoredCall => ({
  sessionId: row.session_id,
  provider: row.provider,
  externalId: row.external_id,
  openedAt: row.opened_at.getTime(),
  settledAt: row.settled_at?.getTime() ?? null,
  ending: row.ending,
  recordingId: row.recording_id,
  recordingWaits: row.recording_state === 'received',
  isLeft: row.is_left,
  doneAt: row.done_at?.getTime() ?? null,
});

const columns = [
  'session_id',
  'provider',
  'external_id',
  'opened_at',
  'settled_at',
  'ending',
  'recording_id',
  'done_at',
] as const;

const callsOf = (db: Db, run: RunRef) =>
  db('voice_calls')
    .select(
      ...columns,
      db.raw(
        `(select state from recordings r where r.run_id = voice_calls.run_id and r.id = recording_id) as recording_state,
        exists (select from sessions s where s.tenant_id = voice_calls.tenant_id and s.id = session_id and s.ended_at is not null) as is_left`,
      ),
    )
    .where({ ...ofRun(run), orphan: false })
    .whereNotNull('external_id');

const readBrief = async ({ room }: CallStoreDeps, run: RunRef, now: number): ReturnType<CallStore['readBrief']> => {
  const [found, personal] = [await room.load(run, now), await room.readPersonal(run)];
  if (found?.plan == null) throw new AppError('plan.not_found');
  const { plan, turns, companyName, position, clock, locale } = found;
  const limitMs = clock === null ? limitMsOf(plan, personal.accommodations?.timeFactor) : timeLeftMs(clock);
  return { locale, brief: briefOf({ plan, turns, companyName, position, limitMs }) };
};

const add = async ({ db, sealer, newId }: CallStoreDeps, { tenantId, runId }: RunRef, call: NewCall): Promise<void> => {
  const { sessionId, provider, externalId, credential, openedAt } = call;
  const place = sealPlaces.joinCredential({ tenantId, runId }, sessionId);
  await db('voice_calls')
    .insert({
      id: newId('cal'),
      ...ofRun({ tenantId, runId }),
      session_id: sessionId,
      provider,
      external_id: externalId,
      credential_sealed: credential && Buffer.from(await sealer.seal(place, credential.token)),
      credential_until: credential && new Date(credential.until),
      opened_at: new Date(openedAt),
    })
    .onConflict(db.raw('(session_id) where not orphan'))
    .ignore();
};

const readTold = async ({ db, sealer }: CallStoreDeps, ref: CallRef): Promise<ProviderCall | null> => {
  const { tenantId, runId } = ref;
  const rows: { id: string; event_sealed: Buffer }[] = await db('voice_events')
    .select('id', 'event_sealed')
    .where(ofCall(ref))
    .whereIn('kind', ['ended', 'analysed'])
    .whereRaw(`not ${acceptedSql('voice_events')}`)
    .orderBy('received_at', 'desc');
  const told: ProviderCall[] = [];
  for (const row of rows) {
    const place = sealPlaces.voiceEvent({ tenantId, runId }, row.id);
    const call = await unlessErased(sealer.open(place, row.event_sealed), null);
    if (call !== null) told.push(call);
  }
  // Of a repeat without its words the fuller one counts.
  return told.toSorted((a, b) => b.utterances.length - a.utterances.length)[0] ?? null;
};

export const createCallStore = (deps: CallStoreDeps & { now(): number }): CallStore => {
  const { db, now } = deps;
  return {
    readBrief: (run) => readBrief(deps, run, now()),
    add: (run, call) => add(deps, run, call),
    find: async (ref) => {
      const row: Row | undefined = await callsOf(db, ref).where({ session_id: ref.sessionId }).first();
      return row === undefined ? null : rowToCall(row);
    },
    unsettled: async (run, but = '') => {
      const rows: Row[] = await callsOf(db, run).whereNull('settled_at').whereNot({ session_id: but });
      return rows.map(rowToCall);
    },
    readTold: (ref) => readTold(deps, ref),
    settle: (ref, call, at) => settleCall(deps, ref, call, at),
    storeRecording: (ref, recordingId, recording) => putCallRecording(deps, ref, recordingId, recording),
    giveUpRecording: ({ tenantId, runId }, recordingId) => deps.recordings.giveUp({ tenantId, runId, recordingId }),
    close: async (ref, at) => {
      await db.transaction(async (trx) => {
        // First, so that what comes in from here on is not kept any more.
        await trx('voice_calls')
          .where({ ...ofCall(ref), orphan: false })
          .update({ done_at: new Date(at), credential_sealed: null });
        await trx('voice_events').where(ofCall(ref)).delete();
      });
    },
    copies: async (run, of) => {
      const rows = db('voice_calls').where(ofRun(run)).whereNotNull('external_id').whereNull('deleted_at');
      const wanted = of === undefined ? rows : rows.where({ session_id: of.orphansOf, orphan: true });
      return await wanted.select('provider', 'external_id as externalId').orderBy('opened_at');
    },
    markDeleted: async (run, externalId, at) => {
      await db('voice_calls')
        .where({ ...ofRun(run), external_id: externalId })
        .update({ deleted_at: new Date(at) });
    },
  };
};

const takeSql = `
  with taken as (
    select id, credential_sealed, credential_until from voice_calls
    where tenant_id = :tenantId and run_id = :runId and session_id = :sessionId and not orphan
      and credential_sealed is not null and not ${acceptedSql('voice_calls')}
    for update
  ), emptied as (
    update voice_calls set credential_sealed = null where id in (select id from taken)
  )
  select credential_sealed as sealed from taken where credential_until > :at`;

export const createRoomCalls = ({ db, sealer }: { db: Db; sealer: Sealer }): RoomCalls => ({
  takeCredential: async ({ tenantId, runId, sessionId }, at) => {
    const { rows } = (await db.raw(takeSql, { tenantId, runId, sessionId, at: new Date(at) })) as {
      rows: { sealed: Buffer }[];
    };
    const sealed = rows[0]?.sealed;
    return sealed === undefined
      ? null
      : await sealer.open(sealPlaces.joinCredential({ tenantId, runId }, sessionId), sealed);
  },
  unsettled: async (run) =>
    await db('voice_calls')
      .where({ ...ofRun(run), orphan: false })
      .whereNull('settled_at')
      .pluck('session_id'),
});
