import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createPorts } from '../../cli/embedded/ports.ts';
import { createProcessRecords } from '../../cli/embedded/process-records.ts';
import { ensureSecrets } from '../../cli/embedded/secrets.ts';
import { readLock, tryLock } from '../../cli/setup/lock.mjs';
import { processStart } from '../../cli/setup/process-identity.mjs';
import { freePort } from './embedded-run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const exited = async (child: ReturnType<typeof spawn>): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()));

describe('the lock', () => {
  const path = (): string => join(folder, 'lock');

  test('is held by one at a time and free after release', () => {
    const first = tryLock(path(), { state: 'starting' });

    expect(tryLock(path())).toBeNull();
    expect(readLock(path())).toMatchObject({ pid: process.pid, state: 'starting' });
    first?.update({ state: 'running' });
    expect(readLock(path())).toMatchObject({ state: 'running' });
    first?.release();
    expect(tryLock(path())).not.toBeNull();
  });

  test.each([
    ['of a killed holder', JSON.stringify({ pid: 999_999_999, start: 'never' })],
    ['of a process whose number somebody else has now', JSON.stringify({ pid: process.pid, start: 'another time' })],
    ['cut off in the middle', '{"pid": 1'],
  ])('%s does not block', (_case, content) => {
    writeFileSync(path(), content);

    expect(tryLock(path())).not.toBeNull();
  });

  test('goes to exactly one of many who find a stale one at the same time', async () => {
    writeFileSync(path(), JSON.stringify({ pid: 999_999_999, start: 'never' }));
    const contender = `const { tryLock } = await import(${JSON.stringify(join(import.meta.dirname, '../../cli/setup/lock.mjs'))});
      console.log(tryLock(${JSON.stringify(path())}) === null ? 'refused' : 'held');
      process.stdin.resume();`;
    const children = Array.from({ length: 8 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', contender], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );

    const answers = await Promise.all(
      children.map(
        async (child) =>
          new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim()))),
      ),
    );
    const ends = children.map(exited);
    for (const child of children) child.stdin.end();
    await Promise.all(ends);

    expect(answers.filter((answer) => answer === 'held')).toHaveLength(1);
  });
});

describe('the secrets', () => {
  test('are made once, for the owner only, and stay the same', () => {
    const secrets = ensureSecrets(folder);

    expect(ensureSecrets(folder)).toEqual(secrets);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(Buffer.from(secrets.PARLEY_MASTER_KEY, 'base64')).toHaveLength(32);
    expect(new Set(Object.values(secrets)).size).toBe(4);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });

  test('are never replaced when their file is damaged', () => {
    writeFileSync(join(folder, 'secrets.json'), '{"PARLEY_MASTER_KEY": "cut');

    expect(() => ensureSecrets(folder)).toThrow('is damaged');
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toContain('cut');
  });
});

describe('the ports', () => {
  const listenOn = async (port: number, host: string): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer().listen(port, host, () => resolve(server));
    });

  test('are the wished ones, another when taken on any address, and the last ones again at the next start', async () => {
    const wished = await freePort();
    const env = { PARLEY_PORT: String(wished) };
    const occupier = await listenOn(wished, '0.0.0.0');

    const chosen = await createPorts(folder, env).choose('api');
    occupier.close();

    expect(chosen).not.toBe(wished);
    expect(await createPorts(folder, {}).choose('api')).toBe(chosen);
    expect(await createPorts(folder, env).choose('api')).toBe(wished);
  });

  test('of one start are all different', async () => {
    const wished = String(await freePort());
    const ports = createPorts(folder, { PARLEY_PORT: wished, PARLEY_METRICS_PORT: wished });

    expect(await ports.choose('api')).not.toBe(await ports.choose('apiMetrics'));
  });
});

describe('leftovers', () => {
  test('of a killed start are stopped, and the record is empty afterwards', async () => {
    const polite = spawn('sleep', ['60'], { stdio: 'ignore' });
    const ended = exited(polite);
    createProcessRecords(folder).add('api', polite.pid ?? 0, 'SIGTERM');

    expect(await createProcessRecords(folder).stopLeftovers()).toEqual(['api']);

    await ended;
    expect(processStart(polite.pid ?? 0)).toBeNull();
    expect(readFileSync(join(folder, 'processes.json'), 'utf8').trim()).toBe('[]');
  });

  test('are none when there is no record or a damaged one', async () => {
    expect(await createProcessRecords(folder).stopLeftovers()).toEqual([]);
    writeFileSync(join(folder, 'processes.json'), 'cut');
    expect(await createProcessRecords(folder).stopLeftovers()).toEqual([]);
    expect(existsSync(join(folder, 'processes.json'))).toBe(true);
  });
});
