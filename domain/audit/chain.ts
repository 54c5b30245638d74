// The audit log's rule: each entry of a tenant carries the hash of the one before, so that an edit shows.
import { canonicalJson } from '../text/canonical-json.ts';
import type { FactAct } from './fact-acts.ts';
import type { Digest } from '../ports/system.ts';

export const auditActs = [
  'platform.created',
  'tenant.created',
  'tenant.settings_changed',
  'tenant.logo_changed',
  'tenant.logo_removed',
  'key.created',
  'key.rotated',
  'key.revoked',
  'key.networks_changed',
  'tenant.caps_changed',
  'hold.placed',
  'hold.released',
  'review_link.made',
  'review_link.revoked',
  'review_inbox.made',
  'review_inbox.revoked',
  'erasure.requested',
  'erasure.certified',
  'endpoint.created',
  'endpoint.changed',
  'endpoint.paused',
  'endpoint.activated',
  'endpoint.disabled',
  'endpoint.secret_rotated',
  'endpoint.tested',
  'endpoint.removed',
  'endpoint.recovered',
  'delivery.redelivered',
  'template.created',
  'template.changed',
  'template.archived',
  'template.plan_approved',
  'template.plan_rejected',
  'template.plan_revised',
  'connection.created',
  'connection.changed',
  'connection.paused',
  'connection.activated',
  'connection.credentials_rotated',
  'connection.address_rotated',
  'connection.tested',
  'connection.mapping_changed',
  'connection.removed',
  'connection.recovered',
  'writeback.resolved',
  'writeback.redriven',
  'connection.rules_changed',
  'connection.hooks_redriven',
  'result_link.revoked',
  'link.exchanged',
  'consent.accepted',
  'consent.refused',
  'consent.withdrawn',
  'erasure.wished',
  'answer.corrected',
  'appeal.requested',
  'appeal.decided',
  'own_data.taken',
  'chat.asked',
  'audit.exported',
  'bundle.exported',
] as const;
/** Acts are these, and every fact of an interview under its own name. */
export type AuditAct = (typeof auditActs)[number] | FactAct;

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
  targetKind: 'platform' | 'tenant' | 'key' | 'interview' | 'endpoint' | 'delivery' | 'template' | 'connection';
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
  /** SHA-256 of what the act stands for (an interview's own fact); null for acts that are said in full here. */
  contentHash: string | null;
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
  contentHash: rest.contentHash,
  previousHash: rest.previousHash,
});

/** The hash of an entry, over every column but the hash itself; a content hash counts where there is one. */
export const entryHash = (digest: Digest, entry: AuditEntry): string => {
  const { contentHash, ...plain } = plainEntry(entry);
  return digest(canonicalJson(contentHash === null ? plain : { ...plain, contentHash }));
};

/** An entry as one line of an export: one way of writing it, so that not even white space can change unseen. */
export const auditLine = (entry: HashedAuditEntry): string =>
  JSON.stringify({ ...plainEntry(entry), hash: entry.hash });

/** Where a chain ends: keep it elsewhere, and entries cut off its end show too. */
export type AuditHead = { position: number; hash: string };

export type ChainFault = {
  position: number;
  problem: 'wrong_position' | 'other_tenant' | 'previous_hash_differs' | 'hash_differs';
};

const faultOf = (digest: Digest, before: HashedAuditEntry | null, entry: HashedAuditEntry): ChainFault | null => {
  const expected = before === null ? entry.position : before.position + 1;
  const fault = (problem: ChainFault['problem']): ChainFault => ({ position: expected, problem });
  if (entry.position !== expected || entry.position < 1) return fault('wrong_position');
  if (before !== null && entry.tenantId !== before.tenantId) return fault('other_tenant');
  const previousHash = before?.hash ?? (entry.position === 1 ? firstPreviousHash : entry.previousHash);
  if (entry.previousHash !== previousHash) return fault('previous_hash_differs');
  return entryHash(digest, entry) === entry.hash ? null : fault('hash_differs');
};

/**
 * Checks entries one after the other; each call gives the first fault found so far. It sees edits, insertions, moves and
 * removals. A part of a chain may begin anywhere; what was before it, or cut off behind it, it cannot know.
 */
export const createChainCheck = (digest: Digest) => {
  let last: HashedAuditEntry | null = null;
  let fault: ChainFault | null = null;
  return {
    add: (entry: HashedAuditEntry): ChainFault | null => {
      fault ??= faultOf(digest, last, entry);
      if (fault === null) last = entry;
      return fault;
    },
    head: (): AuditHead | null => (last === null ? null : { position: last.position, hash: last.hash }),
  };
};

/** The position at which a whole chain is broken, or null. */
export const brokenAt = (digest: Digest, entries: readonly HashedAuditEntry[]): number | null => {
  if (entries[0] !== undefined && entries[0].position !== 1) return 1;
  const check = createChainCheck(digest);
  for (const entry of entries) check.add(entry);
  const position = check.head()?.position ?? 0;
  return position === entries.length ? null : position + 1;
};
