// Whose record an order is about, by what its vendor calls it.
import type { VendorKeys } from '../orders/order.ts';
import type { RecordRef } from '../ports/ats-records.ts';

const idOf = (value: VendorKeys[string] | undefined): string | null => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Null for an order that names no record; `stageId` is where the interview was triggered. */
export const recordOf = (keys: VendorKeys): { ref: RecordRef; stageId: string | null } | null => {
  const [applicationId, candidateId] = [idOf(keys['applicationId']), idOf(keys['candidateId'])];
  if (applicationId === null || candidateId === null) return null;
  return { ref: { applicationId, candidateId }, stageId: idOf(keys['stageId']) };
};
