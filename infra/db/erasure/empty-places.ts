// Empties the places of an erasure, table by table, and counts what was there.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Knex } from 'knex';
import { erasedMark, placeName, placesToEmpty, type ErasurePlace } from '../../../domain/erasure/places.ts';
import { lockCandidateOf, mailboxOfRunAlone } from '../candidates/candidate-rows.ts';
import { emptyClearWording } from '../plans/clear-wording.ts';
import type { ErasureScope } from '../../../domain/lifecycle/facts.ts';

/**
 * Nobody told them a run: they name what the vendor calls it, as its order does. What waits for its turn about another application
 * of the candidate is left to it.
 */
const toldOfRun = `exists (select from orders o
  where o.tenant_id = :tenantId and o.run_id = :runId and o.connection_id = ats_inbox.connection_id
    and (o.vendor_keys ->> 'applicationId' = ats_inbox.application_id
      or (o.vendor_keys ->> 'candidateId' = ats_inbox.candidate_id and ats_inbox.status <> 'received')))`;

/** Rows name their run themselves, except those that belong to a delivery of it, what its ATS told, and its candidate's mailbox. */
const ownRows = (trx: Knex.Transaction, table: string, { tenantId, runId }: RunRef): Knex.QueryBuilder => {
  if (table === 'candidates') return mailboxOfRunAlone(trx, { tenantId, runId });
  const rows = trx(table).where({ tenant_id: tenantId });
  if (table === 'ats_inbox') return rows.whereRaw(toldOfRun, { tenantId, runId });
  if (table !== 'delivery_attempts') return rows.where({ run_id: runId });
  return rows.whereIn('delivery_id', trx('deliveries').select('id').where({ tenant_id: tenantId, run_id: runId }));
};

const isFilled = ({ column, action }: ErasurePlace): { sql: string; bindings: string[] } =>
  action === 'mark'
    ? { sql: '?? is distinct from ?', bindings: [column, erasedMark] }
    : { sql: '?? is not null', bindings: [column] };

const countOf = async (trx: Knex.Transaction, run: RunRef, place: ErasurePlace): Promise<number> => {
  const { sql, bindings } = isFilled(place);
  const row: { count: string } | undefined = await ownRows(trx, place.table, run)
    .whereRaw(sql, bindings)
    .count('* as count')
    .first();
  return Number(row?.count ?? 0);
};

/** Empties a place and tells how many rows it was filled in. */
const emptyPlace = async (trx: Knex.Transaction, run: RunRef, place: ErasurePlace): Promise<number> => {
  const { table, column, action } = place;
  if (action === 'structure') return await emptyClearWording(trx, table, run);
  const count = await countOf(trx, run, place);
  if (count === 0) return 0;
  const { sql, bindings } = isFilled(place);
  const filled = ownRows(trx, table, run).whereRaw(sql, bindings);
  if (action === 'remove') await filled.delete();
  else await filled.update({ [column]: action === 'mark' ? erasedMark : null });
  return count;
};

/** The rows emptied in each place of the scope, zeros included: what was looked at counts too. */
export const emptyPlaces = async (
  trx: Knex.Transaction,
  run: RunRef,
  scope: ErasureScope,
): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  await lockCandidateOf(trx, run);
  for (const place of placesToEmpty(scope)) counts[placeName(place)] = await emptyPlace(trx, run, place);
  return counts;
};
