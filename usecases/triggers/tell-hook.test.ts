// What is told beside an answer: never waited for, never lost, never more than a few at once.
import { afterEach, expect, it, vi } from 'vitest';
import type { HookStart, Keeping } from '../../domain/ports/ats-inbox.ts';
import { createHookTeller } from './tell-hook.ts';

const startOf = (id: string): HookStart => ({ tenantId: 't', connectionId: 'c', lane: id, ids: [id] });
const keptAs = (kept: Keeping) => () => Promise.resolve(kept);

const noTurn = () => Promise.resolve();

const world = (tell: (start: HookStart) => Promise<void>, { marks = true, turn = noTurn } = {}) => {
  const done: string[] = [];
  const relay = {
    markTold: ([id = '']: readonly string[]) => {
      if (!marks) return Promise.reject(new Error('the database is away'));
      return Promise.resolve(void done.push(`told ${id}`));
    },
    release: ([id = '']: readonly string[]) => Promise.resolve(void done.push(`given back ${id}`)),
  };
  return { done, teller: createHookTeller({ relay, engine: { tellHooks: tell }, turn }) };
};

it('what was claimed is told and marked; what is left to a relay, or was there before, is not', async () => {
  const told: string[] = [];
  const { done, teller } = world(({ ids }) => Promise.resolve(void told.push(...ids)));

  expect(await teller.keep(startOf('1'), keptAs('claimed'))).toBe('claimed');
  expect(await teller.keep(startOf('2'), keptAs('left'))).toBe('left');
  expect(await teller.keep(startOf('3'), keptAs('repeated'))).toBe('repeated');

  await teller.settled();
  expect([told, done]).toEqual([['1'], ['told 1']]);
});

it('an engine that never answers holds up no answer, and after a few the relays have the rest', async () => {
  const { teller } = world(() => new Promise<void>(() => undefined));
  const rooms: boolean[] = [];

  for (let count = 0; count < 10; count += 1)
    await teller.keep(startOf(`${count}`), (room) => {
      rooms.push(room);
      return Promise.resolve(room ? 'claimed' : 'left');
    });

  expect(rooms).toEqual([...Array.from({ length: 8 }, () => true), false, false]);
});

it('hooks that are being kept at the same moment count as well', async () => {
  const { teller } = world(() => Promise.resolve());
  const rooms: boolean[] = [];
  const keep = (room: boolean) => {
    rooms.push(room);
    return Promise.resolve<Keeping>('left');
  };

  await Promise.all(Array.from({ length: 10 }, (_, count) => teller.keep(startOf(`${count}`), keep)));

  expect(rooms.filter(Boolean)).toHaveLength(8);
});

it('what could not be told, or not be marked, is given back to the relays', async () => {
  const away = world(() => Promise.reject(new Error('away')));
  const unmarked = world(() => Promise.resolve(), { marks: false });

  for (const { teller } of [away, unmarked]) {
    await teller.keep(startOf('1'), keptAs('claimed'));
    await teller.settled();
  }

  expect([away.done, unmarked.done]).toEqual([['given back 1'], ['given back 1']]);
});

it('a row that cannot be written is an error of the request, and takes no place', async () => {
  const { teller } = world(() => Promise.resolve());
  const failing = () => Promise.reject(new Error('the database is away'));

  for (let count = 0; count < 20; count += 1) await expect(teller.keep(startOf('1'), failing)).rejects.toThrow();

  expect(await teller.keep(startOf('2'), (room) => Promise.resolve(room ? 'claimed' : 'left'))).toBe('claimed');
});

afterEach(() => {
  vi.useRealTimers();
});

it('only one that is alone in its lane has its turn here, before its workflow hears of it', async () => {
  const said: string[] = [];
  const turn = () => Promise.resolve(void said.push('turn'));
  const { teller } = world(() => Promise.resolve(void said.push('told')), { turn });

  await teller.keep(startOf('1'), keptAs('claimed'));
  await teller.settled();
  expect(said).toEqual(['told']);

  await teller.keep(startOf('2'), keptAs('alone'));
  await teller.settled();
  expect(said).toEqual(['told', 'turn', 'told']);
});

it('a turn that fails, or takes too long, is its workflow’s', async () => {
  const failing = world(noTurn, { turn: () => Promise.reject(new Error('the ATS has to be asked')) });
  await failing.teller.keep(startOf('1'), keptAs('alone'));
  await failing.teller.settled();
  expect(failing.done).toEqual(['told 1']);

  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const endless = world(noTurn, { turn: () => new Promise<void>(() => undefined) });
  await endless.teller.keep(startOf('1'), keptAs('alone'));
  expect(endless.done).toEqual([]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(endless.done).toEqual(['told 1']);
});
