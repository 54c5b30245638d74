// The system of this clone, started by whoever needs it: at most one at a time, guarded by a lock.
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { forgetWorkers } from '../../infra/db/operation/heartbeat-store.ts';

import { CliError } from '../cli-error.ts';
import { ensureDemoTenant } from './demo-tenant.ts';
import type { SystemOptions } from './context.ts';
import { runningLock, type DevFile } from './dev-file.ts';
import type { Output } from './output.ts';
import { SHARED_FOLDER } from './postgres-place.ts';
import { PROGRAMS } from './programs.ts';
import { createSystem, type System } from './system.ts';
import { buildPages } from './web-pages.ts';
import { migrateWithKeys } from '../operate/migrate.ts';
import { withPool } from '../operate/with-pool.ts';
import { readLock, tryLock, type Lock, type LockHolder } from '../setup/lock.mjs';
import { privateFolder } from '../setup/private-folder.mjs';

export const projectFolder = dirname(dirname(import.meta.dirname));
export const stateFolder = join(projectFolder, '.parley');

/** A start whose npm was killed notices within a second and says that it is stopping. */
const NOTICE_PATIENCE_MS = 2_000;
const STOPPING_PATIENCE_MS = 60_000;

const refusal = (holder: LockHolder): CliError =>
  new CliError(
    [
      `Parley is already running in this folder (process ${holder.pid}).`,
      ...(holder['apiUrl'] === undefined ? [] : [`  API           ${holder['apiUrl']}`]),
      ...(holder['temporalUiUrl'] === undefined ? [] : [`  Temporal UI   ${holder['temporalUiUrl']}`]),
      `Stop it with Ctrl-C where it was started, or with: kill ${holder.pid}`,
    ].join('\n'),
  );

/**
 * Takes the lock of a state folder, waiting for a holder that is on its way out.
 * @throws CliError when somebody else keeps it
 */
const takeRunningLock = async (folder: string, output: Output): Promise<Lock> => {
  const path = runningLock(folder);
  const noticeDeadline = Date.now() + NOTICE_PATIENCE_MS;
  const stoppingDeadline = Date.now() + STOPPING_PATIENCE_MS;
  let told = false;
  for (;;) {
    const lock = tryLock(path, { state: 'starting' });
    if (lock !== null) return lock;
    const holder = readLock(path);
    const stopping = holder?.['state'] === 'stopping';
    if (holder !== null && Date.now() > (stopping ? stoppingDeadline : noticeDeadline)) throw refusal(holder);
    if (stopping && !told) output.say('Waiting for the Parley that is just stopping here …');
    told ||= stopping;
    await sleep(100);
  }
};

export interface OwnSystem extends Pick<System, 'broken' | 'portMoves'> {
  start: () => Promise<DevFile>;
  /** Stops everything in order and gives the folder free. */
  stop: () => Promise<void>;
  /** Ends everything at once. */
  kill: () => void;
}

const guarded = (system: System, lock: Lock): OwnSystem => ({
  broken: system.broken,
  portMoves: system.portMoves,
  start: async () => {
    try {
      const dev = await system.start();
      lock.update({ state: 'running', apiUrl: dev.apiUrl, temporalUiUrl: dev.temporalUiUrl });
      return dev;
    } catch (error) {
      lock.release();
      throw error;
    }
  },
  stop: async () => {
    lock.update({ state: 'stopping' });
    await system.stop();
    lock.release();
  },
  kill: () => {
    system.kill();
    lock.release();
  },
});

const forgetWorkersOf = async (databaseUrl: string): Promise<void> => {
  await withPool(databaseUrl, forgetWorkers);
};

/** What differs from clone to clone, replaceable for tests. */
export type OwnSystemOptions = { output: Output } & Partial<SystemOptions>;

/** @throws CliError when a system of this folder already runs */
export const openOwnSystem = async (options: OwnSystemOptions): Promise<OwnSystem> => {
  const complete: SystemOptions = {
    projectFolder,
    stateFolder,
    sharedFolder: SHARED_FOLDER,
    env: process.env,
    programs: PROGRAMS,
    migrate: migrateWithKeys,
    forgetWorkers: forgetWorkersOf,
    buildPages,
    ensureDemoTenant,
    ...options,
  };
  privateFolder(complete.stateFolder);
  const lock = await takeRunningLock(complete.stateFolder, complete.output);
  return guarded(createSystem(complete), lock);
};
