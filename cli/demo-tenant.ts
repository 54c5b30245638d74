// The tenant that a first start makes, with one key of every kind, so that a newcomer can call the API at once.
import { CliError } from './cli-error.ts';
import type { DemoTenant } from './embedded/context.ts';

/** The same tenant and keys at every start: the keys are kept in `.parley/demo-keys.json`. */
export const ensureDemoTenant = async (_stateFolder: string, _env: NodeJS.ProcessEnv): Promise<DemoTenant> => {
  throw new CliError('The demo tenant cannot be made yet.');
};
