// What is said aloud arrives in pieces while it is said: so a lost line or a closed page costs seconds, not the answer.
import { AppError } from '../../domain/errors.ts';
import type { TakeReceived } from '../../domain/ports/recordings.ts';
import { containerOf, piecesMax, takesMax } from '../../domain/room/pieces.ts';
import type { RoomDeps, Visit } from './deps.ts';

export type TakeRef = { turn: number; take: number };
export type PieceInput = TakeRef & { n: number; bytes: Uint8Array; mediaType: string };

/** A page that records asks often: nothing is read of the room but what decides about the piece. */
export const createStorePiece =
  (deps: RoomDeps) =>
  async (visit: Visit, piece: PieceInput): Promise<TakeReceived> => {
    const { tenantId, runId, arrivedAt, client = null } = visit;
    if (deps.speech.hearing === null) throw new AppError('room.voice_unavailable');
    if (piece.take > takesMax) throw new AppError('recording.too_many_takes');
    if (piece.n >= piecesMax) throw new AppError('recording.too_long');
    if (piece.n === 0 && containerOf(piece.bytes) !== piece.mediaType) throw new AppError('recording.not_audio');
    await deps.recordingQuota.require(tenantId);
    const seen = { arrivedAt, now: deps.clock.now(), faultSince: deps.faults.since(runId) };
    return deps.pieces.store({ tenantId, runId }, { ...piece, client, seen });
  };

export const createReadReceived =
  ({ pieces }: RoomDeps) =>
  ({ tenantId, runId }: Visit, take: TakeRef): Promise<TakeReceived> =>
    pieces.readReceived({ tenantId, runId }, take);
