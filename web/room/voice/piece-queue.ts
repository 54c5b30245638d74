// Carries the pieces of one take to the server: in order, two at a time, as often as it takes, and each until it was acknowledged.
import type { PieceRange } from '../../../domain/room/pieces.ts';
import { Problem } from '../../ui/call.ts';
import { isTransient } from '../../ui/retry.ts';
import {
  allMade,
  cutAt,
  isDelivered,
  newDelivery,
  nextToSend,
  pieceMade,
  received,
  sendingPiece,
  sentPiece,
  type Delivery,
} from './pieces.ts';
import type { Piece, PieceStore, TakeRecord } from './piece-store.ts';

export type Received = { received: PieceRange[]; bytesLeft: number };

/** The server's side of a take. */
export type TakeCalls = {
  read: (turn: number, take: number) => Promise<Received>;
  put: (turn: number, take: number, n: number, piece: Piece & { mediaType: string }) => Promise<Received>;
};

/** `waiting`: no line at the moment, and it is tried again; `refused`: it makes no sense to try again, by the server's code. */
export type QueueState = { made: number; arrived: number } & (
  | { kind: 'sending' | 'waiting' | 'delivered' }
  | { kind: 'refused'; code: string }
);

export type QueueDeps = {
  store: PieceStore;
  calls: TakeCalls;
  digest: (bytes: ArrayBuffer) => Promise<string>;
  /** After so many failures in a row; shorter when the line comes back. */
  pause: (failures: number, error: unknown) => Promise<void>;
  onState: (state: QueueState) => void;
  /** The answer is about as long as it may be. */
  onFull: () => void;
};

/** The tenant's room stays full for longer than anybody waits; a damaged piece was damaged on its way. */
const refusedOf = (error: unknown): string | null => {
  const code = error instanceof Problem ? error.code : 'page';
  const again = code === 'request.digest_mismatch' || (isTransient(error) && code !== 'recording.quota_spent');
  return again ? null : code;
};

const takesTried = 50;
/** Some pieces of the usual size. */
const fullBelowBytes = 64_000;

/** What is known of the take under way; changed in place by the steps below. */
type Run = {
  record: TakeRecord;
  delivery: Delivery;
  failures: number;
  waiting: boolean;
  refused: string | null;
  stopped: boolean;
};

const isOver = ({ stopped, refused }: Run): boolean => stopped || refused !== null;

const stateOf = ({ refused, delivery, waiting }: Run): QueueState => {
  const counts = { made: delivery.made, arrived: delivery.acknowledged.size };
  if (refused !== null) return { kind: 'refused', code: refused, ...counts };
  if (isDelivered(delivery)) return { kind: 'delivered', ...counts };
  return { kind: waiting ? 'waiting' : 'sending', ...counts };
};

const save = async ({ store }: QueueDeps, run: Run, change: Partial<TakeRecord>): Promise<void> => {
  run.record = { ...run.record, ...change };
  await store.saveTake(run.record);
};

const hear = async (deps: QueueDeps, run: Run, { received: ranges, bytesLeft }: Received): Promise<void> => {
  const before = run.delivery.acknowledged;
  run.delivery = received(run.delivery, ranges);
  run.failures = 0;
  run.waiting = false;
  if (bytesLeft < fullBelowBytes) deps.onFull();
  for (const n of run.delivery.acknowledged) if (!before.has(n)) await deps.store.removePiece(run.record, n);
};

/** The answer is as long as it may be: it ends before the piece that was refused. */
const cut = async (deps: QueueDeps, run: Run, n: number): Promise<void> => {
  run.delivery = cutAt(run.delivery, Math.min(n, run.delivery.made));
  await save(deps, run, { pieces: run.delivery.made });
  deps.onFull();
};

const fail = async (deps: QueueDeps, run: Run, error: unknown, n = 0): Promise<void> => {
  const refused = refusedOf(error);
  if (refused === 'recording.too_long' && n > 0) return cut(deps, run, n);
  run.refused ??= refused;
  if (run.refused !== null) return;
  run.failures += 1;
  run.waiting = true;
  deps.onState(stateOf(run));
  await deps.pause(run.failures, error);
};

/** The first number that nobody has used for this question, on whatever device. */
const freeTake = async ({ calls }: QueueDeps, { record }: Run): Promise<number | null> => {
  for (let take = record.id; take < record.id + takesTried; take += 1)
    if ((await calls.read(record.turn, take)).received.length === 0) return take;
  return null;
};

/** A new take gets its number; one that a reload interrupted hears what had arrived. */
const openTake = async (deps: QueueDeps, run: Run): Promise<void> => {
  while (!isOver(run)) {
    try {
      if (run.record.take !== null)
        return await hear(deps, run, await deps.calls.read(run.record.turn, run.record.take));
      const take = await freeTake(deps, run);
      if (take === null) run.refused = 'recording.piece_differs';
      else return await save(deps, run, { take });
    } catch (error) {
      await fail(deps, run, error);
    }
  }
};

const sendPiece = async (deps: QueueDeps, run: Run, take: number, n: number): Promise<void> => {
  const { record } = run;
  try {
    const piece = await deps.store.readPiece(record, n);
    if (piece === null) run.refused ??= 'recording.piece_gone';
    else await hear(deps, run, await deps.calls.put(record.turn, take, n, { ...piece, mediaType: record.mediaType }));
  } catch (error) {
    await fail(deps, run, error, n);
  } finally {
    run.delivery = sentPiece(run.delivery, n);
  }
};

/** Of a take that begins, or of one that a reload interrupted. */
export const createPieceQueue = (deps: QueueDeps, record: TakeRecord) => {
  const delivery = { ...newDelivery, made: record.pieces, ended: record.ended };
  const run: Run = { record, delivery, failures: 0, waiting: false, refused: null, stopped: false };
  let opening: Promise<void> | null = null;
  let settle = (): void => {};
  const tell = (): void => {
    deps.onState(stateOf(run));
    settle();
  };
  const pump = (): void => {
    // A line that hangs is no reason to say late what was kept, and where.
    tell();
    opening ??= openTake(deps, run);
    opening.then(() => {
      const { take } = run.record;
      for (const n of take === null || isOver(run) ? [] : nextToSend(run.delivery)) {
        run.delivery = sendingPiece(run.delivery, n);
        sendPiece(deps, run, take ?? 0, n).then(pump, pump);
      }
      tell();
    }, tell);
  };
  return {
    record: () => run.record,
    /** Resolves once the piece is kept; it is sent by and by. */
    add: async (bytes: ArrayBuffer, durationMs: number): Promise<void> => {
      if (run.delivery.ended) return;
      const n = run.record.pieces;
      await deps.store.putPiece(run.record, n, { bytes, digest: await deps.digest(bytes) });
      await save(deps, run, { pieces: n + 1, durationMs });
      run.delivery = pieceMade(run.delivery);
      pump();
    },
    /** Sends what waits, also after a reload. */
    go: pump,
    /** All is said, which is kept, so that a reload goes on with sending. Resolves to whether all of it arrived. */
    end: async (): Promise<boolean> => {
      await save(deps, run, { ended: true });
      run.delivery = allMade(run.delivery);
      pump();
      return new Promise((resolve) => {
        settle = () => {
          if (isOver(run) || isDelivered(run.delivery)) resolve(!isOver(run) && run.record.take !== null);
        };
        settle();
      });
    },
    /** Handed over to the answer that names it: should that come back, the person decides what to do. */
    handedOver: (): Promise<void> => save(deps, run, { ended: false }),
    stop: (): void => {
      run.stopped = true;
      settle();
    },
  };
};

export type PieceQueue = ReturnType<typeof createPieceQueue>;
