// `parley <noun> <verb>`: finds the verb, reads its options, and turns refusals into sentences.
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

import { AppError } from '../../domain/errors.ts';

import { CliError } from '../cli-error.ts';

export type Options = Record<string, string | undefined>;

export type Verb = {
  /** Arguments without a name, in their order; all are required. */
  positionals: readonly string[];
  /** Named arguments with a value; those in `required` must be given. */
  options: readonly string[];
  required?: readonly string[];
  /** Returns what is printed; nothing when it has printed by itself. */
  run: (input: { options: Options; positionals: Options; json: boolean }) => Promise<string>;
};

const parse = (args: readonly string[], { options }: Verb) => {
  const config: ParseArgsOptionsConfig = { json: { type: 'boolean' } };
  for (const name of options) config[name] = { type: 'string' };
  try {
    return parseArgs({ args: [...args], options: config, allowPositionals: true, strict: true });
  } catch (error) {
    throw new CliError(error instanceof TypeError ? error.message : 'The arguments cannot be read.');
  }
};

const textsOnly = (values: Record<string, unknown>): Options =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const missing = (verb: Verb, options: Options, positionals: readonly string[]): string[] => [
  ...verb.positionals.slice(positionals.length).map((name) => `<${name}>`),
  ...(verb.required ?? []).filter((name) => options[name] === undefined).map((name) => `--${name}`),
];

const explain = (error: unknown): unknown => {
  if (!(error instanceof AppError)) return error;
  const problems = error.errors.map(({ pointer, parameter, message }) => `  ${pointer ?? parameter ?? ''} ${message}`);
  return new CliError([error.detail ?? error.title, ...problems].join('\n'));
};

/** The exit code. Prints the result; refusals become CliErrors. */
export const runVerb = async (
  verbs: Readonly<Record<string, Verb>>,
  args: readonly string[],
  usage: string,
): Promise<number> => {
  const [name = '', ...rest] = args;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw new CliError(usage);
  const { values, positionals } = parse(rest, verb);
  const options = textsOnly(values);
  const lacking = missing(verb, options, positionals);
  if (lacking.length > 0) throw new CliError(`Missing: ${lacking.join(', ')}\n\n${usage}`);
  if (positionals.length > verb.positionals.length) throw new CliError(`Too many arguments.\n\n${usage}`);
  const named = Object.fromEntries(verb.positionals.map((position, index) => [position, positionals[index]]));
  try {
    const text = await verb.run({ options, positionals: named, json: values['json'] === true });
    if (text !== '') console.log(text);
  } catch (error) {
    throw explain(error);
  }
  return 0;
};
