// Writes new interviews and reads what commands need of them.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Policy } from '../../../domain/lifecycle/policy.ts';
import type { RunState } from '../../../domain/lifecycle/state.ts';
import type { InterviewStore, NewInterview, OrderRow, StoredInterview } from '../../../domain/ports/interviews.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import { candidateOfRun, personCte } from '../candidates/candidate-rows.ts';
import { ofRun, type Db } from '../knex.ts';
import { claimUnstarted } from './open-run-store.ts';
import { actRows, dateOf, eventRows, fold, logTransitions, stateColumns, transitionRows } from './transition-rows.ts';

type Row = {
  run_id: string;
  interview_id: string;
  external_id: string | null;
  request_hash: string;
  machine: RunState;
  policy: Policy;
  workflow_started_at: Date | null;
  link_sealed: Buffer | null;
  requested_start_at: Date | null;
  consent_withdrawn_at: Date | null;
  gone: boolean;
  created_at: Date;
};

const columns = [
  'run_id',
  'interview_id',
  'external_id',
  'request_hash',
  'machine',
  'policy',
  'workflow_started_at',
  'requested_start_at',
  'consent_withdrawn_at',
  'created_at',
];

const rowToInterview = (row: Row): StoredInterview => ({
  runId: row.run_id,
  interviewId: row.interview_id,
  externalId: row.external_id,
  requestHash: row.request_hash,
  machine: row.machine,
  policy: row.policy,
  started: row.workflow_started_at !== null,
  linkSealed: row.link_sealed,
  consentWithdrawn: row.consent_withdrawn_at !== null,
  gone: row.gone,
  requestedStartAt: row.requested_start_at?.getTime() ?? null,
  createdAt: row.created_at.getTime(),
});

const insertStatement = `
  with ${personCte}, run as (
    insert into interviews (
      run_id, tenant_id, interview_id, source, candidate_id, candidate_ref, external_id, creation_key, request_hash,
      position, level, company_name, locale, job, personal_sealed, original_sealed, callback_url, callback_scopes, requested_start_at, policy,
      template_id, template_version, completes_when,
      state, outcome, machine, seq, scheduled_at, deadline_at, created_at, updated_at
    ) values (
      :runId, :tenantId, :interviewId, :source, ${candidateOfRun}, :candidateRef, :externalId, :creationKey, :requestHash,
      :position, :level, :companyName, :locale, :job, :personalSealed, :originalSealed, :callbackUrl, :callbackScopes, :requestedStartAt, :policy,
      :templateId, :templateVersion, :completesWhen,
      :state, :outcome, :machine, :seq, :scheduled_at, :deadline_at, :createdAt, :createdAt
    )
    on conflict do nothing
    returning run_id
  ), ordered as (
    insert into orders (
      id, tenant_id, run_id, face, connection_id, natural_key, callback_url, vendor_keys, private_sealed, created_at
    )
    select :orderId, :tenantId, run_id, :orderFace::text, :orderConnection, :orderKey::text, :orderCallback,
      :orderVendorKeys::jsonb, :orderSecret::bytea, :createdAt::timestamptz
    from run where :orderId::text is not null
  ), timeline as (
    insert into transitions (run_id, seq, tenant_id, at, type, from_state, to_state, actor_kind, actor_id, detail)
    select r.run_id, r.seq, r.tenant_id, r.at, r.type, r.from_state, r.to_state, r.actor_kind, r.actor_id, r.detail::jsonb
    from run, json_to_recordset(:transitions) as r (
      run_id text, seq bigint, tenant_id text, at timestamptz, type text, from_state text, to_state text,
      actor_kind text, actor_id text, detail text
    )
  ), told as (
    insert into events (id, tenant_id, run_id, seq, type, at, state, outcome, data)
    select r.id, r.tenant_id, r.run_id, r.seq, r.type, r.at, r.state, r.outcome, r.data::jsonb
    from run, json_to_recordset(:events) as r (
      id uuid, tenant_id text, run_id text, seq bigint, type text, at timestamptz, state text, outcome text, data text
    )
    order by r.seq
  ), noted as (
    insert into audit_intake (
      tenant_id, at, actor_kind, actor_id, on_behalf_of, act, target_kind, target_id, request_id, reason, content_hash
    )
    select r.tenant_id, r.at, r.actor_kind, r.actor_id, r.on_behalf_of, r.act, r.target_kind, r.target_id, r.request_id,
      r.reason, r.content_hash
    from run, json_to_recordset(:acts) as r (
      number int, tenant_id text, at timestamptz, actor_kind text, actor_id text, on_behalf_of text, act text,
      target_kind text, target_id text, request_id text, reason text, content_hash text
    )
    order by r.number
  )
  select run_id, pg_notify('interview_changed', run_id), pg_notify('event_added', :tenantId) from run`;

const noOrder = {
  id: null,
  face: null,
  connectionId: null,
  naturalKey: null,
  callbackUrl: null,
  vendorKeys: {},
  secretSealed: null,
};

const orderBindings = (order: OrderRow | null) => {
  const { id, face, connectionId, naturalKey, callbackUrl, vendorKeys, secretSealed } = order ?? noOrder;
  return {
    orderId: id,
    orderFace: face,
    orderConnection: connectionId,
    orderKey: naturalKey,
    orderCallback: callbackUrl,
    orderVendorKeys: JSON.stringify(vendorKeys),
    orderSecret: secretSealed,
  };
};

const insertBindings = (interview: NewInterview) => {
  const { tenantId, runId, job, policy } = interview;
  const transitions = fold(interview.initial, interview.facts);
  return {
    tenantId,
    runId,
    interviewId: interview.interviewId,
    source: interview.source,
    emailDigest: interview.emailDigest,
    candidateRef: interview.candidateRef,
    externalId: interview.externalId,
    creationKey: interview.creationKey,
    requestHash: interview.requestHash,
    position: job.position ?? null,
    level: job.level ?? null,
    companyName: job.companyName ?? null,
    locale: interview.locale,
    job: JSON.stringify(job),
    personalSealed: interview.personalSealed,
    originalSealed: interview.originalSealed,
    callbackUrl: interview.callbackUrl,
    callbackScopes: interview.callbackScopes,
    requestedStartAt: dateOf(interview.requestedStartAt),
    policy: JSON.stringify(policy),
    templateId: interview.template?.templateId ?? null,
    templateVersion: interview.template?.version ?? null,
    completesWhen: interview.completesWhen,
    ...orderBindings(interview.order),
    ...stateColumns(transitions.at(-1)?.after ?? interview.initial, policy),
    createdAt: new Date(interview.facts[0]?.at ?? 0),
    transitions: JSON.stringify(transitionRows({ tenantId, runId }, transitions)),
    events: JSON.stringify(eventRows({ tenantId, runId }, transitions)),
    acts: JSON.stringify(actRows({ tenantId, runId }, transitions).map((act, number) => ({ number, ...act }))),
  };
};

/** Somebody else's order of the same natural key was first: PostgreSQL took back the whole statement. */
const isOrderedAlready = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'orders_natural_key_unique';

/** One statement, hence one transaction; false when a unique key was taken, and then nothing was written. */
export const insertInterview = async (db: Db, interview: NewInterview): Promise<boolean> => {
  try {
    const { rows }: { rows: unknown[] } = await db
      .raw(insertStatement, insertBindings(interview))
      .options({ name: 'insert-interview' });
    return rows.length === 1;
  } catch (error) {
    if (isOrderedAlready(error)) return false;
    throw error;
  }
};

type Key = { run_id: string | Knex.QueryBuilder } | { external_id: string } | { creation_key: string };

export const findInterview = async (db: Db, tenantId: string, key: Key): Promise<StoredInterview | null> => {
  const row: Row | undefined = await db('interviews')
    .select(
      ...columns,
      db.raw(`${keptSql('interviews', 'link_sealed')} as link_sealed, ${erasingSql('interviews')} as gone`),
    )
    .where({ tenant_id: tenantId, ...key })
    .first();
  return row ? rowToInterview(row) : null;
};

export const markStarted = async (db: Db, run: RunRef): Promise<void> => {
  await db('interviews')
    .where(ofRun(run))
    .whereNull('workflow_started_at')
    .update({ workflow_started_at: db.fn.now() });
};

export const releaseCreationKey = async (db: Db, run: RunRef): Promise<void> => {
  await db('interviews').where(ofRun(run)).update({ creation_key: null });
};

export const createInterviewStore = (db: Db, log?: Logger): InterviewStore => ({
  insert: async (interview) => {
    const isNew = await insertInterview(db, interview);
    const { tenantId, runId, initial, facts } = interview;
    if (isNew) logTransitions(log, { tenantId, runId }, fold(initial, facts));
    return isNew;
  },
  find: ({ tenantId, runId }) => findInterview(db, tenantId, { run_id: runId }),
  findByExternalId: (tenantId, externalId) => findInterview(db, tenantId, { external_id: externalId }),
  findByCreationKey: (tenantId, creationKey) => findInterview(db, tenantId, { creation_key: creationKey }),
  findByOrder: (tenantId, { face, naturalKey }) =>
    findInterview(db, tenantId, {
      run_id: db('orders').select('run_id').where({ tenant_id: tenantId, face, natural_key: naturalKey }),
    }),
  releaseCreationKey: (run) => releaseCreationKey(db, run),
  markStarted: (run) => markStarted(db, run),
  claimUnstarted: (limit) => claimUnstarted(db, limit),
});

/** For those who know a run by its id alone: operators, who may act for every tenant, and signed links. */
export const tenantOfRun = async (db: Db, runId: string): Promise<string | null> => {
  const row: { tenant_id: string } | undefined = await db('interviews').where({ run_id: runId }).first('tenant_id');
  return row?.tenant_id ?? null;
};
