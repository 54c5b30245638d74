// Tells people that a record lacks something: one event for the same things in trouble, however often they are tried again;
// and one for a delivery that was given up before anything of it stood in the ledger.
import type { Knex } from 'knex';
import type { WritebackOrder } from '../../../domain/ports/writebacks.ts';
import { troubleEventId } from '../../system.ts';
import { acceptedSql } from '../erasure/erasing-sql.ts';

type Troubled = { id: string; status: 'failed' | 'conflicted'; reason: string | null };
type RunRow = { seq: number; state: string; outcome: string | null };

const eventOf = (rows: readonly Troubled[], connectionId: string) => ({
  connectionId,
  failed: rows.filter(({ status }) => status === 'failed').length,
  conflicted: rows.filter(({ status }) => status === 'conflicted').length,
  code: rows.find(({ reason }) => reason !== null)?.reason ?? (rows.length === 0 ? 'attempts_exhausted' : 'unknown'),
});

const idOf = (runId: string, rows: readonly Troubled[], givenUp: string | null): string =>
  troubleEventId(runId, rows.length === 0 ? [`${givenUp}:given_up`] : rows.map(({ id, status }) => `${id}:${status}`));

export const createTellTrouble =
  ({ db, now }: { db: Knex; now: () => number }) =>
  /** `givenUp` is the id of a delivery whose schedule is used up. */
  async (
    order: Pick<WritebackOrder, 'tenantId' | 'runId' | 'connectionId'>,
    givenUp: string | null = null,
  ): Promise<void> => {
    const { tenantId, runId, connectionId } = order;
    const rows: Troubled[] = await db('writebacks as w')
      .where({ 'w.tenant_id': tenantId, 'w.run_id': runId, 'w.connection_id': connectionId })
      .whereIn('w.status', ['failed', 'conflicted'])
      .whereRaw(`not ${acceptedSql('w')}`)
      .orderBy('w.id')
      .select('w.id', 'w.status', 'w.reason');
    if (rows.length === 0 && givenUp === null) return;
    await db.transaction(async (trx) => {
      const run: RunRow | undefined = await trx('interviews as i')
        .where({ 'i.tenant_id': tenantId, 'i.run_id': runId })
        .whereRaw(`not ${acceptedSql('i')}`)
        .first('seq', 'state', 'outcome');
      if (run === undefined) return;
      const event = {
        id: idOf(runId, rows, givenUp),
        tenant_id: tenantId,
        run_id: runId,
        ...run,
        type: 'interview.writeback_troubled',
        at: new Date(now()),
        data: JSON.stringify(eventOf(rows, connectionId)),
      };
      await trx('events').insert(event).onConflict('id').ignore();
      await trx.raw(`select pg_notify('event_added', ?)`, [tenantId]);
    });
  };
