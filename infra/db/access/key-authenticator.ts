// Says whose a presented key is: at most one statement per request, and a revocation counts within a second.
import { timingSafeEqual } from 'node:crypto';
import type { ConnectionRef } from '../../../domain/connections/connection.ts';
import type { KeyKind, Scope } from '../../../domain/access/principal.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import { hashKeySecret, parseApiKey, type ParsedKey } from '../../api-key.ts';
import { lookUpKey, noteKeyUse, type StoredKey } from './api-key-store.ts';
import type { Db } from '../knex.ts';
import { createBriefCache } from '../../limits/brief-cache.ts';
import { sha256 } from '../../system.ts';

/** A live key, and the tenant that the caller named when the key may act for it. */
export type KeyLookup = {
  keyId: string;
  keyKind: KeyKind;
  scopes: readonly Scope[];
  /** Null for platform keys. */
  tenantId: string | null;
  platformId: string | null;
  /** The named tenant, when it belongs to the key's platform. */
  chosenTenantId: string | null;
  /** CIDRs from which the key may be used; anywhere when empty. */
  allowedNetworks: readonly string[];
  /** The key's own limit, null for that of the deployment. */
  requestsPerHour: number | null;
  /** Largest body that the tenant may send, null for no cap of its own. */
  uploadBytesMax: number | null;
  /** Of a connection's own key. */
  connection: ConnectionRef | null;
};

export type KeyAuthenticatorDeps = {
  db: Db;
  pepper: Uint8Array;
  log: Logger;
  /** How long a live key is believed without asking; with the time of one statement it stays under a second. */
  cacheMs?: number;
};

/** Leaves a fifth of the promised second to statements that are slow. */
const defaultCacheMs = 800;
const cachedKeysMax = 10_000;
const noHash = '0'.repeat(64);

const sameHash = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));

const toLookup = (
  keyId: string,
  { kind, secretHash: _, live: _live, freshlyUsed: _used, ...rest }: StoredKey,
): KeyLookup => ({
  ...rest,
  keyId,
  keyKind: kind,
});

export const createKeyAuthenticator = ({ db, pepper, log, cacheMs = defaultCacheMs }: KeyAuthenticatorDeps) => {
  const noting = new Set<string>();
  const live = createBriefCache<KeyLookup>({ lifeMs: cacheMs, entriesMax: cachedKeysMax });

  /** Not awaited by the request; a lost note costs nothing but a minute of precision. */
  const noteUse = (keyId: string, stored: StoredKey): void => {
    if (stored.freshlyUsed || noting.has(keyId)) return;
    noting.add(keyId);
    noteKeyUse(db, keyId)
      .catch((error: unknown) => log.warn('key.use_not_noted', { keyId, error }))
      .finally(() => noting.delete(keyId));
  };

  const lookUp = async ({ id, kind, secret }: ParsedKey, namedTenantId: string | null) => {
    const stored = await lookUpKey(db, id, namedTenantId);
    // Compared even for unknown ids, so that time does not tell which exist.
    const matches = sameHash(stored?.secretHash ?? noHash, hashKeySecret(pepper, secret));
    if (!stored || !matches || !stored.live || stored.kind !== kind) return null;
    noteUse(id, stored);
    return toLookup(id, stored);
  };

  return {
    /** Null for anything but a live key. One statement at most; a revocation counts within a second. */
    authenticate: async (presented: string, namedTenantId: string | null): Promise<KeyLookup | null> => {
      // Of all that was presented: only the whole true key finds what it once led to, and no secret stays in memory.
      const name = sha256(JSON.stringify([presented, namedTenantId]));
      return await live.get(name, async () => {
        const parsed = parseApiKey(presented);
        return parsed && lookUp(parsed, namedTenantId);
      });
    },
  };
};

export type KeyAuthenticator = ReturnType<typeof createKeyAuthenticator>;
