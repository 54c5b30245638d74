// Erasures that a restored backup has undone: what one side remembers as destroyed and the other has back.
import { markChanged } from './erasure-store.ts';
import { ofRun } from '../knex.ts';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Knex } from 'knex';
import type { ErasureScope } from '../../../domain/lifecycle/facts.ts';
import type { Databases } from '../knex.ts';
import type { DataPurpose } from '../../../domain/ports/system.ts';

export type UnappliedErasure = { tenantId: string; runId: string; scope: ErasureScope };

const batchMax = 1_000;

type Certified = { run_id: string; tenant_id: string; scope: ErasureScope };

/** Certified, but a key is there again: the keys come from an older backup than the main database. */
const withKeysBack = async ({ db, keyDb }: Databases): Promise<UnappliedErasure[]> => {
  const found: UnappliedErasure[] = [];
  for (let after = ''; ;) {
    const rows: Certified[] = await db('erasures')
      .select('run_id', 'tenant_id', 'scope')
      .where({ state: 'certified' })
      .where('run_id', '>', after)
      .orderBy('run_id')
      .limit(batchMax);
    const last = rows.at(-1);
    if (last === undefined) return found;
    const runIds = rows.map((row) => row.run_id);
    const live: { run_id: string; purpose: DataPurpose }[] = await keyDb('run_keys')
      .select('run_id', 'purpose')
      .whereIn('run_id', runIds)
      .whereNotNull('wrapped_key');
    const isBack = ({ run_id: runId, scope }: Certified): boolean =>
      live.some((key) => key.run_id === runId && (scope === 'all' || key.purpose === 'personal'));
    found.push(...rows.filter(isBack).map((row) => ({ tenantId: row.tenant_id, runId: row.run_id, scope: row.scope })));
    after = last.run_id;
  }
};

type Destroyed = { run_id: string; tenant_id: string; all: boolean };

/** Destroyed, but the run does not say so: the main database comes from an older backup than the keys. */
const withRowsBack = async ({ db, keyDb }: Databases): Promise<UnappliedErasure[]> => {
  const found: UnappliedErasure[] = [];
  for (let after = ''; ;) {
    const { rows } = await keyDb.raw<{ rows: Destroyed[] }>(
      `select run_id, min(tenant_id) as tenant_id, bool_or(purpose = 'assessment') as all from run_keys
       where destroyed_at is not null and run_id > ? group by run_id order by run_id limit ?`,
      [after, batchMax],
    );
    const last = rows.at(-1);
    if (last === undefined) return found;
    const runs: { run_id: string; erased_at: Date | null; assessments_erased_at: Date | null }[] = await db(
      'interviews',
    )
      .select('run_id', 'erased_at', 'assessments_erased_at')
      .whereIn(
        'run_id',
        rows.map((row) => row.run_id),
      );
    const known = new Map(runs.map((run) => [run.run_id, run]));
    for (const { run_id: runId, tenant_id: tenantId, all } of rows) {
      const run = known.get(runId);
      const isUndone = run !== undefined && (run.erased_at === null || (all && run.assessments_erased_at === null));
      if (isUndone) found.push({ tenantId, runId, scope: all ? 'all' : 'personal' });
    }
    after = last.run_id;
  }
};

/** Also finds erasures that are just under way: asking for those again changes nothing. */
export const findUnapplied = async (databases: Databases): Promise<UnappliedErasure[]> => [
  ...(await withKeysBack(databases)),
  ...(await withRowsBack(databases)),
];

/** Lets a certified erasure run again; its new certificate replaces the old one. */
export const reopenErasure = async (db: Knex, run: RunRef): Promise<void> => {
  await db.transaction(async (trx) => {
    await markChanged(trx, run);
    await trx('erasures')
      .where({ ...ofRun(run), state: 'certified' })
      .update({ state: 'running', certificate: null, certified_at: null });
  });
};
