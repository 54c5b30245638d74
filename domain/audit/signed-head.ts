// The end of a chain, signed: kept where nobody who can change the database can change it, it shows a chain that was written anew.
import { canonicalJson } from '../text/canonical-json.ts';
import type { SigningKey } from '../ports/signing.ts';
import type { AuditHead, HashedAuditEntry } from './chain.ts';

/** `tenantId` may be a platform, which has a chain too. */
export type ChainEnd = AuditHead & { tenantId: string };

export type SignedHead = ChainEnd & {
  /** ISO 8601 with milliseconds. */
  signedAt: string;
  keyId: string;
  /** Ed25519 over `headText`, base64. */
  signature: string;
};

/** What is signed. The kind stands in it, so that no other text of this key passes for a head. */
export const headText = ({ tenantId, position, hash, signedAt, keyId }: Omit<SignedHead, 'signature'>): string =>
  canonicalJson({ kind: 'parley.audit-head/1', tenantId, position, hash, signedAt, keyId });

export const signHead = (key: SigningKey, { tenantId, position, hash }: ChainEnd, signedAt: string): SignedHead => {
  const head = { tenantId, position, hash, signedAt, keyId: key.keyId };
  return { ...head, signature: key.sign(headText(head)) };
};

export type HeadFault = { head: SignedHead; problem: 'rewritten' | 'missing' };

/**
 * Whether a chain still holds every head of it, entry by entry; `end` gives the first fault and the newest head that was
 * found. Heads of other chains, and those before the first entry given, count for nothing. `chain` says whose it is before an entry does.
 */
export const createHeadCheck = (heads: readonly SignedHead[], chain: string | null = null) => {
  const byPosition = Map.groupBy(heads, ({ position }) => position);
  let of = chain;
  let first: number | null = null;
  let newest: SignedHead | null = null;
  let held = 0;
  let fault: HeadFault | null = null;
  const ours = (all: readonly SignedHead[]): SignedHead[] => all.filter(({ tenantId }) => tenantId === of);
  return {
    add: ({ tenantId, position, hash }: HashedAuditEntry): void => {
      of ??= tenantId;
      first ??= position;
      const here = ours(byPosition.get(position) ?? []);
      byPosition.delete(position);
      const broken = here.find((head) => head.hash !== hash);
      if (broken !== undefined) fault ??= { head: broken, problem: 'rewritten' };
      held += here.length;
      newest = here.at(-1) ?? newest;
    },
    end: (): { fault: HeadFault | null; newest: SignedHead | null; held: number } => {
      const missing = ours([...byPosition.values()].flat()).filter(({ position }) => position >= (first ?? 1));
      const [head] = missing.toSorted((a, b) => a.position - b.position);
      return { fault: fault ?? (head === undefined ? null : { head, problem: 'missing' }), newest, held };
    },
  };
};
