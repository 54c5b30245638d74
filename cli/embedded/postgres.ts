// The embedded PostgreSQL: a private server of this clone on 127.0.0.1, durable like a real one.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

import { CliError } from '../cli-error.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { postgresPlace, type PostgresPlace } from './postgres-place.ts';
import { stopServerOf } from './postgres-sweep.ts';
import type { ProcessSpec } from './supervised-process.ts';

const USER = 'parley';
const DATABASE = 'parley';
const MAJOR = '18';

/** `fsync` and `synchronous_commit` stay on: an acknowledged fact is never lost, on a laptop neither. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  fsync: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  jit: 'off',
  log_checkpoints: 'off',
  // Rows and statements may hold personal data: they stay out of the log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const initialise = (place: PostgresPlace, binaries: string, password: string): void => {
  const draft = join(place.folder, 'data.new');
  const passwordFile = join(place.folder, 'password.new');
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.account !== undefined) chownSync(passwordFile, place.account.uid, place.account.gid);
  const identity = [`--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const { status, stderr } = spawnSync(join(binaries, 'initdb'), ['-D', draft, ...identity, ...text], {
    ...place.account,
    cwd: place.folder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  rmSync(passwordFile, { force: true });
  if (status !== 0) throw new CliError(`PostgreSQL could not create its data folder ${draft}:\n${stderr}`);
  // Only a complete folder gets the name that counts.
  renameSync(draft, join(place.folder, 'data'));
};

const refuseOtherVersion = (dataFolder: string): void => {
  const version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR) return;
  throw new CliError(
    `The data in ${dataFolder} was made by PostgreSQL ${version}; this Parley brings ${MAJOR}. Dump it with the old version of Parley, or remove .parley/ to start afresh.`,
  );
};

export type EmbeddedPostgres = {
  spec: (port: number) => ProcessSpec;
  url: (port: number) => string;
  /** Stops every process of this data folder, whoever started it. */
  sweep: () => Promise<void>;
};

type Options = Parameters<typeof postgresPlace>[0] & { password: string };

/** Prepares programs and data folder; nothing runs yet. */
export const prepareEmbeddedPostgres = async (options: Options): Promise<EmbeddedPostgres> => {
  const place = await postgresPlace(options);
  const binaries = postgresBinaries({ account: place.account, sharedFolder: options.sharedFolder });
  const dataFolder = join(place.folder, 'data');
  if (!existsSync(dataFolder)) initialise(place, binaries, options.password);
  refuseOtherVersion(dataFolder);
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const sweep = async (): Promise<void> => stopServerOf(dataFolder);
  return {
    sweep,
    url: (port) => `postgres://${USER}:${options.password}@127.0.0.1:${port}/${DATABASE}`,
    spec: (port) => ({
      name: 'postgres',
      command: join(binaries, 'postgres'),
      args: ['-D', dataFolder, '-p', String(port), ...settings],
      cwd: place.folder,
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      account: place.account,
      stopSignal: 'SIGINT',
      stopPatienceMs: 20_000,
      quietStop: true,
      beforeStart: sweep,
    }),
  };
};

const withClient = async <Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

const ensureDatabase = async (client: pg.Client): Promise<boolean> => {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  return true;
};

/** True once the server answers and has Parley's database, which the first call creates. */
export const isPostgresReady = async (url: string): Promise<boolean> => {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  try {
    return await withClient(maintenance.href, ensureDatabase);
  } catch {
    return false;
  }
};
