// Facts as rows: the timeline people read, the events the outside is told and the acts of the audit log, the same for creation and projection.
import type { RunRef } from '../../../domain/access/ids.ts';
import { eventsOf } from '../../../domain/events/event-types.ts';
import { factAct, factReason, onBehalfOf, timelineText } from '../../../domain/audit/fact-acts.ts';
import { apply } from '../../../domain/lifecycle/apply.ts';
import type { Fact } from '../../../domain/lifecycle/facts.ts';
import type { Policy } from '../../../domain/lifecycle/policy.ts';
import type { RunState } from '../../../domain/lifecycle/state.ts';
import { deadlineOf } from '../../../domain/lifecycle/timers.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import { eventId, sha256 } from '../../system.ts';

/** A fact between the states before and after it. */
export type Transition = { fact: Fact; before: RunState; after: RunState };

export type TransitionRow = {
  run_id: string;
  seq: number;
  tenant_id: string;
  at: Date;
  type: string;
  from_state: string;
  to_state: string;
  actor_kind: string;
  actor_id: string | null;
  detail: string;
};

export type EventRow = {
  id: string;
  tenant_id: string;
  run_id: string;
  seq: number;
  type: string;
  at: Date;
  state: string;
  outcome: string | null;
  data: string;
};

export const transitionRows = ({ tenantId, runId }: RunRef, transitions: Transition[]): TransitionRow[] =>
  transitions.map(({ fact, before, after }) => ({
    run_id: runId,
    seq: fact.seq,
    tenant_id: tenantId,
    at: new Date(fact.at),
    type: fact.type,
    from_state: before.state,
    to_state: after.state,
    actor_kind: fact.actor.kind,
    actor_id: fact.actor.id ?? null,
    detail: JSON.stringify(fact.detail),
  }));

/** Ids are derived from run, seq and type, so that repeating the insert (`on conflict do nothing`) adds nothing. */
export const eventRows = ({ tenantId, runId }: RunRef, transitions: Transition[]): EventRow[] =>
  transitions.flatMap(({ fact, after }) =>
    eventsOf(fact, after).map(({ type, data }) => ({
      id: eventId(runId, fact.seq, type),
      tenant_id: tenantId,
      run_id: runId,
      seq: fact.seq,
      type,
      at: new Date(fact.at),
      state: after.state,
      outcome: after.outcome,
      data: JSON.stringify(data),
    })),
  );

export type ActRow = {
  tenant_id: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  on_behalf_of: string | null;
  act: string;
  target_kind: string;
  target_id: string;
  request_id: string | null;
  reason: string | null;
  content_hash: string;
};

const contentOf = (runId: string, { fact, before, after }: Transition): string =>
  timelineText({
    runId,
    seq: fact.seq,
    at: new Date(fact.at).toISOString(),
    type: fact.type,
    from: before.state,
    to: after.state,
    actor: { kind: fact.actor.kind, id: fact.actor.id ?? null },
    detail: fact.detail,
  });

/** Every fact is an act; they wait in the intake, in the same transaction, until they are chained. */
export const actRows = ({ tenantId, runId }: RunRef, transitions: Transition[]): ActRow[] =>
  transitions.map((transition) => {
    const { fact } = transition;
    return {
      tenant_id: tenantId,
      at: new Date(fact.at),
      actor_kind: fact.actor.kind,
      actor_id: fact.actor.id ?? null,
      on_behalf_of: onBehalfOf(fact),
      act: factAct(fact.type),
      target_kind: 'interview',
      target_id: runId,
      request_id: fact.actor.requestId ?? null,
      reason: factReason(fact),
      content_hash: sha256(contentOf(runId, transition)),
    };
  });

/** Facts in their order, each with the run before and after it. */
export const fold = (start: RunState, facts: Fact[]): Transition[] => {
  let before = start;
  return facts.map((fact) => {
    const transition = { fact, before, after: apply(before, fact) };
    before = transition.after;
    return transition;
  });
};

export const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** One line for each fact, once it is written: by whoever wrote it, and never by whoever found it written. */
export const logTransitions = (log: Logger | undefined, run: RunRef, transitions: readonly Transition[]): void => {
  for (const { fact, before, after } of transitions)
    log?.info('interview.changed', {
      ...run,
      seq: fact.seq,
      fact: fact.type,
      from: before.state,
      to: after.state,
      actorKind: fact.actor.kind,
      outcome: after.outcome ?? undefined,
      attention: after.attention?.code,
    });
};

/** The columns that mirror the machine's state. */
export const stateColumns = (state: RunState, policy: Policy) => ({
  state: state.state,
  outcome: state.outcome,
  attention_code: state.attention?.code ?? null,
  machine: JSON.stringify(state),
  seq: state.seq,
  plan_revision: state.planRevision,
  scheduled_at: dateOf(state.scheduledAt),
  link_expires_at: dateOf(state.linkExpiresAt),
  deadline_at: dateOf(deadlineOf(state, policy)),
  assessment_revision: state.assessmentRevision,
});
