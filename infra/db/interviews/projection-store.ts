// Turns facts into rows: timeline, events and the run as people read it, all in one transaction.
import type { RunRef } from '../../../domain/access/ids.ts';
import { ofRun } from '../knex.ts';
import type { Knex } from 'knex';
import { AppError } from '../../../domain/errors.ts';
import { namesNobody } from '../../../domain/lifecycle/deciders.ts';
import type { ErasureScope, Fact } from '../../../domain/lifecycle/facts.ts';
import type { Policy } from '../../../domain/lifecycle/policy.ts';
import { isTerminal, type RunState } from '../../../domain/lifecycle/state.ts';
import type { ProjectionStore } from '../../../domain/ports/interviews.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import type { Metrics } from '../../../domain/ports/metrics.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { hmacSha256, newToken } from '../../system.ts';
import { forgetDraftSql } from '../room/room-clock-store.ts';
import {
  actRows,
  eventRows,
  fold,
  logTransitions,
  stateColumns,
  transitionRows,
  type ActRow,
  type EventRow,
  type Transition,
  type TransitionRow,
} from './transition-rows.ts';

type RunRow = {
  seq: number;
  machine: RunState;
  policy: Policy;
  link_hash: string | null;
  consent_withdrawn_at: Date | null;
};
type Deps = { db: Knex; sealer: Sealer; pepper: Uint8Array; metrics: Pick<Metrics, 'increment'>; log?: Logger };
type Change = Record<string, unknown>;

/** Facts that were written before must be the very same ones; the new ones must follow without a gap. */
const newFacts = async (trx: Knex.Transaction, run: RunRef, row: RunRow, facts: Fact[]): Promise<Fact[]> => {
  const known = facts.filter((fact) => fact.seq <= row.seq);
  if (known.length > 0) {
    const stored: { seq: number; type: string; at: Date }[] = await trx('transitions')
      .select('seq', 'type', 'at')
      .where(ofRun(run))
      .whereIn(
        'seq',
        known.map((fact) => fact.seq),
      );
    const same = (fact: Fact): boolean =>
      stored.some((other) => other.seq === fact.seq && other.type === fact.type && other.at.getTime() === fact.at);
    if (!known.every(same)) throw new AppError('projection.conflict');
  }
  const fresh = facts.filter((fact) => fact.seq > row.seq);
  if (fresh[0] && fresh[0].seq !== row.seq + 1) throw new AppError('projection.conflict');
  return fresh;
};

/**
 * The token is minted once: a second approval of the same run keeps the link that was already sent. Before the
 * transaction: sealing may fetch the run's key, and no pool connection may wait for another one.
 */
const mintLink = async ({ db, sealer, pepper }: Deps, run: RunRef, facts: Fact[]): Promise<Change> => {
  if (!facts.some(({ type }) => type === 'planApproved')) return {};
  const row: Pick<RunRow, 'link_hash'> | undefined = await db('interviews')
    .select('link_hash')
    .where({ tenant_id: run.tenantId, run_id: run.runId })
    .first();
  if (row?.link_hash !== null) return {};
  const token = newToken();
  return {
    link_hash: hmacSha256(pepper, `link:${token}`),
    link_sealed: await sealer.seal(sealPlaces.link(run), token),
  };
};

const approvePlan = async (trx: Knex.Transaction, run: RunRef, revision: number, at: Date): Promise<Change> => {
  await trx('plans')
    .where({ ...ofRun(run), revision })
    .update({ approved_at: at });
  return {
    form_id: trx('plans')
      .select('form_id')
      .where({ ...ofRun(run), revision }),
  };
};

/** The score people rank by is the newest assessment's; the verdict is the proposed one until a person gave theirs. */
const scoreColumns = (trx: Knex.Transaction, run: RunRef, revision: number): Change => {
  const assessment = { ...ofRun(run), revision };
  return {
    overall_score: trx('assessments').select('overall_score').where(assessment),
    verdict: trx('assessments').select('verdict').where(assessment),
  };
};

/** No answer is accepted from here on: storing one takes the same row lock and looks at `frozen_at`. */
const freeze = async (trx: Knex.Transaction, run: RunRef, reason: string, at: Date): Promise<Change> => {
  await trx('sessions').where(ofRun(run)).whereNull('ended_at').update({ ended_at: at, end_reason: reason });
  await trx.raw(`with frozen as (select :runId::text as run_id) ${forgetDraftSql('frozen')}`, run);
  return { frozen_at: at };
};

/** The first erasure of each kind counts: a repeat destroys nothing more. */
const erasedColumns = (trx: Knex.Transaction, scope: ErasureScope, at: Date): Change => ({
  erased_at: trx.raw('coalesce(erased_at, ?)', [at]),
  ...(scope === 'all' ? { assessments_erased_at: trx.raw('coalesce(assessments_erased_at, ?)', [at]) } : {}),
});

/** A run ends once, with the fact that made it terminal; retention counts from there. */
const endedColumns = (transitions: Transition[]): Change => {
  const end = transitions.find(({ before, after }) => isTerminal(after.state) && !isTerminal(before.state));
  return end ? { ended_at: new Date(end.fact.at) } : {};
};

/** What a fact changes beside the state: each is safe to repeat, since the transaction is all or nothing. */
const effectsOf = async (
  trx: Knex.Transaction,
  link: Change,
  run: RunRef,
  row: RunRow,
  { fact, after }: Transition,
): Promise<Change> => {
  const at = new Date(fact.at);
  switch (fact.type) {
    case 'planApproved':
      return {
        ...(await approvePlan(trx, run, fact.detail.revision, at)),
        ...(row.link_hash === null ? link : {}),
      };
    case 'completed':
      return { ...(await freeze(trx, run, fact.detail.reason, at)), completed_at: at };
    case 'assessmentReady':
      return scoreColumns(trx, run, fact.detail.revision);
    case 'assessmentApproved':
      return { verdict: fact.detail.verdict, decided_at: at };
    case 'assessmentRejected':
    case 'planRejected':
      return { decided_at: at };
    case 'workflowRestarted':
      // In the fact's own transaction: from here on every worker looks for it, and nobody takes it for lost.
      return { workflow_started_at: null };
    case 'erased':
      return erasedColumns(trx, fact.detail.scope, at);
    case 'consentWithdrawn':
      return {
        ...(await freeze(trx, run, fact.type, at)),
        consent_withdrawn_at: trx.raw('coalesce(consent_withdrawn_at, ?)', [at]),
      };
    default:
      return isTerminal(after.state) && !isTerminal(row.machine.state) ? await freeze(trx, run, fact.type, at) : {};
  }
};

/** The room tells of a withdrawal itself, at once and after a verdict too: a fact tells of what came another way. */
const untold = ({ consent_withdrawn_at: withdrawnAt }: RunRow, events: EventRow[]): EventRow[] =>
  withdrawnAt === null ? events : events.filter(({ type }) => type !== 'interview.consent_withdrawn');

type Rows = { transitions: TransitionRow[]; acts: ActRow[]; events: EventRow[] };

/** Everything in one statement: a command waits for it, and each round trip would show. */
const write = async (
  trx: Knex.Transaction,
  owner: Change,
  change: Change,
  { transitions, acts, events }: Rows,
): Promise<void> => {
  const now = trx.fn.now();
  const told = events.length === 0 ? [] : [trx.raw(`pg_notify('event_added', tenant_id)`)];
  const update = trx('interviews')
    .with('facts', trx('transitions').insert(transitions))
    .with('noted', trx('audit_intake').insert(acts))
    .where(owner)
    .update({ ...change, version: trx.raw('version + 1'), updated_at: now, projected_at: now })
    .returning([trx.raw(`pg_notify('interview_changed', run_id)`), ...told]);
  if (events.length === 0) await update;
  else await update.with('happened', trx('events').insert(events).onConflict('id').ignore());
};

type Projected = { state: RunState; fresh: readonly Transition[] };

const projectIn = async (trx: Knex.Transaction, link: Change, run: RunRef, facts: Fact[]): Promise<Projected> => {
  const owner = { tenant_id: run.tenantId, run_id: run.runId };
  const row: RunRow | undefined = await trx('interviews')
    .select('seq', 'machine', 'policy', 'link_hash', 'consent_withdrawn_at')
    .where(owner)
    .forUpdate()
    .first();
  if (!row) throw new AppError('interview.not_found');
  const transitions = fold(row.machine, await newFacts(trx, run, row, facts));
  const last = transitions.at(-1);
  if (!last) return { state: row.machine, fresh: [] };
  let change: Change = { ...stateColumns(last.after, row.policy), ...endedColumns(transitions) };
  for (const transition of transitions) change = { ...change, ...(await effectsOf(trx, link, run, row, transition)) };
  await write(trx, owner, change, {
    transitions: transitionRows(run, transitions),
    acts: actRows(run, transitions),
    events: untold(row, eventRows(run, transitions)),
  });
  return { state: last.after, fresh: transitions };
};

export const createProjectionStore = (deps: Deps): ProjectionStore => ({
  project: async (run, facts) => {
    const link = await mintLink(deps, run, facts);
    const { state, fresh } = await deps.db.transaction((trx) => projectIn(trx, link, run, facts));
    logTransitions(deps.log, run, fresh);
    for (const { fact } of fresh)
      if (namesNobody(fact)) deps.metrics.increment('decisionsUnnamed', { decision: fact.type });
    return state;
  },
});
