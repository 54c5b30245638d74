// What deciding about a caller needs beside its key or cookie, and what comes of it.
import type { KeyLookup } from '../../domain/ports/access.ts';
import type { Principal } from '../../domain/access/principal.ts';
import type { GuardDeps } from './deps.ts';

/** Who is let in, and how large a body its tenant may send (null: as large as the route takes). */
export type Admitted<P extends Principal | null = Principal | null> = { principal: P; uploadBytesMax: number | null };

/** The guard's rules about addresses and limits; each `count` throws once the limit is used up. */
export type Gate = GuardDeps & {
  isAllowedFrom(networks: readonly string[]): boolean;
  countKey(key: Pick<KeyLookup, 'keyId' | 'requestsPerHour'>): Promise<void>;
  countRoom(cookieHash: string): Promise<void>;
  countAddress(policy: 'address' | 'login'): Promise<void>;
};
