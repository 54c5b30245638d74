import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NoAnswer, Problem } from '../../ui/call.ts';
import { createPieceQueue, type QueueDeps, type QueueState, type Received } from './piece-queue.ts';
import { inMemory, type PieceStore, type TakeRecord } from './piece-store.ts';
import type { PieceRange } from '../../../domain/room/pieces.ts';

/** What may happen to one call on its way. */
const fates = ['fine', 'fine', 'lost', 'answer lost', 'old answer', 'busy', 'damaged'] as const;
type Fate = (typeof fates)[number];

const rangesOf = (numbers: Iterable<number>): PieceRange[] => [...numbers].sort((a, b) => a - b).map((n) => [n, n + 1]);

const refusal = (status: number, code: string, body = {}): Problem => new Problem(status, { code, ...body }, null);

const newServer = (fates: readonly Fate[]) => {
  const takes = new Map<number, Map<number, string>>();
  const snapshots: Received[] = [];
  const order: number[] = [];
  let calls = 0;
  let underway = 0;
  let most = 0;
  const has = (take: number): Received => ({ received: rangesOf(takes.get(take)?.keys() ?? []), bytesLeft: 1e9 });
  const keep = (take: number, n: number, digest: string): void => {
    const pieces = takes.get(take) ?? new Map<number, string>();
    takes.set(take, pieces);
    if ((pieces.get(n) ?? digest) !== digest) throw refusal(409, 'recording.piece_differs');
    pieces.set(n, digest);
  };
  const travel = async (): Promise<Fate> => {
    const fate = fates[calls++] ?? 'fine';
    underway += 1;
    most = Math.max(most, underway);
    for (let turns = (calls * 7) % 5; turns >= 0; turns -= 1) await Promise.resolve();
    underway -= 1;
    if (fate === 'lost') throw new NoAnswer();
    if (fate === 'busy') throw refusal(503, 'service.unavailable');
    if (fate === 'damaged') throw refusal(422, 'request.digest_mismatch');
    return fate;
  };
  const read = async (_turn: number, take: number): Promise<Received> => {
    if ((await travel()) === 'answer lost') throw new NoAnswer();
    return has(take);
  };
  const put = async (_turn: number, take: number, n: number, { digest }: { digest: string }): Promise<Received> => {
    order.push(n);
    const fate = await travel();
    keep(take, n, digest);
    snapshots.push(has(take));
    if (fate === 'answer lost') throw new NoAnswer();
    return (fate === 'old answer' ? snapshots[calls % snapshots.length] : snapshots.at(-1)) ?? has(take);
  };
  return {
    takes,
    order,
    most: () => most,
    calls: { read, put },
  };
};

const take = (change: Partial<TakeRecord> = {}): TakeRecord => ({
  window: 'w',
  turn: 3,
  id: 1,
  take: null,
  mediaType: 'audio/webm',
  pieces: 0,
  durationMs: 0,
  ended: false,
  at: 0,
  ...change,
});

const bytes = (n: number): ArrayBuffer => new Uint8Array([n]).buffer;
const digest = (piece: ArrayBuffer): Promise<string> => Promise.resolve(`sha-256=:${new Uint8Array(piece).join()}:`);

const depsOf = (store: PieceStore, calls: QueueDeps['calls']): QueueDeps & { states: QueueState[] } => {
  const states: QueueState[] = [];
  return {
    store,
    calls,
    digest,
    pause: () => Promise.resolve(),
    onState: (s) => states.push(s),
    onFull: () => {},
    states,
  };
};

test('whatever calls are lost, repeated or overtaken, and wherever a reload falls, the server ends up with every piece once', async () => {
  const plan = fc.record({
    fates: fc.array(fc.constantFrom(...fates), { maxLength: 40 }),
    pieces: fc.integer({ min: 1, max: 9 }),
    reloadAfter: fc.option(fc.integer({ min: 0, max: 9 })),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ fates, pieces, reloadAfter }) => {
      const server = newServer(fates);
      const store = inMemory();
      let queue = createPieceQueue(depsOf(store, server.calls), take());
      for (let n = 0; n < pieces; n += 1) {
        if (n === reloadAfter) {
          queue.stop();
          queue = createPieceQueue(depsOf(store, server.calls), queue.record());
        }
        await queue.add(bytes(n), n * 3_000);
      }

      expect(await queue.end()).toBe(true);

      const whole = Array.from({ length: pieces }, (_, n): [number, string] => [n, `sha-256=:${n}:`]);
      expect([...(server.takes.get(1) ?? [])].sort(([a], [b]) => a - b)).toEqual(whole);
      expect(queue.record()).toMatchObject({ take: 1, pieces, ended: true });
      expect(await Promise.all(whole.map(([n]) => store.readPiece(queue.record(), n)))).toEqual(whole.map(() => null));
      if (reloadAfter === null) expect(server.most()).toBeLessThanOrEqual(2);
    }),
    { numRuns: 300 },
  );
});

test('on a quiet line the pieces go in order', async () => {
  const server = newServer([]);
  const queue = createPieceQueue(depsOf(inMemory(), server.calls), take());
  for (let n = 0; n < 6; n += 1) await queue.add(bytes(n), 0);

  await queue.end();

  expect(server.order).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a take of another device is left alone: this one gets the next number', async () => {
  const server = newServer([]);
  server.takes.set(1, new Map([[0, 'theirs']]));
  const queue = createPieceQueue(depsOf(inMemory(), server.calls), take());
  await queue.add(bytes(0), 3_000);

  expect(await queue.end()).toBe(true);
  expect(queue.record().take).toBe(2);
  expect(server.takes.get(1)?.get(0)).toBe('theirs');
});

test('what the server lacks after a reload is sent again while it is here, and said to be gone when it is not', async () => {
  const server = newServer([]);
  const deps = depsOf(inMemory(), server.calls);
  const queue = createPieceQueue(deps, take());
  await queue.add(bytes(0), 3_000);
  await queue.end();
  server.takes.get(1)?.clear();

  expect(await createPieceQueue(deps, queue.record()).end()).toBe(false);
  expect(deps.states.at(-1)).toEqual({ kind: 'refused', code: 'recording.piece_gone', made: 1, arrived: 0 });
});

test('an answer that is too long ends with what arrived, and says so once it is known', async () => {
  const server = newServer([]);
  let full = 0;
  const deps = {
    ...depsOf(inMemory(), {
      ...server.calls,
      put: (turn: number, number: number, n: number, piece: { digest: string }) =>
        n < 3 ? server.calls.put(turn, number, n, piece) : Promise.reject(refusal(409, 'recording.too_long')),
    }),
    onFull: () => (full += 1),
  };
  const queue = createPieceQueue(deps, take());
  for (let n = 0; n < 6; n += 1) await queue.add(bytes(n), 3_000);

  expect(await queue.end()).toBe(true);
  expect(queue.record().pieces).toBe(3);
  expect(full).toBeGreaterThan(0);
});

test.each([
  ['room.taken_over', 409],
  ['room.turn_mismatch', 409],
  ['recording.quota_spent', 429],
  ['recording.piece_differs', 409],
] as const)('%s is not tried again, and is told by its code', async (code, status) => {
  let calls = 0;
  const refuse = (): Promise<never> => Promise.reject(refusal(status, code, { n: (calls += 1) }));
  const deps = depsOf(inMemory(), { read: () => Promise.resolve({ received: [], bytesLeft: 1e9 }), put: refuse });
  const queue = createPieceQueue(deps, take());
  await queue.add(bytes(0), 3_000);

  expect(await queue.end()).toBe(false);
  expect(deps.states.at(-1)).toMatchObject({ kind: 'refused', code });
  expect(calls).toBe(1);
});

test('without a line it waits as long as it takes, and says so', async () => {
  let online = false;
  const server = newServer([]);
  const whenOnline = <T>(work: () => Promise<T>): Promise<T> => (online ? work() : Promise.reject(new NoAnswer()));
  const deps = depsOf(inMemory(), {
    read: (...args) => whenOnline(() => server.calls.read(...args)),
    put: (...args) => whenOnline(() => server.calls.put(...args)),
  });
  const failures: number[] = [];
  deps.pause = (count) => {
    online = failures.push(count) >= 8;
    return Promise.resolve();
  };
  const queue = createPieceQueue(deps, take());
  await queue.add(bytes(0), 3_000);

  expect(await queue.end()).toBe(true);
  expect(deps.states).toContainEqual({ kind: 'waiting', made: 1, arrived: 0 });
  expect(failures).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
