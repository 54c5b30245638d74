// Takes acts into the audit log's waiting row: one insert in the act's own transaction, no lock; the chainer does the rest.
import type { AuditEvent } from '../../../domain/audit/chain.ts';
import type { Db } from '../knex.ts';

/** The act counts once the surrounding transaction commits; it is chained within about a second. */
export const noteAct = async (db: Db, tenantId: string, at: Date, event: AuditEvent): Promise<void> => {
  await db('audit_intake').insert({
    tenant_id: tenantId,
    at,
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    on_behalf_of: event.actor.onBehalfOf ?? null,
    act: event.act,
    target_kind: event.targetKind,
    target_id: event.targetId,
    request_id: event.requestId,
    reason: event.reason ?? null,
  });
};
