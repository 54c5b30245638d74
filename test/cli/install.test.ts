import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { install, isInstalled, projectNode } from '../../cli/setup/install.mjs';

let root: string;
let installs: number;

const lock = (version: string): string =>
  JSON.stringify({
    packages: {
      '': { name: 'parley' },
      'node_modules/a': { version, integrity: `sha-${version}` },
      'node_modules/only-elsewhere': { version: '1.0.0', integrity: 'sha', optional: true },
    },
  });

/** Does what npm ci does, as far as it matters here: empties the folder, fills it, writes its own record last. */
const fakeNpm = (exit: string): void => {
  const path = join(root, 'npm.cjs');
  writeFileSync(
    path,
    `const fs = require('fs'); fs.rmSync('node_modules', { recursive: true, force: true });
     fs.mkdirSync('node_modules/.bin', { recursive: true }); fs.mkdirSync('node_modules/a');
     fs.writeFileSync('node_modules/.bin/node', '#!/bin/sh\\necho v24.0.0\\n', { mode: 0o755 });
     fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n'); ${exit}`,
  );
  vi.stubEnv('npm_execpath', path);
  vi.stubEnv('npm_node_execpath', process.execPath);
};
const calls = (): string => (existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8') : '');
const run = async (): Promise<void> => install(root, { onStart: () => (installs += 1) });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-test-install-'));
  mkdirSync(join(root, '.parley'));
  writeFileSync(join(root, 'package-lock.json'), lock('1.0.0'));
  installs = 0;
  fakeNpm('');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the packages', () => {
  test('are installed exactly by the lockfile, once, and again after it changed', async () => {
    await run();
    await run();
    expect(installs).toBe(1);
    expect(calls()).toMatch(/^ci --include=dev/);

    writeFileSync(join(root, 'package-lock.json'), lock('2.0.0'));
    await run();
    expect(installs).toBe(2);
  });

  test('are installed again after an install that failed or was killed', async () => {
    fakeNpm('process.exit(7)');
    await expect(run()).rejects.toThrow('exit code 7');
    expect(await isInstalled(root)).toBe(false);

    fakeNpm('');
    await run();
    expect(await isInstalled(root)).toBe(true);
  });

  test('installed by hand count when they are what the lockfile says, and not when they differ', async () => {
    mkdirSync(dirname(projectNode(root)), { recursive: true });
    mkdirSync(join(root, 'node_modules', 'a'));
    writeFileSync(projectNode(root), '#!/bin/sh\necho v24.0.0\n');
    chmodSync(projectNode(root), 0o755);
    const record = join(root, 'node_modules', '.package-lock.json');

    const packages = { 'node_modules/a': { version: '1.0.0', integrity: 'sha-0.9.0' } };
    writeFileSync(record, JSON.stringify({ packages }));
    expect(await isInstalled(root)).toBe(false);
    writeFileSync(record, JSON.stringify({ packages: {} }));
    expect(await isInstalled(root)).toBe(false);
    packages['node_modules/a'].integrity = 'sha-1.0.0';
    writeFileSync(record, JSON.stringify({ packages }));
    expect(await isInstalled(root)).toBe(true);
  });
});
