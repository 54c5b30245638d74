// Chooses the ports of one start: the wished one, else the last one, else the usual one, else whatever is free.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

import { readDispensableJson, writePrivateJson } from './private-files.ts';

const USUAL = {
  api: { port: 3000, setting: 'PARLEY_PORT' },
  apiMetrics: { port: 9464, setting: 'PARLEY_METRICS_PORT' },
  workerMetrics: { port: 9465, setting: 'PARLEY_WORKER_METRICS_PORT' },
  postgres: { port: 5433, setting: 'PARLEY_POSTGRES_PORT' },
  temporal: { port: 7233, setting: 'PARLEY_TEMPORAL_PORT' },
  temporalUi: { port: 8233, setting: 'PARLEY_TEMPORAL_UI_PORT' },
} as const;

export type PortName = keyof typeof USUAL;

const schema = z.partialRecord(z.enum(Object.keys(USUAL) as [PortName]), z.int().min(1).max(65_535));

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

const anyFreePort = async (): Promise<number> => {
  const port = await canListen(0, '127.0.0.1');
  if (port === null) throw new Error('This machine has no free port on 127.0.0.1.');
  return port;
};

const wished = (env: NodeJS.ProcessEnv, setting: string): number | null => {
  const port = Number(env[setting]);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
};

export interface Ports {
  /** A port that is free at this moment and no other name of this start has; remembered for the next start. */
  choose: (name: PortName) => Promise<number>;
}

export const createPorts = (stateFolder: string, env: NodeJS.ProcessEnv): Ports => {
  const file = join(stateFolder, 'ports.json');
  const remembered = readDispensableJson(file, schema) ?? {};
  const taken = new Map<PortName, number>();

  const isUsable = async (name: PortName, port: number): Promise<boolean> => {
    const byOther = [...taken].some(([other, otherPort]) => other !== name && otherPort === port);
    return !byOther && (await isFree(port));
  };

  const find = async (name: PortName): Promise<number> => {
    const first = wished(env, USUAL[name].setting) ?? remembered[name] ?? USUAL[name].port;
    for (let port = first; port < Math.min(first + NEIGHBOURS, 65_536); port += 1) {
      if (await isUsable(name, port)) return port;
    }
    return anyFreePort();
  };

  return {
    choose: async (name) => {
      const port = await find(name);
      taken.set(name, port);
      remembered[name] = port;
      writePrivateJson(file, remembered);
      return port;
    },
  };
};
