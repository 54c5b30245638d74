// Stops the worker's writing in the middle of a statement, so that it can be killed exactly there.
import type { Knex } from 'knex';
import { eventually } from '../harness/eventually.ts';

/** Writing such a row is where everything stops; `when` looks at `old` and `new`. */
export type DatabaseCut = {
  table: string;
  event: 'insert' | 'update';
  when?: string;
};

export type ArmedCut = {
  /** Resolves once the worker stands at the cut. */
  reached: Promise<void>;
  /** What the killed worker had begun is undone, as when its connection breaks. */
  release(): Promise<void>;
};

const lockKey = 41_200;
const workerName = 'parley-worker';

const makeTrigger = (db: Knex, { table, event, when = 'true' }: DatabaseCut) =>
  db.raw(`
    create or replace function stop_here() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(${lockKey}); return new; end $$;
    create trigger stop_here before ${event} on ${table} for each row when (${when}) execute function stop_here()`);

const waiting = async (db: Knex): Promise<number> =>
  (
    (await db('pg_stat_activity')
      .where({ application_name: workerName, wait_event_type: 'Lock', wait_event: 'advisory' })
      .andWhereRaw('datname = current_database()')) as unknown[]
  ).length;

const endConnections = (db: Knex) =>
  db.raw(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = ? and datname = current_database()`,
    [workerName],
  );

export const armDatabaseCut = async (db: Knex, cut: DatabaseCut): Promise<ArmedCut> => {
  const holder = await db.transaction();
  await holder.raw('select pg_advisory_xact_lock(?)', [lockKey]);
  await makeTrigger(db, cut);
  return {
    reached: eventually(
      () => waiting(db),
      (count) => count > 0,
    ).then(() => undefined),
    release: async () => {
      await endConnections(db);
      await eventually(
        () => waiting(db),
        (count) => count === 0,
      );
      await holder.rollback();
      await db.raw(`drop trigger stop_here on ${cut.table}`);
    },
  };
};
