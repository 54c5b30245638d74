// The embedded PostgreSQL: a private server of this clone on 127.0.0.1, durable like a real one.
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

import { CliError } from '../cli-error.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { postgresPlace, type PostgresPlace } from './postgres-place.ts';
import { stopServerOf } from './postgres-sweep.ts';
import type { ProcessSpec } from './supervised-process.ts';

/** Owns everything; only migrations and the operator's commands come as this one. */
const OWNER = 'parley';
/** Serves requests: adds to the record of what happened, and cannot change it. */
const LOGIN = 'parley_app';
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
  const identity = [`--username=${OWNER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
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

/** Made of the owner's, so that folders of every age have one; it tells nothing about the owner's. */
const loginPasswordOf = (ownerPassword: string): string =>
  createHmac('sha256', ownerPassword).update(LOGIN).digest('hex');

const addressOf = (user: string, password: string, port: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${DATABASE}`;

/** The owner's address of an embedded database, from the one that programs are given; undefined for a database of somebody else's. */
export const ownerAddressOf = (databaseUrl: string, ownerPassword: string): string | undefined => {
  const { port, password } = new URL(databaseUrl);
  return password === loginPasswordOf(ownerPassword) ? addressOf(OWNER, ownerPassword, port) : undefined;
};

export type EmbeddedPostgres = {
  spec: (port: number) => ProcessSpec;
  /** For everything but migrations. */
  url: (port: number) => string;
  ownerUrl: (port: number) => string;
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
    url: (port) => addressOf(LOGIN, loginPasswordOf(options.password), String(port)),
    ownerUrl: (port) => addressOf(OWNER, options.password, String(port)),
    spec: (port) => ({
      name: 'postgres',
      command: join(binaries, 'postgres'),
      args: ['-D', dataFolder, '-p', String(port), ...settings],
      cwd: place.folder,
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      ports: [port],
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

const ensureDatabase = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`create database ${DATABASE}`);
};

/** Folders of earlier versions have none yet. */
const ensureLogin = async (client: pg.Client, password: string): Promise<void> => {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [LOGIN]);
  if (rowCount === 0) await client.query(`create role ${LOGIN}`);
  const rights = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';
  await client.query(`alter role ${LOGIN} ${rights} password ${pg.escapeLiteral(password)}`);
};

/** True once the server answers, and has Parley's database and login, which the first call makes. */
export const isPostgresReady = async (ownerUrl: string): Promise<boolean> => {
  const maintenance = new URL(ownerUrl);
  maintenance.pathname = '/postgres';
  try {
    return await withClient(maintenance.href, async (client) => {
      await ensureDatabase(client);
      await ensureLogin(client, loginPasswordOf(maintenance.password));
      return true;
    });
  } catch {
    return false;
  }
};
