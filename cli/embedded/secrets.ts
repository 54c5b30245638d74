// The secrets of one clone, made once: with others, the personal data stored under them could never be read again.
import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { CliError } from '../cli-error.ts';
import { readPrivateJson, writePrivateJson } from './private-files.ts';

const key = z.base64().length(44);

const schema = z.object({
  PARLEY_MASTER_KEY: key,
  PARLEY_KEY_PEPPER: key,
  PARLEY_SIGNING_KEY: key,
  postgresPassword: z.string().min(20),
});

export type EmbeddedSecrets = z.output<typeof schema>;

const newKey = (): string => randomBytes(32).toString('base64');

const newSecrets = (): EmbeddedSecrets => ({
  PARLEY_MASTER_KEY: newKey(),
  PARLEY_KEY_PEPPER: newKey(),
  PARLEY_SIGNING_KEY: newKey(),
  postgresPassword: randomBytes(24).toString('hex'),
});

const readSecrets = (path: string): EmbeddedSecrets | null => {
  try {
    return readPrivateJson(path, schema);
  } catch {
    // Never replaced by new ones: somebody may still have the old content.
    throw new CliError(
      `${path} is damaged. It holds the keys of all stored personal data: restore it, or remove the whole .parley/ folder to start afresh.`,
    );
  }
};

/** The secrets of this state folder; made at the first call. */
export const ensureSecrets = (stateFolder: string): EmbeddedSecrets => {
  const path = join(stateFolder, 'secrets.json');
  const existing = readSecrets(path);
  if (existing !== null) {
    chmodSync(path, 0o600);
    return existing;
  }
  const secrets = newSecrets();
  writePrivateJson(path, secrets);
  return secrets;
};
