// Changes the log as somebody with all rights on the database could: past the triggers that refuse it.
import type { Knex } from 'knex';

export const tamper = (db: Knex, change: (trx: Knex.Transaction) => PromiseLike<unknown>): Promise<void> =>
  db.transaction(async (trx) => {
    await trx.raw('set local session_replication_role = replica');
    await change(trx);
  });
