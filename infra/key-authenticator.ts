// Says whose a presented key is: one statement per request, so that a revocation counts from the next request on.
import { timingSafeEqual } from 'node:crypto';
import type { KeyAuthenticator } from '../domain/ports/access.ts';
import type { Logger } from '../domain/ports/log.ts';
import { hashKeySecret, parseApiKey } from './api-key.ts';
import { lookUpKey, noteKeyUse, type StoredKey } from './db/api-key-store.ts';
import type { Db } from './db/knex.ts';

export type KeyAuthenticatorDeps = { db: Db; pepper: Uint8Array; log: Logger };

const noHash = '0'.repeat(64);

const sameHash = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));

export const createKeyAuthenticator = ({ db, pepper, log }: KeyAuthenticatorDeps): KeyAuthenticator => {
  const noting = new Set<string>();

  /** Not awaited by the request; a lost note costs nothing but a minute of precision. */
  const noteUse = (keyId: string, stored: StoredKey): void => {
    if (stored.freshlyUsed || noting.has(keyId)) return;
    noting.add(keyId);
    noteKeyUse(db, keyId)
      .catch((error: unknown) => log.warn('key.use_not_noted', { keyId, error }))
      .finally(() => noting.delete(keyId));
  };

  return {
    authenticate: async (presented, namedTenantId) => {
      const parsed = parseApiKey(presented);
      if (parsed === null) return null;
      const stored = await lookUpKey(db, parsed.id, namedTenantId);
      // Compared even for unknown ids, so that time does not tell which exist.
      const matches = sameHash(stored?.secretHash ?? noHash, hashKeySecret(pepper, parsed.secret));
      if (!stored || !matches || !stored.live || stored.kind !== parsed.kind) return null;
      noteUse(parsed.id, stored);
      const { kind, scopes, tenantId, platformId, chosenTenantId } = stored;
      return { keyId: parsed.id, keyKind: kind, scopes, tenantId, platformId, chosenTenantId };
    },
  };
};
