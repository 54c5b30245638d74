// A sealed object says nothing without its run's key, and nothing of it is shown that is not what was put.
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ObjectPlace } from '../../domain/ports/objects.ts';
import { createFolderStore } from '../../infra/objects/folder-store.ts';
import { createSealedObjects, runObjectsPrefix } from '../../infra/objects/sealed-objects.ts';
import { pieceBytes } from '../../infra/objects/sealed-pieces.ts';
import { createSealing } from '../../infra/seal/sealing.ts';
import { createSecret } from '../../infra/config/secret.ts';
import { newId, systemClock } from '../../infra/system.ts';
import { gather, pieces } from '../contract/objects.contract.ts';
import { useDatabase } from '../harness/database.ts';

const { db } = await useDatabase();
const root = mkdtempSync(join(tmpdir(), 'parley-test-sealed-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const store = createFolderStore(root);
const master = createSecret(new Uint8Array(Buffer.alloc(32, 7)));
const clock = { now: systemClock.now };
const keys = { master, previousMaster: undefined, cacheMs: 60_000 };
const sealing = () => createSealing(keys, db, clock);

const newRun = async () => {
  const run = { tenantId: 'ten_a', runId: newId('run') };
  await sealing().sealer.createKeys(run);
  return run;
};

const recording = async (): Promise<ObjectPlace & { kind: 'recording' }> => ({
  kind: 'recording',
  run: await newRun(),
  id: newId('rec'),
});

const create = () => createSealedObjects({ store, ...sealing() });

const readAll = async (place: ObjectPlace, objects = create()): Promise<Buffer | null> =>
  await gather((await objects.open(place))?.read() ?? null);

const damaged = { code: 'objects.damaged' };

/** What reading shows of a damaged object before it is refused. */
const shownBeforeDamage = async (place: ObjectPlace): Promise<Uint8Array[]> => {
  const shown: Uint8Array[] = [];
  await expect(async () => {
    for await (const piece of (await create().open(place))?.read() ?? pieces()) shown.push(piece);
  }).rejects.toMatchObject(damaged);
  return shown;
};

/** Changes the stored bytes of an object. */
const tamper = async (place: ObjectPlace, change: (stored: Buffer) => Uint8Array): Promise<void> => {
  const key = create().keyOf(place);
  await store.put(key, pieces(change((await gather(await store.read(key))) ?? Buffer.alloc(0))));
};

const size = 3 * pieceBytes + 100;
const plain = Buffer.from(Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) % 256));
const headerBytes = 6 + newId('key').length + 32;
const sealedPiece = pieceBytes + 16;

describe('reading', () => {
  test('any content comes back, whole and in any range', async () => {
    // More than are read from the store at once.
    const many = 9 * pieceBytes + 5;
    const long = Buffer.concat([plain, plain, plain]);
    const sizes = fc.constantFrom(0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 8 * pieceBytes, many);
    const place = await recording();
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(many + 10), fc.nat(many + 10), fc.nat(5_000), async (bytes, start, end, cut) => {
        const content = long.subarray(0, bytes);
        const objects = create();
        const put = await objects.put(place, pieces(content.subarray(0, cut), content.subarray(cut)));
        expect(put.bytes).toBe(bytes);
        const found = await objects.open(place);
        expect(found?.bytes).toBe(bytes);
        expect(await gather(found?.read() ?? null)).toEqual(content);
        expect(await gather(found?.read({ start, end }) ?? null)).toEqual(
          content.subarray(start, Math.max(start, end)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('what is not there is null', async () => {
    expect(await create().open(await recording())).toBeNull();
  });

  test('nothing of the content lies in the store, and putting it twice looks different', async () => {
    const place = await recording();
    const secret = Buffer.from('a sentence that only the candidate said '.repeat(50));
    await create().put(place, pieces(secret));
    const first = (await gather(await store.read(create().keyOf(place)))) ?? Buffer.alloc(0);
    await create().put(place, pieces(secret));
    const second = (await gather(await store.read(create().keyOf(place)))) ?? Buffer.alloc(0);

    expect(first.includes('sentence')).toBe(false);
    expect(first.subarray(headerBytes)).not.toEqual(second.subarray(headerBytes));
    expect(await readAll(place)).toEqual(secret);
  });

  test('a range is read without the whole', async () => {
    const place = await recording();
    await create().put(place, pieces(plain));
    let read = 0;
    const counting = {
      ...store,
      read: async (...args: Parameters<typeof store.read>) => {
        const content = (await gather(await store.read(...args))) ?? Buffer.alloc(0);
        read += content.length;
        return pieces(content);
      },
    };

    const found = await createSealedObjects({ store: counting, ...sealing() }).open(place);
    await gather(found?.read({ start: pieceBytes + 5, end: pieceBytes + 9 }) ?? null);

    expect(read).toBeLessThan(2 * pieceBytes);
  });
});

describe('tampering', () => {
  test.each([
    ['a flipped bit in the header', (stored: Buffer) => flip(stored, 8)],
    ['a flipped bit in the salt', (stored: Buffer) => flip(stored, headerBytes - 3)],
    ['a flipped bit in the first piece', (stored: Buffer) => flip(stored, headerBytes + 5)],
    ['another version', (stored: Buffer) => flip(stored, 4)],
    ['another length of the key’s name', (stored: Buffer) => flip(stored, 5)],
    ['two pieces exchanged', (stored: Buffer) => exchange(stored)],
    [
      'the first piece left out',
      (stored: Buffer) => Buffer.concat([stored.subarray(0, headerBytes), stored.subarray(headerBytes + sealedPiece)]),
    ],
    ['all pieces cut off', (stored: Buffer) => stored.subarray(0, headerBytes)],
    ['all but a few bytes cut off', (stored: Buffer) => stored.subarray(0, headerBytes + 10)],
    ['half a header', (stored: Buffer) => stored.subarray(0, 20)],
    ['nothing left', () => Buffer.alloc(0)],
  ])('%s: nothing is shown', async (_case, change) => {
    const place = await recording();
    await create().put(place, pieces(plain));
    await tamper(place, change);
    const shown = await shownBeforeDamage(place);

    expect(shown).toEqual([]);
  });

  test.each([
    ['the last piece is cut off', (stored: Buffer) => stored.subarray(0, headerBytes + 3 * sealedPiece), 2],
    ['half of the last piece is cut off', (stored: Buffer) => stored.subarray(0, -50), 3],
    ['a piece comes once more', (stored: Buffer) => Buffer.concat([stored, stored.subarray(headerBytes)]), 3],
    ['something is added', (stored: Buffer) => Buffer.concat([stored, Buffer.alloc(1)]), 3],
    ['the third piece differs', (stored: Buffer) => flip(stored, headerBytes + 2 * sealedPiece + 7), 2],
  ])('%s: reading fails there, and what came before is what was put', async (_case, change, proven) => {
    const place = await recording();
    await create().put(place, pieces(plain));
    await tamper(place, change);
    const shown = await shownBeforeDamage(place);

    expect(Buffer.concat(shown)).toEqual(plain.subarray(0, proven * pieceBytes));
  });

  test('an object in the place of another, of the same run or of another one, is refused', async () => {
    const [a, b] = [await recording(), await recording()];
    const sameRun = { ...a, id: newId('rec') };
    await create().put(a, pieces(plain));
    const stored = (await gather(await store.read(create().keyOf(a)))) ?? Buffer.alloc(0);
    for (const place of [b, sameRun]) {
      await store.put(create().keyOf(place), pieces(stored));
      await expect(readAll(place)).rejects.toMatchObject(damaged);
    }
  });
});

const flip = (stored: Buffer, at: number): Buffer => {
  const copy = Buffer.from(stored);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
};

const exchange = (stored: Buffer): Buffer => {
  const at = (index: number) =>
    stored.subarray(headerBytes + index * sealedPiece, headerBytes + (index + 1) * sealedPiece);
  return Buffer.concat([stored.subarray(0, headerBytes), at(1), at(0), stored.subarray(headerBytes + 2 * sealedPiece)]);
};

describe('keys', () => {
  test('once the run’s key is destroyed nothing is read or put, not even the rest of what is being read', async () => {
    const place = await recording();
    let now = Date.now();
    const { sealer, secretBox } = createSealing(keys, db, { now: () => now });
    const objects = createSealedObjects({ store, sealer, secretBox });
    await objects.put(place, pieces(plain));
    const found = await objects.open(place);
    const reading = (found?.read() ?? pieces())[Symbol.asyncIterator]();
    expect((await reading.next()).value).toEqual(plain.subarray(0, pieceBytes));

    await sealing().sealer.destroyKey(place.run, 'personal');
    now += 60_000;

    const erased = { code: 'personal_data.erased' };
    await expect(reading.next()).rejects.toMatchObject(erased);
    await expect(objects.open(place)).rejects.toMatchObject(erased);
    await expect(objects.put(place, pieces('x'))).rejects.toMatchObject(erased);
  });

  test('spoken questions belong to nobody: they open with the deployment’s key, and are forgotten when it is exchanged', async () => {
    const place = { kind: 'speech', tenantId: 'ten_a', id: 'f'.repeat(64) } as const;
    await create().put(place, pieces(plain));
    expect(await readAll(place)).toEqual(plain);

    const other = createSealing({ ...keys, master: createSecret(new Uint8Array(Buffer.alloc(32, 8))) }, db);
    expect(await createSealedObjects({ store, ...other }).open(place)).toBeNull();
    await tamper(place, (stored) => flip(stored, 40));
    await expect(readAll(place)).rejects.toMatchObject(damaged);
  });

  test('everything of a run lies below one prefix', async () => {
    const place = await recording();
    expect(create().keyOf(place).startsWith(runObjectsPrefix(place.run))).toBe(true);
  });
});
