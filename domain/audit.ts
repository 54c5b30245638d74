// The audit log's rule: each entry of a tenant carries the hash of the one before, so that an edit shows.
import { canonicalJson } from './canonical-json.ts';
import type { Digest } from './ports/system.ts';

export const auditActs = [
  'platform.created',
  'tenant.created',
  'tenant.settings_changed',
  'key.created',
  'key.rotated',
  'key.revoked',
] as const;
export type AuditAct = (typeof auditActs)[number];

/** Who did something: the operator at the command line, or an integrator's key on behalf of someone. */
export type AuditActor = {
  kind: 'operator' | 'integrator' | 'recruiter' | 'candidate' | 'system';
  id: string | null;
  onBehalfOf?: string | null;
};

/** What happened, in codes and ids only. */
export type AuditEvent = {
  act: AuditAct;
  actor: AuditActor;
  targetKind: 'platform' | 'tenant' | 'key' | 'interview';
  targetId: string | null;
  requestId: string | null;
  reason?: string | null;
};

/** One row of the log. Platforms keep a chain of their own under their id. */
export type AuditEntry = {
  tenantId: string;
  /** From 1, without gaps. */
  position: number;
  /** ISO 8601 with milliseconds. */
  at: string;
  actorKind: AuditActor['kind'];
  actorId: string | null;
  onBehalfOf: string | null;
  act: string;
  targetKind: string;
  targetId: string | null;
  requestId: string | null;
  reason: string | null;
  previousHash: string;
};

export type HashedAuditEntry = AuditEntry & { hash: string };

/** What the first entry of a chain names as the hash before it. */
export const firstPreviousHash = '0'.repeat(64);

const plainEntry = ({
  tenantId,
  position,
  at,
  actorKind,
  actorId,
  onBehalfOf,
  act,
  ...rest
}: AuditEntry): AuditEntry => ({
  tenantId,
  position,
  at,
  actorKind,
  actorId,
  onBehalfOf,
  act,
  targetKind: rest.targetKind,
  targetId: rest.targetId,
  requestId: rest.requestId,
  reason: rest.reason,
  previousHash: rest.previousHash,
});

/** The hash of an entry, over every column but the hash itself. */
export const entryHash = (digest: Digest, entry: AuditEntry): string => digest(canonicalJson(plainEntry(entry)));

/**
 * The position at which a chain is broken, or null. It sees edits, insertions, moves and removals, except that the
 * newest entries were cut off: for that, compare the last hash with one kept elsewhere.
 */
export const brokenAt = (digest: Digest, entries: readonly HashedAuditEntry[]): number | null => {
  let previousHash = firstPreviousHash;
  for (const [index, entry] of entries.entries()) {
    const intact = entry.position === index + 1 && entry.previousHash === previousHash;
    if (!intact || entryHash(digest, entry) !== entry.hash) return index + 1;
    previousHash = entry.hash;
  }
  return null;
};
