// Connections for tests: made as the API makes them, over a test's database, for kinds that are not in the table too.
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AtsKind, AtsKinds } from '../../domain/ports/ats.ts';
import type { ConnectionStore } from '../../domain/ports/connections.ts';
import { createKeyMint } from '../../infra/api-key.ts';
import { atsKinds } from '../../infra/ats/kinds.ts';
import { createConnectionStore } from '../../infra/db/connections/connection-store.ts';
import { readNetwork } from '../../infra/limits/read-network.ts';
import { hmacSha256, newId, newToken, systemClock } from '../../infra/system.ts';
import { createConnectionUseCases } from '../../usecases/connections/connections.ts';
import type { AddressCheck } from '../../usecases/deliveries/callable-address.ts';
import { operator, pepper, testSecretBox } from '../api/start-api.ts';

/** Takes what it is given, and is called both ways. */
const anyKind = (title: string): AtsKind => ({
  title,
  configSchema: z.looseObject({}),
  credentialsSchema: z.looseObject({}),
  hasKey: true,
  hasHook: true,
  hooks: null,
  records: null,
  adapter: { tellsOf: [], wantsReport: () => false, compose: () => ({ skip: 'nothing' }), test: () => null },
});

export const connectionStore = (db: Knex, secretBox = testSecretBox): ConnectionStore =>
  createConnectionStore({
    db,
    clock: systemClock,
    secretBox,
    keyedDigest: (text) => hmacSha256(pepper, text),
  });

type Own = { connections?: ConnectionStore; kinds?: AtsKinds; outbound?: AddressCheck };

export const connectionUseCases = (db: Knex, own: Own = {}) =>
  createConnectionUseCases({
    connections: connectionStore(db),
    kinds: atsKinds,
    outbound: { problemOf: () => null },
    mint: createKeyMint({ pepper }),
    clock: systemClock,
    readNetwork,
    publicUrl: 'http://parley.test',
    newId,
    newSecret: newToken,
    ...own,
  });

type Settings = { name?: string; config?: object; credentials?: object };

/** Its id, the key that the ATS presents, and the path and query-free address that it calls; null where its kind has none. */
export const connectionOf = async (
  { db, tenantId, store = connectionStore(db) }: { db: Knex; tenantId: string; store?: ConnectionStore },
  kind: string,
  { name = kind, config = {}, credentials = {} }: Settings = {},
) => {
  const kinds = { [kind]: atsKinds[kind] ?? anyKind(kind) };
  const wish = { kind, name, config, credentials };
  const use = connectionUseCases(db, { kinds, connections: store });
  const made = await use.create(tenantId, wish, { ...operator, request: null });
  const hookPath = made.hookUrl === null ? null : new URL(made.hookUrl).pathname;
  return { id: made.connection.id, key: made.key, hookUrl: made.hookUrl, hookPath };
};
