// Keeps what was said until the server has it: on the device, so that a reload loses nothing, or in memory where that is not possible.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/**
 * One take of an answer. `id` counts the takes of this window, `take` is the number that the server knows it by, null
 * before it was asked. No names, no words: window, turn and numbers only.
 */
export type TakeRecord = {
  window: string;
  turn: number;
  id: number;
  take: number | null;
  mediaType: string;
  pieces: number;
  durationMs: number;
  /** The person has said that this is the answer: it is sent, also after a reload. */
  ended: boolean;
  at: number;
};

export type Piece = { bytes: ArrayBuffer; digest: string };

/** `device` survives a reload, `memory` does not. */
export type Keeping = 'device' | 'memory';

export type PieceStore = {
  keeping: () => Keeping;
  listTakes: () => Promise<TakeRecord[]>;
  saveTake: (take: TakeRecord) => Promise<void>;
  /** With the pieces of it that are left. */
  dropTake: (take: TakeRecord) => Promise<void>;
  putPiece: (take: TakeRecord, n: number, piece: Piece) => Promise<void>;
  readPiece: (take: TakeRecord, n: number) => Promise<Piece | null>;
  removePiece: (take: TakeRecord, n: number) => Promise<void>;
};

type TakeKey = [window: string, turn: number, id: number];
type PieceKey = [...TakeKey, n: number];
const keyOf = ({ window, turn, id }: TakeRecord): TakeKey => [window, turn, id];

interface Kept extends DBSchema {
  takes: { key: TakeKey; value: TakeRecord };
  pieces: { key: PieceKey; value: Piece & { window: string; turn: number; id: number; n: number } };
}

const name = 'parley-answers';

const onDevice = (db: IDBPDatabase<Kept>): Omit<PieceStore, 'keeping'> => ({
  listTakes: () => db.getAll('takes'),
  saveTake: async (take) => {
    await db.put('takes', take);
  },
  dropTake: async (take) => {
    const key = keyOf(take);
    const tx = db.transaction(['takes', 'pieces'], 'readwrite');
    await Promise.all([
      tx.objectStore('takes').delete(key),
      tx.objectStore('pieces').delete(IDBKeyRange.bound([...key, 0], [...key, Infinity])),
      tx.done,
    ]);
  },
  putPiece: async ({ window, turn, id }, n, piece) => {
    await db.put('pieces', { window, turn, id, n, ...piece });
  },
  readPiece: async (take, n) => (await db.get('pieces', [...keyOf(take), n])) ?? null,
  removePiece: (take, n) => db.delete('pieces', [...keyOf(take), n]),
});

export const inMemory = (): PieceStore => {
  const takes = new Map<string, TakeRecord>();
  const pieces = new Map<string, Piece>();
  const nameOf = (take: TakeRecord, n?: number): string =>
    JSON.stringify([...keyOf(take), ...(n === undefined ? [] : [n])]);
  return {
    keeping: () => 'memory',
    listTakes: () => Promise.resolve([...takes.values()]),
    saveTake: (take) => Promise.resolve(void takes.set(nameOf(take), take)),
    dropTake: (take) => {
      takes.delete(nameOf(take));
      for (let n = 0; n < take.pieces; n += 1) pieces.delete(nameOf(take, n));
      return Promise.resolve();
    },
    putPiece: (take, n, piece) => Promise.resolve(void pieces.set(nameOf(take, n), piece)),
    readPiece: (take, n) => Promise.resolve(pieces.get(nameOf(take, n)) ?? null),
    removePiece: (take, n) => Promise.resolve(void pieces.delete(nameOf(take, n))),
  };
};

const open = (): Promise<IDBPDatabase<Kept>> =>
  openDB<Kept>(name, 1, {
    upgrade: (db) => {
      db.createObjectStore('takes', { keyPath: ['window', 'turn', 'id'] });
      db.createObjectStore('pieces', { keyPath: ['window', 'turn', 'id', 'n'] });
    },
  });

/** What the device has no room for waits in memory; what it has taken is still read from it. */
const withMemory = (device: Omit<PieceStore, 'keeping'>, onFull: () => void): Omit<PieceStore, 'keeping'> => {
  const memory = inMemory();
  const orElse = async (work: Promise<void>, otherwise: () => Promise<void>): Promise<void> =>
    work.catch(() => {
      onFull();
      return otherwise();
    });
  return {
    listTakes: async () => {
      const kept = await device.listTakes().catch(() => []);
      const newer = await memory.listTakes();
      return [...kept.filter((take) => !newer.some((one) => String(keyOf(one)) === String(keyOf(take)))), ...newer];
    },
    saveTake: (take) => orElse(device.saveTake(take), () => memory.saveTake(take)),
    dropTake: async (take) => {
      await Promise.all([device.dropTake(take).catch(() => {}), memory.dropTake(take)]);
    },
    putPiece: (take, n, piece) => orElse(device.putPiece(take, n, piece), () => memory.putPiece(take, n, piece)),
    readPiece: async (take, n) => (await memory.readPiece(take, n)) ?? device.readPiece(take, n).catch(() => null),
    removePiece: async (take, n) => {
      await Promise.all([device.removePiece(take, n).catch(() => {}), memory.removePiece(take, n)]);
    },
  };
};

/** Never fails: where the browser keeps nothing, in private windows for one, memory does. */
export const openPieceStore = async (): Promise<PieceStore> => {
  let keeping: Keeping = 'device';
  const db = await open().catch(() => null);
  if (db === null) return inMemory();
  return { ...withMemory(onDevice(db), () => (keeping = 'memory')), keeping: () => keeping };
};
