// What proves what happened: reading the audit log, and making a bundle of everything about one run.
import type { RunRef } from '../access/ids.ts';
import type { AuditActor, AuditHead, HashedAuditEntry } from '../audit/chain.ts';
import type { BundleContents } from '../bundle/contents.ts';
import type { BundleFiles } from '../bundle/manifest.ts';

export type AuditQuery = {
  /** Position behind which to read; 0 for the beginning. */
  after: number;
  limit: number;
  act?: string;
  targetId?: string;
};

/** Who takes a copy of the log or a bundle, which is an act of its own. */
export type AuditExporter = { actor: AuditActor; requestId: string | null };

export interface AuditReader {
  page(tenantId: string, query: AuditQuery): Promise<HashedAuditEntry[]>;
  head(tenantId: string): Promise<AuditHead | null>;
  noteExport(tenantId: string, by: AuditExporter): Promise<void>;
}

export type BundleAbout = {
  interviewId: string;
  state: string;
  outcome: string | null;
  erased: 'personal' | 'all' | null;
};

export type BundleMaterial = { about: BundleAbout; contents: BundleContents };

export interface BundleSource {
  /** Notes in the audit log that the run's bundle is taken; false when the tenant has no such run. */
  noteExport(run: RunRef, by: AuditExporter): Promise<boolean>;
  /** Null when the tenant has no such run; throws `bundle.too_large`. */
  read(run: RunRef): Promise<BundleMaterial | null>;
}

/** A command that reached the engine directly, and how the program that sent it calls itself; times are epoch milliseconds. */
export type CommandClaim = { command: string; identity: string; at: number };

export interface CommandClaims {
  /** In the order of the history; null when it is gone or cannot be read. */
  claimsOf(runId: string): Promise<CommandClaim[] | null>;
}

export interface Archive {
  /** The same files always give the same bytes. */
  pack(files: BundleFiles): Uint8Array;
}
