// Interviews as operators look for them, across tenants: states, codes and times, and nothing that anybody wrote.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Policy } from '../../../domain/lifecycle/policy.ts';
import type { InterviewState, RunState } from '../../../domain/lifecycle/state.ts';
import { verdictOverdue, waits, type WaitedFor } from '../../../domain/lifecycle/work.ts';
import { timelineRows } from './timeline-rows.ts';
import { ofRun, type Db } from '../knex.ts';

export type OperatorFilter = {
  tenantId?: string | undefined;
  externalId?: string | undefined;
  /** Open interviews alone when absent, unless something else names them. */
  state?: InterviewState | undefined;
  waitsFor?: WaitedFor | undefined;
  /** A code, or any. */
  attention?: string | undefined;
  /** Epoch milliseconds: the present wait began before. */
  waitingBefore?: number | undefined;
  /** Interviews that were created after this one. */
  after?: string | undefined;
};

export type OperatorRow = {
  runId: string;
  tenantId: string;
  locale: string;
  machine: RunState;
  policy: Policy;
  startedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

export const anyAttention = 'any';

const columns = {
  runId: 'run_id',
  tenantId: 'tenant_id',
  locale: 'locale',
  machine: 'machine',
  policy: 'policy',
  startedAt: 'workflow_started_at',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

/** The rule of `waitsFor`, for a table. */
const whereWaits = (query: Knex.QueryBuilder, who: WaitedFor): Knex.QueryBuilder => {
  const states = Object.entries(waits).flatMap(([state, waited]) =>
    who === 'nobody' || waited === who ? [state] : [],
  );
  const sql = `(state = any(?) and machine ->> 'pendingInfo' is null and machine ->> 'pendingSession' is null
    and coalesce(attention_code, ?) = ?)`;
  return query.whereRaw(who === 'nobody' ? `not ${sql}` : sql, [states, verdictOverdue, verdictOverdue]);
};

const open = `state not in ('ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED')`;

const filtered = (db: Db, filter: OperatorFilter): Knex.QueryBuilder => {
  const { tenantId, externalId, state, waitsFor, attention, waitingBefore, after } = filter;
  let query: Knex.QueryBuilder = db('interviews');
  if (tenantId !== undefined) query = query.where('tenant_id', tenantId);
  if (externalId !== undefined) query = query.where('external_id', externalId);
  else query = state === undefined ? query.whereRaw(open) : query.where({ state });
  if (waitsFor !== undefined) query = whereWaits(query, waitsFor);
  if (attention === anyAttention) query = query.whereNotNull('attention_code');
  else if (attention !== undefined) query = query.where('attention_code', attention);
  if (waitingBefore !== undefined)
    query = query.whereRaw(`(machine ->> 'waitingSince')::bigint < ?`, [Math.floor(waitingBefore)]);
  if (after !== undefined)
    query = query.whereRaw('(created_at, run_id) > (select created_at, run_id from interviews where run_id = ?)', [
      after,
    ]);
  return query;
};

/** The oldest first. */
export const findForOperator = async (db: Db, filter: OperatorFilter, limit: number): Promise<OperatorRow[]> =>
  (await filtered(db, filter).orderBy(['created_at', 'run_id']).limit(limit).select(columns)) as OperatorRow[];

export const readForOperator = async (db: Db, run: RunRef): Promise<OperatorRow | undefined> =>
  (await db('interviews').where(ofRun(run)).first(columns)) as OperatorRow | undefined;

export type OperatorTimeline = {
  seq: number;
  at: Date;
  type: string;
  from: string;
  to: string;
  actorKind: string;
  actorId: string | null;
  detail: Record<string, unknown>;
};

const timelineSql = `
  select t.seq, t.at, t.type, t.from_state as "from", t.to_state as "to", t.actor_kind as "actorKind", t.actor_id as "actorId", t.detail
  from interviews i join lateral (${timelineRows('i')}) t on true
  where i.tenant_id = :tenantId and i.run_id = :runId order by t.seq, t.at`;

export const timelineForOperator = async (db: Db, run: RunRef): Promise<OperatorTimeline[]> =>
  ((await db.raw(timelineSql, run)) as { rows: OperatorTimeline[] }).rows;
