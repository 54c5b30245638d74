import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileCache } from '../harness/program.ts';
import { createSigningKeys } from '../../infra/signing/signing-keys.ts';
import { freePort } from '../harness/postgres-server.ts';
import { pendingRun } from '../native/native-bench.ts';
import { useErasureWorld } from './erasure-world.ts';

const world = await useErasureWorld();
const { signingKeys } = world.deps;
const folder = mkdtempSync(join(tmpdir(), 'parley-certificate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const temporalAddress = `127.0.0.1:${await freePort()}`;
const strangersSecret = Buffer.alloc(32, 2);

type Run = { exitCode: number; out: string; err: string };

const parley = (...args: string[]): Promise<Run> =>
  new Promise((settle) => {
    const env = {
      DATABASE_URL: world.url,
      TEMPORAL_ADDRESS: temporalAddress,
      PARLEY_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      PARLEY_KEY_PEPPER: Buffer.alloc(32, 7).toString('base64'),
      PARLEY_SIGNING_KEY: strangersSecret.toString('base64'),
      ...compileCache,
      PATH: process.env['PATH'] ?? '',
      INIT_CWD: folder,
    };
    const main = resolve(import.meta.dirname, '../../cli/main.ts');
    const child = execFile(process.execPath, [main, ...args], { env }, (_error, out, err) =>
      settle({ exitCode: child.exitCode ?? -1, out, err }),
    );
  });

const certifiedFile = async (): Promise<{ runId: string; text: string }> => {
  const runId = await pendingRun(world);
  const body = await world.erase(runId);
  return { runId, text: JSON.stringify(body['certificate'], null, 2) };
};

describe('parley erase', { timeout: 90_000 }, () => {
  it('keeps the intent while nothing can carry it out, and prints the certificate once it is there', async () => {
    const runId = await pendingRun(world);
    const asked = await parley('erase', runId);
    await world.runSteps(runId);
    const done = await parley('erase', runId, '--wait');

    expect(asked).toMatchObject({ exitCode: 0 });
    expect(asked.out).toContain('is under way');
    expect(asked.err).toContain('erasure.start_failed');
    expect(JSON.parse(done.out)).toMatchObject({
      runId,
      cause: 'operator',
      requestedBy: { kind: 'operator', id: null },
    });
  });

  it('says why it does not: no such run, a hold, a scope that does not exist', async () => {
    const runId = await pendingRun(world);
    await world.db('legal_holds').insert({
      id: 'hold_cli',
      run_id: runId,
      tenant_id: world.owner.tenantId,
      reason_code: 'litigation',
      placed_by_kind: 'operator',
      ends_at: new Date(Date.now() + 86_400_000),
    });
    const held = await parley('erase', runId);

    expect(held).toMatchObject({ exitCode: 1, out: '' });
    expect(held.err).toMatch(/hold hold_cli \(litigation\), until \d{4}/);
    expect((await parley('erase', 'run_none')).err).toContain('no such interview');
    expect((await parley('erase', runId, '--scope', 'half')).err).toContain('personal, all');
  });
});

describe('parley verify-certificate', { timeout: 90_000 }, () => {
  it('needs nothing but the file and the public key', async () => {
    const { runId, text } = await certifiedFile();
    writeFileSync(join(folder, 'good.json'), text);
    writeFileSync(join(folder, 'answer.json'), `{"state":"ERASED","certificate":${text}}`);
    const { publicKey } = signingKeys.certificate;

    for (const file of ['good.json', 'answer.json']) {
      const { exitCode, out } = await parley('verify-certificate', file, '--public-key', publicKey);
      expect(exitCode).toBe(0);
      expect(out).toMatch(/^VALID: intact, and signed by the given key/);
      expect(out).toContain(runId);
    }
  });

  it('is not content with a signature by somebody else', async () => {
    const { text } = await certifiedFile();
    writeFileSync(join(folder, 'foreign.json'), text);
    const strangers = createSigningKeys(strangersSecret).certificate.publicKey;
    const byOwn = await parley('verify-certificate', 'foreign.json');
    const byGiven = await parley('verify-certificate', 'foreign.json', '--public-key', strangers);

    expect(byOwn).toMatchObject({ exitCode: 1 });
    expect(byOwn.out).toMatch(/another key signed it than this deployment’s own key/);
    expect(byGiven.exitCode).toBe(1);
  });

  it('finds a single changed figure, and what is no certificate at all', async () => {
    const { text } = await certifiedFile();
    writeFileSync(join(folder, 'forged.json'), text.replace(/"rows": 0/, '"rows": 7'));
    writeFileSync(join(folder, 'else.json'), '{"a": 1}');

    for (const file of ['forged.json', 'else.json']) {
      const { exitCode, err } = await parley(
        'verify-certificate',
        file,
        '--public-key',
        signingKeys.certificate.publicKey,
      );
      expect(exitCode).toBe(1);
      expect(err).toContain('NOT VALID');
    }
    expect(await parley('verify-certificate', 'absent.json')).toMatchObject({ exitCode: 1 });
  });
});
