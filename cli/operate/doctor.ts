// `parley doctor`: one line per thing that a deployment needs, with what to do about those that are not right.
import { openTemporalConnection } from '../../infra/temporal/connection.ts';

import { CliError } from '../cli-error.ts';
import { checksOf } from './doctor-checks.ts';
import { engineTrials } from './doctor-jobs.ts';
import { Finding, type Check } from './doctor-finding.ts';
import { operatorConfig, runningHere, type OperatorConfig } from './operator-config.ts';
import { stateFolder } from '../embedded/own-system.ts';
import type { Verbs } from './verbs.ts';
import { withDatabases } from './with-pool.ts';

/** A warning is ok and has a remedy. */
export type Diagnosis = { name: string; ok: boolean; message: string; remedy: string | null };

const diagnose = async ({ name, run }: Check): Promise<Diagnosis> => {
  try {
    return { name, ok: true, message: await run(), remedy: null };
  } catch (error) {
    if (error instanceof Finding) return { name, ok: error.isWarning, message: error.message, remedy: error.remedy };
    return { name, ok: false, message: 'cannot be checked', remedy: 'See whether the checks before it are ok.' };
  }
};

const diagnoseAll = async (checks: readonly Check[]): Promise<Diagnosis[]> => {
  const diagnoses: Diagnosis[] = [];
  for (const check of checks) diagnoses.push(await diagnose(check));
  return diagnoses;
};

/** All checks, one after the other, in the order in which things depend on each other. */
export const examine = async (config: OperatorConfig, env: NodeJS.ProcessEnv): Promise<Diagnosis[]> => {
  const connection = openTemporalConnection({ address: config.temporal.address, env });
  try {
    return await withDatabases(config, async ({ db, keyDb }) => {
      const runningEngine = runningHere(env, stateFolder)?.engine ?? null;
      const settings: Diagnosis = { name: 'Settings', ok: true, message: 'complete', remedy: null };
      return [settings, ...(await diagnoseAll(checksOf({ config, db, keyDb, connection, runningEngine })))];
    });
  } finally {
    await connection.close();
  }
};

const examineSettings = async (env: NodeJS.ProcessEnv, isEngineAlone: boolean): Promise<Diagnosis[]> => {
  try {
    if (isEngineAlone) return await diagnoseAll(await engineTrials(env));
    return await examine(operatorConfig(env, stateFolder), env);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return [{ name: 'Settings', ok: false, message: 'are not complete', remedy: error.message }];
  }
};

const verdictOf = ({ ok, remedy }: Diagnosis): string => {
  if (!ok) return 'FAIL';
  return remedy === null ? 'ok  ' : 'warn';
};

const line = (diagnosis: Diagnosis): string => {
  const { name, message, remedy } = diagnosis;
  const head = `${verdictOf(diagnosis)}  ${name.padEnd(18)} ${message}`;
  return remedy === null ? head : `${head}\n      ${remedy.replaceAll('\n', '\n      ')}`;
};

export const verbs: Verbs = {
  '': {
    flags: ['engine'],
    run: async ({ json, flags }) => {
      const diagnoses = await examineSettings(process.env, flags['engine'] === true);
      const text = json ? JSON.stringify(diagnoses, null, 2) : diagnoses.map(line).join('\n');
      return { text, exitCode: diagnoses.every(({ ok }) => ok) ? 0 : 1 };
    },
  },
};
