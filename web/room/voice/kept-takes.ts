// The takes that this window has kept for the open question: the one to go on with, and room for the next.
import type { Call } from '../../ui/call.ts';
import { realBrowser } from '../../ui/page-browser.ts';
import { pausing } from '../../ui/retry.ts';
import { createPieceQueue, type PieceQueue, type QueueState, type Received, type TakeCalls } from './piece-queue.ts';
import type { PieceStore, TakeRecord } from './piece-store.ts';

export const takeCalls = (call: Call): TakeCalls => ({
  read: (turn, take) => call<Received>('GET', `recordings/${turn}/${take}`),
  put: (turn, take, n, { bytes, digest, mediaType }) =>
    call<Received>('PUT', `recordings/${turn}/${take}/${n}`, {
      body: bytes,
      headers: { 'Content-Type': mediaType, 'Content-Digest': digest },
    }),
});

const digestOf = async (bytes: ArrayBuffer): Promise<string> => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `sha-256=:${btoa(String.fromCharCode(...hash))}:`;
};

export type Told = { onState: (state: QueueState) => void; onFull: () => void };

export const queueFor = (store: PieceStore, calls: TakeCalls, record: TakeRecord, told: Told): PieceQueue =>
  createPieceQueue(
    { store, calls, digest: digestOf, pause: (failures, error) => pausing(realBrowser, failures, error), ...told },
    record,
  );

/** What a closed window left behind is of no use to anybody after so long. */
const forgottenMs = 2 * 86_400_000;

type Place = { window: string; turn: number | null };

/** Newest first. What this window kept of other questions is gone, since they are answered. */
export const takesAt = async (store: PieceStore, { window, turn }: Place): Promise<TakeRecord[]> => {
  const takes = await store.listTakes();
  const here = takes.filter((take) => take.window === window && take.turn === turn);
  for (const take of takes)
    if (!here.includes(take) && (take.window === window || take.at < Date.now() - forgottenMs))
      await store.dropTake(take);
  return here.sort((a, b) => b.id - a.id);
};

/** Once the question is behind, however it was answered, nothing said to it stays on the device. */
export const forgetTakes = async (store: PieceStore, place: { window: string; turn: number }): Promise<void> => {
  for (const take of await takesAt(store, place)) await store.dropTake(take);
};

/** The last take counts: those before it are dropped. */
export const nextTake = async (
  store: PieceStore,
  { window, turn, mediaType }: { window: string; turn: number; mediaType: string },
): Promise<TakeRecord> => {
  const before = await takesAt(store, { window, turn });
  await forgetTakes(store, { window, turn });
  const id = 1 + Math.max(0, ...before.map((take) => Math.max(take.id, take.take ?? 0)));
  const record = { window, turn, id, take: null, mediaType, pieces: 0, durationMs: 0, ended: false, at: Date.now() };
  await store.saveTake(record);
  return record;
};
