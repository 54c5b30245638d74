// Looks names up, all of their addresses at once.
import { lookup } from 'node:dns/promises';

/** All IPv4 and IPv6 addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** The system's own lookup has few threads: many calls of one name that does not answer must take one of them, not all. */
export const createSystemResolve = (): Resolve => {
  const running = new Map<string, Promise<readonly string[]>>();
  const start = (host: string): Promise<readonly string[]> => {
    const found = lookup(host, { all: true })
      .then((entries) => entries.map(({ address }) => address))
      .finally(() => running.delete(host));
    running.set(host, found);
    return found;
  };
  return (host) => running.get(host) ?? start(host);
};
