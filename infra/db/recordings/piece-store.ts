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
  rangesOf,
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

type Facts = {
  stored: boolean;
  state: string;
  frozen: boolean;
  withdrawn: boolean;
  erasing: boolean;
  holder: string | null;
  open_turn: number | null;
  question_open: boolean | null;
  sha256: string | null;
  numbers: number[];
  take_bytes: number;
  turn_bytes: number;
};

const isHeld = `(:client::text is null or c.client_hash is null or c.client_hash = :client)`;

/**
 * The clock's row is what answers lock as well: a piece that waited for one finds the question closed. How time is
 * counted is `seen` of the domain once more; a test holds both together.
 */
const storeSql = `
  with run as (
    select run_id, state, frozen_at is not null as frozen, consent_withdrawn_at is not null as withdrawn, ${erasingSql('i')} as erasing
    from interviews i where tenant_id = :tenantId and run_id = :runId
  ), newest as (
    select turn, answered_at from turns where tenant_id = :tenantId and run_id = :runId order by turn desc, version desc limit 1
  ), taken as (
    select take, n, sha256, bytes from recording_pieces where tenant_id = :tenantId and run_id = :runId and turn = :turn
  ), sums as (
    select coalesce(sum(bytes) filter (where take = :take), 0)::int as take_bytes, coalesce(sum(bytes), 0)::int as turn_bytes,
      coalesce(array_agg(n order by n) filter (where take = :take), '{}') as numbers,
      max(sha256) filter (where take = :take and n = :n) as sha256
    from taken
  ), touched as (
    update room_clocks c
    set used_ms = used_ms + case when paused or last_seen_at is null then 0 else
          least(:gapMaxMs, greatest(0, extract(epoch from :until::timestamptz - last_seen_at) * 1000))::int end,
      last_seen_at = greatest(last_seen_at, :seenAt), revision = revision + 1
    where c.tenant_id = :tenantId and c.run_id = :runId and c.question_open and ${isHeld}
      and (select turn from newest where answered_at is null) = :turn
      and exists (select 1 from run where state = 'IN_PROGRESS' and not (frozen or withdrawn or erasing))
    returning c.run_id
  ), allowed as (
    select touched.run_id from touched, sums
    where take_bytes + :bytes <= :takeBytesMax and turn_bytes + :bytes <= :turnBytesMax and sums.sha256 is null
  ), take as (
    insert into recordings (id, run_id, tenant_id, turn, take, media_type)
    select :recordingId, run_id, :tenantId, :turn, :take, :mediaType from allowed, sums where sums.numbers = '{}'
    on conflict do nothing
  ), piece as (
    insert into recording_pieces (run_id, turn, take, n, tenant_id, sha256, bytes, piece_sealed)
    select run_id, :turn, :take, :n, :tenantId, :sha256, :bytes, :sealed from allowed
    on conflict do nothing
    returning n
  )
  select exists (select 1 from piece) as stored, run.state, run.frozen, run.withdrawn, run.erasing,
    c.client_hash as holder, c.question_open, (select turn from newest where answered_at is null) as open_turn, sums.*
  from run cross join sums
  left join room_clocks c on c.tenant_id = :tenantId and c.run_id = run.run_id`;

const writePiece = preparedNamed<Facts>('store_piece', storeSql);

const receivedOf = ({ numbers, take_bytes: takeBytes, turn_bytes: turnBytes }: Facts): TakeReceived => ({
  received: rangesOf(numbers),
  bytesLeft: bytesLeftOf({ takeBytes, turnBytes }),
});

const withPiece = (facts: Facts, { n, bytes }: NewPiece): Facts => ({
  ...facts,
  numbers: [...facts.numbers, n].toSorted((a, b) => a - b),
  take_bytes: facts.take_bytes + bytes.length,
  turn_bytes: facts.turn_bytes + bytes.length,
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

/** Two that send the same piece at once: the second one sees the first when it looks again. */
const triesMax = 3;

const store = async ({ db, sealer }: Deps, { tenantId, runId }: RunRef, piece: NewPiece): Promise<TakeReceived> => {
  const { turn, take, n, bytes, client, mediaType, seen } = piece;
  const contentHash = hash('sha256', bytes);
  const sealed = await sealer.sealBytes(sealPlaces.piece({ tenantId, runId }, piece), bytes);
  const bindings = {
    tenantId,
    runId,
    turn,
    take,
    n,
    client,
    mediaType,
    sha256: contentHash,
    recordingId: recordingIdOf(sha256, runId, piece),
    bytes: bytes.length,
    sealed: Buffer.from(sealed),
    gapMaxMs,
    takeBytesMax,
    turnBytesMax,
    until: new Date(Math.min(seen.arrivedAt, seen.faultSince ?? seen.arrivedAt)),
    seenAt: new Date(Math.max(seen.arrivedAt, seen.now)),
  };
  for (let tries = 0; tries < triesMax; tries += 1) {
    const [facts] = await writePiece(db, bindings);
    if (facts === undefined) throw new AppError('room.link_invalid');
    if (facts.stored) return receivedOf(withPiece(facts, piece));
    const code = closedBy(facts) ?? misplacedBy(facts, piece) ?? refusedBy(facts, piece, contentHash);
    if (code !== null) throw new AppError(code);
    if (facts.sha256 !== null) return receivedOf(facts);
  }
  throw new AppError('store.unavailable', { retryAfterSeconds: 1 });
};

const readSql = `
  select coalesce(sum(bytes) filter (where take = :take), 0)::int as take_bytes, coalesce(sum(bytes), 0)::int as turn_bytes,
    coalesce(array_agg(n order by n) filter (where take = :take), '{}') as numbers
  from recording_pieces p where tenant_id = :tenantId and run_id = :runId and turn = :turn and not ${acceptedSql('p')}`;

export const createPieceStore = (deps: Deps): PieceStore => ({
  store: (run, piece) => store(deps, run, piece),
  readReceived: async ({ tenantId, runId }, { turn, take }) => {
    const { rows } = (await deps.db.raw(readSql, { tenantId, runId, turn, take })) as { rows: [Facts] };
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
