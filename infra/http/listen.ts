// Takes a port for good, or says in one line which one it could not have.
import type { Server } from 'node:http';

import type { Logger } from '../../domain/ports/log.ts';

export type ListenAt = { port: number; host: string };

/** Resolves to the port, which is another one for 0; rejects when it cannot be had. */
export const listen = (server: Server, { port, host }: ListenAt): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

/** For a process that is of no use without the port: ends it, with one line instead of a stack. */
export const orEnd = async <Value>(listening: Promise<Value>, log: Logger, at: ListenAt): Promise<Value> => {
  try {
    return await listening;
  } catch (error) {
    log.error('process.port_refused', { port: at.port, code: codeOf(error) });
    process.exit(1);
  }
};
