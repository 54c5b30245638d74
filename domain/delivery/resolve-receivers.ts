// Decides which endpoints hear of an event: the run's own callback, and the tenant's endpoints, else the platform's.
import { mayHear, type Audience } from '../access/audience.ts';
import { eventTypes, type EventType } from '../events/event-types.ts';
import type { EndpointStatus } from '../ports/webhooks.ts';

/** An endpoint that was not deleted, as far as the choice needs it. */
export type EndpointChoice = {
  id: string;
  status: EndpointStatus;
  /** Empty means every type. */
  events: readonly EventType[];
  /** Of the key that named its address. */
  scopes: Audience;
};

/** Who could be told of a run's events, level by level. */
export type ReceiverLevels = {
  /** Null when the run has no `callbackUrl`; empty when it has one that nothing was sent to yet. */
  callback: readonly EndpointChoice[] | null;
  tenant: readonly EndpointChoice[];
  platform: readonly EndpointChoice[];
  /** The tenant's setting: what has a `callbackUrl` goes there alone. */
  callbackOnly: boolean;
};

/** A level that has an endpoint keeps the next one out: while it is paused nobody else hears of what was meant for it. */
export const decidingEndpoints = ({
  callback,
  tenant,
  platform,
  callbackOnly,
}: ReceiverLevels): readonly EndpointChoice[] => {
  if (callback !== null && callbackOnly) return callback;
  return [...(callback ?? []), ...(tenant.length > 0 ? tenant : platform)];
};

/** The types that an endpoint hears of. */
export const heardTypes = ({ events, scopes }: Pick<EndpointChoice, 'events' | 'scopes'>): readonly EventType[] =>
  (events.length === 0 ? eventTypes : events).filter((type) => mayHear(scopes, type));

/** The endpoints to tell. */
export const resolveReceivers = (levels: ReceiverLevels, type: EventType): string[] =>
  decidingEndpoints(levels)
    .filter((endpoint) => endpoint.status === 'active' && heardTypes(endpoint).includes(type))
    .map(({ id }) => id);
