// PostgreSQL refuses to run as root: this finds, or makes, the system user it runs as then.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { CliError } from '../cli-error.ts';

export type Account = { uid: number; gid: number };

const OWN_NAME = 'parley';
/** Where no user can be added: one that PostgreSQL packages make, else the one every system has. */
const FALLBACK_NAMES = ['postgres', 'nobody'];

const findAccount = (name: string): Account | null => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
};

const addUser = (): void => {
  const home = ['--home-dir', '/nonexistent', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  spawnSync('useradd', ['--system', '--user-group', ...home, OWN_NAME], { stdio: 'ignore' });
};

/** The user to run PostgreSQL as; undefined where we are not root and simply run it as ourselves. */
export const postgresAccount = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const own = findAccount(OWN_NAME);
  if (own !== null) return own;
  addUser();
  for (const name of [OWN_NAME, ...FALLBACK_NAMES]) {
    const account = findAccount(name);
    if (account !== null && account.uid !== 0) return account;
  }
  throw new CliError(
    'PostgreSQL does not run as root, and no other user was found or could be added. Start Parley as an ordinary user, or set DATABASE_URL.',
  );
};
