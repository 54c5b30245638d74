// Reads one table of settings from the environment and collects every problem instead of stopping at the first.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';

import type { Variable, VariableTable } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type ConfigProblem = { variable: string; problem: string; remedy: string };

type Value<Entry extends Variable> = Entry extends { default: string }
  ? z.output<Entry['schema']>
  : z.output<Entry['schema']> | undefined;

export type Values<Table extends VariableTable> = { [Name in keyof Table]: Value<Table[Name]> };

export type ReadFile = (path: string) => string;

export const readTextFile: ReadFile = (path) => readFileSync(path, 'utf8');

/** Thrown with every problem at once, so that an operator fixes them in one go. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, problem, remedy }) => `  ${variable} ${problem}. ${remedy}`);
    super(
      [
        `Parley cannot start: ${problems.length === 1 ? 'one setting is' : `${problems.length} settings are`} wrong.`,
        ...lines,
        'All settings: docs/generated/configuration.md',
      ].join('\n'),
    );
    this.problems = problems;
  }
}

const remedyOf = (name: string, entry: Variable): string => {
  if (entry.unit === '32 bytes, base64') return 'Make one with: openssl rand -base64 32';
  if (entry.example !== undefined) return `For example: ${name}=${entry.example}`;
  if (entry.default !== undefined) return `Leave it out for ${entry.default}.`;
  return entry.description;
};

type Source = { env: Environment; readFile: ReadFile };

/** The text of a variable, from itself or from the file that `NAME_FILE` names (container secrets). */
const readText = (name: string, { env, readFile }: Source): { text?: string; problem?: string } => {
  const direct = env[name];
  const file = env[`${name}_FILE`];
  if (file === undefined || file === '')
    return direct === undefined || direct.trim() === '' ? {} : { text: direct.trim() };
  if (direct !== undefined && direct !== '') return { problem: `is set twice, also by ${name}_FILE` };
  try {
    const content = readFile(file).trim();
    return content === '' ? { problem: `is empty in the file that ${name}_FILE names` } : { text: content };
  } catch {
    return { problem: `cannot be read from the file that ${name}_FILE names` };
  }
};

const readOne = (name: string, entry: Variable, source: Source): { value?: unknown; problem?: string } => {
  const { text, problem } = readText(name, source);
  if (problem !== undefined) return { problem };
  const given = text ?? entry.default;
  if (given === undefined) return entry.required === 'always' ? { problem: 'is missing' } : {};
  const parsed = entry.schema.safeParse(given);
  if (parsed.success) return { value: parsed.data };
  return { problem: parsed.error.issues[0]?.message ?? 'is not valid' };
};

/** Reads all variables of a table; problems go into `problems` and the value is undefined then. */
export const readVariables = <Table extends VariableTable>(
  table: Table,
  source: Source,
  problems: ConfigProblem[],
): Values<Table> => {
  const values: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(table)) {
    const { value, problem } = readOne(name, entry, source);
    if (problem !== undefined) problems.push({ variable: name, problem, remedy: remedyOf(name, entry) });
    values[name] = value;
  }
  // A value with a problem is missing here, but the caller throws before anyone sees it.
  return values as Values<Table>;
};
