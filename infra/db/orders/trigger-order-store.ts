// Orders that a stage made, by what the vendor calls them: which have not begun, and whose they are now.
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { TriggerOrders } from '../../../domain/ports/ats-inbox.ts';
import type { Db } from '../knex.ts';

type Bindings = Record<string, string | null>;

const rowsOf = async <Row>(db: Db, sql: string, bindings: Bindings): Promise<Row[]> =>
  (await db.raw<{ rows: Row[] }>(sql, bindings)).rows;

/** Orders `o` of a connection with their interviews `i`. */
export const ofConnection = `from orders o join interviews i on i.run_id = o.run_id and i.tenant_id = o.tenant_id
  where o.tenant_id = :tenantId and o.connection_id = :connectionId`;

export const isUnstarted = `o.face = 'trigger' and i.outcome is null and i.machine ->> 'startedAt' is null`;

type UnstartedRow = { run_id: string; rule_id: string; stage_id: string };

const unstartedSql = `
  select o.run_id, o.vendor_keys ->> 'ruleId' as rule_id, o.vendor_keys ->> 'stageId' as stage_id ${ofConnection}
     and ${isUnstarted} and o.vendor_keys ->> 'jobId' = :jobId
   order by o.created_at`;

type RekeyBy = 'applicationId' | 'candidateId';

const othersSql = (member: RekeyBy): string => `
   where tenant_id = :tenantId and connection_id = :connectionId and vendor_keys ->> '${member}' = :from
     and face = 'trigger' and vendor_keys ->> 'candidateId' is distinct from :to`;

const rekeySql = (member: RekeyBy): string => `
  update orders set vendor_keys = vendor_keys || jsonb_build_object('candidateId', cast(:to as text)) ${othersSql(member)}
     and (written_until is null or written_until < now())
  returning id`;

const busySeconds = 2;

/** Never while somebody writes into the record or takes something out of it: whose it is must not change between two calls. */
const rekey = async (db: Db, member: RekeyBy, ids: Bindings): Promise<number> => {
  const { length } = await rowsOf(db, rekeySql(member), ids);
  const [held] = await rowsOf(db, `select id from orders ${othersSql(member)} limit 1`, ids);
  if (held !== undefined) throw new AppError('delivery.endpoint_busy', { retryAfterSeconds: busySeconds });
  return length;
};

const runsSql = `
  select o.run_id as "runId", o.tenant_id as "tenantId" ${ofConnection}
     and (o.vendor_keys ->> 'candidateId' = cast(:candidateId as text) or o.vendor_keys ->> 'applicationId' = cast(:applicationId as text))
   order by o.created_at`;

export const createTriggerOrders = (db: Db): TriggerOrders => ({
  unstartedOf: async (tenantId, connectionId, jobId) => {
    const rows = await rowsOf<UnstartedRow>(db, unstartedSql, { tenantId, connectionId, jobId });
    return rows.map((row) => ({ run: { tenantId, runId: row.run_id }, ruleId: row.rule_id, stageId: row.stage_id }));
  },
  rekeyApplication: async (tenantId, connectionId, { applicationId, candidateId }) => {
    await rekey(db, 'applicationId', { tenantId, connectionId, from: applicationId, to: candidateId });
  },
  rekeyCandidate: (tenantId, connectionId, { from, to }) =>
    rekey(db, 'candidateId', { tenantId, connectionId, from, to }),
  runsOf: (tenantId, connectionId, { applicationId, candidateId }) =>
    rowsOf<RunRef>(db, runsSql, { tenantId, connectionId, applicationId, candidateId }),
});
