// Connections for tests: made as the API makes them, over a test's database, for kinds that are not in the table too.
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AtsKind } from '../../domain/ports/ats.ts';
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
  adapter: { tellsOf: [], wantsReport: () => false, compose: () => ({ skip: 'nothing' }), test: () => null },
});

export const connectionStore = (db: Knex) =>
  createConnectionStore({
    db,
    clock: systemClock,
    secretBox: testSecretBox,
    keyedDigest: (text) => hmacSha256(pepper, text),
  });

type Own = { kinds?: Readonly<Record<string, AtsKind>>; outbound?: AddressCheck };

export const connectionUseCases = (db: Knex, { kinds = atsKinds, outbound = { problemOf: () => null } }: Own = {}) =>
  createConnectionUseCases({
    connections: connectionStore(db),
    kinds,
    outbound,
    mint: createKeyMint({ pepper }),
    clock: systemClock,
    readNetwork,
    publicUrl: 'http://parley.test',
    newId,
    newSecret: newToken,
  });

type Settings = { name?: string; config?: object; credentials?: object };

/** Its id, the key that the ATS presents, and the path and query-free address that it calls; null where its kind has none. */
export const connectionOf = async (
  { db, tenantId }: { db: Knex; tenantId: string },
  kind: string,
  { name = kind, config = {}, credentials = {} }: Settings = {},
) => {
  const kinds = { [kind]: atsKinds[kind] ?? anyKind(kind) };
  const wish = { kind, name, config, credentials };
  const made = await connectionUseCases(db, { kinds }).create(tenantId, wish, { ...operator, request: null });
  const hookPath = made.hookUrl === null ? null : new URL(made.hookUrl).pathname;
  return { id: made.connection.id, key: made.key, hookUrl: made.hookUrl, hookPath };
};
