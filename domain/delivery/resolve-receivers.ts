// Decides which endpoints hear of an event: the run's own callback, else the tenant's endpoints, else the platform's.
import type { EventType } from '../events/event-types.ts';
import type { EndpointStatus } from '../ports/webhooks.ts';

/** An endpoint that was not deleted, as far as the choice needs it. */
export type EndpointChoice = {
  id: string;
  status: EndpointStatus;
  /** Empty means every type. */
  events: readonly EventType[];
};

/** Who could be told of a run's events, level by level. */
export type ReceiverLevels = {
  /** Only when the run has a `callbackUrl`. */
  callback: EndpointChoice | null;
  tenant: readonly EndpointChoice[];
  platform: readonly EndpointChoice[];
};

const decidingLevel = ({ callback, tenant, platform }: ReceiverLevels): readonly EndpointChoice[] => {
  if (callback !== null) return [callback];
  return tenant.length > 0 ? tenant : platform;
};

/**
 * The endpoints to tell. The first level that has an endpoint decides alone: while it is paused nobody else hears of
 * what was meant for it.
 */
export const resolveReceivers = (levels: ReceiverLevels, type: EventType): string[] =>
  decidingLevel(levels)
    .filter(({ status, events }) => status === 'active' && (events.length === 0 || events.includes(type)))
    .map(({ id }) => id);
