// The arguments of a check, read and bounded; what is wrong with them is told as a CliError.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { CliError } from '../cli-error.ts';
import type { Settings } from './bench.ts';
import type { Contract } from './contract.ts';
import { contracts } from './contracts.ts';

/** Of every contract; those with a value. */
export const sharedOptions = ['url', 'email', 'timeout', 'within', 'wait', 'listen', 'callback-url', 'junit'] as const;
export const flags = ['json', 'list'] as const;

export type Wish = {
  contract: Contract;
  settings: Omit<Settings, 'listener'>;
  secrets: readonly string[];
  /** Where to listen; null where nobody could call us there. */
  listen: { host: string; port: number; publicUrl: string | undefined } | null;
  junit: string | null;
  json: boolean;
  list: boolean;
};

type Values = Readonly<Record<string, string | undefined>>;

const parse = (args: readonly string[], { options }: Contract) => {
  const config: ParseArgsOptionsConfig = {};
  for (const name of [...sharedOptions, ...options.map((one) => one.name)]) config[name] = { type: 'string' };
  for (const name of flags) config[name] = { type: 'boolean' };
  try {
    return parseArgs({ args: [...args], options: config, strict: true }).values;
  } catch (error) {
    throw new CliError(`${error instanceof TypeError ? error.message : 'The arguments cannot be read.'}\n${more}`);
  }
};

const more = 'More: npm run parley -- conformance --help';
const names = contracts.map(({ name }) => name).join(', ');

const contractNamed = (name: string | undefined): Contract =>
  contracts.find((one) => one.name === name) ??
  (() => {
    throw new CliError(`The first argument is a contract: ${names}.\n${more}`);
  })();

const secondsOf = (values: Values, name: string, otherwise: number): number => {
  const given = values[name];
  const seconds = given === undefined ? otherwise : Number(given);
  if (given?.trim() !== '' && seconds >= 0 && seconds <= 3_600) return Math.round(seconds * 1_000);
  throw new CliError(`--${name} takes seconds, from 0 to 3600.`);
};

/** Paths are those of the folder where npm was called. */
const pathOf = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);

const fromFile = (name: string, value: string): string => {
  if (!value.startsWith('@')) return value;
  try {
    return readFileSync(pathOf(value.slice(1)), 'utf8').trim();
  } catch {
    throw new CliError(`--${name} names a file that cannot be read.`);
  }
};

const httpUrl = (name: string, text: string): URL => {
  const url = URL.parse(text);
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url;
  throw new CliError(`--${name} takes an address that begins with http:// or https://.`);
};

const isLoopback = ({ hostname }: URL): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);

const withoutSlashes = (address: string): string =>
  address.endsWith('/') ? withoutSlashes(address.slice(0, -1)) : address;

const listenOf = (values: Values, url: URL): Wish['listen'] => {
  const { listen, 'callback-url': publicUrl } = values;
  if (listen === undefined) {
    if (publicUrl !== undefined) throw new CliError('--callback-url needs --listen, which is what it leads to.');
    return isLoopback(url) ? { host: '127.0.0.1', port: 0, publicUrl } : null;
  }
  const [, host = '127.0.0.1', port = ''] = /^(?:([\w.-]+):)?(\d{1,5})$/.exec(listen) ?? [];
  if (port === '' || Number(port) > 65_535) throw new CliError('--listen takes a port, or host:port.');
  if (publicUrl !== undefined) httpUrl('callback-url', publicUrl);
  return { host, port: Number(port), publicUrl: publicUrl === undefined ? undefined : withoutSlashes(publicUrl) };
};

/** The secrets that were given, and that of an address which is one. */
const secretsIn = ({ options, urlIsSecret }: Contract, values: Values, url: URL): string[] => [
  ...options.filter(({ secret }) => secret === true).map(({ name }) => values[name] ?? ''),
  ...(urlIsSecret === true ? [url.pathname.split('/').findLast((part) => part !== '') ?? ''] : []),
  // What stands in an address in these places is there to open it.
  ...url.searchParams.values(),
  url.password,
];

const lackingIn = ({ options }: Contract, values: Values): string[] =>
  ['url', ...options.filter(({ required }) => required === true).map(({ name }) => name)].filter(
    (name) => values[name] === undefined,
  );

export const readWish = ([name, ...args]: readonly string[]): Wish => {
  const contract = contractNamed(name);
  const given = parse(args, contract);
  const [json, list] = [given['json'] === true, given['list'] === true];
  const values = Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, fromFile(key, value)] as const] : [],
    ),
  );
  const lacking = list ? [] : lackingIn(contract, values);
  if (lacking.length > 0) throw new CliError(`Missing: ${lacking.map((one) => `--${one}`).join(', ')}\n${more}`);
  const url = httpUrl('url', values['url'] ?? 'http://127.0.0.1');
  const timeoutMs = secondsOf(values, 'timeout', 30);
  return {
    contract,
    settings: {
      url: withoutSlashes(values['url'] ?? ''),
      isLocal: isLoopback(url),
      options: values,
      email: values['email'] ?? 'conformance@example.com',
      timeoutMs: Math.max(1, timeoutMs),
      withinMs: secondsOf(values, 'within', 15),
      waitMs: secondsOf(values, 'wait', 15),
      mark: randomBytes(5).toString('hex'),
    },
    secrets: secretsIn(contract, values, url),
    listen: listenOf(values, url),
    junit: values['junit'] === undefined ? null : pathOf(values['junit']),
    json,
    list,
  };
};
