// Where a whole run stands with its ATS, in one code: the first thing that explains why the record is as it is.
import type { RunStanding } from '../ports/writebacks.ts';
import type { Standing } from './explain.ts';
import type { WritebackStatus } from './item.ts';

type Found = Omit<RunStanding, 'deliveryId' | 'deliveryAttempts' | 'nextAttemptAt'>;

/** What nobody can write into, whatever the interview came to; null where it could be. */
const obstacle = (found: Found, hasRecords: boolean): Standing | null => {
  if (found.orderId === null) return 'not_ordered';
  if (found.connectionId === null) return 'no_connection';
  if (found.connectionStatus === 'deleted' || found.connectionStatus === null) return 'connection_deleted';
  if (!hasRecords) return 'kind_without_records';
  return found.hasRecord ? null : 'record_unknown';
};

/** What may pass, or be changed. */
const hindrance = ({ erased, connectionStatus, hasMapping, hasHappened }: Found): Standing | null => {
  if (erased) return 'erased';
  if (connectionStatus === 'paused') return 'connection_paused';
  if (!hasMapping) return 'no_mapping';
  return hasHappened ? null : 'not_complete_yet';
};

const ofItems = (statuses: readonly WritebackStatus[]): Standing => {
  if (statuses.includes('failed') || statuses.includes('conflicted')) return 'needs_attention';
  return statuses.some((status) => status === 'confirmed' || status === 'kept_theirs') ? 'written' : 'nothing_written';
};

export const standingOf = (
  found: Found,
  hasRecords: boolean,
  items: readonly { status: WritebackStatus }[],
): Standing => {
  const why = obstacle(found, hasRecords) ?? hindrance(found);
  if (why !== null) return why;
  const statuses = items.map(({ status }) => status).filter((status) => status !== 'superseded');
  if (found.deliveryStatus === 'pending' || found.deliveryStatus === null) return 'under_way';
  if (found.deliveryStatus === 'dead' && found.deliveryReason !== 'items_failed') return 'given_up';
  if (found.deliveryReason === 'nothing_to_write') return 'not_complete_yet';
  return ofItems(statuses);
};
