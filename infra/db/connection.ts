// How the address of a database becomes a connection: with what TLS, the same for pools, listeners and migrations.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { checkServerIdentity, type ConnectionOptions } from 'node:tls';
import pg from 'pg';

export type DatabaseTls = 'off' | 'require' | 'verify-full';

/** The address says it to every connection made of it. `caPath` names the authorities to believe instead of the system's. */
export const withTls = (databaseUrl: string, tls: DatabaseTls, caPath: string | undefined): string => {
  if (tls === 'off') return databaseUrl;
  const url = new URL(databaseUrl);
  url.searchParams.set('sslmode', tls);
  if (caPath === undefined) url.searchParams.delete('sslrootcert');
  else url.searchParams.set('sslrootcert', caPath);
  return url.href;
};

const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

const verifying = (url: URL): ConnectionOptions => {
  const host = hostOf(url);
  const caPath = url.searchParams.get('sslrootcert');
  return {
    ...(caPath !== null && { ca: readFileSync(caPath, 'utf8') }),
    // The driver names no host where it is an address: the certificate's would be compared with nothing.
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
  };
};

/**
 * What the driver takes. PostgreSQL's own parameters in an address mean what they mean everywhere else: `require`
 * encrypts, `verify-full` also checks authority and name. The driver would read them otherwise.
 */
export const connectionOf = (databaseUrl: string): { connectionString: string; ssl?: ConnectionOptions | false } => {
  const url = new URL(databaseUrl);
  const mode = url.searchParams.get('sslmode');
  if (mode === null) return { connectionString: databaseUrl };
  const ssl = { disable: false, require: { rejectUnauthorized: false }, 'verify-full': verifying(url) } as const;
  if (!(mode in ssl)) return { connectionString: databaseUrl };
  url.searchParams.delete('sslmode');
  url.searchParams.delete('sslrootcert');
  return { connectionString: url.href, ssl: ssl[mode as keyof typeof ssl] };
};

/** OpenSSL's and Node's words for a certificate that does not do. */
const tlsCodes = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;

/** What is wrong with the TLS of a server, in one word; null when the error is about something else. */
export const tlsProblemOf = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null;
  if (error.message === 'The server does not support SSL connections') return 'SERVER_WITHOUT_TLS';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return tlsCodes.test(code) ? code : null;
};

const patienceMs = 3_000;

const problemAt = async (databaseUrl: string): Promise<string | null> => {
  const client = new pg.Client({ ...connectionOf(databaseUrl), connectionTimeoutMillis: patienceMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return null;
  } catch (error) {
    return tlsProblemOf(error);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Loopback, or a socket of this machine. */
export const isLocal = (databaseUrl: string): boolean => {
  const host = hostOf(new URL(databaseUrl));
  return host === '' || host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
};

/**
 * Keeps a process from starting on a connection that is not what its settings ask for. A database that is away is no reason:
 * nothing is sent before TLS stands.
 * @throws Error that names what is wrong
 */
export const refuseInsecure = async (databaseUrls: readonly string[]): Promise<void> => {
  const asking = databaseUrls.filter((url) => connectionOf(url).ssl);
  for (const problem of await Promise.all(asking.map(problemAt)))
    if (problem !== null)
      throw new Error(
        `PARLEY_DATABASE_TLS asks for more than the database offers (${problem}): see docs/operations/production.md`,
      );
};
