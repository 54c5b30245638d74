// The embedded Temporal server with its UI: the CLI's development server on a database file of this clone.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';

import { searchAttributes } from '../../workflows/contracts.ts';
import type { ProcessSpec } from './supervised-process.ts';

const NAMESPACE = 'default';
const attributeNames = Object.values(searchAttributes);
/** Temporal's number for the type Keyword. */
const KEYWORD = 2;

type TemporalPorts = Record<'temporal' | 'temporalUi' | 'temporalMetrics', number>;
type Options = { cli: string; stateFolder: string; ports: TemporalPorts };

/** As every deployment has them. The default pace makes every step of a workflow wait up to 50 ms for its turn. */
export const serverSettings = [
  '--dynamic-config-value',
  'history.transferProcessorMaxPollRPS=1000',
  ...attributeNames.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
];

const startDevArgs = (ports: TemporalPorts, file: string): string[] => {
  const named = { port: ports.temporal, 'ui-port': ports.temporalUi, 'metrics-port': ports.temporalMetrics };
  const numbers = Object.entries(named).flatMap(([name, port]) => [`--${name}`, String(port)]);
  const listening = ['--ip', '127.0.0.1', ...numbers];
  // Without these every transaction waits for the disk on its own: a third of the speed.
  const storage = [
    '--db-filename',
    file,
    '--sqlite-pragma',
    'journal_mode=wal',
    '--sqlite-pragma',
    'synchronous=normal',
  ];
  const quiet = ['--ui-disable-news-fetch', '--log-level', 'warn'];
  return ['server', 'start-dev', ...listening, ...storage, ...serverSettings, ...quiet];
};

export const temporalSpec = ({ cli, stateFolder, ports }: Options): ProcessSpec => {
  const folder = join(stateFolder, 'temporal');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    name: 'temporal',
    command: cli,
    args: startDevArgs(ports, join(folder, 'temporal.db')),
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      // It would tell its maker that it runs.
      TEMPORAL_VERSION_CHECK_DISABLED: '1',
    },
    ports: Object.values(ports),
    stopSignal: 'SIGTERM',
    stopPatienceMs: 10_000,
    quietStop: true,
  };
};

const addMissingAttributes = async (connection: Connection): Promise<void> => {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: NAMESPACE });
  const missing = attributeNames.filter((name) => customAttributes?.[name] === undefined);
  if (missing.length === 0) return;
  const added = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
  await connection.operatorService.addSearchAttributes({ namespace: NAMESPACE, searchAttributes: added });
};

/** True once the server answers, has its namespace and knows our search attributes. */
export const isTemporalReady = async (address: string): Promise<boolean> => {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 2_000 });
    try {
      await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
      await addMissingAttributes(connection);
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
};
