// Objects as files below one folder: written beside their place, forced to disk, and moved into it in one step.
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { randomUUID } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { ByteRange, ObjectStore, StoredObject } from '../../domain/ports/objects.ts';
import { checkKey, checkPrefix } from './object-key.ts';

/** Ends the name of a file: no key has it, so that a file and a folder of the same name can stand side by side. */
const suffix = '~';
const unfinishedFolder = '.unfinished';
const privateFolder = 0o700;
const privateFile = 0o600;
const triesMax = 5;

const codeOf = (error: unknown): unknown => (error instanceof Error ? Reflect.get(error, 'code') : undefined);
const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(String(codeOf(error)));

/** What went wrong with the disk says nothing to a caller, and may hold a path. What is not the disk's stays as it is. */
const unavailable = (error: unknown): unknown =>
  codeOf(error) === undefined || error instanceof AppError
    ? error
    : new AppError('objects.unavailable', { cause: error });

const orNull = <T>(work: Promise<T>): Promise<T | null> =>
  work.catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw unavailable(error);
  });

const force = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
};

const write = async (path: string, content: AsyncIterable<Uint8Array>): Promise<number> => {
  const handle = await open(path, 'wx', privateFile);
  try {
    let bytes = 0;
    for await (const piece of content) {
      await handle.writeFile(piece);
      bytes += piece.byteLength;
    }
    await handle.sync();
    return bytes;
  } finally {
    await handle.close();
  }
};

/** Another's removal may take an empty folder away between two lines: then it is made once more. */
const moveInto = async (from: string, to: string, root: string): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    await mkdir(dirname(to), { recursive: true, mode: privateFolder });
    try {
      await rename(from, to);
      for (let folder = dirname(to); ; folder = dirname(folder)) {
        await force(folder);
        if (folder === root) return;
      }
    } catch (error) {
      if (!isAbsent(error) || tries === triesMax) throw error;
    }
  }
};

const removeEmptyFolders = async (from: string, root: string): Promise<void> => {
  for (let folder = from; folder !== root; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
};

/** In the order of keys: what lies in a folder stands where `folder/` stands. */
async function* filesIn(folder: string, root: string, within: (key: string) => boolean): AsyncGenerator<StoredObject> {
  const entries = (await orNull(readdir(folder, { withFileTypes: true }))) ?? [];
  const named = entries
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.name.endsWith(suffix)))
    .map((entry) => ({ entry, name: entry.isDirectory() ? `${entry.name}/` : entry.name.slice(0, -suffix.length) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { entry, name } of named) {
    const path = join(folder, entry.name);
    const key = `${relative(root, folder)}/${name}`.replace(/^\//, '');
    if (!within(key)) continue;
    if (entry.isDirectory()) yield* filesIn(path, root, within);
    else {
      const found = await orNull(stat(path));
      if (found !== null) yield { key, bytes: found.size, modifiedAt: found.mtimeMs };
    }
  }
}

async function* listed(root: string, prefix: string, after: string): AsyncGenerator<StoredObject> {
  // A folder is looked into when its keys may begin with the prefix and come after the last one seen.
  const within = (key: string): boolean =>
    key.endsWith('/')
      ? (key.startsWith(prefix) || prefix.startsWith(key)) && (key > after || after.startsWith(key))
      : key.startsWith(prefix) && key > after;
  yield* filesIn(root, root, within);
}

async function* readFile(path: string, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  if (end <= start) return;
  try {
    yield* createReadStream(path, { start, end: end - 1, highWaterMark: 128 * 1024 }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw unavailable(error);
  }
}

const removeUnfinished = async (folder: string, before: number): Promise<number> => {
  let count = 0;
  for (const name of (await orNull(readdir(folder))) ?? []) {
    const path = join(folder, name);
    const found = await orNull(stat(path));
    if (found === null || found.mtimeMs >= before) continue;
    await rm(path, { force: true });
    count += 1;
  }
  return count;
};

/** Of a folder that nothing was put into yet, the one it would be made in counts. */
const checkWritable = async (folder: string): Promise<void> => {
  try {
    // With a dot, so that a file of that name is none.
    await access(`${folder}/.`, constants.R_OK + constants.W_OK + constants.X_OK);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw unavailable(error);
    await checkWritable(dirname(folder));
  }
};

/** `root` is an absolute path; it is made when something is put. */
export const createFolderStore = (root: string): ObjectStore => {
  const pathOf = (key: string): string => join(root, `${checkKey(key)}${suffix}`);
  const size = async (key: string): Promise<number | null> => (await orNull(stat(pathOf(key))))?.size ?? null;
  return {
    put: async (key, content) => {
      const path = pathOf(key);
      const unfinished = join(root, unfinishedFolder, randomUUID());
      try {
        await mkdir(dirname(unfinished), { recursive: true, mode: privateFolder });
        const bytes = await write(unfinished, content);
        await moveInto(unfinished, path, root);
        return { bytes };
      } catch (error) {
        await rm(unfinished, { force: true });
        throw unavailable(error);
      }
    },
    read: async (key, range) => {
      const path = pathOf(key);
      return (await size(key)) === null ? null : readFile(path, range ?? { start: 0, end: Number.MAX_SAFE_INTEGER });
    },
    size,
    remove: async (key) => {
      await orNull(rm(pathOf(key)));
      await removeEmptyFolders(dirname(pathOf(key)), root);
    },
    list: (prefix, after = '') => listed(root, checkPrefix(prefix), after),
    probe: () => checkWritable(root),
    removeUnfinished: (before) => removeUnfinished(join(root, unfinishedFolder), before),
  };
};
