// Chooses the ports of one start: the demanded one or none, else the last one, the usual one, or whatever is free.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

import { CliError } from '../cli-error.ts';
import type { Lock } from '../setup/lock.mjs';
import { CLAIMS_FOLDER, claimantOf, claimPort, sweepClaims } from './port-claims.ts';
import { readDispensableJson, writePrivateJson } from './private-files.ts';

const USUAL = {
  api: { port: 3000, setting: 'PARLEY_PORT', label: 'API' },
  apiMetrics: { port: 9464, setting: 'PARLEY_METRICS_PORT', label: 'metrics of the API' },
  workerMetrics: { port: 9465, setting: 'PARLEY_WORKER_METRICS_PORT', label: 'metrics of the worker' },
  postgres: { port: 5433, setting: 'PARLEY_POSTGRES_PORT', label: 'PostgreSQL' },
  temporal: { port: 7233, setting: 'PARLEY_TEMPORAL_PORT', label: 'Temporal' },
  temporalUi: { port: 8233, setting: 'PARLEY_TEMPORAL_UI_PORT', label: 'Temporal UI' },
  temporalMetrics: { port: 9466, setting: 'PARLEY_TEMPORAL_METRICS_PORT', label: 'metrics of Temporal' },
} as const;

export type PortName = keyof typeof USUAL;

const NAMES = Object.keys(USUAL) as [PortName];
const PORT_MAX = 65_535;
const schema = z.partialRecord(z.enum(NAMES), z.int().min(1).max(PORT_MAX));

const NEIGHBOURS = 20;

const canListen = async (port: number, host: string): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 cannot have the port taken there.
      resolve(error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL' ? port : null);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });

/** Nothing listens there, neither on this address nor on all of them: some systems would let both listen. */
export const isFree = async (port: number): Promise<boolean> => {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    if ((await canListen(port, host)) === null) return false;
  }
  return true;
};

const anyPort = async (): Promise<number> => {
  const port = await canListen(0, '127.0.0.1');
  if (port === null) throw new CliError('This machine has no free port on 127.0.0.1.');
  return port;
};

/** @throws CliError for a setting that is no port */
const demanded = (env: NodeJS.ProcessEnv, setting: string): number | null => {
  const text = env[setting]?.trim() ?? '';
  if (text === '') return null;
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port <= PORT_MAX) return port;
  throw new CliError(`${setting} is "${text}", but must be a whole number from 1 to ${PORT_MAX}.`);
};

export interface Ports {
  /**
   * A port that is free at this moment and claimed for this start; remembered for the next one.
   * @throws CliError when the environment demands one that is taken
   */
  choose: (name: PortName) => Promise<number>;
  /** Refuses early what would be refused later. */
  chooseDemanded: () => Promise<void>;
  /** A sentence for each port that is not the wanted one. */
  moves: () => readonly string[];
  release: () => void;
}

type Options = { projectFolder: string; claimsFolder?: string };

/** The ports that this start has claimed, by what they are for. */
const createHoldings = ({ projectFolder, claimsFolder = CLAIMS_FOLDER }: Options) => {
  const claims = new Map<PortName, { port: number; lock: Lock }>();
  sweepClaims(claimsFolder);

  const giveUp = (name: PortName): void => {
    claims.get(name)?.lock.release();
    claims.delete(name);
  };

  return {
    release: (): void => NAMES.forEach(giveUp),
    /** True when it is ours now; one that is ours already is looked at anew. */
    take: async (name: PortName, port: number): Promise<boolean> => {
      if (claims.get(name)?.port !== port) {
        const lock = claimPort(port, projectFolder, claimsFolder);
        if (lock === null) return false;
        giveUp(name);
        claims.set(name, { port, lock });
      }
      if (await isFree(port)) return true;
      giveUp(name);
      return false;
    },
    whoHas: (port: number): string => {
      const other = [...claims].find(([, claim]) => claim.port === port);
      if (other !== undefined) return `this start uses it for ${USUAL[other[0]].setting}`;
      const claimant = claimantOf(port, claimsFolder);
      if (claimant === null) return 'another program has it';
      return `the Parley in ${claimant['owner'] ?? 'another folder'} (process ${claimant.pid}) has it`;
    },
  };
};

export const createPorts = (stateFolder: string, env: NodeJS.ProcessEnv, options: Options): Ports => {
  const file = join(stateFolder, 'ports.json');
  const remembered = readDispensableJson(file, schema) ?? {};
  const moves = new Map<PortName, string>();
  const { take, whoHas, release } = createHoldings(options);

  const insist = async (name: PortName, port: number): Promise<number> => {
    if (await take(name, port)) return port;
    const { setting } = USUAL[name];
    const remedy = `Set another one, or leave ${setting} out: then a free one is taken.`;
    throw new CliError(`${setting} is ${port}, but ${whoHas(port)}. ${remedy}`);
  };

  const findBeyond = async (name: PortName, first: number): Promise<number> => {
    for (let port = first + 1; port < Math.min(first + NEIGHBOURS, PORT_MAX + 1); port += 1)
      if (await take(name, port)) return port;
    for (;;) {
      const port = await anyPort();
      if (await take(name, port)) return port;
    }
  };

  const find = async (name: PortName): Promise<number> => {
    const first = remembered[name] ?? USUAL[name].port;
    if (await take(name, first)) return first;
    const reason = whoHas(first);
    const found = await findBeyond(name, first);
    moves.set(name, `Port ${first} (${USUAL[name].label}) is taken: ${reason}. It is ${found} now.`);
    return found;
  };

  const choose = async (name: PortName): Promise<number> => {
    const demand = demanded(env, USUAL[name].setting);
    const port = await (demand === null ? find(name) : insist(name, demand));
    remembered[name] = port;
    writePrivateJson(file, remembered);
    return port;
  };

  return {
    choose,
    chooseDemanded: async () => {
      for (const name of NAMES) if (demanded(env, USUAL[name].setting) !== null) await choose(name);
    },
    moves: () => [...moves.values()],
    release,
  };
};
