// Which system an operator's command is about: the one that the environment names, else the one that runs in this folder.
import { loadConfig } from '../../infra/config.ts';
import { ConfigError, type Environment } from '../../infra/config/read-variables.ts';

import { CliError } from '../cli-error.ts';
import { readRunningSystem, type DevFile } from '../embedded/dev-file.ts';
import { ownerAddressOf } from '../embedded/postgres.ts';
import { headsPathOf, objectsPlaceOf, sharedEnv } from '../embedded/programs.ts';
import { ensureSecrets } from '../embedded/secrets.ts';

export type OperatorConfig = ReturnType<typeof loadConfig>;

const namesDatabase = (env: Environment): boolean => Boolean(env['DATABASE_URL'] ?? env['DATABASE_URL_FILE']);

/** Null also where the environment names another one. */
export const runningHere = (env: Environment, stateFolder: string): DevFile | null =>
  namesDatabase(env) ? null : readRunningSystem(stateFolder);

/** The environment of the running system's own processes, as far as commands need it. */
export const environmentOf = (env: NodeJS.ProcessEnv, stateFolder: string): Environment => {
  const running = runningHere(env, stateFolder);
  if (running === null) return env;
  const ownTemporal = running.temporalUiUrl !== '';
  const secrets = ensureSecrets(stateFolder);
  const ownerUrl = ownerAddressOf(running.databaseUrl, secrets.postgresPassword);
  return {
    ...(ownTemporal && { PARLEY_SEARCH_ATTRIBUTES: '1' }),
    PARLEY_PUBLIC_URL: running.apiUrl,
    PARLEY_AUDIT_HEADS_PATH: headsPathOf(stateFolder),
    PARLEY_OBJECTS: objectsPlaceOf(stateFolder),
    ...sharedEnv(env, secrets, running.databaseUrl),
    ...(ownerUrl !== undefined && { PARLEY_OWNER_DATABASE_URL: ownerUrl }),
    TEMPORAL_ADDRESS: running.temporalAddress,
  };
};

/** @throws CliError that says which settings are wrong or missing */
export const operatorConfig = (env: NodeJS.ProcessEnv, stateFolder: string): OperatorConfig => {
  try {
    return loadConfig(environmentOf(env, stateFolder));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const hint = namesDatabase(env) ? '' : '\nOr start Parley in this folder first: npm start';
    throw new CliError(`${error.message}${hint}`);
  }
};
