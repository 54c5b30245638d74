// The deployment's signing keys as far as they are at hand: checking a signed document needs nothing else.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { SigningKeys } from '../../domain/ports/signing.ts';
import { ConfigError, readTextFile, readVariables, type ConfigProblem } from '../../infra/config/read-variables.ts';
import { keyVariables } from '../../infra/config/variables.ts';
import { createSigningKeys } from '../../infra/signing/signing-keys.ts';

import { ensureSecrets } from '../embedded/secrets.ts';

const { PARLEY_SIGNING_KEY } = keyVariables;

const named = (env: NodeJS.ProcessEnv): Uint8Array | null => {
  if (!env['PARLEY_SIGNING_KEY'] && !env['PARLEY_SIGNING_KEY_FILE']) return null;
  const problems: ConfigProblem[] = [];
  const values = readVariables({ PARLEY_SIGNING_KEY }, { env, readFile: readTextFile }, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return values.PARLEY_SIGNING_KEY?.reveal() ?? null;
};

/** This clone's own secret, if it ever ran here; looking makes none. */
const embedded = (stateFolder: string): Uint8Array | null =>
  existsSync(join(stateFolder, 'secrets.json'))
    ? Buffer.from(ensureSecrets(stateFolder).PARLEY_SIGNING_KEY, 'base64')
    : null;

/** Those of the environment, else of the Parley in this folder, else null. */
export const ownSigningKeys = (env: NodeJS.ProcessEnv, stateFolder: string): SigningKeys | null => {
  const secret = named(env) ?? embedded(stateFolder);
  return secret === null ? null : createSigningKeys(secret);
};
