// A hook between its row and the code: what is shown of it, and where its body is sealed.
import type { AtsEventType } from '../../../domain/ports/ats-hooks.ts';
import type { Hook, HookStatus } from '../../../domain/ports/ats-inbox.ts';
import type { SecretBox } from '../../seal/secret-box.ts';

export const inboxTable = 'ats_inbox';
/** Relays listen here. */
export const hookAddedChannel = 'ats_hook_added';
/** Longer than telling a workflow may take, so that only after a crash somebody else does it. */
export const claimSeconds = 10;

export type InboxRow = {
  id: string;
  position: number;
  tenant_id: string;
  connection_id: string;
  action: string;
  event: AtsEventType;
  application_id: string | null;
  candidate_id: string | null;
  job_id: string | null;
  body_sealed: Buffer | null;
  status: HookStatus;
  outcome: string | null;
  rule_id: string | null;
  order_id: string | null;
  received_at: Date;
  finished_at: Date | null;
};

export const bodyPlace = (tenantId: string, id: string): string => `ats_inbox/${tenantId}/${id}/body`;

/** What was read is JSON, so it is text; the signature was held against the bytes before. */
export const sealBody = (secretBox: SecretBox, { tenantId, id }: { tenantId: string; id: string }, body: Uint8Array) =>
  Buffer.from(secretBox.seal(bodyPlace(tenantId, id), Buffer.from(body).toString('utf8')));

/** Null when it is gone, or the master key that sealed it. */
export const openBody = (secretBox: SecretBox, row: InboxRow): Uint8Array | null => {
  if (row.body_sealed === null) return null;
  try {
    return Buffer.from(secretBox.open(bodyPlace(row.tenant_id, row.id), row.body_sealed), 'utf8');
  } catch {
    return null;
  }
};

export const rowToHook = (row: InboxRow): Hook => ({
  id: row.id,
  tenantId: row.tenant_id,
  connectionId: row.connection_id,
  action: row.action,
  event: row.event,
  applicationId: row.application_id,
  candidateId: row.candidate_id,
  jobId: row.job_id,
  status: row.status,
  outcome: row.outcome,
  ruleId: row.rule_id,
  orderId: row.order_id,
  receivedAt: row.received_at,
  finishedAt: row.finished_at,
  hasBody: row.body_sealed !== null,
});
