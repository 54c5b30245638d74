// The operator's commands for holds and retention, as the documentation shows them.
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer } from '../../infra/seal/sealer.ts';
import { compileCache } from '../harness/program.ts';
import { useDatabase } from '../harness/database.ts';
import { storeRun, tenantId } from '../harness/interview-run.ts';
import { dayMs } from './retention-world.ts';

const { db, url } = await useDatabase();
const masterKey = Buffer.alloc(32, 1);
const sealer = createSealer({ keys: createKeyStore(db), masterKey, now: Date.now });

const parley = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((settle) => {
    const env = {
      ...compileCache,
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: url,
      // Nothing listens there: what Temporal would do is kept for later.
      TEMPORAL_ADDRESS: '127.0.0.1:41601',
      PARLEY_MASTER_KEY: masterKey.toString('base64'),
      PARLEY_KEY_PEPPER: Buffer.alloc(32, 2).toString('base64'),
      PARLEY_SIGNING_KEY: Buffer.alloc(32, 3).toString('base64'),
    };
    const main = resolve(import.meta.dirname, '../../cli/main.ts');
    const child = execFile(process.execPath, [main, ...args], { env }, (_error, out, err) =>
      settle({ code: child.exitCode ?? -1, out, err }),
    );
  });

const addEnded = async (days: number): Promise<string> => {
  const { runId } = await storeRun(db, sealer);
  await db('interviews')
    .where({ run_id: runId })
    .update({ state: 'CANCELLED', ended_at: new Date(Date.now() - days * dayMs) });
  return runId;
};

type Report = { tenantId: string; dueNow: number; dueWithin7Days: number; held: number; runs: { runId: string }[] };

describe('the command line', { timeout: 120_000 }, () => {
  it('places, lists and releases a hold, and shows what is due around it without erasing anything', async () => {
    const [due, held, soon] = [await addEnded(100), await addEnded(100), await addEnded(85)];

    const placed = await parley(
      'hold',
      'place',
      held,
      '--reason',
      'litigation',
      '--until',
      'P365D',
      '--held-by',
      'Dana',
      '--json',
    );
    const [hold] = JSON.parse(placed.out) as { id: string; state: string }[];
    const listed = await parley('hold', 'list', held);
    const report = JSON.parse((await parley('retention', '--dry-run', '--tenant', tenantId, '--json')).out) as Report[];
    const shown = await parley('retention', '--dry-run');
    const released = await parley('hold', 'release', held, hold?.id ?? '');

    expect(hold?.state).toBe('live');
    expect(listed.out).toContain('Dana');
    expect(report).toMatchObject([{ tenantId, dueNow: 1, dueWithin7Days: 1, held: 1 }]);
    expect(report[0]?.runs.map(({ runId }) => runId).sort()).toEqual([due, held, soon].sort());
    expect(shown.out).toContain('Nothing was erased: this was a dry run.');
    expect(released.out).toContain('released');
    expect(await db('erasures')).toEqual([]);
  });

  it('erases again what a list names, and only what an audit export says was erased', async () => {
    const [erased, untouched] = [await addEnded(1), await addEnded(1)];
    const list = join(mkdtempSync(join(tmpdir(), 'parley-list-')), 'erased.jsonl');
    const lines = [
      { act: 'erasure.certified', targetId: erased },
      { act: 'interview.completed', targetId: untouched },
    ];
    writeFileSync(list, lines.map((line) => JSON.stringify(line)).join('\n'));

    const { code, out } = await parley('retention', '--reapply-erasures', '--list', list);

    expect([code, out]).toEqual([0, `${erased} (personal) is being erased again\n1 erasures had been undone.\n`]);
    expect(await db('erasures').select('run_id', 'state')).toEqual([{ run_id: erased, state: 'running' }]);
  });

  it('says what is wrong in a sentence', async () => {
    const run = await addEnded(100);

    expect((await parley('hold', 'list', 'run_none')).err).toContain('There is no interview run_none.');
    expect((await parley('hold', 'place', run, '--reason', 'a b', '--until', 'P1D')).err).toContain(
      'A reason is a code',
    );
    expect(await parley('retention')).toMatchObject({ code: 1, err: expect.stringContaining('--dry-run') as string });
    expect((await parley('retention', '--dry-run', '--tenant', 'nobody')).err).toContain('There is no tenant nobody.');
  });
});
