import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileCache } from '../harness/program.ts';
import { chainEverything } from '../audit/chained.ts';
import { signingKeys, useBundles } from './bundle-world.ts';

const { db, url, owner, hold } = await useBundles();
const runId = await hold();
await chainEverything(db);
const folder = mkdtempSync(join(tmpdir(), 'parley-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const secrets = {
  PARLEY_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  PARLEY_KEY_PEPPER: Buffer.alloc(32, 7).toString('base64'),
  PARLEY_SIGNING_KEY: Buffer.alloc(32, 9).toString('base64'),
};
const here = { DATABASE_URL: url, ...secrets };

type Run = { exitCode: number; out: string; err: string };

/** As npm runs it for somebody who stands in `folder`. */
const parley = (args: readonly string[], env: Record<string, string> = here): Promise<Run> =>
  new Promise((settle) => {
    const main = resolve(import.meta.dirname, '../../cli/main.ts');
    const own = { ...compileCache, PATH: process.env['PATH'] ?? '', INIT_CWD: folder, ...env };
    const child = execFile(process.execPath, [main, ...args], { env: own }, (_error, out, err) =>
      settle({ exitCode: child.exitCode ?? -1, out, err }),
    );
  });
const offline = { PARLEY_SIGNING_KEY: Buffer.alloc(32, 8).toString('base64') };

describe('parley audit', { timeout: 90_000 }, () => {
  it('exports a log that verify-audit checks anywhere, against the head that was kept', async () => {
    const tenant = ['--tenant', owner.tenantId];
    const head = (await parley(['audit', 'head', ...tenant])).out.trim().split(' ');
    const exported = await parley(['audit', 'export', ...tenant]);
    writeFileSync(join(folder, 'log.jsonl'), exported.out);
    const checked = await parley(['verify-audit', 'log.jsonl', '--expect-last-hash', head[1] ?? ''], {});

    expect(exported.exitCode).toBe(0);
    expect(exported.out.trimEnd().split('\n')).toHaveLength(Number(head[0]));
    expect(checked).toMatchObject({ exitCode: 0, out: expect.stringContaining('unbroken') as string });
    expect((await parley(['verify-audit', ...tenant])).out).toContain('ok: positions 1 to');
    const part = (await parley(['audit', 'export', ...tenant, '--from', '2', '--to', '4'])).out.trimEnd();
    expect(part).toBe(exported.out.split('\n').slice(1, 4).join('\n'));
  });

  it('names the position of a change, with exit code 1', async () => {
    const lines = readFileSync(join(folder, 'log.jsonl'), 'utf8').split('\n');
    writeFileSync(join(folder, 'edited.jsonl'), lines.toSpliced(4, 1).join('\n'));

    const { exitCode, err } = await parley(['verify-audit', 'edited.jsonl'], {});
    expect(exitCode).toBe(1);
    expect(err).toContain('Broken at position 5');
  });
});

describe('parley bundle', { timeout: 90_000 }, () => {
  it('writes a file that verify-bundle accepts with this deployment’s key, or the given one, and no other', async () => {
    const made = await parley(['bundle', runId, '--out', 'bundle.zip']);
    const verify = ['verify-bundle', 'bundle.zip'];
    const [own, foreign, given] = await Promise.all([
      parley(verify),
      parley(verify, offline),
      parley([...verify, '--public-key', signingKeys.bundle.publicKey], offline),
    ]);

    expect(made.exitCode).toBe(0);
    expect(await db('access_reads').where({ run_id: runId, reader_kind: 'operator' })).toMatchObject([
      { reader_id: 'cli', part: 'bundle', count: 1 },
    ]);
    expect(own.out).toContain(`VALID: ${runId}`);
    expect(own.exitCode + given.exitCode).toBe(0);
    expect(foreign).toMatchObject({ exitCode: 1, err: expect.stringContaining('another key') as string });
  });

  it('says what is wrong, not where in the code', async () => {
    writeFileSync(join(folder, 'not.zip'), 'hello');
    const [absent, foreign, unknown] = await Promise.all([
      parley(['verify-bundle', 'absent.zip'], offline),
      parley(['verify-bundle', 'not.zip'], offline),
      parley(['bundle', 'run_x', '--out', 'x.zip']),
    ]);

    expect(absent.err).toContain('cannot be read');
    expect(foreign.err).toContain('NOT VALID: no bundle, since it is no ZIP file');
    expect(unknown.err).toContain('no such interview');
    expect(`${absent.err}${foreign.err}${unknown.err}`).not.toContain('.ts:');
  });
});
