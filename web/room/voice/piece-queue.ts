// Carries the pieces of one take to the server: in order, two at a time, as often as it takes, and each until it was acknowledged.
import { NoAnswer, Problem } from '../api.ts';
import {
  allMade,
  askedAgain,
  isDelivered,
  newDelivery,
  nextToSend,
  pieceMade,
  received,
  sendingPiece,
  sentPiece,
  waitMs,
  type Delivery,
  type PieceRange,
} from './pieces.ts';
import type { Piece, PieceStore, TakeRecord } from './piece-store.ts';

export type Received = { received: PieceRange[]; bytesLeft: number };

/** The server's side of a take. */
export type TakeCalls = {
  read: (turn: number, take: number) => Promise<Received>;
  put: (turn: number, take: number, n: number, piece: Piece & { mediaType: string }) => Promise<Received>;
};

/** `waiting`: no line at the moment, and it is tried again; `refused`: it makes no sense to try again, by the server's code. */
export type QueueState = { kind: 'sending' | 'waiting' | 'delivered' } | { kind: 'refused'; code: string };

/** `sleep` ends early when the line comes back. */
export type QueueDeps = {
  store: PieceStore;
  calls: TakeCalls;
  digest: (bytes: ArrayBuffer) => Promise<string>;
  sleep: (ms: number) => Promise<void>;
  chance: () => number;
  onState: (state: QueueState) => void;
  /** The answer is about as long as it may be. */
  onFull: () => void;
};

const refusedOf = (error: unknown): string | null => {
  if (error instanceof NoAnswer) return null;
  if (!(error instanceof Problem)) return 'internal.error';
  const again = error.status >= 500 || error.status === 429 || error.status === 408 || error.status === 422;
  // The tenant's room is full for longer than anybody waits.
  return again && error.code !== 'recording.quota_spent' ? null : error.code;
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
  if (refused !== null) return { kind: 'refused', code: refused };
  if (isDelivered(delivery)) return { kind: 'delivered' };
  return { kind: waiting ? 'waiting' : 'sending' };
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

const fail = async (deps: QueueDeps, run: Run, error: unknown): Promise<void> => {
  run.refused ??= refusedOf(error);
  if (run.refused !== null) return;
  run.failures += 1;
  run.waiting = true;
  deps.onState(stateOf(run));
  const asked = error instanceof Problem ? (error.retryAfterMs ?? 0) : 0;
  await deps.sleep(Math.max(asked, waitMs(run.failures, deps.chance())));
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
    await fail(deps, run, error);
  } finally {
    run.delivery = sentPiece(run.delivery, n);
  }
};

/** Of a take that begins, or of one that a reload interrupted. */
export const createPieceQueue = (deps: QueueDeps, record: TakeRecord) => {
  const delivery = { ...newDelivery, made: record.pieces, ended: record.clientTurnId !== null };
  const run: Run = { record, delivery, failures: 0, waiting: false, refused: null, stopped: false };
  let opening: Promise<void> | null = null;
  let settle = (): void => {};
  const tell = (): void => {
    deps.onState(stateOf(run));
    settle();
  };
  const pump = (): void => {
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
      const n = run.record.pieces;
      await deps.store.putPiece(run.record, n, { bytes, digest: await deps.digest(bytes) });
      await save(deps, run, { pieces: n + 1, durationMs });
      run.delivery = pieceMade(run.delivery);
      pump();
    },
    /** Sends what waits, also after a reload. */
    go: pump,
    /** All is said: `clientTurnId` is kept, so that a reload sends the same answer. Resolves to whether all of it arrived. */
    end: async (clientTurnId: string): Promise<boolean> => {
      await save(deps, run, { clientTurnId });
      run.delivery = allMade(run.delivery);
      pump();
      return new Promise((resolve) => {
        settle = () => {
          if (isOver(run) || isDelivered(run.delivery)) resolve(!isOver(run) && run.record.take !== null);
        };
        settle();
      });
    },
    /** The server lacks these although the answer names them: they are sent again as long as we have them. */
    sendAgain: (missing: readonly PieceRange[]): void => {
      run.delivery = askedAgain(run.delivery, missing);
      pump();
    },
    stop: (): void => {
      run.stopped = true;
      settle();
    },
  };
};

export type PieceQueue = ReturnType<typeof createPieceQueue>;
