// Open interviews for those who see to it that each has its workflow: what was never started, and where trouble is likely.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Db } from '../knex.ts';
import type { OpenRun, OpenRuns } from '../../../domain/ports/interviews.ts';

/** A start that is under way right now is left alone. */
const graceSeconds = 10;
const leftAfterSeconds = 2;
/** A claim that came to nothing is made again after this time; starting twice is starting once. */
const claimSeconds = 5;

const open = `state not in ('ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED')`;
const asRun = `tenant_id as "tenantId", run_id as "runId", machine as state, policy`;

export const claimUnstarted = async (db: Db, limit: number): Promise<OpenRun[]> => {
  const { rows } = (await db.raw(
    `update interviews set reconciled_at = now()
      where run_id in (
        select run_id from interviews
        where workflow_started_at is null and ${open}
          and created_at < now() - make_interval(secs => :leftAfterSeconds)
          and (reconciled_at is null or reconciled_at < now() - make_interval(secs => :claimSeconds))
        order by created_at limit :limit for update skip locked)
      returning ${asRun}`,
    { leftAfterSeconds, claimSeconds, limit },
  )) as { rows: OpenRun[] };
  return rows;
};

export const createOpenRunStore = (db: Db): OpenRuns => ({
  due: async (limit) => {
    const { rows } = (await db.raw(
      `update interviews set reconciled_at = now()
        where run_id in (
          select run_id from interviews
          where workflow_started_at < now() - make_interval(secs => :graceSeconds) and ${open}
          order by (deadline_at is null or deadline_at > now()), reconciled_at nulls first
          limit :limit for update skip locked)
        returning ${asRun}`,
      { graceSeconds, limit },
    )) as { rows: OpenRun[] };
    return rows;
  },
  withdrawn: async (limit) => {
    const { rows } = (await db.raw(
      `select tenant_id as "tenantId", run_id as "runId" from interviews
        where consent_withdrawn_at < now() - make_interval(secs => :leftAfterSeconds) and ${open}
        order by consent_withdrawn_at limit :limit`,
      { leftAfterSeconds, limit },
    )) as { rows: RunRef[] };
    return rows;
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
