// Builds a stored run, ready for its workflow, without going through the API.
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { record } from '../../domain/lifecycle/apply.ts';
import { defaultPolicy, type Policy } from '../../domain/lifecycle/policy.ts';
import { initialState, type MissingField, type RunState } from '../../domain/lifecycle/state.ts';
import type { NewFact } from '../../domain/lifecycle/facts.ts';
import type { InterviewInput } from '../../workflows/contracts.ts';
import { transitionRows } from '../../infra/db/interviews/transition-rows.ts';
import { newId } from '../../infra/system.ts';
import type { RunSealer } from '../../infra/seal/sealer.ts';

export const tenantId = 'tenant_test';

export const ensureTenant = async (db: Knex): Promise<void> => {
  await db('tenants').insert({ id: tenantId, name: 'Test' }).onConflict('id').ignore();
};

/** The candidate has accepted the notice: without it nothing that was said is scored. */
export const acceptNotice = async (db: Knex, run: { tenantId: string; runId: string }): Promise<void> => {
  await db('consents').insert({
    run_id: run.runId,
    tenant_id: run.tenantId,
    notice_hash: 'h',
    notice_text: 'Notice.',
    locale: 'en',
    accepted: true,
    plan_revision: 1,
    at: new Date(),
  });
};

type Options = { policy?: Partial<Policy>; missing?: MissingField[]; historyEventsMax?: number };

/** Inserts a run as the API does (two facts) and returns the input of its workflow. */
export const storeRun = async (db: Knex, sealer: RunSealer, options: Options = {}): Promise<InterviewInput> => {
  const runId = newId('run');
  const policy = { ...defaultPolicy, ...options.policy };
  const missing = options.missing ?? [];
  const dataQuality = missing.some((field) => field.severity !== 'MEDIUM') ? 'INSUFFICIENT' : 'EXCELLENT';
  const facts: NewFact[] = [
    { type: 'received', detail: {} },
    { type: 'validated', detail: { dataQuality, missing } },
  ];
  let state: RunState = initialState;
  const transitions = facts.map((fact) => {
    const before = state;
    const recorded = record(state, fact, { kind: 'integrator' }, Date.now());
    state = recorded.state;
    return { fact: recorded.fact, before, after: state };
  });
  await ensureTenant(db);
  await sealer.createKeys({ tenantId, runId });
  await db('interviews').insert({
    run_id: runId,
    tenant_id: tenantId,
    interview_id: randomUUID(),
    source: 'native',
    request_hash: 'x',
    position: 'Engineer',
    level: 'SENIOR',
    locale: 'en',
    job: JSON.stringify({ position: 'Engineer', level: 'SENIOR', qualifications: ['TypeScript'] }),
    policy: JSON.stringify(policy),
    state: state.state,
    machine: JSON.stringify(state),
    seq: state.seq,
  });
  await db('transitions').insert(transitionRows({ tenantId, runId }, transitions));
  const limit = options.historyEventsMax === undefined ? {} : { historyEventsMax: options.historyEventsMax };
  return { version: 1, runId, tenantId, state, policy, ...limit };
};
