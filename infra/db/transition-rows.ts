// Facts as rows: the timeline people read and the events the outside is told, the same for creation and projection.
import { eventsOf } from '../../domain/events.ts';
import type { Fact } from '../../domain/lifecycle/facts.ts';
import type { RunState } from '../../domain/lifecycle/state.ts';
import { eventId } from '../system.ts';

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

export const transitionRows = (tenantId: string, runId: string, transitions: Transition[]): TransitionRow[] =>
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
export const eventRows = (tenantId: string, runId: string, transitions: Transition[]): EventRow[] =>
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
