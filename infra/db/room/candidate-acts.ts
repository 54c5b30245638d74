// The end of a statement by which a candidate, or whoever is named, changed the run: its act is noted and the outside told, with what was written.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { AuditAct, AuditActor } from '../../../domain/audit/chain.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type { Mark } from '../../../domain/ports/room.ts';
import { eventId } from '../../system.ts';

/** `from` holds the run's changed row; `data` (the event's) and `contentHash` are SQL over it. The event stands beside the newest fact. */
export const actSql = ({
  from,
  data,
  contentHash = 'null',
}: {
  from: string;
  data: string;
  contentHash?: string;
}): string => `noted as (
    insert into audit_intake (tenant_id, at, actor_kind, actor_id, on_behalf_of, act, target_kind, target_id, request_id, content_hash)
    select tenant_id, :at, :actorKind, :actorId, :onBehalfOf, :act, 'interview', run_id, :requestId, ${contentHash} from ${from}
  ), told as (
    insert into events (id, tenant_id, run_id, seq, type, at, state, outcome, data)
    select :eventId::uuid, tenant_id, run_id, seq, :event, :at, state, outcome, ${data} from ${from}
  )
  select pg_notify('interview_changed', run_id), pg_notify('event_added', tenant_id) from ${from}`;

/** `key` tells the event from others of its type in the run; none where there is one at most. */
export const actBindings = (
  { tenantId, runId }: RunRef,
  { at, requestId }: Mark,
  {
    event,
    act,
    key = '',
    actor = { kind: 'candidate', id: null },
  }: { event: EventType; act: AuditAct; key?: string; actor?: AuditActor },
): Record<string, unknown> => ({
  tenantId,
  runId,
  at: new Date(at),
  requestId: requestId ?? null,
  event,
  act,
  actorKind: actor.kind,
  actorId: actor.id,
  onBehalfOf: actor.onBehalfOf ?? null,
  eventId: eventId(runId, 0, `${event}${key}`),
});
