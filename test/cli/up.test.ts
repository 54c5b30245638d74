import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ownerAddressOf } from '../../cli/embedded/postgres.ts';
import { ensureSecrets } from '../../cli/embedded/secrets.ts';
import { isRunning, processStart } from '../../cli/setup/process-identity.mjs';
import { createWorkplace, eventually, type EmbeddedRun, type Workplace } from './embedded-run.ts';

let place: Workplace;
let current: EmbeddedRun;

/** As the owner: programs get a login that makes no tables. */
const query = async (text: string): Promise<unknown[]> => {
  const { postgresPassword } = ensureSecrets(place.stateFolder);
  const url = place.dev()?.databaseUrl ?? 'postgres://none';
  const client = new pg.Client({ connectionString: ownerAddressOf(url, postgresPassword) });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

const start = async (): Promise<void> => {
  current = place.run();
  await eventually('the system is ready', () => current.output().includes('Parley is ready'));
};

const pidOf = (name: string): number => place.processes().find((one) => one.name === name)?.pid ?? 0;
const portOf = (url: string): number => Number(new URL(url).port);
const remembered = (name: string): number =>
  (JSON.parse(readFileSync(join(place.stateFolder, 'ports.json'), 'utf8')) as Record<string, number>)[name] ?? 0;
const modeOf = (...path: string[]): string => (statSync(join(place.stateFolder, ...path)).mode & 0o777).toString(8);

beforeAll(async () => {
  place = await createWorkplace();
  await start();
  await query('create table kept (value text)');
  await query(`insert into kept values ('before')`);
});

afterAll(async () => place.clean());

describe('npm start', () => {
  test('writes dev.json with exactly the documented keys, readable by the owner only', () => {
    const dev = place.dev();

    expect(Object.keys(dev ?? {}).sort()).toEqual(
      [
        'apiKeys',
        'apiUrl',
        'databaseUrl',
        'engine',
        'metricsUrls',
        'outboxUrl',
        'temporalAddress',
        'temporalUiUrl',
        'tenantId',
      ].sort(),
    );
    expect(Object.keys(dev?.apiKeys ?? {}).sort()).toEqual(
      ['analytics', 'candidate_import', 'core', 'integration', 'job_management', 'partner', 'platform'].sort(),
    );
    expect(modeOf()).toBe('700');
    for (const file of ['dev.json', 'secrets.json', 'processes.json', 'running.lock']) expect(modeOf(file)).toBe('600');
  });

  test('says which engine thinks, and where everything is', () => {
    const dev = place.dev();

    expect(dev?.engine).toEqual({ kind: 'offline', model: null });
    expect(current.output()).toMatch(/^ {2}Engine {8}offline$/m);
    expect(current.output()).toContain(`API           ${dev?.apiUrl}`);
  });

  test('listens on the loopback address only and asks for a password', async () => {
    const url = new URL(place.dev()?.databaseUrl ?? '');
    expect(await query('show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query('show fsync')).toEqual([{ fsync: 'on' }]);

    url.password = 'wrong';
    const client = new pg.Client({ connectionString: url.href });
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
  });

  test('refuses a second start in the same folder and names the first one', async () => {
    const second = place.run();

    expect(await second.exitCode()).toBe(1);
    expect(second.output()).toContain(`already running in this folder (process ${current.supervisor.pid})`);
    expect(second.output()).toContain(place.dev()?.apiUrl);
    expect(isRunning({ pid: pidOf('api'), start: processStart(pidOf('api')) ?? '' })).toBe(true);
  });

  test.each(['api', 'worker', 'temporal', 'postgres'])('starts a killed %s again', async (name) => {
    const before = pidOf(name);
    process.kill(before, 'SIGKILL');

    await eventually(`${name} runs again`, () => pidOf(name) !== 0 && pidOf(name) !== before);
    await eventually('the data is there', async () =>
      query('table kept').then(
        (rows) => rows.length === 1,
        () => false,
      ),
    );
  });

  test('after kill -9 of the supervisor the next start continues with the same data and addresses', async () => {
    const before = place.dev();
    const pids = place.processes().map(({ pid }) => pid);
    current.supervisor.kill('SIGKILL');
    await current.exitCode();

    await start();

    expect(place.dev()).toEqual(before);
    expect(await query('table kept')).toEqual([{ value: 'before' }]);
    for (const pid of pids) expect(processStart(pid)).toBeNull();
  });

  test('after kill -9 of every process at once the next start continues', async () => {
    for (const pid of [current.supervisor.pid ?? 0, ...place.processes().map((one) => one.pid)])
      process.kill(pid, 'SIGKILL');
    await current.exitCode();

    await start();

    expect(await query('table kept')).toEqual([{ value: 'before' }]);
  });

  test('never stops a stranger that got the number of a recorded process', async () => {
    current.supervisor.kill('SIGTERM');
    await current.exitCode();
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    const record = { name: 'api', pid: stranger.pid, start: 'another time', stopSignal: 'SIGTERM' };
    writeFileSync(join(place.stateFolder, 'processes.json'), JSON.stringify([record]));

    await start();

    expect(processStart(stranger.pid ?? 0)).not.toBeNull();
    stranger.kill();
  });

  test('SIGINT stops api, worker, Temporal and PostgreSQL in this order, with exit code 0', async () => {
    const recorded = place.processes();
    current.supervisor.kill('SIGINT');

    expect(await current.exitCode()).toBe(0);
    const said = current.output();
    expect(said.indexOf('stand-in api stopped')).toBeLessThan(said.indexOf('stand-in worker stopped'));
    expect(said).toContain('Stopped.');
    expect(place.dev()).toBeNull();
    for (const { pid } of recorded) expect(processStart(pid)).toBeNull();
  });

  test('SIGINT during the start ends it and leaves nothing running', async () => {
    current = place.run();
    await eventually('PostgreSQL runs', () => pidOf('postgres') !== 0);
    current.supervisor.kill('SIGINT');

    expect(await current.exitCode()).toBe(0);
    expect(place.processes()).toEqual([]);
    expect(place.dev()).toBeNull();
  });

  test('takes another port where a stranger is faster than the API, and serves there itself', async () => {
    const wished = remembered('api');
    const end = place.steal('PARLEY_PORT');
    await start();
    end();

    const { apiUrl = '' } = place.dev() ?? {};
    expect(apiUrl).not.toContain(`:${wished}`);
    expect(current.output()).toContain(
      `Port ${wished} (API) is taken: another program has it. It is ${portOf(apiUrl)} now.`,
    );
    const health = (await (await fetch(`${apiUrl}/healthz`)).json()) as { pid: number };
    expect(health.pid).toBe(pidOf('api'));
  });

  test('stops with one message, and leaves nothing running, when a stranger takes the port of an API that ended', async () => {
    const { metricsUrls } = place.dev() ?? {};
    const end = place.steal('PARLEY_METRICS_PORT');
    process.kill(pidOf('api'), 'SIGKILL');

    expect(await current.exitCode()).toBe(1);
    end();
    const port = portOf(metricsUrls?.api ?? '');
    expect(current.output().split('\n')).toContain(`Another program has taken port ${port} of api, so Parley stops.`);
    expect(place.processes()).toEqual([]);
    expect(place.dev()).toBeNull();
  });

  test('refuses at once when the port that is asked for is taken', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const { port } = stranger.address() as AddressInfo;
    current = place.run({ PARLEY_PORT: String(port) });

    expect(await current.exitCode()).toBe(1);
    stranger.close();
    expect(current.output()).toContain(`PARLEY_PORT is ${port}, but another program has it. Set another one`);
    expect(current.output()).not.toContain('PostgreSQL');
  });
});
