// Reading events as the outside sees them.
import type { RunRef } from '../access/ids.ts';
import type { Audience } from '../access/audience.ts';
import type { EventBody } from '../events/event-body.ts';
import type { EventType } from '../events/event-types.ts';

/**
 * A place in a tenant's feed. Transactions come in the order of their numbers, which need not be the order in which
 * they took positions: only both together make an order in which nothing appears behind a reader's back.
 */
export type EventPlace = {
  /** A 64-bit number as text. */
  transaction: string;
  position: number;
};

export type EventPage = {
  events: EventBody[];
  /** Where to go on; null only at the beginning of a feed that holds nothing yet. */
  next: EventPlace | null;
  /** Whether committed events are held back until an older transaction ends: worth looking again soon. */
  heldBack: boolean;
};

/** Without types: all of them. */
export type EventQuery = {
  after: EventPlace | null;
  types: readonly EventType[];
  limit: number;
  audience: Audience;
};

export interface EventReader {
  /** In an order that never changes: nothing ever appears before a place that was given out. */
  page(tenantId: string, query: EventQuery): Promise<EventPage>;
  /** The body of an event as this audience gets it; null when the tenant has no such event. */
  find(tenantId: string, eventId: string, audience: Audience): Promise<EventBody | null>;
  /** All of a run, by seq, with all that they hold. */
  ofRun(run: RunRef): Promise<EventBody[]>;
}
