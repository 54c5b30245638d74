// TLS to PostgreSQL, when it is asked for, holds for every connection, or there is none.
import { execFile } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateOrExplain } from '../../cli/operate/migrate.ts';
import { withPool } from '../../cli/operate/with-pool.ts';
import { loadDatabaseConfig } from '../../infra/config.ts';
import { refuseInsecure, tlsProblemOf } from '../../infra/db/connection.ts';
import { listenOnce } from '../../infra/db/listen.ts';
import { listMigrations } from '../../infra/db/migrate.ts';
import { createDatabase } from '../harness/database.ts';
import { startPostgres, unprivileged, type PostgresServer } from '../harness/postgres-server.ts';
import { projectFolder } from '../harness/program.ts';
import { authority, certificate, certificateKey } from './tls-certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-tls-'));
const caPath = join(folder, 'ca.pem');
let secure: PostgresServer;
let plain: PostgresServer;

/** PostgreSQL takes a key only from its own user, readable by nobody else. */
const writeCertificates = (): void => {
  writeFileSync(caPath, authority);
  for (const [name, text] of Object.entries({ 'server.pem': certificate, 'server.key': certificateKey })) {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    const user = unprivileged();
    if (user !== null) chownSync(path, user.uid, user.gid);
  }
  const user = unprivileged();
  if (user !== null) chownSync(folder, user.uid, user.gid);
};

beforeAll(async () => {
  writeCertificates();
  const files = [`ssl_cert_file=${join(folder, 'server.pem')}`, `ssl_key_file=${join(folder, 'server.key')}`];
  secure = await startPostgres({ durable: false, settings: ['ssl=on', ...files] });
  plain = await startPostgres({ durable: false });
});
afterAll(async () => {
  await Promise.all([secure.stop(), plain.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** The certificate is for `localhost` alone. */
const at = (server: PostgresServer, host = 'localhost'): string => server.url.replace('127.0.0.1', host);

const configured = (url: string, env: Record<string, string> = {}) =>
  loadDatabaseConfig({
    DATABASE_URL: url,
    PARLEY_OWNER_DATABASE_URL: url,
    KEY_DATABASE_URL: url,
    PARLEY_DATABASE_TLS: 'verify-full',
    PARLEY_DATABASE_CA_PATH: caPath,
    ...env,
  });

const sslOf = (url: string): Promise<boolean> =>
  withPool(url, async (db) => {
    const row: { ssl: boolean } = await db('pg_stat_ssl').whereRaw('pid = pg_backend_pid()').first('ssl');
    return row.ssl;
  });

const problemOf = (url: string): Promise<string | null> => sslOf(url).then(() => null, tlsProblemOf);

describe('verify-full', () => {
  it('is what the pool, the keys’ database and the owner get', async () => {
    const { url, keyUrl, ownerUrl } = configured(at(secure));

    for (const each of [url, keyUrl, ownerUrl]) expect(await sslOf(each?.reveal() ?? '')).toBe(true);
    await expect(refuseInsecure([url.reveal()])).resolves.toBeUndefined();
  });

  it('is what a listener gets', async () => {
    const applicationName = 'tls-listener';
    const stop = new AbortController();
    const url = configured(at(secure)).url.reveal();
    let isEncrypted: unknown;
    await listenOnce(
      {
        databaseUrl: url,
        applicationName,
        channels: ['any'],
        onNotification: () => undefined,
        onHearing: () =>
          void withPool(url, async (db) => {
            isEncrypted = await db('pg_stat_ssl')
              .join('pg_stat_activity', 'pg_stat_activity.pid', 'pg_stat_ssl.pid')
              .where({ application_name: applicationName })
              .pluck('ssl');
          }).finally(() => stop.abort()),
      },
      stop.signal,
    );
    expect(isEncrypted).toEqual([true]);
  });

  it('is what migrations get, and what they say when it is not there', async () => {
    const [encrypted, bare] = [await createDatabase(at(secure), 'migrated'), await createDatabase(at(plain), 'bare')];

    expect(await migrateOrExplain({ url: configured(encrypted).url.reveal() })).toEqual(listMigrations());
    await expect(migrateOrExplain({ url: configured(bare).url.reveal() })).rejects.toThrow('SERVER_WITHOUT_TLS');
  });

  it.each<[string, () => string, Record<string, string>, string]>([
    ['a server without TLS', () => at(plain), {}, 'SERVER_WITHOUT_TLS'],
    ['another name than the certificate’s', () => at(secure, '127.0.0.1'), {}, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['an unknown authority', () => at(secure), { PARLEY_DATABASE_CA_PATH: '' }, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['an address that asks for less', () => `${at(plain)}?sslmode=disable`, {}, 'SERVER_WITHOUT_TLS'],
  ])('refuses %s', async (_what, address, env, problem) => {
    const url = configured(address(), env).url.reveal();

    expect(await problemOf(url)).toBe(problem);
    await expect(refuseInsecure([url])).rejects.toThrow(problem);
  });

  it.each(['api/main.ts', 'worker/main.ts'])('keeps %s from starting where it is not there', async (program) => {
    const url = await createDatabase(at(plain), program.startsWith('api') ? 'for_api' : 'for_worker');
    const env = {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: url,
      PARLEY_DATABASE_TLS: 'verify-full',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      PARLEY_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      PARLEY_KEY_PEPPER: Buffer.alloc(32, 2).toString('base64'),
      PARLEY_SIGNING_KEY: Buffer.alloc(32, 3).toString('base64'),
    };
    const [code, said] = await new Promise<[unknown, string]>((resolve) => {
      execFile(process.execPath, [program], { cwd: projectFolder, env, timeout: 25_000 }, (error, out, err) =>
        resolve([error?.code, out + err]),
      );
    });

    expect([code, said]).toEqual([1, expect.stringContaining('SERVER_WITHOUT_TLS')]);
  });
});

describe('less than that', () => {
  it('`require` encrypts whoever answers, `off` does as it always did', async () => {
    const required = configured(at(secure, '127.0.0.1'), { PARLEY_DATABASE_TLS: 'require' }).url.reveal();
    expect(await sslOf(required)).toBe(true);
    expect(await problemOf(configured(at(plain), { PARLEY_DATABASE_TLS: 'require' }).url.reveal())).toBe(
      'SERVER_WITHOUT_TLS',
    );
    expect(await sslOf(configured(at(secure), { PARLEY_DATABASE_TLS: 'off' }).url.reveal())).toBe(false);
  });

  it('an authority that cannot be read is found before any connection', () => {
    expect(() => configured(at(secure), { PARLEY_DATABASE_CA_PATH: join(folder, 'absent.pem') })).toThrow(
      'PARLEY_DATABASE_CA_PATH cannot be read',
    );
  });

  it('a database that is away does not keep a process from starting', async () => {
    await expect(
      refuseInsecure([configured('postgres://parley@127.0.0.1:1/none').url.reveal()]),
    ).resolves.toBeUndefined();
  });
});
