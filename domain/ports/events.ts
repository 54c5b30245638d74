// Reading events as the outside sees them.
import type { EventBody } from '../event-body.ts';
import type { EventType } from '../events.ts';

export type EventPage = {
  /** In commit order: nothing ever appears before a position that was already given out. */
  events: { position: number; body: EventBody }[];
  /** Where to go on; the position asked for when there was nothing new. */
  next: number;
};

export type EventQuery = { after: number; types: readonly EventType[]; limit: number };

export interface EventReader {
  page(tenantId: string, query: EventQuery): Promise<EventPage>;
  /** The one body of an event; null when the tenant has no such event. */
  find(tenantId: string, eventId: string): Promise<EventBody | null>;
  /** All of a run, by seq. */
  ofRun(tenantId: string, runId: string): Promise<EventBody[]>;
}
