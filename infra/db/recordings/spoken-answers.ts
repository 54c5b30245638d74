// The words of spoken answers: written down once, wherever the conversation has got to meanwhile.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { SealedObjects } from '../../../domain/ports/objects.ts';
import type { HeardReply, SpokenAnswers } from '../../../domain/ports/recordings.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { objectIdOf } from '../../../domain/room/pieces.ts';
import type { HeardAnswer } from '../../../domain/room/hearing.ts';
import { unlessErased } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { codePointLength } from '../../../domain/text/code-points.ts';
import { typedAs } from '../../../domain/text/typed-text.ts';
import { ofRun } from '../knex.ts';
import { countsSql, wantedSql } from './recording-work.ts';
import { readTranscript } from '../room/turn-store.ts';
import { changedRow, tellWish, toldOf } from '../room/turn-writes.ts';

type Deps = { db: Knex; sealer: Sealer; objects: Pick<SealedObjects, 'open'> };

/** As a text of ours keeps it; what shows nothing was not heard. */
const kept = (heard: HeardReply): HeardReply => {
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
        answer: Buffer.from(await sealer.seal(sealPlaces.answer(run, turn, 1), heard.text)),
        words: Buffer.from(await sealer.seal(sealPlaces.words(run, turn), heard.words)),
      }
    : { answer: null, words: null };

// Nobody is asked again about a question that the conversation has left behind.
const storeSql = `
  with heard as (
    update turns t set hearing = :hearing, answer_sealed = :answer, words_sealed = :words,
      intent = case when :hearing <> 'unheard' or not exists (
        select 1 from turns later where later.run_id = t.run_id and later.turn > t.turn
      ) then :intent end
    where tenant_id = :tenantId and run_id = :runId and turn = :turn and version = 1 and hearing = 'waiting'
    returning run_id
  ), ${changedRow('heard')}, ${tellWish}`;

/** The lock is that of answers, corrections and the freeze. */
const waitingSql = `
  select t.turn, t.answered_at from interviews i join turns t on t.tenant_id = i.tenant_id and t.run_id = i.run_id
  where i.tenant_id = :tenantId and i.run_id = :runId and ${countsSql}
    and t.version = 1 and t.recording_id = :recordingId and t.hearing = 'waiting'
  for no key update of i`;

type Waiting = { turn: number; answered_at: Date };

const storeHeard = async (deps: Deps, run: RunRef, recordingId: string, given: HeardReply): Promise<boolean> =>
  await deps.db.transaction(async (trx) => {
    const { tenantId, runId } = run;
    const found = (await trx.raw(waitingSql, { tenantId, runId, recordingId })) as { rows: Waiting[] };
    const [waiting] = found.rows;
    if (waiting === undefined) return false;
    const { turn, answered_at: answeredAt } = waiting;
    const heard = kept(given);
    const words = await unlessErased(sealed(deps, run, turn, heard), null);
    if (words === null) return false;
    // Whoever waited for the lock meanwhile may have been first.
    const { hearing, intent = hearing === 'unheard' ? hearing : null, wish = null } = heard;
    const written = (await trx.raw(storeSql, {
      tenantId,
      runId,
      turn,
      hearing,
      intent,
      ...words,
      ...toldOf(run, { wish, turn, at: answeredAt.getTime() }),
    })) as { rows: unknown[] };
    return written.rows.length === 1;
  });

type Row = { media_type: string; duration_ms: number | null; object_key: string };

const readAudio = async ({ db, objects }: Deps, run: RunRef, id: string): ReturnType<SpokenAnswers['readAudio']> => {
  const row: Row | undefined = await db('recordings')
    .select('media_type', 'duration_ms', 'object_key')
    .where({ ...ofRun(run), id, state: 'stored', removed_at: null })
    .whereRaw(wantedSql)
    .first();
  const place = row && ({ kind: 'recording', run, id: objectIdOf(id, row.object_key) } as const);
  const object = place && (await unlessErased(objects.open(place), null));
  if (!object) return null;
  const parts: Uint8Array[] = [];
  for await (const part of object.read()) parts.push(part);
  return { bytes: Buffer.concat(parts), mediaType: row.media_type, durationMs: row.duration_ms };
};

const readContext = async ({ db, sealer }: Deps, run: RunRef, id: string): ReturnType<SpokenAnswers['readContext']> => {
  const row: { locale: string } | undefined = await db('interviews').select('locale').where(ofRun(run)).first();
  const turns = await readTranscript(db, sealer)(run);
  const index = turns.findIndex(({ recordingId }) => recordingId === id);
  return row === undefined || index === -1 ? null : { locale: row.locale, turns: turns.slice(0, index + 1) };
};

export const createSpokenAnswers = (deps: Deps): SpokenAnswers => ({
  readAudio: (run, recordingId) => readAudio(deps, run, recordingId),
  readContext: (run, recordingId) => readContext(deps, run, recordingId),
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
