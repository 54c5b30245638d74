// Reads a written set from its folder: one file per occupation beside set.json, checked whole before anything is asked.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { occupationSchema, setHeadSchema, setProblems, type WrittenSet } from '../domain/evaluation/written-set.ts';
import { canonicalJson } from '../domain/text/canonical-json.ts';
import { sha256 } from '../infra/system.ts';
import { Refusal } from './refusal.ts';

const ours = resolve(import.meta.dirname, 'sets');
const isPath = (name: string): boolean => name.startsWith('.') || name.startsWith('/');

/** Also for files of others: what is wrong is told by place. */
export const readJson = <Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> => {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Refusal(`${path} cannot be read as JSON.`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.slice(0, 10).map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Refusal([`${path} is not in the form that is read:`, ...problems].join('\n'));
};

const filesOf = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && name !== 'set.json')
      .toSorted();
  } catch {
    throw new Refusal(`There is no set in ${folder}. Ours: ${readdirSync(ours).join(', ')}.`);
  }
};

export type LoadedSet = WrittenSet & { hash: string };

/**
 * `name`, or `name/occupation,occupation` for some of it; a path (`./…`, `/…`) for a set of one's own. The hash is that of what
 * was chosen.
 */
export const loadSet = (choice: string): LoadedSet => {
  const [name = '', some] = isPath(choice) ? [choice] : choice.split('/');
  const folder = isPath(choice) ? resolve(choice) : join(ours, name);
  const chosen = some?.split(',');
  const files = filesOf(folder);
  const unknown = chosen?.filter((id) => !files.includes(`${id}.json`)) ?? [];
  if (unknown.length > 0) throw new Refusal(`The set "${name}" has no ${unknown.join(', ')}.`);
  const head = readJson(join(folder, 'set.json'), setHeadSchema);
  const occupations = files
    .map((file) => file.replace(/\.json$/u, ''))
    .filter((id) => chosen?.includes(id) ?? true)
    .map((id) => ({ id, occupation: readJson(join(folder, `${id}.json`), occupationSchema) }));
  const set = { head, occupations };
  const problems = setProblems(set);
  if (problems.length > 0) throw new Refusal([`The set in ${folder} is not whole:`, ...problems].join('\n  '));
  return { ...set, hash: sha256(canonicalJson(set)) };
};
