import { afterAll, describe, expect, test } from 'vitest';
import type { LimitPolicy } from '../../domain/access/limits.ts';
import { createSweep } from '../../infra/db/operation/housekeeping.ts';
import { openPool } from '../../infra/db/knex.ts';
import { createRateLimits } from '../../infra/limits/rate-limits.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';

const { db, owner, url } = await useDatabase();
const pepper = Buffer.alloc(32, 3);

const policy = (limit: number, name: string): LimitPolicy => ({ name, limit, windowSeconds: 3_600 });

/** As another process would count: a pool of its own, and no knowledge of the others. */
const newProcess = (logs: LogLine[] = [], timeoutMs = 1_000) => {
  const pool = openPool({ databaseUrl: url, poolMax: 10, statementTimeoutMs: 5_000, applicationName: 'limits-test' });
  afterAll(() => pool.destroy());
  return createRateLimits({ db: pool, log: recordingLog(logs), pepper, now: Date.now, timeoutMs });
};

const hits = (count: number, hit: (index: number) => ReturnType<ReturnType<typeof newProcess>['hit']>) =>
  Promise.all(Array.from({ length: count }, (_, index) => hit(index)));
const allowedOf = (standings: { allowed: boolean }[]): number => standings.filter(({ allowed }) => allowed).length;

describe('a limit', () => {
  test('of 50 lets exactly 50 of 200 parallel requests in', async () => {
    const limits = newProcess();

    const standings = await hits(200, () => limits.hit(policy(50, 'fifty'), 'a'));

    expect(allowedOf(standings)).toBe(50);
    expect(standings.filter(({ allowed }) => allowed).map(({ remaining }) => remaining)).toEqual(
      Array.from({ length: 50 }, (_, index) => 49 - index),
    );
  });

  test('is shared by two processes', async () => {
    const [one, other] = [newProcess(), newProcess()];

    const standings = await hits(200, (index) => (index % 2 === 0 ? one : other).hit(policy(50, 'shared'), 'a'));

    expect(allowedOf(standings)).toBe(50);
  });

  test('of 1,000 is exact too, though nobody waits far from it', async () => {
    const limits = newProcess();

    const standings = [];
    for (let round = 0; round < 15; round += 1)
      standings.push(...(await hits(100, () => limits.hit(policy(1_000, 'thousand'), 'a'))));

    expect(allowedOf(standings)).toBe(1_000);
  });

  test('of 1,000 is overstepped by a twentieth at most when two processes are stormed', async () => {
    const [one, other] = [newProcess(), newProcess()];
    const both = (count: number) =>
      hits(count, (index) => (index % 2 === 0 ? one : other).hit(policy(1_000, 'two'), 'a'));

    const allowed = allowedOf([...(await both(600)), ...(await both(1_400))]);

    expect(allowed).toBeGreaterThanOrEqual(1_000);
    expect(allowed).toBeLessThanOrEqual(1_050);
    expect(allowedOf(await both(100))).toBe(0);
  });

  test('of which less than an eighth is used is counted beside the requests: many cost one write', async () => {
    const limits = newProcess();
    await limits.hit(policy(1_000, 'calm'), 'a');

    for (let round = 0; round < 50; round += 1)
      expect(await limits.hit(policy(1_000, 'calm'), 'a')).toMatchObject({ allowed: true, remaining: 998 - round });

    const rows = await db('rate_limits').where('key', 'like', 'calm:%').select('points');
    expect(rows).toEqual([{ points: 1 }]);
  });

  test('counts callers and kinds apart, and stores neither addresses nor ids', async () => {
    const limits = newProcess();
    await hits(3, () => limits.hit(policy(2, 'apart'), '203.0.113.77'));

    expect(await limits.hit(policy(2, 'apart'), '203.0.113.78')).toMatchObject({ allowed: true, remaining: 1 });
    expect(await limits.hit(policy(2, 'other'), '203.0.113.77')).toMatchObject({ allowed: true, remaining: 1 });
    expect(JSON.stringify(await db('rate_limits').select())).not.toContain('203.0.113');
  });

  test('counts anew when its window has ended', async () => {
    let now = Date.now();
    const limits = createRateLimits({ db, log: recordingLog([]), pepper, now: () => now });
    await hits(3, () => limits.hit(policy(2, 'window'), 'a'));
    expect((await limits.hit(policy(2, 'window'), 'a')).allowed).toBe(false);

    now += 3_600_001;
    await db('rate_limits').update({ expire: Date.now() - 1 });

    expect(await limits.hit(policy(2, 'window'), 'a')).toMatchObject({ allowed: true, remaining: 1 });
  });

  test('that a key was given anew holds at once', async () => {
    const limits = newProcess();
    await hits(3, () => limits.hit(policy(2, 'raised'), 'a'));

    expect((await limits.hit(policy(10, 'raised'), 'a')).allowed).toBe(true);
  });
});

test('counts whose window has ended are swept, others stay', async () => {
  await db('rate_limits').delete();
  await db('rate_limits').insert([
    { key: 'ended', points: 1, expire: Date.now() - 1 },
    { key: 'running', points: 1, expire: Date.now() + 60_000 },
  ]);

  await createSweep({ db, keyDb: db })();

  // What was let in before is still being counted.
  expect(await db('rate_limits').whereIn('key', ['ended', 'running']).select('key')).toEqual([{ key: 'running' }]);
});

describe('without its store', () => {
  test('requests are still served and still limited, by what this process has seen', async () => {
    const logs: LogLine[] = [];
    const limits = newProcess(logs);
    expect(allowedOf(await hits(10, () => limits.hit(policy(50, 'away'), 'a')))).toBe(10);

    await owner.raw('alter table rate_limits rename to rate_limits_away');
    const standings = await hits(200, () => limits.hit(policy(50, 'away'), 'a'));
    await owner.raw('alter table rate_limits_away rename to rate_limits');

    expect(allowedOf(standings)).toBe(50);
    expect(logs.filter(({ event }) => event === 'limits.store_unavailable')).toHaveLength(1);
  });

  test('nobody waits longer than the time-out once, and nobody at all right after', async () => {
    const limits = newProcess([], 200);
    const locker = await owner.transaction();
    await locker.raw('lock table rate_limits in access exclusive mode');
    const startedAt = performance.now();

    const first = await hits(20, () => limits.hit(policy(50, 'stuck'), 'a'));
    const afterFirst = performance.now();
    await hits(20, (index) => limits.hit(policy(50, 'stuck'), `b${index}`));
    const afterSecond = performance.now();
    await locker.rollback();

    expect(allowedOf(first)).toBe(20);
    expect(afterFirst - startedAt).toBeLessThan(1_000);
    expect(afterSecond - afterFirst).toBeLessThan(150);
  });
});
