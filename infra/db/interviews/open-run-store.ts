// The reconciler's view of the interviews: what is open, in the order in which trouble is likely.
import { ofRun } from '../knex.ts';
import type { Knex } from 'knex';
import type { Policy } from '../../../domain/lifecycle/policy.ts';
import type { RunState } from '../../../domain/lifecycle/state.ts';
import type { OpenRun, OpenRuns } from '../../../domain/ports/interviews.ts';

/** A start that is under way right now is left alone. */
const graceSeconds = 10;

type Row = { tenant_id: string; run_id: string; machine: RunState; policy: Policy; workflow_started_at: Date | null };

const rowToRun = (row: Row): OpenRun => ({
  tenantId: row.tenant_id,
  runId: row.run_id,
  state: row.machine,
  policy: row.policy,
  started: row.workflow_started_at !== null,
});

export const createOpenRunStore = (db: Knex): OpenRuns => ({
  due: async (limit) => {
    const { rows } = (await db.raw(
      `update interviews set reconciled_at = now()
        where run_id in (
          select run_id from interviews
          where state not in ('ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED')
            and created_at < now() - make_interval(secs => ?)
          order by workflow_started_at is not null, (deadline_at is null or deadline_at > now()), reconciled_at nulls first
          limit ? for update skip locked)
        returning tenant_id, run_id, machine, policy, workflow_started_at`,
      [graceSeconds, limit],
    )) as { rows: Row[] };
    return rows.map(rowToRun);
  },
  markStarted: async (run) => {
    await db('interviews')
      .where(ofRun(run))
      .whereNull('workflow_started_at')
      .update({ workflow_started_at: db.fn.now() });
  },
  oldEvents: async (olderThanMs) => {
    const row = await db('events')
      .whereNull('relayed_at')
      .andWhere('at', '<', new Date(Date.now() - olderThanMs))
      .count('id as count')
      .first();
    return Number(row?.['count'] ?? 0);
  },
});
