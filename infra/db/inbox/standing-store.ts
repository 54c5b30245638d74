// Where an application stands at the turn of a hook, and what came of it before: one statement over inbox, orders and write-backs.
import { goneEventTypes } from '../../../domain/ports/ats-hooks.ts';
import type { Standing, Standings } from '../../../domain/ports/ats-inbox.ts';
import type { Db } from '../knex.ts';
import { isUnstarted, ofConnection } from '../orders/trigger-order-store.ts';
import { preparedNamed } from '../prepared.ts';
import { ourMoveSql } from '../writebacks/writeback-store.ts';

/** Whole milliseconds, as the driver reads times. */
const msOf = (column: string): string => `floor(extract(epoch from ${column}) * 1000)`;

const listOf = (members: Readonly<Record<string, string>>, order: string): string => {
  const pairs = Object.entries(members).flatMap(([name, sql]) => [`'${name}'`, sql]);
  return `coalesce(json_agg(json_build_object(${pairs.join(', ')}) order by ${order}), '[]')`;
};

const ofInbox = 'from ats_inbox h where h.tenant_id = :tenantId and h.connection_id = :connectionId';

/** Of hooks `h` that name the application or the candidate. */
export const isGoneSql = `exists (select ${ofInbox}
  and (h.application_id = :applicationId or h.candidate_id = :candidateId)
  and h.event = any(:goneEvents::text[]) and (h.outcome = 'erased' or h.body_signed))`;

const unstarted = listOf(
  { runId: 'o.run_id', ruleId: `o.vendor_keys ->> 'ruleId'`, stageId: `o.vendor_keys ->> 'stageId'` },
  'o.created_at',
);
const earlier = listOf(
  {
    orderId: 'o.id',
    hookId: `o.vendor_keys ->> 'hookId'`,
    ownApplication: `o.vendor_keys ->> 'applicationId' = :applicationId`,
    at: msOf('o.created_at'),
    calledOff: `coalesce(i.outcome = 'CANCELLED' and i.machine ->> 'startedAt' is null, false)`,
  },
  'o.created_at desc',
);

const sql = `
  select ${isGoneSql} as gone,
    (select json_build_object('stageId', h.stage_id, 'status', h.application_status, 'updatedAt', ${msOf('h.changed_at')},
        'receivedAt', ${msOf('h.received_at')})
       ${ofInbox} and h.application_id = :applicationId and h.id <> :hookId and h.application_status is not null
      order by h.finished_at desc, h.position desc limit 1) as known,
    ${ourMoveSql} as "ourMove",
    (select ${unstarted} ${ofConnection} and ${isUnstarted} and o.vendor_keys ->> 'applicationId' = :applicationId) as unstarted,
    (select ${earlier} ${ofConnection} and o.face = 'trigger' and o.vendor_keys ->> 'stageId' = :stageId
        and (o.vendor_keys ->> 'applicationId' = :applicationId
          or (o.vendor_keys ->> 'candidateId' = :candidateId and o.vendor_keys ->> 'jobId' = :jobId))) as earlier,
    coalesce((select h.event ${ofInbox} and h.job_id = :jobId and h.event in ('job_closed', 'job_opened')
      order by h.position desc limit 1) = 'job_closed', false) as "jobClosed",
    exists (select from orders o where o.tenant_id = :tenantId and o.connection_id = :connectionId and o.face = 'trigger'
      and o.vendor_keys ->> 'applicationId' = :applicationId
      and o.vendor_keys ->> 'candidateId' is distinct from :candidateId) as "isAnothers"`;

type Row = Omit<Standing, 'unstarted'> & { unstarted: { runId: string; ruleId: string; stageId: string }[] };

const readStanding = preparedNamed<Row>('read_standing', sql);

export const createStandings = (db: Db): Standings => ({
  of: async ({ id, tenantId, connectionId }, { applicationId, candidateId, job, stage }) => {
    const who = { applicationId, candidateId, jobId: job?.id ?? null, stageId: stage?.id ?? null };
    const [row] = await readStanding(db, { tenantId, connectionId, hookId: id, goneEvents: goneEventTypes, ...who });
    if (row === undefined) throw new Error('a select without a table has one row');
    const unstartedRuns = row.unstarted.map(({ runId, ...rest }) => ({ ...rest, run: { tenantId, runId } }));
    return { ...row, unstarted: unstartedRuns };
  },
});
