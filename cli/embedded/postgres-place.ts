// Decides where a clone's PostgreSQL keeps its data: in `.parley/`, or for root where another user can get at it.
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { CliError } from '../cli-error.ts';
import { postgresAccount, type Account } from './postgres-account.ts';
import { stopServerOf } from './postgres-sweep.ts';
import { readPrivateJson, writePrivateJson } from './private-files.ts';

/** Kept across reboots, and reachable whatever the clone's own path allows. */
export const SHARED_FOLDER = '/var/lib/parley';

const pointerSchema = z.object({ projectFolder: z.string(), folder: z.string() });

export type PostgresPlace = { folder: string; account: Account | undefined };
type Options = {
  stateFolder: string;
  projectFolder: string;
  sharedFolder: string;
  say: (line: string) => void;
};

const pointerFile = (stateFolder: string): string => join(stateFolder, 'postgres.json');

/** A copied clone must not write into the data of the one it was copied from. */
const refuseForeignPointer = (owner: string, { stateFolder, projectFolder }: Options): void => {
  if (owner === projectFolder || !existsSync(pointerFile(join(owner, '.parley')))) return;
  throw new CliError(
    `${stateFolder} was copied from ${owner}, whose database it points to. Remove ${stateFolder} to start afresh here.`,
  );
};

/** Without a pointer, data found here belongs to a removed clone of the same path: its keys are gone with it. */
const moveAside = async (folder: string, say: Options['say']): Promise<void> => {
  if (!existsSync(folder)) return;
  await stopServerOf(join(folder, 'data'));
  rmSync(`${folder}.previous`, { recursive: true, force: true });
  renameSync(folder, `${folder}.previous`);
  say(`  Found the database of a removed .parley/ folder; moved it to ${folder}.previous`);
};

const makeFolder = (folder: string, account: Account | undefined): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
};

const placeForRoot = async (account: Account, options: Options): Promise<PostgresPlace> => {
  const { stateFolder, projectFolder, sharedFolder } = options;
  const pointer = readPrivateJson(pointerFile(stateFolder), pointerSchema);
  if (pointer !== null) refuseForeignPointer(pointer.projectFolder, options);
  if (pointer !== null && existsSync(pointer.folder))
    return { folder: pointer.folder, account: ownerOf(pointer.folder) };
  const name = createHash('sha256').update(projectFolder).digest('hex').slice(0, 16);
  const folder = join(sharedFolder, name);
  mkdirSync(sharedFolder, { recursive: true, mode: 0o755 });
  await moveAside(folder, options.say);
  makeFolder(folder, account);
  writePrivateJson(pointerFile(stateFolder), { projectFolder, folder });
  return { folder, account };
};

const ownerOf = (folder: string): Account => {
  const { uid, gid } = statSync(folder);
  return { uid, gid };
};

/** The folder for the data, existing and owned by the user that PostgreSQL runs as. */
export const postgresPlace = async (options: Options): Promise<PostgresPlace> => {
  const own = join(options.stateFolder, 'postgres');
  const account = postgresAccount();
  if (account === undefined) {
    makeFolder(own, undefined);
    return { folder: own, account };
  }
  // Made by an ordinary user before: root goes on with that user's data.
  if (existsSync(own)) return { folder: own, account: ownerOf(own) };
  return placeForRoot(account, options);
};
