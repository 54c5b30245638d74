import { afterAll, describe, expect, it } from 'vitest';
import { recordingLog, type LogLine } from '../../../test/api/start-api.ts';
import { useDatabase } from '../../../test/harness/database.ts';
import { createChangeListener } from './change-listener.ts';

const { db, url } = await useDatabase();
const logs: LogLine[] = [];
const logger = recordingLog(logs);
const listener = createChangeListener({ databaseUrl: url, logger, watchesMax: 3 });
afterAll(() => listener.stop());
await listener.ready();

const announce = (runId: string) => db.raw(`select pg_notify('interview_changed', ?)`, [runId]);
const never = new AbortController().signal;
const watching = (runId: string, from = listener) => {
  const watch = from.watch(runId);
  if (watch === null) throw new Error('no watch');
  return watch;
};
const timed = async (work: Promise<unknown>): Promise<number> => {
  const startedAt = Date.now();
  await work;
  return Date.now() - startedAt;
};
const listeners = async (): Promise<number> =>
  Number(
    (
      await db('pg_stat_activity')
        .where({ application_name: 'parley-listener' })
        .whereRaw('datname = current_database()')
        .count<{ count: string }[]>()
    )[0]?.count,
  );

describe('watching a run', () => {
  it('wakes its watchers and nobody else', async () => {
    const [mine, other] = [watching('run_a'), watching('run_b')];
    const waiting = mine.next({ timeoutMs: 4_000, signal: never });
    const elsewhere = timed(other.next({ timeoutMs: 400, signal: never }));
    await announce('run_a');

    expect(await timed(waiting)).toBeLessThan(1_000);
    expect(await elsewhere).toBeGreaterThan(350);
    mine.close();
    other.close();
  });

  it('a change between two waits is not missed', async () => {
    const watch = watching('run_c');
    const other = watching('run_c');
    await announce('run_c');
    await other.next({ timeoutMs: 4_000, signal: never });

    expect(await timed(watch.next({ timeoutMs: 4_000, signal: never }))).toBeLessThan(200);
    watch.close();
    other.close();
  });

  it('a caller who goes away waits no longer', async () => {
    const watch = watching('run_d');
    const gone = new AbortController();
    const waiting = watch.next({ timeoutMs: 4_000, signal: gone.signal });
    gone.abort();

    expect(await waiting).toBe('stop');
    watch.close();
  });

  it('there is room for so many watchers, and a closed one makes room', () => {
    const [first, ...rest] = [watching('r'), watching('r'), watching('r')];
    expect(listener.watch('r')).toBeNull();
    first?.close();
    first?.close();
    rest.push(watching('r'));

    expect(listener.watch('r')).toBeNull();
    for (const watch of rest) watch.close();
  });

  it('uses one connection, and hears again after it was cut', async () => {
    expect(await listeners()).toBe(1);
    const watch = watching('run_e');
    const woken = watch.next({ timeoutMs: 4_000, signal: never });
    await db.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley-listener' and datname = current_database()`,
    );
    // Whoever waited looks once: what happened meanwhile was not heard.
    expect(await woken).toBe('look');
    await expect.poll(listeners, { timeout: 5_000 }).toBe(1);
    await expect
      .poll(async () => {
        const waiting = timed(watch.next({ timeoutMs: 3_000, signal: never }));
        await announce('run_e');
        return (await waiting) < 500;
      })
      .toBe(true);
    watch.close();
  });

  it('without a database every wait ends early, and stopping ends all of them', async () => {
    const deaf = createChangeListener({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', logger });
    const watch = watching('run_f', deaf);

    expect(await timed(watch.next({ timeoutMs: 10_000, signal: never }))).toBeLessThan(2_500);
    const waiting = watch.next({ timeoutMs: 10_000, signal: never });
    await deaf.stop();
    expect(await waiting).toBe('stop');
    expect(logs).toContainEqual(expect.objectContaining({ level: 'warn', event: 'listener.connection_failed' }));
  });
});
