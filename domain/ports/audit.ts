// Reading the audit log, and keeping it chained.
import type { AuditActor, AuditHead, HashedAuditEntry } from '../audit/chain.ts';

export type AuditQuery = {
  /** Position behind which to read; 0 for the beginning. */
  after: number;
  limit: number;
  act?: string;
  targetId?: string;
};

/** Who takes a copy of the log, which is an act of its own. */
export type AuditExporter = { actor: AuditActor; requestId: string | null };

export interface AuditReader {
  page(tenantId: string, query: AuditQuery): Promise<HashedAuditEntry[]>;
  head(tenantId: string): Promise<AuditHead | null>;
  noteExport(tenantId: string, by: AuditExporter): Promise<void>;
}

export interface AuditChainer {
  /** Chains the acts of all tenants that nobody can come before any more; returns how many there were. */
  chain(): Promise<number>;
}
