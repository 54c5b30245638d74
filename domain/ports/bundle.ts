// What making an audit bundle needs from the outside: everything about one run, read at one moment, and a box to put it in.
import type { AuditActor } from '../audit/chain.ts';
import type { BundleContents } from '../bundle/contents.ts';
import type { BundleFiles } from '../bundle/manifest.ts';

export type BundleAbout = {
  interviewId: string;
  state: string;
  outcome: string | null;
  erased: 'personal' | 'all' | null;
};

export type BundleMaterial = { about: BundleAbout; contents: BundleContents };

/** Who takes a bundle, which is an act of its own. */
export type BundleTaker = { actor: AuditActor; requestId: string | null };

export interface BundleSource {
  /** Notes in the audit log that the run's bundle is taken; false when the tenant has no such run. */
  noteExport(tenantId: string, runId: string, by: BundleTaker): Promise<boolean>;
  /** Null when the tenant has no such run; throws `bundle.too_large`. */
  read(tenantId: string, runId: string): Promise<BundleMaterial | null>;
}

export interface Archive {
  /** The same files always give the same bytes. */
  pack(files: BundleFiles): Uint8Array;
}
