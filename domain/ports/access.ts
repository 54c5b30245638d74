// What the HTTP side asks before and after a handler runs: who is calling, and whether this request was answered already.
import type { KeyKind, RoomPrincipal, Scope } from '../access/principal.ts';

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
};

export type RoomVisitor = RoomPrincipal & Pick<KeyLookup, 'uploadBytesMax'>;

export interface KeyAuthenticator {
  /** Null for anything but a live key. One statement at most; a revocation counts within a second. */
  authenticate(presented: string, namedTenantId: string | null): Promise<KeyLookup | null>;
}

export interface RoomAuthenticator {
  authenticate(cookieValue: string): Promise<RoomVisitor | null>;
}

/** What is sealed of an answer. */
export type KeptAnswer = { headers: Record<string, string>; contentType: string; text: string };

/** The answer that is kept and replayed. */
export type StoredAnswer = KeptAnswer & { status: number };

export type IdempotencyPlace = {
  tenantId: string;
  /** Method and pattern. */
  route: string;
  /** Hash of tenant, route, parameters and the caller's key. */
  keyHash: string;
};

export type Claim =
  | { kind: 'claimed'; leaseToken: string }
  | { kind: 'running'; retryAfterSeconds: number }
  | { kind: 'mismatch' }
  | { kind: 'done'; answer: StoredAnswer };

export interface IdempotencyLedger {
  /** Takes the lease, or says why not. One statement. */
  claim(place: IdempotencyPlace, fingerprint: string): Promise<Claim>;
  /** Keeps the final answer, sealed when it is about a run; nothing happens when the lease was lost. */
  finish(place: IdempotencyPlace, leaseToken: string, answer: StoredAnswer, runId: string | null): Promise<void>;
  /** Gives the lease back: the same request may be tried again at once. */
  release(place: IdempotencyPlace, leaseToken: string): Promise<void>;
}

export type ReadinessReport = {
  database: 'up' | 'down';
  temporal: 'up' | 'down' | 'unknown';
  worker: 'up' | 'down';
};

export interface Readiness {
  report(): Promise<ReadinessReport>;
}
