import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { claimPort, claimantOf } from '../../cli/embedded/port-claims.ts';
import { listensOn } from '../../cli/embedded/port-holder.ts';
import { createPorts, type Ports } from '../../cli/embedded/ports.ts';
import { createProcessRecords } from '../../cli/embedded/process-records.ts';
import { ensureSecrets } from '../../cli/embedded/secrets.ts';
import { refuseOtherEngine } from '../../cli/embedded/use-system.ts';
import { readLock, tryLock } from '../../cli/setup/lock.mjs';
import { processStart } from '../../cli/setup/process-identity.mjs';
import { freePort } from '../harness/postgres-server.ts';

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

  const claimsFolder = (): string => join(folder, 'claims');
  /** Of a clone of its own, which remembers what it had last, as `wished`. */
  const clone = (name: string, wished: Record<string, number>, env: NodeJS.ProcessEnv = {}): Ports => {
    const stateFolder = join(folder, name);
    mkdirSync(stateFolder, { recursive: true });
    if (!existsSync(join(stateFolder, 'ports.json')))
      writeFileSync(join(stateFolder, 'ports.json'), JSON.stringify(wished));
    return createPorts(stateFolder, env, { projectFolder: `/clones/${name}`, claimsFolder: claimsFolder() });
  };

  test('are the last ones again, and another with a sentence on it when taken on any address', async () => {
    const wished = await freePort();
    const occupier = await listenOn(wished, '0.0.0.0');
    const ports = clone('a', { api: wished });

    const chosen = await ports.choose('api');
    occupier.close();
    ports.release();

    expect(chosen).not.toBe(wished);
    expect(ports.moves()).toEqual([`Port ${wished} (API) is taken: another program has it. It is ${chosen} now.`]);
    const again = clone('a', {});
    expect(await again.choose('api')).toBe(chosen);
    expect(again.moves()).toEqual([]);
  });

  test('of two starts at the same moment are different, though nobody listens yet', async () => {
    const wished = await freePort();
    const [first, second] = [clone('a', { api: wished }), clone('b', { api: wished })];

    const chosen = await Promise.all([first.choose('api'), second.choose('api')]);

    expect(new Set(chosen).size).toBe(2);
    expect([...first.moves(), ...second.moves()]).toEqual([
      expect.stringMatching(/the Parley in \/clones\/[ab] \(process \d+\) has it/),
    ]);
    first.release();
    second.release();
    expect(claimantOf(wished, claimsFolder())).toBeNull();
  });

  test('of one start are all different', async () => {
    const wished = await freePort();
    const ports = clone('a', { api: wished, apiMetrics: wished });

    expect(await ports.choose('api')).not.toBe(await ports.choose('apiMetrics'));
  });

  test('that were lost to a stranger are given up and replaced', async () => {
    const wished = await freePort();
    const ports = clone('a', { api: wished });
    expect(await ports.choose('api')).toBe(wished);
    expect(await ports.choose('api')).toBe(wished);

    const stranger = await listenOn(wished, '127.0.0.1');
    expect(await ports.choose('api')).not.toBe(wished);
    stranger.close();
    expect(claimantOf(wished, claimsFolder())).toBeNull();
  });

  test('that are demanded are had or refused with what to do, never replaced', async () => {
    const wished = await freePort();
    const other = clone('b', { api: wished });
    await other.choose('api');
    const demand = (env: NodeJS.ProcessEnv): Promise<unknown> => clone('a', {}, env).chooseDemanded();

    await expect(demand({ PARLEY_PORT: String(wished) })).rejects.toMatchObject({
      name: 'CliError',
      message: expect.stringMatching(
        /^PARLEY_PORT is \d+, but the Parley in \/clones\/b \(process \d+\) has it\. Set another/,
      ),
    });
    other.release();
    const occupier = await listenOn(wished, '127.0.0.1');
    await expect(demand({ PARLEY_TEMPORAL_UI_PORT: String(wished) })).rejects.toThrow('but another program has it');
    occupier.close();
    const twice = { PARLEY_PORT: String(wished), PARLEY_METRICS_PORT: String(wished) };
    await expect(demand(twice)).rejects.toThrow('this start uses it for PARLEY_PORT');
    for (const wrong of ['0', '65536', 'three', '3e3', '-1'])
      await expect(demand({ PARLEY_PORT: wrong })).rejects.toThrow(`PARLEY_PORT is "${wrong}", but must be`);
  });

  test.each([
    ['a link to a folder of somebody else', (place: string) => symlinkSync(tmpdir(), place)],
    ['a file', (place: string) => writeFileSync(place, '')],
    ['a folder that others may write to', (place: string) => (mkdirSync(place), chmodSync(place, 0o777))],
  ])('are claimed nowhere when the place of claims is %s, and still found by binding', async (_case, lay) => {
    lay(claimsFolder());
    const wished = await freePort();
    const occupier = await listenOn(wished, '127.0.0.1');

    const chosen = await clone('a', { api: wished }).choose('api');
    occupier.close();

    expect(chosen).not.toBe(wished);
    expect(existsSync(join(claimsFolder(), String(chosen)))).toBe(false);
    expect(claimPort(wished, 'one', claimsFolder())).not.toBeNull();
  });

  test('that a dead process had claimed are free, and its claims are swept', async () => {
    const wished = await freePort();
    mkdirSync(claimsFolder(), { mode: 0o700 });
    const dead = JSON.stringify({ pid: 999_999_999, start: 'never', owner: '/gone' });
    for (const port of [wished, 1]) writeFileSync(join(claimsFolder(), String(port)), dead);

    expect(await clone('a', { api: wished }).choose('api')).toBe(wished);
    expect(readdirSync(claimsFolder())).toEqual([String(wished)]);
    expect(statSync(claimsFolder()).mode & 0o777).toBe(0o700);
  });

  test('show who listens: this process, and no other one', async () => {
    const port = await freePort();
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    expect(listensOn(process.pid, port)).toBe(false);
    for (const host of ['127.0.0.1', '::']) {
      const server = await listenOn(port, host);
      expect(listensOn(process.pid, port), host).toBe(true);
      expect(listensOn(stranger.pid ?? 0, port), host).toBe(false);
      await new Promise((closed) => server.close(closed));
    }
    stranger.kill();
    expect(listensOn(999_999_999, port)).toBe(false);
  });
});

describe('a command that uses the running system', () => {
  const offline = { engine: { kind: 'offline', model: null } };
  const model = { engine: { kind: 'anthropic', model: 'm-1' } };

  test.each([
    [offline, {}],
    [offline, { PARLEY_ENGINE: 'offline' }],
    [offline, { PARLEY_MODEL_NAME: 'm-1' }],
    [model, {}],
    [model, { PARLEY_ENGINE: 'anthropic', PARLEY_MODEL_NAME: 'm-1' }],
  ])('takes %o with %o', (running, env) => {
    expect(() => refuseOtherEngine(running, env)).not.toThrow();
  });

  test.each([
    [
      offline,
      { PARLEY_ENGINE: 'anthropic', PARLEY_MODEL_NAME: 'm-1' },
      'PARLEY_ENGINE=anthropic PARLEY_MODEL_NAME=m-1',
    ],
    [model, { PARLEY_ENGINE: 'offline' }, 'PARLEY_ENGINE=offline'],
    [model, { PARLEY_MODEL_NAME: 'm-2' }, 'PARLEY_MODEL_NAME=m-2'],
  ])('refuses %o with %o, instead of passing over it', (running, env, asked) => {
    expect(() => refuseOtherEngine(running, env)).toThrow(`but ${asked} is asked for. Stop it first`);
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
