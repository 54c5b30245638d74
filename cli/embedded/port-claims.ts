// One owner per port on this machine, before anything listens there: a lock file per port in a folder of the user's own.
import { lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { readLock, removeStale, tryLock, type Lock, type LockHolder } from '../setup/lock.mjs';

/** The same for all of a user's shells, whatever their TMPDIR. Users do not share one: they could block each other there. */
export const CLAIMS_FOLDER = `/tmp/parley-ports-${process.getuid?.() ?? 0}`;

/** Without a folder that can be trusted nothing is claimed: binding, and asking who listens, still tell. */
const NO_CLAIM: Lock = { update: () => undefined, release: () => undefined };

/** A folder, or a link to one, that somebody else laid out could be emptied or pointed elsewhere by them. */
const isOurs = (folder: string): boolean => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stat = lstatSync(folder);
    return stat.isDirectory() && stat.uid === (process.getuid?.() ?? stat.uid) && (stat.mode & 0o022) === 0;
  } catch {
    return false;
  }
};

const fileOf = (folder: string, port: number): string => join(folder, String(port));

/** Held until it is released or this process is gone; null when somebody alive holds it, this process included. */
export const claimPort = (port: number, owner: string, folder = CLAIMS_FOLDER): Lock | null =>
  isOurs(folder) ? tryLock(fileOf(folder, port), { owner }) : NO_CLAIM;

export const claimantOf = (port: number, folder = CLAIMS_FOLDER): LockHolder | null =>
  isOurs(folder) ? readLock(fileOf(folder, port)) : null;

/** Forgets the claims of those who did not come to release them. */
export const sweepClaims = (folder = CLAIMS_FOLDER): void => {
  if (!isOurs(folder)) return;
  for (const name of readdirSync(folder).filter((one) => /^\d+$/.test(one)))
    if (readLock(join(folder, name)) === null) removeStale(join(folder, name));
};
