// The words of spoken answers: written down once, wherever the conversation has got to meanwhile.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { SealedObjects } from '../../../domain/ports/objects.ts';
import type { SpokenAnswers } from '../../../domain/ports/recordings.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import type { HeardAnswer } from '../../../domain/room/hearing.ts';
import { unlessErased } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { codePointLength } from '../../../domain/text/code-points.ts';
import { typedAs } from '../../../domain/text/typed-text.ts';
import { acceptedSql, erasingSql } from '../erasure/erasing-sql.ts';
import { ofRun } from '../knex.ts';
import { noteChange } from './note-change.ts';

type Deps = { db: Knex; sealer: Pick<Sealer, 'seal'>; objects: Pick<SealedObjects, 'open'> };

/** As a text of ours keeps it; what shows nothing was not heard. */
const kept = (heard: HeardAnswer): HeardAnswer => {
  if (heard.hearing !== 'heard') return heard;
  const text = typedAs('answer', heard.text);
  const length = codePointLength(text);
  return text === ''
    ? { hearing: 'unheard' }
    : { ...heard, text, words: heard.words.filter(({ start, end }) => start >= 0 && start < end && end <= length) };
};

const sealed = async ({ sealer }: Deps, run: RunRef, turn: number, heard: HeardAnswer) =>
  heard.hearing === 'heard'
    ? {
        answer_sealed: Buffer.from(await sealer.seal(sealPlaces.answer(run, turn, 1), heard.text)),
        words_sealed: Buffer.from(await sealer.seal(sealPlaces.words(run, turn), heard.words)),
      }
    : {};

/** The lock is that of answers, corrections and the freeze. */
const waitingSql = `
  select t.turn from interviews i join turns t on t.tenant_id = i.tenant_id and t.run_id = i.run_id
  where i.tenant_id = :tenantId and i.run_id = :runId and not ${erasingSql('i')} and i.consent_withdrawn_at is null
    and t.version = 1 and t.recording_id = :recordingId and t.hearing = 'waiting'
  for no key update of i`;

const storeHeard = async (deps: Deps, run: RunRef, recordingId: string, given: HeardAnswer): Promise<boolean> =>
  await deps.db.transaction(async (trx) => {
    const { tenantId, runId } = run;
    const found = (await trx.raw(waitingSql, { tenantId, runId, recordingId })) as { rows: { turn: number }[] };
    const turn = found.rows[0]?.turn;
    if (turn === undefined) return false;
    const heard = kept(given);
    const words = await unlessErased(sealed(deps, run, turn, heard), null);
    if (words === null) return false;
    // Whoever waited for the lock meanwhile may have been first.
    const written = await trx('turns')
      .where({ ...ofRun(run), turn, version: 1, hearing: 'waiting' })
      .update({ hearing: heard.hearing, ...words });
    if (written > 0) await noteChange(trx, run);
    return written > 0;
  });

type Row = { media_type: string; duration_ms: number | null };

const readAudio = async ({ db, objects }: Deps, run: RunRef, id: string): ReturnType<SpokenAnswers['readAudio']> => {
  const row: Row | undefined = await db('recordings')
    .select('media_type', 'duration_ms')
    .where({ ...ofRun(run), id, state: 'stored', removed_at: null })
    .whereRaw(`not ${acceptedSql('recordings')}`)
    .first();
  const object = row && (await unlessErased(objects.open({ kind: 'recording', run, id }), null));
  if (!object) return null;
  const parts: Uint8Array[] = [];
  for await (const part of object.read()) parts.push(part);
  return { bytes: Buffer.concat(parts), mediaType: row.media_type, durationMs: row.duration_ms };
};

export const createSpokenAnswers = (deps: Deps): SpokenAnswers => ({
  readAudio: (run, recordingId) => readAudio(deps, run, recordingId),
  storeHeard: (run, recordingId, heard) => storeHeard(deps, run, recordingId, heard),
  countWaiting: async ({ tenantId, runId }) => {
    const { rows } = (await deps.db.raw(
      `select count(*)::int as count from turns t
       where t.tenant_id = :tenantId and t.run_id = :runId and t.hearing = 'waiting' and not exists (
         select 1 from turns later where later.run_id = t.run_id and later.turn = t.turn and later.version > t.version)`,
      { tenantId, runId },
    )) as { rows: [{ count: number }] };
    return rows[0].count;
  },
});
