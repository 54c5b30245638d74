import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createMetrics } from '../../infra/metrics.ts';
import { inlineLengthMax } from '../../infra/text-pool/length.ts';
import { createTextPool } from '../../infra/text-pool/text-pool.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { eventually, pause } from '../harness/eventually.ts';

const long = 'a secret word '.repeat(inlineLengthMax / 10);
const lines: LogLine[] = [];
const metrics = createMetrics();
const timeLimitMs = 400;
const config = { threads: 2, timeLimitMs, memoryLimitMb: 32, metrics, log: recordingLog(lines) };

const open = (overrides: Partial<typeof config> & { idleMs?: number } = {}) => {
  const pool = createTextPool({ ...config, ...overrides, threadFile: join(import.meta.dirname, 'hostile-thread.ts') });
  afterAll(pool.close);
  const order = (
    does: string,
    { tenantId = 'one', ...options }: { tenantId?: string; signal?: AbortSignal; withinMs?: number } = {},
  ) => pool.run('checkPlan', { does, text: long } as never, { tenantId, ...options }) as Promise<unknown>;
  return { ...pool, order };
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error as Error).message,
  );

const timed = async <T>(work: Promise<T>): Promise<{ value: T; ms: number }> => {
  const from = performance.now();
  return { value: await work, ms: performance.now() - from };
};

describe('a text that a rule cannot read', () => {
  const pool = open();

  test('ends at the time limit, and its thread is replaced', async () => {
    await pool.order('answer');
    const { value, ms } = await timed(codeOf(pool.order('spin')));

    expect(value).toBe('text.too_complex');
    expect(ms).toBeGreaterThan(timeLimitMs - 50);
    expect(ms).toBeLessThan(timeLimitMs + 3_000);
    expect(await pool.order('answer')).toBe(long.length);
  });

  test('ends at the memory limit as a code; the process and the pool live on', async () => {
    expect(await codeOf(pool.order('eat'))).toBe('text.too_complex');
    expect(await pool.order('answer')).toBe(long.length);
  });

  test('ends where it is nested too deeply', async () => {
    expect(await codeOf(pool.order('recurse'))).toBe('text.too_complex');
  });

  test('is refused sooner where its caller holds something back', async () => {
    const patient = open({ timeLimitMs: 60_000 });
    await patient.order('answer');

    expect(await codeOf(patient.order('spin', { withinMs: 300 }))).toBe('text.too_complex');
  });

  test('ends when nobody wants to know any more', async () => {
    const patient = open({ timeLimitMs: 60_000 });
    const leaving = new AbortController();
    const asked = codeOf(patient.order('spin', { signal: leaving.signal }));
    await patient.order('answer', { tenantId: 'another' });

    leaving.abort(new Error('gone'));

    expect(await asked).toBe('gone');
    expect(await patient.order('answer')).toBe(long.length);
  });

  test('takes no word of itself out of the thread: a code is all that comes back', async () => {
    await expect(pool.order('refuse')).rejects.toMatchObject({ code: 'plan.invalid', detail: undefined });
    await expect(pool.order('fail')).rejects.toMatchObject({ code: 'internal.error', message: 'internal.error' });
    expect(await codeOf(pool.order('die'))).toBe('text.busy');
    expect(JSON.stringify(lines)).not.toContain('secret word');
  });

  test('is counted by rule and result', async () => {
    expect((await metrics.render()).body).toContain(
      'parley_text_task_seconds_count{task="checkPlan",result="text.too_complex"}',
    );
  });
});

describe('a thread', () => {
  test('has no environment and no arguments', async () => {
    const pool = open();
    vi.stubEnv('PARLEY_TEST_SECRET', 'secret');

    expect(await pool.order('look')).toEqual({ env: {}, argv: [] });
  });

  test('is used again, and ended when nobody needs it', async () => {
    const pool = open({ idleMs: 200 });
    const first = await pool.order('number');
    expect(await pool.order('number')).toBe(first);

    const next = async () => {
      await pause(400);
      return await pool.order('number');
    };

    await eventually(next, (number) => number !== first);
  });

  test('is not started for a short text', async () => {
    const pool = open();
    const short = { does: 'spin', text: '' } as never;

    // The real rule, in this process: it refuses what is no plan at all.
    await expect(pool.run('checkPlan', short, { tenantId: 'one' })).rejects.toThrow(TypeError);
  });
});

describe('tenants', () => {
  test('that flood all they can leave a thread for others', async () => {
    const pool = open({ timeLimitMs: 3_000 });
    const flood = Array.from({ length: 20 }, () => codeOf(pool.order('spin', { tenantId: 'flooding' })));
    await codeOf(pool.order('answer', { tenantId: 'other' }));

    const { ms } = await timed(pool.order('answer', { tenantId: 'other' }));

    expect(ms).toBeLessThan(1_000);
    // Nobody waits without end: those who got no turn are told so.
    const codes = await Promise.all(flood);
    expect(new Set(codes)).toEqual(new Set(['text.too_complex', 'text.busy']));
  });

  test('that queue more than their share are refused at once, others are not', async () => {
    const pool = open({ timeLimitMs: 1_000 });
    const flood = Array.from({ length: 258 }, () => codeOf(pool.order('spin', { tenantId: 'flooding' })));

    expect(await Promise.race(flood)).toBe('text.busy');
    expect(await pool.order('answer', { tenantId: 'other' })).toBe(long.length);
    await Promise.all(flood);
  });
});

describe('closing', () => {
  test('ends what runs, as something to be tried again elsewhere', async () => {
    const pool = open({ timeLimitMs: 60_000 });
    await pool.order('answer');
    const running = codeOf(pool.order('spin'));
    await eventually(() => pool.order('answer', { tenantId: 'other' }), Boolean);

    await pool.close();

    expect(await running).toBe('text.busy');
  });
});

describe('a process with a thread that never ends', () => {
  const start = async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'owner-of-thread.ts')]);
    const said: string[] = [];
    child.stdout.on('data', (text: Buffer) => said.push(String(text)));
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    await eventually(
      () => Promise.resolve(said.join('')),
      (text) => text.includes('running'),
    );
    return { child, said, ended };
  };

  test.each(['SIGTERM', 'SIGKILL'] as const)('dies of %s with its thread', async (signal) => {
    const { child, ended } = await start();
    child.kill(signal);

    expect(await ended).toEqual([null, signal]);
  });

  test('ends by itself once its pool is closed', async () => {
    const { child, said, ended } = await start();
    child.stdin.write('close\n');

    expect(await ended).toEqual([0, null]);
    expect(said.join('')).toContain('ended');
  });
});
