// Reads and writes the small files of `.parley/`: readable by their owner only, and never half written.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/** Survives a crash at any moment: either the old content is there or the new one. */
export const writePrivateJson = (path: string, content: unknown): void => {
  const draft = `${path}.${process.pid}.new`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
};

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The file's content, or null when there is no such file. Throws when it is not what the schema says. */
export const readPrivateJson = <Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> | null => {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

/** For files that are only a convenience: damaged counts as missing. */
export const readDispensableJson = <Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.output<Schema> | null => {
  try {
    return readPrivateJson(path, schema);
  } catch {
    return null;
  }
};
