// `parley <noun> <verb>`: finds the verb, reads its options, and turns refusals into sentences.
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

import { AppError } from '../../domain/errors.ts';
import { typedAs } from '../../domain/text/typed-text.ts';

import { CliError } from '../cli-error.ts';

export type Options = Record<string, string | undefined>;
export type Flags = Record<string, boolean>;

export type Verb = {
  /** Arguments without a name, in their order; all are required but those that end with `?`. */
  positionals?: readonly string[];
  /** Named arguments with a value; those in `required` must be given. */
  options?: readonly string[];
  required?: readonly string[];
  /** Named arguments without a value; every verb has `--json`. */
  flags?: readonly string[];
  /** Acts: takes the operator's name, as `--as` or PARLEY_OPERATOR. */
  named?: true;
  /** Returns what is printed (nothing when it has printed by itself), and the exit code when it is not 0. */
  run: (input: VerbInput) => Promise<string | { text: string; exitCode: number }>;
};

type VerbInput = {
  options: Options;
  positionals: Options;
  flags: Flags;
  json: boolean;
  /** Who acts, where the verb takes a name and one was given. */
  operator: string | null;
};

/** The verbs of a noun by name; a noun without verbs has one under the empty name. */
export type Verbs = Readonly<Record<string, Verb>>;

const operatorOf = ({ named }: Verb, given: string | undefined): string | null => {
  const typed = given ?? process.env['PARLEY_OPERATOR'] ?? '';
  const name = typedAs('name', typed);
  if (named !== true || (name === '' && given === undefined)) return null;
  if (name !== '' && /^[^\p{Cc}]{1,200}$/u.test(typed.trim())) return name;
  throw new CliError('A name has 1 to 200 characters on one line.');
};

const parse = (args: readonly string[], { options = [], flags = [], named }: Verb, usage: string) => {
  const config: ParseArgsOptionsConfig = {};
  for (const name of [...options, ...(named === true ? ['as'] : [])]) config[name] = { type: 'string' };
  for (const name of ['json', ...flags]) config[name] = { type: 'boolean' };
  try {
    return parseArgs({ args: [...args], options: config, allowPositionals: true, strict: true });
  } catch (error) {
    throw new CliError(error instanceof TypeError ? `${error.message}\n\n${usage}` : 'The arguments cannot be read.');
  }
};

const valuesOf = <T>(values: Record<string, unknown>, isOne: (value: unknown) => value is T): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, T] => isOne(entry[1])));

const readInput = (args: readonly string[], verb: Verb, usage: string): VerbInput => {
  const { values, positionals } = parse(args, verb, usage);
  const options = valuesOf(values, (value) => typeof value === 'string');
  const flags = valuesOf(values, (value) => typeof value === 'boolean');
  const names = verb.positionals ?? [];
  const lacking = [
    ...names
      .slice(positionals.length)
      .filter((name) => !name.endsWith('?'))
      .map((name) => `<${name}>`),
    ...(verb.required ?? []).filter((name) => options[name] === undefined).map((name) => `--${name}`),
  ];
  if (lacking.length > 0) throw new CliError(`Missing: ${lacking.join(', ')}\n\n${usage}`);
  if (positionals.length > names.length) throw new CliError(`Too many arguments.\n\n${usage}`);
  const named = Object.fromEntries(names.map((name, index) => [name.replace(/\?$/, ''), positionals[index]]));
  return {
    options,
    flags,
    positionals: named,
    json: flags['json'] === true,
    operator: operatorOf(verb, options['as']),
  };
};

const explain = (error: unknown): unknown => {
  if (!(error instanceof AppError)) return error;
  const problems = error.errors.map(({ pointer, parameter, message }) => `  ${pointer ?? parameter ?? ''} ${message}`);
  return new CliError([error.detail ?? error.title, ...problems].join('\n'));
};

/** The exit code. Prints the result; refusals become CliErrors. */
export const runVerb = async (verbs: Verbs, args: readonly string[], usage: string): Promise<number> => {
  const single = verbs[''];
  const [name = '', ...rest] = single === undefined ? args : ['', ...args];
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw new CliError(usage);
  const input = readInput(rest, verb, usage);
  try {
    const result = await verb.run(input);
    const { text, exitCode } = typeof result === 'string' ? { text: result, exitCode: 0 } : result;
    if (text !== '') console.log(text);
    return exitCode;
  } catch (error) {
    throw explain(error);
  }
};
