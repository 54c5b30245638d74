// Holds what a connection is told against the schemas of its kind, whoever brings it: HTTP, the command line, a later schema.
import type { z } from 'zod';
import type { ConnectionConfig, Credentials } from '../../domain/connections/connection.ts';
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import type { AtsKind, AtsKinds } from '../../domain/ports/ats.ts';
import { checkCallable, type AddressCheck } from '../deliveries/callable-address.ts';

/** Of what a kind's schemas let through; far more than any of them needs. */
const settingsCharactersMax = 20_000;

const refuse = (errors: FieldProblem[]): never => {
  throw new AppError('request.invalid', { errors });
};

export const kindOf = (kinds: AtsKinds, name: string): AtsKind => {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  const message = `One of: ${Object.keys(kinds).join(', ')}.`;
  return kind ?? refuse([{ pointer: '/kind', code: 'not_allowed', message }]);
};

type Part = 'config' | 'credentials';

const problemOf = (part: Part, { path, code, message }: z.core.$ZodIssue): FieldProblem => ({
  pointer: ['', part, ...path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/'),
  code: code === 'unrecognized_keys' ? 'unknown_field' : 'invalid',
  message,
});

/** As the schema made it, JSON and nothing else; unknown members are refused, so that a typing error is no silent default. */
const parsed = (part: Part, schema: z.ZodObject, value: unknown): Record<string, unknown> => {
  const closed = schema.def.catchall === undefined ? schema.strict() : schema;
  const result = closed.safeParse(value ?? {});
  if (!result.success) return refuse(result.error.issues.slice(0, 50).map((issue) => problemOf(part, issue)));
  const text = JSON.stringify(result.data);
  if (text.length > settingsCharactersMax)
    refuse([{ pointer: `/${part}`, code: 'too_large', message: `At most ${settingsCharactersMax} characters.` }]);
  return JSON.parse(text) as Record<string, unknown>;
};

const isAddress = (name: string, text: string): boolean => /url$/i.test(name) || /^[a-z][a-z0-9+.-]*:\/\//i.test(text);

/** Whatever is called an address, or looks like one: how deep it stands does not matter. */
const checkAddresses = (outbound: AddressCheck, pointer: string, value: unknown): void => {
  const name = pointer.slice(pointer.lastIndexOf('/') + 1);
  if (typeof value === 'string' && isAddress(name, value)) checkCallable(outbound, value, pointer);
  if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) checkAddresses(outbound, `${pointer}/${key}`, member);
};

export const checkedConfig = (outbound: AddressCheck, { configSchema }: AtsKind, value: unknown): ConnectionConfig => {
  const config = parsed('config', configSchema, value);
  checkAddresses(outbound, '/config', config);
  return config;
};

export const checkedCredentials = ({ credentialsSchema }: AtsKind, value: unknown): Credentials =>
  parsed('credentials', credentialsSchema, value);
