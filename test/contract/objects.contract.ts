// What every store of objects must keep to, wherever the bytes lie.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { ByteRange, ObjectStore } from '../../domain/ports/objects.ts';

export async function* pieces(...all: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const one of all) yield await Promise.resolve(typeof one === 'string' ? Buffer.from(one) : one);
}

export const gather = async (content: AsyncIterable<Uint8Array> | null): Promise<Buffer | null> => {
  if (content === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
};

const textAt = async (store: ObjectStore, key: string, range?: ByteRange): Promise<string | null> =>
  (await gather(await store.read(key, range)))?.toString() ?? null;

export const keysOf = async (store: ObjectStore, prefix: string, after?: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix, after)) keys.push(key);
  return keys;
};

/** What is in use, not what waits to be collected. */
const bytesInUse = (): number => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().arrayBuffers;
};

const mib = 1024 * 1024;

/** Of pseudo-random bytes that are made as they are asked for. */
async function* long(bytes: number, asked: (sent: number) => void): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < bytes; sent += 64 * 1024) {
    asked(sent);
    yield await Promise.resolve(Buffer.alloc(64 * 1024, sent / (64 * 1024)));
  }
}

const writing = (store: () => ObjectStore): void => {
  test('what was put is read, whole and in ranges', async () => {
    expect(await store().put('whole/a', pieces('hello', ' ', 'world'))).toEqual({ bytes: 11 });

    expect(await textAt(store(), 'whole/a')).toBe('hello world');
    expect(await store().size('whole/a')).toBe(11);
    expect(await textAt(store(), 'whole/a', { start: 6, end: 11 })).toBe('world');
    expect(await textAt(store(), 'whole/a', { start: 6, end: 6 })).toBe('');
    expect(await textAt(store(), 'whole/a', { start: 9, end: 500 })).toBe('ld');
    expect(await textAt(store(), 'whole/a', { start: 11, end: 20 })).toBe('');
  });

  test('nothing is an object too', async () => {
    await store().put('empty/a', pieces());

    expect(await textAt(store(), 'empty/a')).toBe('');
    expect(await store().size('empty/a')).toBe(0);
  });

  test('a second put replaces the first', async () => {
    await store().put('twice/a', pieces('a longer text'));
    await store().put('twice/a', pieces('short'));

    expect(await textAt(store(), 'twice/a')).toBe('short');
  });

  test('what is not there is null, and removing it is harmless', async () => {
    expect(await store().read('absent/a')).toBeNull();
    expect(await store().read('absent/a', { start: 0, end: 0 })).toBeNull();
    expect(await store().size('absent/a')).toBeNull();
    await store().remove('absent/a');

    await store().put('absent/a', pieces('x'));
    await store().remove('absent/a');
    await store().remove('absent/a');
    expect(await store().size('absent/a')).toBeNull();
    expect(await keysOf(store(), 'absent/')).toEqual([]);
  });

  test('a put that fails midway leaves what was there before, and nothing where nothing was', async () => {
    const failing = async function* broken() {
      yield await Promise.resolve(Buffer.alloc(6 * mib, 1));
      throw new Error('the source broke');
    };
    await store().put('half/a', pieces('before'));

    await expect(store().put('half/a', failing())).rejects.toThrow('the source broke');
    await expect(store().put('half/b', failing())).rejects.toThrow('the source broke');

    expect(await textAt(store(), 'half/a')).toBe('before');
    expect(await keysOf(store(), 'half/')).toEqual(['half/a']);
  });
};

const listing = (store: () => ObjectStore): void => {
  test('keys are listed in their order, by prefix, and on from any of them', async () => {
    const keys = ['order/a-b', 'order/a.b', 'order/a/b/c', 'order/a/c', 'order/a0', 'order/b'];
    for (const key of keys.toReversed()) await store().put(key, pieces(key));
    await store().put('orders', pieces('not below'));

    expect(await keysOf(store(), 'order/')).toEqual(keys);
    expect(await keysOf(store(), 'order/a/')).toEqual(['order/a/b/c', 'order/a/c']);
    expect(await keysOf(store(), 'order/a')).toEqual(keys.slice(0, 5));
    for (const [index, key] of keys.entries())
      expect(await keysOf(store(), 'order/', key), key).toEqual(keys.slice(index + 1));
    for await (const { bytes, modifiedAt, key } of store().list('order/b')) {
      expect(bytes).toBe(key.length);
      expect(Math.abs(modifiedAt - Date.now())).toBeLessThan(60_000);
    }
  });

  test('more keys than fit on one page are all listed, once each', async () => {
    const keys = Array.from({ length: 1_100 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
    for (let from = 0; from < keys.length; from += 50)
      await Promise.all(keys.slice(from, from + 50).map((key) => store().put(key, pieces('x'))));

    expect(await keysOf(store(), 'many/')).toEqual(keys);
  });
};

const oddKeys = [
  '',
  '/a',
  'a/',
  'a//b',
  '../a',
  'a/../b',
  'a/./b',
  '.unfinished/a',
  'A',
  'a b',
  'a\\b',
  'a\0b',
  'ä',
  'a~',
  `${'a/'.repeat(250)}a`,
  'a'.repeat(201),
];

const bounds = (store: () => ObjectStore): void => {
  test.each(oddKeys)('the key %j is nobody’s', async (key) => {
    await expect(async () => store().put(key, pieces('x'))).rejects.toThrow('not an object key');
    await expect(async () => store().read(key)).rejects.toThrow('not an object key');
    await expect(async () => store().size(key)).rejects.toThrow('not an object key');
    await expect(async () => store().remove(key)).rejects.toThrow('not an object key');
  });

  test('forty megabytes pass through in little memory, both ways', async () => {
    const beforePut = bytesInUse();
    let mostPut = 0;
    const measure = (sent: number): void => {
      if (sent % (4 * mib) === 0) mostPut = Math.max(mostPut, bytesInUse() - beforePut);
    };
    await store().put('large/a', long(40 * mib, measure));
    expect(mostPut).toBeLessThan(24 * mib);

    const before = bytesInUse();
    let most = 0;
    let read = 0;
    for await (const piece of (await store().read('large/a')) ?? pieces()) {
      read += piece.byteLength;
      if (read % (4 * mib) < piece.byteLength) most = Math.max(most, bytesInUse() - before);
    }
    expect(read).toBe(40 * mib);
    // A third of the content: what a busy machine has not collected yet.
    expect(most).toBeLessThan(14 * mib);
    const range = await gather(await store().read('large/a', { start: 5 * mib, end: 5 * mib + 3 }));
    expect(range).toEqual(Buffer.alloc(3, 80));
  });

  test('a reader who leaves early holds nothing up', async () => {
    await store().put('left/a', pieces(Buffer.alloc(3 * mib)));

    for (let times = 0; times < 60; times += 1)
      for await (const piece of (await store().read('left/a')) ?? pieces()) {
        expect(piece.byteLength).toBeGreaterThan(0);
        break;
      }
    expect(await store().size('left/a')).toBe(3 * mib);
  });
};

/** `crash` leaves a put behind that never ended. */
export const objectsContract = (store: () => ObjectStore, crash: () => Promise<void>): void => {
  writing(store);
  listing(store);
  bounds(store);

  test('that it can be used is told without writing anything', async () => {
    const before = await keysOf(store(), '');
    await store().probe(AbortSignal.timeout(10_000));

    expect(await keysOf(store(), '')).toEqual(before);
  });

  test('what a crash left of a put is never listed, and removed once it is old', async () => {
    await crash();

    expect(await keysOf(store(), 'crashed/')).toEqual([]);
    expect(await store().removeUnfinished(Date.now() - 60_000)).toBe(0);
    expect(await store().removeUnfinished(Date.now() + 60_000)).toBe(1);
    expect(await store().removeUnfinished(Date.now() + 60_000)).toBe(0);
  });
};
