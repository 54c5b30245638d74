// Pieces of what is being said, as they arrive: each stored, and its window's sign of life counted, in one statement.
import { hash } from 'node:crypto';
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError, type ErrorCode } from '../../../domain/errors.ts';
import type { NewPiece, PieceStore, TakeReceived } from '../../../domain/ports/recordings.ts';
import type { SpokenTake } from '../../../domain/ports/room.ts';
import type { BytesSealer } from '../../../domain/ports/system.ts';
import { gapMaxMs } from '../../../domain/room/clock.ts';
import {
  bytesLeftOf,
  missingRanges,
  recordingIdOf,
  takeBytesMax,
  turnBytesMax,
  type PieceRange,
} from '../../../domain/room/pieces.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { sha256 } from '../../system.ts';
import { acceptedSql, erasingSql } from '../erasure/erasing-sql.ts';
import { ofRun, type Db } from '../knex.ts';
import { preparedNamed } from '../prepared.ts';

type Deps = { db: Db; sealer: Pick<BytesSealer, 'sealBytes'> };

/** `numbers` as PostgreSQL writes ranges: `{[0,4),[6,7)}`. */
type Standing = { numbers: string; take_bytes: number; turn_bytes: number };

type Facts = Standing & {
  state: string;
  frozen: boolean;
  withdrawn: boolean;
  erasing: boolean;
  holder: string | null;
  revision: number | null;
  open_turn: number | null;
  question_open: boolean | null;
  sha256: string | null;
};

/**
 * Stores a piece of the take that the clock's row stands at; no row where it stands elsewhere, or the piece is not taken.
 * The clock's row is what answers lock as well: a piece that waited for one finds the question closed. How time is counted
 * is `seen` of the domain once more; a test holds both together.
 */
const storeSql = `
  with seen as (
    update room_clocks c
    set used_ms = used_ms + case when paused or last_seen_at is null then 0 else
          least(:gapMaxMs, greatest(0, extract(epoch from :until::timestamptz - last_seen_at) * 1000))::int end,
      last_seen_at = greatest(last_seen_at, :seenAt), revision = revision + 1,
      take_numbers = take_numbers + int4multirange(int4range(:n, :n + 1)),
      take_bytes = take_bytes + :bytes, turn_bytes = turn_bytes + :bytes
    where c.tenant_id = :tenantId and c.run_id = :runId and c.question_open
      and (:client::text is null or c.client_hash is null or c.client_hash = :client)
      and c.take_id = :recordingId and not :n::int <@ c.take_numbers
      and c.take_bytes + :bytes <= :takeBytesMax and c.turn_bytes + :bytes <= :turnBytesMax
      and exists (
        select 1 from interviews i where tenant_id = :tenantId and run_id = :runId and state = 'IN_PROGRESS'
          and frozen_at is null and consent_withdrawn_at is null and not ${erasingSql('i')})
      and (
        select case when answered_at is null then turn end from turns
        where tenant_id = :tenantId and run_id = :runId order by turn desc, version desc limit 1) = :turn
    returning take_numbers, take_bytes, turn_bytes
  ), piece as (
    insert into recording_pieces (run_id, turn, take, n, tenant_id, sha256, bytes, piece_sealed)
    select :runId, :turn, :take, :n, :tenantId, :sha256, :bytes, :sealed from seen
    on conflict do nothing
  )
  select take_numbers::text as numbers, take_bytes, turn_bytes from seen`;

const writePiece = preparedNamed<Standing>('store_piece', storeSql);

const standingSql = `
  coalesce(range_agg(int4range(n, n + 1)) filter (where take = :take), '{}')::text as numbers,
  coalesce(sum(bytes) filter (where take = :take), 0)::int as take_bytes, coalesce(sum(bytes), 0)::int as turn_bytes`;

const factsSql = `
  select i.state, i.frozen_at is not null as frozen, i.consent_withdrawn_at is not null as withdrawn, ${erasingSql('i')} as erasing,
    c.client_hash as holder, c.revision, c.question_open, there.*, (
      select case when answered_at is null then turn end from turns
      where tenant_id = :tenantId and run_id = :runId order by turn desc, version desc limit 1) as open_turn
  from interviews i
  left join room_clocks c on c.tenant_id = i.tenant_id and c.run_id = i.run_id
  cross join (
    select ${standingSql}, max(sha256) filter (where take = :take and n = :n) as sha256
    from recording_pieces where tenant_id = :tenantId and run_id = :runId and turn = :turn) there
  where i.tenant_id = :tenantId and i.run_id = :runId`;

/** Has the clock's row stand at a take with what is there of it, unless anything has arrived since that was counted. */
const standAtSql = `
  with stood as (
    update room_clocks set take_id = :recordingId, take_numbers = :numbers::int4multirange, take_bytes = :takeBytes, turn_bytes = :turnBytes
    where tenant_id = :tenantId and run_id = :runId and revision = :revision
    returning run_id
  )
  insert into recordings (id, run_id, tenant_id, turn, take, media_type)
  select :recordingId, run_id, :tenantId, :turn, :take, :mediaType from stood
  on conflict do nothing`;

/** Reads what PostgreSQL writes of whole numbers: ranges from the first to the one after the last. */
const rangesIn = (numbers: string): PieceRange[] =>
  numbers
    .split(')')
    .slice(0, -1)
    .map((range) => {
      const [from = '', to = ''] = range.slice(range.indexOf('[') + 1).split(',');
      return [Number(from), Number(to)];
    });

const receivedOf = ({ numbers, take_bytes: takeBytes, turn_bytes: turnBytes }: Standing): TakeReceived => ({
  received: rangesIn(numbers),
  bytesLeft: bytesLeftOf({ takeBytes, turnBytes }),
});

/** Why nothing that is said is taken. */
const closedBy = (facts: Facts): ErrorCode | null => {
  if (facts.erasing) return 'personal_data.erased';
  if (facts.withdrawn) return 'consent.withdrawn';
  if (facts.frozen) return 'room.frozen';
  return facts.state !== 'IN_PROGRESS' || facts.question_open === null ? 'room.not_started' : null;
};

/** Why it is not taken from this window, or to this question. */
const misplacedBy = (facts: Facts, { client, turn }: NewPiece): ErrorCode | null => {
  if (client !== null && facts.holder !== null && facts.holder !== client) return 'room.taken_over';
  if (facts.open_turn !== turn) return 'room.turn_mismatch';
  // Choices are made with a word or a button, and the closing asks nothing.
  return facts.question_open === true ? null : 'room.voice_unavailable';
};

/** Null when it is stored already, or another is just being stored. */
const refusedBy = (facts: Facts, { bytes }: NewPiece, contentHash: string): ErrorCode | null => {
  if (facts.sha256 !== null) return facts.sha256 === contentHash ? null : 'recording.piece_differs';
  const left = bytesLeftOf({ takeBytes: facts.take_bytes, turnBytes: facts.turn_bytes });
  return bytes.length > left ? 'recording.too_long' : null;
};

const refusal = (facts: Facts, piece: NewPiece, contentHash: string): ErrorCode | null =>
  closedBy(facts) ?? misplacedBy(facts, piece) ?? refusedBy(facts, piece, contentHash);

/** A take's first piece finds the clock's row elsewhere, and so may one that came at the same moment as another take's. */
const triesMax = 4;

const store = async ({ db, sealer }: Deps, { tenantId, runId }: RunRef, piece: NewPiece): Promise<TakeReceived> => {
  const { turn, take, n, bytes, client, mediaType, seen } = piece;
  const contentHash = hash('sha256', bytes);
  const sealed = await sealer.sealBytes(sealPlaces.piece({ tenantId, runId }, piece), bytes);
  const recordingId = recordingIdOf(sha256, runId, piece);
  const bindings = {
    tenantId,
    runId,
    turn,
    take,
    n,
    client,
    sha256: contentHash,
    recordingId,
    bytes: bytes.length,
    sealed: Buffer.from(sealed),
    gapMaxMs,
    takeBytesMax,
    turnBytesMax,
    until: new Date(Math.min(seen.arrivedAt, seen.faultSince ?? seen.arrivedAt)),
    seenAt: new Date(Math.max(seen.arrivedAt, seen.now)),
  };
  for (let tries = 0; tries < triesMax; tries += 1) {
    const [stored] = await writePiece(db, bindings);
    if (stored !== undefined) return receivedOf(stored);
    const { rows } = (await db.raw(factsSql, { tenantId, runId, turn, take, n })) as { rows: Facts[] };
    const [facts] = rows;
    if (facts === undefined) throw new AppError('room.link_invalid');
    const code = refusal(facts, piece, contentHash);
    if (code !== null) throw new AppError(code);
    if (facts.sha256 !== null) return receivedOf(facts);
    const { revision, numbers, take_bytes: takeBytes, turn_bytes: turnBytes } = facts;
    const standing = { tenantId, runId, turn, take, recordingId, mediaType, revision, numbers, takeBytes, turnBytes };
    await db.raw(standAtSql, standing);
  }
  throw new AppError('store.unavailable', { retryAfterSeconds: 1 });
};

const readSql = `
  select ${standingSql}
  from recording_pieces p where tenant_id = :tenantId and run_id = :runId and turn = :turn and not ${acceptedSql('p')}`;

export const createPieceStore = (deps: Deps): PieceStore => ({
  store: (run, piece) => store(deps, run, piece),
  readReceived: async ({ tenantId, runId }, { turn, take }) => {
    const { rows } = (await deps.db.raw(readSql, { tenantId, runId, turn, take })) as { rows: [Standing] };
    return receivedOf(rows[0]);
  },
});

/** What of the take has not arrived. */
export const missingPieces = async (
  db: Db,
  run: RunRef,
  turn: number,
  { take, pieces }: SpokenTake,
): Promise<PieceRange[]> => {
  const rows: { n: number }[] = await db('recording_pieces')
    .select('n')
    .where({ ...ofRun(run), turn, take });
  return missingRanges(
    rows.map(({ n }) => n),
    pieces,
  );
};
