// From the pieces of an answer to one object: who starts it, what is still there, and what became of it.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type {
  RecordingRef,
  RecordingStanding,
  RecordingState,
  RecordingWork,
} from '../../../domain/ports/recordings.ts';
import type { BytesSealer } from '../../../domain/ports/system.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { acceptedSql, erasingSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';
import { noteChange } from './note-change.ts';

type Deps = { db: Knex; sealer: Pick<BytesSealer, 'openBytes'> };

/** Longer than a start may take, so that only a crash lets another worker take over. */
const claimSeconds = 10;
/** Until then whoever stored the answer starts it. */
const leftAfterSeconds = 3;

const claimSql = `
  update recordings set start_claimed_until = now() + make_interval(secs => :claimSeconds)
  where id in (
    select id from recordings
    where started_at is null and state in ('received', 'stored') and received_at < now() - make_interval(secs => :leftAfterSeconds)
      and (start_claimed_until is null or start_claimed_until < now())
    order by received_at limit :limit for update skip locked)
  returning tenant_id as "tenantId", run_id as "runId", id as "recordingId"`;

const ofRecording = ({ tenantId, runId, recordingId }: RecordingRef) => ({
  tenant_id: tenantId,
  run_id: runId,
  id: recordingId,
});

/** An interview that ended without a result is nobody's to listen to. */
export const countsSql = `not ${erasingSql('i')} and i.consent_withdrawn_at is null
  and (i.outcome is null or i.outcome in ('ASSESSMENT_APPROVED', 'ASSESSMENT_REJECTED'))`;
/** The same for a row of `recordings`. */
export const wantedSql = `exists (
  select 1 from interviews i where i.tenant_id = recordings.tenant_id and i.run_id = recordings.run_id and ${countsSql})`;

const readSql = `
  select r.turn, r.take, r.state, r.media_type as "mediaType",
    coalesce((select array_agg(p.bytes order by p.n) from recording_pieces p
      where p.run_id = r.run_id and p.turn = r.turn and p.take = r.take and p.n < r.pieces), '{}') as "pieceBytes"
  from recordings r join interviews i on i.tenant_id = r.tenant_id and i.run_id = r.run_id
  where r.tenant_id = :tenantId and r.run_id = :runId and r.id = :recordingId and ${countsSql}`;

const pieceSql = `
  select p.turn, p.take, p.piece_sealed as sealed from recordings r
  join recording_pieces p on p.run_id = r.run_id and p.turn = r.turn and p.take = r.take
  where r.tenant_id = :tenantId and r.run_id = :runId and r.id = :recordingId and p.n = :n and not ${acceptedSql('r')}`;

type PieceRow = { turn: number; take: number; sealed: Buffer };

const dropPieces = async (trx: Db, { tenantId, runId, recordingId }: RecordingRef): Promise<void> => {
  await trx.raw(
    `delete from recording_pieces p using recordings r
     where r.tenant_id = :tenantId and r.run_id = :runId and r.id = :recordingId
       and p.run_id = r.run_id and p.turn = r.turn and p.tenant_id = r.tenant_id`,
    { tenantId, runId, recordingId },
  );
};

const giveUp = async (db: Knex, recording: RecordingRef): Promise<void> =>
  await db.transaction(async (trx) => {
    const { tenantId, runId, recordingId } = recording;
    await trx('recordings')
      .where({ ...ofRecording(recording), state: 'received' })
      .update({ state: 'lost' });
    await dropPieces(trx, recording);
    const lost = await trx('turns')
      .where({ tenant_id: tenantId, run_id: runId, recording_id: recordingId, hearing: 'waiting' })
      .update({ hearing: 'lost' });
    if (lost > 0) await noteChange(trx, recording);
  });

const readFinalKey = async (db: Db, recording: RecordingRef): Promise<string | null | undefined> => {
  const row: { object_key: string | null } | undefined = await db('recordings')
    .where(ofRecording(recording))
    .whereIn('state', ['stored', 'lost'])
    .first('object_key');
  return row?.object_key;
};

export const createRecordingWork = ({ db, sealer }: Deps): RecordingWork => ({
  claimUnstarted: async (limit) => {
    const { rows } = await db.raw<{ rows: RecordingRef[] }>(claimSql, { claimSeconds, leftAfterSeconds, limit });
    return rows;
  },
  markStarted: async (recording) => {
    await db('recordings').where(ofRecording(recording)).update({ started_at: db.fn.now() });
  },
  read: async ({ tenantId, runId, recordingId }) => {
    const { rows } = (await db.raw(readSql, { tenantId, runId, recordingId })) as {
      rows: (Omit<RecordingStanding, 'state'> & { state: RecordingState })[];
    };
    return rows[0] ?? null;
  },
  readPiece: async ({ tenantId, runId, recordingId }, n) => {
    const { rows } = (await db.raw(pieceSql, { tenantId, runId, recordingId, n })) as { rows: PieceRow[] };
    const [row] = rows;
    if (row === undefined) throw new AppError('recording.not_found');
    const run: RunRef = { tenantId, runId };
    return await sealer.openBytes(sealPlaces.piece(run, { turn: row.turn, take: row.take, n }), row.sealed);
  },
  markStored: async (recording, { objectKey, bytes, sha256, durationMs, mediaType }) =>
    await db.transaction(async (trx) => {
      const stored = await trx('recordings')
        .where({ ...ofRecording(recording), state: 'received', removed_at: null })
        .whereRaw(wantedSql)
        .update({
          state: 'stored',
          object_key: objectKey,
          bytes,
          sha256,
          duration_ms: durationMs,
          media_type: mediaType,
          stored_at: trx.fn.now(),
        });
      if (stored > 0) {
        await dropPieces(trx, recording);
        await noteChange(trx, recording);
      }
      return stored > 0;
    }),
  giveUp: (recording) => giveUp(db, recording),
  readFinalKey: (recording) => readFinalKey(db, recording),
});

/**
 * Has those looked at again whose words are awaited longer than all attempts may take: one at work goes on undisturbed, one
 * that Temporal does not know starts from its row, and one that was ended by force is given up.
 */
export const requeueRecordings = async (db: Db): Promise<void> => {
  await db.raw(
    `update recordings r set started_at = null, start_claimed_until = null
     from turns t where t.run_id = r.run_id and t.recording_id = r.id and t.hearing = 'waiting' and r.started_at < now() - interval '1 hour'`,
  );
};

/** Takes that no answer named, once none can any more. */
export const sweepTakes = async (db: Knex): Promise<void> =>
  await db.transaction(async (trx) => {
    const { rows } = (await trx.raw(
      `select r.run_id, r.turn, r.take from recordings r join interviews i on i.run_id = r.run_id
       where r.state = 'receiving' and r.created_at < now() - interval '2 days' and (i.frozen_at is not null or i.outcome is not null)
       limit 200 for update of r skip locked`,
    )) as { rows: { run_id: string; turn: number; take: number }[] };
    const takes = rows.map(({ run_id: runId, turn, take }) => [runId, turn, take]);
    await trx('recording_pieces').whereIn(['run_id', 'turn', 'take'], takes).delete();
    await trx('recordings').whereIn(['run_id', 'turn', 'take'], takes).delete();
  });
