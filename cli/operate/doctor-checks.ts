// What a deployment needs to work, each as one question with an answer or a remedy.
import type { Knex } from 'knex';

import { tlsProblemOf } from '../../infra/db/connection.ts';
import { youngestHeartbeatAgeMs, heartbeatMaxAgeMs } from '../../infra/db/operation/heartbeat-store.ts';
import { countClearWording } from '../../infra/db/plans/clear-wording.ts';
import { readCappedMails, readFollowUps, readNamelessDecisions } from '../../infra/db/operation/figures.ts';
import { listMigrations, migrationsTableOf, type Schema } from '../../infra/db/migrate.ts';
import { createKeyRing } from '../../infra/seal/key-ring.ts';
import { keyPlaceProblem, keyPlaceRemedy } from '../../infra/seal/key-place.ts';
import { countWrapped } from '../../infra/seal/rotate-master-key.ts';
import { webBuildState } from '../../infra/web-build.ts';
import { searchAttributes } from '../../workflows/contracts.ts';
import { projectFolder } from '../embedded/own-system.ts';
import { engineAnswers, evaluationsFit, speechAnswers, voiceAnswers } from './doctor-engine.ts';
import { databaseEncrypted, databaseOwned, headsSigned } from './doctor-evidence.ts';
import { objectsUsable } from './doctor-objects.ts';
import { Finding, type Check, type Examined } from './doctor-finding.ts';

const postgresVersion = async ({ db }: Examined): Promise<string> => {
  try {
    const { rows } = await db.raw<{ rows: { version: string }[] }>('show server_version');
    return `version ${Object.values(rows[0] ?? {}).join('')}`;
  } catch (error) {
    const problem = tlsProblemOf(error);
    if (problem !== null)
      throw new Finding(
        `has not the TLS that is asked for (${problem})`,
        'Check PARLEY_DATABASE_TLS and PARLEY_DATABASE_CA_PATH.',
      );
    throw new Finding('does not answer', 'Start it, and check DATABASE_URL.');
  }
};

const appliedOf = async (db: Knex, schema: Schema): Promise<string> => {
  const rows: { name: string }[] = await db(migrationsTableOf(schema))
    .select('name')
    .catch(() => []);
  const applied = new Set(rows.map(({ name }) => name));
  const pending = listMigrations(schema).filter((name) => !applied.has(name));
  if (pending.length > 0) throw new Finding(`lacks ${pending.join(', ')}`, 'Run: npm run migrate');
  return `all ${applied.size} applied`;
};

const migrationsApplied = ({ db }: Examined): Promise<string> => appliedOf(db, 'main');

const keyDatabaseUsable = async ({ config, db, keyDb }: Examined): Promise<string> => {
  const ownsKeys = config.database.keyUrl !== undefined;
  if (ownsKeys) {
    await keyDb.raw('select 1').catch(() => {
      throw new Finding('does not answer', 'Start it, and check KEY_DATABASE_URL.');
    });
    await appliedOf(keyDb, 'keys');
  }
  const problem = await keyPlaceProblem({ db, keyDb });
  if (problem !== null) throw new Finding('keys are not where they are looked for', keyPlaceRemedy[problem]);
  return ownsKeys ? 'keys have a database of their own' : 'keys are in the main database (KEY_DATABASE_URL is not set)';
};

const masterKeyFits = async ({ config, db, keyDb }: Examined): Promise<string> => {
  const { master, previousMaster } = config.keys;
  const ring = createKeyRing({ present: master.reveal(), previous: previousMaster?.reveal() });
  const counts = await countWrapped({ db, keyDb });
  const unknown = counts.find(({ masterKeyId }) => !ring.ids.includes(masterKeyId));
  if (unknown !== undefined)
    throw new Finding(
      `something needs ${unknown.masterKeyId}`,
      'Set PARLEY_MASTER_KEY or PARLEY_MASTER_KEY_PREVIOUS to it.',
    );
  const isMixed = counts.some(({ masterKeyId }) => masterKeyId !== ring.presentId);
  return isMixed ? `${ring.presentId}; the previous one is still needed` : ring.presentId;
};

const deadlineMs = 5_000;

const asked = async <Value>({ connection }: Examined, work: () => Promise<Value>): Promise<Value> =>
  await connection.withDeadline(Date.now() + deadlineMs, work);

const temporalAnswers = async (examined: Examined): Promise<string> => {
  try {
    const { serverVersion } = await asked(examined, () => examined.connection.workflowService.getSystemInfo({}));
    return `version ${serverVersion}`;
  } catch {
    const { address } = examined.config.temporal;
    throw new Finding(`does not answer at ${address}`, 'Start it, and check TEMPORAL_ADDRESS and its TLS settings.');
  }
};

const namespaceExists = async (examined: Examined): Promise<string> => {
  const { namespace } = examined.config.temporal;
  try {
    await asked(examined, () => examined.connection.workflowService.describeNamespace({ namespace }));
    return namespace;
  } catch {
    throw new Finding(`"${namespace}" cannot be read`, `Create it: temporal operator namespace create -n ${namespace}`);
  }
};

const registeredAttributes = async (examined: Examined): Promise<string[]> => {
  const { namespace } = examined.config.temporal;
  try {
    const answer = await asked(examined, () => examined.connection.operatorService.listSearchAttributes({ namespace }));
    return Object.keys(answer.customAttributes);
  } catch {
    throw new Finding('cannot be listed', 'Check the namespace and the rights of the API key.');
  }
};

const attributesRegistered = async (examined: Examined): Promise<string> => {
  if (!examined.config.temporal.searchAttributes) return 'not used (PARLEY_SEARCH_ATTRIBUTES is off)';
  const registered = await registeredAttributes(examined);
  const missing = Object.values(searchAttributes).filter((name) => !registered.includes(name));
  if (missing.length === 0) return Object.values(searchAttributes).join(', ');
  const flags = missing.map((name) => `--name ${name} --type Keyword`).join(' ');
  throw new Finding(`lack ${missing.join(', ')}`, `Create them: temporal operator search-attribute create ${flags}`);
};

const workflowQueue = 1;

const countPollers = async (examined: Examined): Promise<number> => {
  const { namespace, taskQueue } = examined.config.temporal;
  const request = { namespace, taskQueue: { name: taskQueue }, taskQueueType: workflowQueue };
  const { pollers } = await asked(examined, () => examined.connection.workflowService.describeTaskQueue(request));
  return pollers.length;
};

const workerPolls = async (examined: Examined): Promise<string> => {
  const ageMs = await youngestHeartbeatAgeMs(examined.db).catch(() => null);
  const pollers = await countPollers(examined).catch(() => 0);
  const start = 'Start one: npm run worker';
  if (ageMs === null || ageMs > heartbeatMaxAgeMs) throw new Finding('no sign of life within 10 s', start);
  if (pollers === 0)
    throw new Finding(`none polls "${examined.config.temporal.taskQueue}"`, `${start}; check PARLEY_TASK_QUEUE.`);
  return `polls "${examined.config.temporal.taskQueue}"`;
};

/** Nothing to mend by hand: workers do it. */
const wordingSealed = async ({ db }: Examined): Promise<string> => {
  const count = await countClearWording(db);
  return count === 0 ? 'all sealed' : `rows of an earlier version in the clear: ${count}; a worker seals them`;
};

const mailsFlow = async ({ db }: Examined): Promise<string> => {
  const capped = await readCappedMails(db);
  if (capped.length === 0) return 'none waits for the next day';
  const waiting = capped.map(({ tenantId, count }) => `${count} of ${tenantId}`).join(', ');
  throw new Finding(`wait for the next day: ${waiting}`, 'Raise it: parley tenant caps <tenantId> --mails-per-day <n>');
};

const skippedShareMax = 0.1;
const skippedFew = 5;

const followUpsAsked = async ({ db }: Examined): Promise<string> => {
  const { due, skipped } = await readFollowUps(db);
  if (due === 0) return 'none was due, in 7 days';
  const found = `${skipped} of ${due} were skipped, in 7 days`;
  if (skipped < skippedFew || skipped <= due * skippedShareMax) return found;
  const remedy =
    'The engine failed or took more than 6 s: see parley_model_call_seconds of step follow_up, and doctor of the engine.';
  throw new Finding(found, remedy, { isWarning: true });
};

/** Nothing is broken: tenants decide whether they want names (`requireDeciderNames`). */
const decidersNamed = async ({ db }: Examined): Promise<string> => {
  const nameless = await readNamelessDecisions(db);
  const count = nameless.reduce((sum, tenant) => sum + Number(tenant.count), 0);
  return count === 0 ? 'all named, in 30 days' : `${count} of ${nameless.length} tenants name nobody, in 30 days`;
};

const shownMax = 5;

/** No fault: a key that ends is doing what it was told to. */
const apiKeysLast = async ({ db }: Examined): Promise<string> => {
  const { rows } = await db.raw<{ rows: { id: string; end: string }[] }>(
    `select id, to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD') as end from api_keys
      where revoked_at is null and expires_at between now() and now() + interval '30 days' order by expires_at`,
  );
  const endless: unknown[] = await db('api_keys').whereNull('revoked_at').whereNull('expires_at').select('id');
  const named = rows.slice(0, shownMax).map(({ id, end }) => `${id} on ${end}`);
  const more = rows.length > shownMax ? ', …' : '';
  const soon = rows.length === 0 ? 'none ends' : `${rows.length} end (${named.join(', ')}${more})`;
  return `${soon} within 30 days; ${endless.length} never end`;
};

/** What is served is what was built when the API started; this looks at the folder. */
const pagesBuilt = (): Promise<string> => {
  const state = webBuildState(projectFolder);
  if (state === 'current') return Promise.resolve('built from the sources that are here');
  const remedy = 'Run: npm run build:web, then start the API again.';
  throw state === 'missing'
    ? new Finding('are not built: candidates who open their link are told to come back', remedy)
    : new Finding('were built from other sources', remedy, { isWarning: true });
};

const table: [name: string, run: (examined: Examined) => Promise<string>][] = [
  ['PostgreSQL', postgresVersion],
  ['Migrations', migrationsApplied],
  ['Database TLS', databaseEncrypted],
  ['Owner', databaseOwned],
  ['Signed heads', headsSigned],
  ['Key database', keyDatabaseUsable],
  ['Master key', masterKeyFits],
  ['Recordings', objectsUsable],
  ['Temporal', temporalAnswers],
  ['Namespace', namespaceExists],
  ['Search attributes', attributesRegistered],
  ['Worker', workerPolls],
  ['Dictated words', wordingSealed],
  ['Pages', pagesBuilt],
  ['Mails', mailsFlow],
  ['API keys', apiKeysLast],
  ['Decisions', decidersNamed],
  ['Follow-ups', followUpsAsked],
  ['Engine', engineAnswers],
  ['Evaluation', evaluationsFit],
  ['Speech', speechAnswers],
  ['Voice', voiceAnswers],
];

export const checksOf = (examined: Examined): Check[] =>
  table.map(([name, run]) => ({ name, run: () => run(examined) }));
