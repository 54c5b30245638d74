// The ledger's rows as stored.
import type { Writeback } from '../../../domain/ports/writebacks.ts';

export type WritebackRow = {
  id: string;
  kind: Writeback['kind'];
  target: string;
  revision: number;
  status: Writeback['status'];
  reason: string | null;
  parts: Writeback['parts'];
  place: Writeback['place'];
  value_digest: string | null;
  stored_digest: string | null;
  theirs_digest: string | null;
  replaceable_digest: string | null;
  mark: string | null;
  vendor_id: string | null;
  attempts: number;
  created_at: Date;
  attempted_at: Date | null;
  confirmed_at: Date | null;
};

export const writebackColumns = [
  'id',
  'kind',
  'target',
  'revision',
  'status',
  'reason',
  'parts',
  'place',
  'value_digest',
  'stored_digest',
  'theirs_digest',
  'replaceable_digest',
  'mark',
  'vendor_id',
  'attempts',
  'created_at',
  'attempted_at',
  'confirmed_at',
] as const;

export const rowToWriteback = (row: WritebackRow): Writeback => ({
  id: row.id,
  kind: row.kind,
  target: row.target,
  revision: row.revision,
  status: row.status,
  reason: row.reason,
  parts: row.parts,
  place: row.place,
  valueDigest: row.value_digest,
  storedDigest: row.stored_digest,
  theirsDigest: row.theirs_digest,
  replaceableDigest: row.replaceable_digest,
  mark: row.mark,
  vendorId: row.vendor_id,
  attempts: row.attempts,
  createdAt: row.created_at.getTime(),
  attemptedAt: row.attempted_at?.getTime() ?? null,
  confirmedAt: row.confirmed_at?.getTime() ?? null,
});
