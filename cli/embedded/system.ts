// Starts the whole of Parley on one machine, part by part, and stops it in the opposite order.
import { loadConfig } from '../../infra/config.ts';
import { engineNames } from '../../infra/config/engine.ts';

import { timed, type Context, type SystemOptions } from './context.ts';
import { removeDevFile, writeDevFile, type DevFile } from './dev-file.ts';
import { createPorts, type Ports } from './ports.ts';
import { createProcessRecords, STOP_ORDER, type ProcessRecords } from './process-records.ts';
import { sharedEnv } from './programs.ts';
import { ensureSecrets } from './secrets.ts';
import { startDatabase } from './start-database.ts';
import { startPrograms } from './start-programs.ts';
import { startTemporal } from './start-temporal.ts';
import { createSupervisedProcess, type SupervisedProcess } from './supervised-process.ts';

export interface System {
  /** Resolves once everything answers and `dev.json` is written. Rejects after having stopped what it started. */
  start: () => Promise<DevFile>;
  /** Once started, why it cannot go on and has to be stopped. Never rejects. */
  broken: Promise<string>;
  /** Ports that are not the wanted ones, as sentences. */
  portMoves: () => readonly string[];
  /** Also ends a start that is under way. */
  stop: () => Promise<void>;
  /** Ends everything at once; the next start copes with it. */
  kill: () => void;
}

const notes = {
  current: 'up to date',
  built: 'built, since their sources have changed',
  failed: 'NOT built: see `npm run build:web`; until then candidates get what was built last, or a page that says so',
};

const preparePages = (context: Context): Promise<null> =>
  timed(context, 'Pages', async () => {
    const { state } = await context.buildPages(context.projectFolder);
    return { result: null, note: notes[state] };
  });

const startParts = async (context: Context): Promise<DevFile> => {
  const { stateFolder, env, secrets } = context;
  await context.ports.chooseDemanded();
  const [databaseUrl] = await Promise.all([startDatabase(context), preparePages(context)]);
  const temporal = await startTemporal(context);
  const shared = sharedEnv(env, secrets, databaseUrl);
  const tenant = await timed(context, 'Demo tenant', async () => {
    const result = await context.ensureDemoTenant(stateFolder, shared);
    return { result, note: result.tenantId };
  });
  const { apiUrl, metricsUrls } = await startPrograms(context, {
    databaseUrl,
    temporalAddress: temporal.address,
    ownTemporal: temporal.own,
    temporalUiUrl: temporal.uiUrl,
    tenantId: tenant.tenantId,
  });
  const hasMailServer = [env['PARLEY_SMTP_URL'], env['PARLEY_SMTP_URL_FILE']].some(Boolean);
  const outboxUrl = hasMailServer ? '' : `${apiUrl}/dev/outbox`;
  const dev = {
    apiUrl,
    outboxUrl,
    temporalUiUrl: temporal.uiUrl,
    temporalAddress: temporal.address,
    metricsUrls: { ...metricsUrls, temporal: temporal.metricsUrl },
    engine: engineNames(loadConfig(shared).engine),
    databaseUrl,
    ...tenant,
  };
  writeDevFile(stateFolder, dev);
  return dev;
};

type Parts = SystemOptions & {
  ports: Ports;
  /** Set once everything answered: before that a lost port is answered by another one. */
  started: boolean;
  onPortLost: (process: { name: string }, port: number) => void;
  records: ProcessRecords;
  running: Map<string, SupervisedProcess>;
  afterwards: (() => Promise<void>)[];
  signal: AbortSignal;
};

const stopParts = async ({ stateFolder, running, afterwards, ports }: Parts): Promise<void> => {
  removeDevFile(stateFolder);
  for (const name of STOP_ORDER) await running.get(name)?.stop();
  for (const work of afterwards) await work();
  ports.release();
};

const contextOf = (parts: Parts): Context => ({
  ...parts,
  secrets: ensureSecrets(parts.stateFolder),
  supervise: async (spec) => {
    parts.signal.throwIfAborted();
    const supervised = createSupervisedProcess(spec, parts);
    parts.running.set(spec.name, supervised);
    await supervised.start();
    return supervised;
  },
  onStopped: (work) => {
    parts.afterwards.push(work);
  },
});

const begin = async (parts: Parts): Promise<DevFile> => {
  const { stateFolder, records, output } = parts;
  removeDevFile(stateFolder);
  const leftovers = await records.stopLeftovers();
  if (leftovers.length > 0) output.say(`  Stopped what an earlier start left: ${leftovers.join(', ')}`);
  try {
    const dev = await startParts(contextOf(parts));
    parts.started = true;
    return dev;
  } catch (error) {
    await stopParts(parts);
    throw error;
  }
};

/** The caller holds the lock of the state folder. */
export const createSystem = (options: SystemOptions): System => {
  const abort = new AbortController();
  const broken = Promise.withResolvers<string>();
  const parts: Parts = {
    ...options,
    ports: createPorts(options.stateFolder, options.env, options),
    started: false,
    onPortLost: ({ name }, port) => {
      if (parts.started) broken.resolve(`Another program has taken port ${port} of ${name}, so Parley stops.`);
    },
    records: createProcessRecords(options.stateFolder),
    running: new Map(),
    afterwards: [],
    signal: abort.signal,
  };
  let starting: Promise<DevFile> | null = null;
  return {
    start: async () => (starting ??= begin(parts)),
    broken: broken.promise,
    portMoves: parts.ports.moves,
    stop: async () => {
      abort.abort();
      // An aborted start stops what it has begun; its own error is for whoever called start.
      await starting?.catch(() => undefined);
      await stopParts(parts);
    },
    kill: () => {
      for (const process of parts.running.values()) process.kill();
      parts.ports.release();
    },
  };
};
