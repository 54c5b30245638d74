// Tells people that a record lacks something: one event for the same things in trouble, however often they are tried again.
import type { Knex } from 'knex';
import type { WritebackOrder } from '../../../domain/ports/writebacks.ts';
import { troubleEventId } from '../../system.ts';
import { acceptedSql } from '../erasure/erasing-sql.ts';
import { ofRun } from '../knex.ts';

type Troubled = { id: string; status: 'failed' | 'conflicted'; reason: string | null };
type RunRow = { seq: number; state: string; outcome: string | null };

const eventOf = (rows: readonly Troubled[], connectionId: string) => ({
  connectionId,
  failed: rows.filter(({ status }) => status === 'failed').length,
  conflicted: rows.filter(({ status }) => status === 'conflicted').length,
  code: rows.find(({ reason }) => reason !== null)?.reason ?? 'unknown',
});

export const createTellTrouble =
  ({ db, now }: { db: Knex; now: () => number }) =>
  async (order: Pick<WritebackOrder, 'tenantId' | 'runId' | 'connectionId'>): Promise<void> => {
    const { tenantId, runId, connectionId } = order;
    const rows: Troubled[] = await db('writebacks as w')
      .where({ 'w.tenant_id': tenantId, 'w.run_id': runId, 'w.connection_id': connectionId })
      .whereIn('w.status', ['failed', 'conflicted'])
      .whereRaw(`not ${acceptedSql('w')}`)
      .orderBy('w.id')
      .select('w.id', 'w.status', 'w.reason');
    if (rows.length === 0) return;
    await db.transaction(async (trx) => {
      const run: RunRow | undefined = await trx('interviews').where(ofRun(order)).first('seq', 'state', 'outcome');
      const event = {
        id: troubleEventId(
          runId,
          rows.map(({ id, status }) => `${id}:${status}`),
        ),
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
