import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { postgresPlace } from '../../cli/embedded/postgres-place.ts';

/** Both ways are promised; each machine can show only its own. */
const asRoot = process.getuid?.() === 0;

let folder: string;
let said: string[];
const options = (name: string) => ({
  projectFolder: join(folder, name),
  stateFolder: join(folder, name, '.parley'),
  sharedFolder: join(folder, 'shared'),
  say: (line: string) => said.push(line),
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-place-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'clone', '.parley'), { recursive: true });
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the data of the embedded PostgreSQL', () => {
  test('lies in .parley, or for root in a folder that another user owns and only that one may enter', async () => {
    const place = await postgresPlace(options('clone'));

    const { mode, uid } = statSync(place.folder);
    expect(mode & 0o777).toBe(0o700);
    expect(place.folder.startsWith(join(folder, asRoot ? 'shared' : 'clone/.parley'))).toBe(true);
    expect(uid).toBe(asRoot ? place.account?.uid : process.getuid?.());
    expect(uid === 0).toBe(false);
    expect(await postgresPlace(options('clone'))).toEqual(place);
  });

  test('of one clone is never opened by a copy of it', async () => {
    const original = await postgresPlace(options('clone'));
    cpSync(join(folder, 'clone'), join(folder, 'copy'), { recursive: true });

    const answer = await postgresPlace(options('copy')).then(
      (place) => place.folder,
      (error: unknown) => String(error),
    );

    expect(answer).not.toBe(original.folder);
    expect(answer).toContain(asRoot ? 'was copied from' : join('copy', '.parley'));
  });

  test('of a removed .parley is moved aside by root, not mixed with new keys', async () => {
    const before = await postgresPlace(options('clone'));
    writeFileSync(join(before.folder, 'old'), '');
    rmSync(options('clone').stateFolder, { recursive: true });
    mkdirSync(options('clone').stateFolder);

    const after = await postgresPlace(options('clone'));

    expect(existsSync(join(after.folder, 'old'))).toBe(false);
    expect(existsSync(join(`${after.folder}.previous`, 'old'))).toBe(asRoot);
    expect(said).toHaveLength(asRoot ? 1 : 0);
  });

  test('stays where its clone points to after the clone was moved', async () => {
    const before = await postgresPlace(options('clone'));
    cpSync(join(folder, 'clone'), join(folder, 'moved'), { recursive: true, preserveTimestamps: true });
    rmSync(join(folder, 'clone'), { recursive: true });

    const after = await postgresPlace(options('moved'));

    expect(after.folder === before.folder).toBe(asRoot);
    expect(after.folder.startsWith(join(folder, 'moved'))).toBe(!asRoot);
  });
});
