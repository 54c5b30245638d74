// A listening API for tests: real server, real database, answers held against their declarations.
import { connect, type AddressInfo } from 'node:net';
import type { Knex } from 'knex';
import { afterAll } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { AnsweredRequest, GuardDeps } from '../../api/guard/deps.ts';
import type { Route } from '../../api/guard/route.ts';
import { createHttpServer } from '../../api/http-server.ts';
import type { Logger } from '../../domain/ports/log.ts';
import { createKeyMint } from '../../infra/api-key.ts';
import { createAdministration } from '../../infra/db/access/administration.ts';
import { createIdempotencyLedger } from '../../infra/db/access/idempotency-ledger.ts';
import type { Read } from '../../infra/db/access/read-log.ts';
import { createKeyAuthenticator } from '../../infra/db/access/key-authenticator.ts';
import { readNetwork } from '../../infra/limits/read-network.ts';
import { createMailWords } from '../../infra/mail/mail-words.ts';
import { watchOpenings } from '../../infra/seal/openings.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer } from '../../infra/seal/sealer.ts';
import { createSecretBox } from '../../infra/seal/secret-box.ts';
import { newId, sha256, systemClock } from '../../infra/system.ts';
import { createKeyUseCases } from '../../usecases/access/keys.ts';
import { createTenantUseCases } from '../../usecases/access/tenants.ts';

export const pepper = Buffer.alloc(32, 7);
export const operator = { actor: { kind: 'operator', id: null }, requestId: null } as const;

export type LogLine = { level: string; event: string; fields: Record<string, unknown> };

/** A logger that keeps its lines, for tests that say what must and must not be logged. */
export const recordingLog = (lines: LogLine[]): Logger => {
  const write =
    (level: string) =>
    (event: string, fields: object = {}) =>
      void lines.push({ level, event, fields: { ...fields } });
  const log: Logger = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    child: () => log,
  };
  return log;
};

/** Use cases over a test's database, to make tenants and keys with. */
export const administer = (db: Knex) => {
  const administration = createAdministration({ db, clock: systemClock });
  const mailWords = createMailWords({ publicUrl: 'http://parley.test', linkDomains: ['acme.example'] });
  const tenants = createTenantUseCases({ administration, newId, digest: sha256, mailWords, locales: ['en'] });
  const keys = createKeyUseCases({ administration, mint: createKeyMint({ pepper }), clock: systemClock, readNetwork });
  const tenantWithKey = async (kind: 'integration' | 'partner' = 'integration') => {
    const tenant = await tenants.createTenant({ name: 'Acme', platformId: null, asker: operator });
    const owner = { kind: 'tenant', id: tenant.id } as const;
    const { text, key } = await keys.createKey({ owner, kind, label: '', expiresAt: null, asker: operator });
    return { tenantId: tenant.id, keyId: key.id, key: text };
  };
  return { administration, tenants, keys, tenantWithKey };
};

export const createTestSealer = (db: Knex) =>
  createSealer({ keys: createKeyStore(db), masterKey: Buffer.alloc(32, 1), now: Date.now });

export const testSecretBox = createSecretBox(Buffer.alloc(32, 1));

export type TestApi = {
  url: string;
  /** Who was shown what, in the order of the answers. */
  reads: Read[];
  logs: LogLine[];
  requests: AnsweredRequest[];
  close(): Promise<void>;
};

/** Listens on a free port; closed after the file's last test. */
export const startApi = async (
  db: Knex,
  routes: readonly Route[],
  changes: Partial<GuardDeps> = {},
): Promise<TestApi> => {
  const logs: LogLine[] = [];
  const requests: AnsweredRequest[] = [];
  const reads: Read[] = [];
  const log = recordingLog(logs);
  const deps: GuardDeps = {
    publicUrl: 'http://parley.test',
    strict: true,
    log,
    // What is changed in a test holds for its very next request.
    keys: createKeyAuthenticator({ db, pepper, log, cacheMs: 0 }),
    idempotency: createIdempotencyLedger({ db, sealer: createTestSealer(db), secretBox: testSecretBox }),
    reads: { watch: watchOpenings, note: (read) => void reads.push(read) },
    newId,
    onRequest: (request) => requests.push(request),
    ...changes,
  };
  const server = createHttpServer({ app: createApp({ routes, deps }), routes, publicUrl: deps.publicUrl, newId });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  afterAll(close);
  return { url: `http://127.0.0.1:${port}`, logs, requests, reads, close };
};

/** Raw bytes in, raw bytes out: for what fetch refuses to send. `end` sends nothing more after it. */
export const rawExchange = (url: string, sent: string | Buffer, { end = false } = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write(sent);
      if (end) socket.end();
    });
    let received = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
    socket.once('close', () => resolve(received)).once('error', reject);
  });
