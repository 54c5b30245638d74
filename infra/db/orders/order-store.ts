// Orders as stored: read with what is true of their runs, in one statement; they are written together with the run.
import { asDecided } from '../../../domain/appeals/standing.ts';
import type { ConnectionStatus } from '../../../domain/connections/connection.ts';
import type { Outcome, RunState, Verdict } from '../../../domain/lifecycle/state.ts';
import type { VendorKeys } from '../../../domain/orders/order.ts';
import { AppError } from '../../../domain/errors.ts';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { ResultFacts } from '../../../domain/orders/result.ts';
import type { OrderRecord, OrderStore } from '../../../domain/ports/orders.ts';
import type { CompletesWhen } from '../../../domain/templates/template.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';
import { prepared } from '../prepared.ts';

/** What the rule for results is asked about, of a run `i` with its newest assessment `a`. */
export type FactsRow = {
  machine: RunState;
  outcome: Outcome | null;
  completes_when: CompletesWhen;
  completed_at: Date | null;
  decided_at: Date | null;
  overall_score: number | null;
  /** By a review that the candidate asked for. */
  changed_verdict: Verdict | null;
  engine: string | null;
  advisory: boolean;
  withdrawn: boolean;
  erased: boolean;
};

type Row = FactsRow & {
  id: string;
  tenant_id: string;
  run_id: string;
  face: string;
  connection_id: string | null;
  callback_url: string | null;
  vendor_keys: VendorKeys;
  private_sealed: Buffer | null;
  created_at: Date;
};

type JobRow = FactsRow & { position: string | null; level: string | null; company_name: string | null };

export const factColumns = `i.machine, i.outcome, i.completes_when, i.completed_at, i.decided_at, i.overall_score,
    (select v.verdict from appeal_reviews v
      where v.tenant_id = i.tenant_id and v.run_id = i.run_id and v.state = 'changed') as changed_verdict,
    i.consent_withdrawn_at is not null as withdrawn, ${erasingSql('i')} as erased,
    a.result ->> 'engine' as engine, coalesce((a.result ->> 'advisory')::boolean, false) as advisory`;
export const assessmentJoin = `left join assessments a
    on a.run_id = i.run_id and a.tenant_id = i.tenant_id and a.revision = i.assessment_revision`;

const select = `
  select o.id, o.tenant_id, o.run_id, o.face, o.connection_id, o.callback_url, o.vendor_keys, o.created_at,
    case when not ${erasingSql('i')} then o.private_sealed end as private_sealed,
    ${factColumns}
  from orders o
  join interviews i on i.run_id = o.run_id and i.tenant_id = o.tenant_id
  ${assessmentJoin}`;

const timeOf = (date: Date | null): number | null => date?.getTime() ?? null;

const standingMachine = ({ machine, changed_verdict: verdict }: FactsRow): RunState =>
  asDecided(machine, verdict === null ? null : { state: 'changed', verdict });

const factsWith = (row: FactsRow, machine: RunState): ResultFacts => ({
  state: machine.state,
  outcome: machine.outcome,
  completesWhen: row.completes_when,
  hasAttention: machine.attention !== null,
  startedAt: machine.startedAt,
  completedAt: timeOf(row.completed_at),
  decidedAt: timeOf(row.decided_at),
  overallScore: row.overall_score,
  verdict: machine.verdict ?? machine.proposedVerdict,
  engine: row.engine,
  advisory: row.advisory,
  consentWithdrawn: row.withdrawn,
});

/** Of the decision that stands. */
export const factsOf = (row: FactsRow): ResultFacts => factsWith(row, standingMachine(row));

const toRecord = (row: Row): OrderRecord => ({
  order: {
    id: row.id,
    tenantId: row.tenant_id,
    runId: row.run_id,
    face: row.face,
    connectionId: row.connection_id,
    callbackUrl: row.callback_url,
    vendorKeys: row.vendor_keys,
    createdAt: row.created_at.getTime(),
  },
  facts: factsOf(row),
  erased: row.erased,
  secretSealed: row.private_sealed,
});

const readById = prepared<Row>('read_order', `${select} where o.tenant_id = $1 and o.id = $2`);
const readByKey = prepared<Row>(
  'read_order_by_key',
  `${select} where o.tenant_id = $1 and o.face = $2 and o.natural_key = $3`,
);

const first = ([row]: Row[]): OrderRecord | null => (row === undefined ? null : toRecord(row));

export const createOrderStore = (db: Db): OrderStore => ({
  find: async (tenantId, orderId) => first(await readById(db, [tenantId, orderId])),
  findByNaturalKey: async (tenantId, { face, naturalKey }) => first(await readByKey(db, [tenantId, face, naturalKey])),
  connectionStatus: async (tenantId, connectionId) => {
    const row: { status: ConnectionStatus } | undefined = await db('connections')
      .where({ tenant_id: tenantId, id: connectionId })
      .first('status');
    return row?.status ?? null;
  },
});

const readByRun = prepared<JobRow>(
  'read_result',
  `select i.position, i.level, i.company_name, ${factColumns}
   from interviews i ${assessmentJoin} where i.tenant_id = $1 and i.run_id = $2`,
);

/** What may be told of a run, ordered through a face or not, with what its job is called. Throws `interview.not_found`. */
export const readResultFacts = async (db: Db, { tenantId, runId }: RunRef) => {
  const [row] = await readByRun(db, [tenantId, runId]);
  if (row === undefined) throw new AppError('interview.not_found');
  const { position, level, company_name: companyName, erased } = row;
  return { job: { position, level, companyName }, facts: factsOf(row), erased };
};
