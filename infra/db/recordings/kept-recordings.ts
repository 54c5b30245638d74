// Recordings as they are kept: which there are of a run, which time is up, what a tenant's take up, and what is gone.
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { SealedObjects } from '../../../domain/ports/objects.ts';
import { objectIdOf } from '../../../domain/room/pieces.ts';
import type { KeptRecordings, Recording, RecordingState } from '../../../domain/ports/recordings.ts';
import { defaultCaps } from '../../../domain/tenant/caps.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import { ofRun, type Db } from '../knex.ts';

type Row = {
  id: string;
  turn: number;
  take: number;
  state: RecordingState;
  media_type: string;
  duration_ms: string | null;
  bytes: string | null;
  sha256: string | null;
  received_at: Date | null;
  object_key: string | null;
  /** Only where they were asked for. */
  turns?: number[];
};

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

export const rowToRecording = (row: Row): Recording => ({
  id: row.id,
  turn: row.turn,
  turns: row.turns ?? [row.turn],
  take: row.take,
  state: row.state,
  mediaType: row.media_type,
  durationMs: numberOf(row.duration_ms),
  bytes: numberOf(row.bytes),
  sha256: row.sha256,
  receivedAt: row.received_at?.getTime() ?? null,
  objectId: row.object_key === null ? null : objectIdOf(row.id, row.object_key),
});

const listSql = `
  select i.consent_withdrawn_at is not null as withdrawn, ${erasingSql('i')} as gone,
    r.id, r.turn, r.take, r.state, r.media_type, r.duration_ms, r.bytes, r.sha256, r.received_at,
    r.object_key,
    array(select distinct t.turn from turns t
      where t.tenant_id = r.tenant_id and t.run_id = r.run_id and t.recording_id = r.id) as turns
  from interviews i
  left join recordings r on r.tenant_id = i.tenant_id and r.run_id = i.run_id and r.removed_at is null and r.state <> 'receiving'
  where i.tenant_id = :tenantId and i.run_id = :runId
  order by r.turn, r.take`;

const list = async (db: Db, { tenantId, runId }: RunRef): Promise<Recording[]> => {
  type Found = Row & { withdrawn: boolean; gone: boolean };
  const { rows } = (await db.raw(listSql, { tenantId, runId })) as { rows: (Found | (Found & { id: null }))[] };
  const [first] = rows;
  if (first === undefined) throw new AppError('interview.not_found');
  if (first.gone) throw new AppError('personal_data.erased');
  if (first.withdrawn) throw new AppError('consent.withdrawn');
  return rows.filter(({ id }) => id !== null).map(rowToRecording);
};

/** Bytes of what is stored and of what has arrived of it, against the tenant's cap. */
const spentSql = `
  select coalesce((t.caps ->> 'recordingBytes')::bigint, :cap) <= (
    select coalesce(sum(r.bytes), 0) from recordings r where r.tenant_id = t.id and r.removed_at is null
  ) + (select coalesce(sum(p.bytes), 0) from recording_pieces p where p.tenant_id = t.id) as spent
  from tenants t where t.id = :tenantId`;

/** How long an answer about a tenant's room counts: pieces come every three seconds from everybody at once. */
const knownMs = 10_000;
const knownMax = 1_000;

/** Throws 429 `recording.quota_spent`; asked for every piece, answered from the database now and then. */
export const createRecordingQuota = ({ db, now }: { db: Db; now(): number }) => {
  const known = new Map<string, { spent: Promise<boolean>; until: number }>();
  const ask = async (tenantId: string): Promise<boolean> => {
    const { rows } = (await db.raw(spentSql, { tenantId, cap: defaultCaps.recordingBytes })) as {
      rows: { spent: boolean }[];
    };
    return rows[0]?.spent === true;
  };
  return {
    require: async (tenantId: string): Promise<void> => {
      let entry = known.get(tenantId);
      if (entry === undefined || entry.until <= now()) {
        if (known.size >= knownMax) known.clear();
        entry = { spent: ask(tenantId), until: now() + knownMs };
        known.set(tenantId, entry);
        entry.spent.catch(() => known.delete(tenantId));
      }
      if (await entry.spent) throw new AppError('recording.quota_spent', { retryAfterSeconds: 60 });
    },
  };
};

type Deps = { db: Db; objects: SealedObjects };

/**
 * The objects first, then their rows: cut off in between, the next call finds both as they are. Then what was put and named
 * meanwhile, which no row names any more; nothing is named after that.
 */
const removeObjects = async ({ db, objects }: Deps, run: RunRef): Promise<number> => {
  const removed = await objects.removeAll(run);
  await db('recordings')
    .where(ofRun(run))
    .whereNull('removed_at')
    .update({ removed_at: db.fn.now(), object_key: null });
  return removed + (await objects.removeAll(run));
};

const recordingOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1).split('.')[0] ?? '';

/** An attempt may be about to write down what it put for a recording that is not stored yet. */
const unnamed = async (db: Db, keys: readonly string[]): Promise<string[]> => {
  const { rows } = (await db.raw(
    `select lower(id) as id, object_key as key from recordings
     where lower(id) = any(?::text[]) and removed_at is null and state <> 'lost'`,
    [keys.map(recordingOf)],
  )) as { rows: { id: string; key: string | null }[] };
  const named = new Map(rows.map(({ id, key }) => [id, key]));
  return keys.filter((key) => {
    const name = named.get(recordingOf(key));
    return name !== null && name !== key;
  });
};

export const createKeptRecordings = (deps: Deps): KeptRecordings => ({
  list: (run) => list(deps.db, run),
  isHeld: async (run) => {
    const held: unknown = await deps
      .db('legal_holds')
      .where(ofRun(run))
      .whereNull('released_at')
      .where('ends_at', '>', deps.db.fn.now())
      .first('id');
    return held !== undefined;
  },
  removeObjects: (run) => removeObjects(deps, run),
  remove: async (run) => {
    const removed = await removeObjects(deps, run);
    await deps.db('recording_pieces').where(ofRun(run)).delete();
    return removed;
  },
  unnamed: (keys) => unnamed(deps.db, keys),
});

/** Where the sweep of a store goes on. */
export const sweepCursor = (db: Db, store = 'objects') => ({
  read: async (): Promise<string | null> => {
    const row: { after_key: string | null } | undefined = await db('object_sweeps').where({ store }).first('after_key');
    return row?.after_key ?? null;
  },
  save: async (after: string | null): Promise<void> => {
    const row = { store, after_key: after, swept_at: db.fn.now() };
    await db('object_sweeps').insert(row).onConflict('store').merge();
  },
});
