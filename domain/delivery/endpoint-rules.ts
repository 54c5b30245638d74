// What owners may do with webhook endpoints; stores read the endpoint under a lock and ask here.
import type { AuditAct } from '../audit/chain.ts';
import { AppError } from '../errors.ts';
import type { EndpointChange, EndpointStatus } from '../ports/webhooks.ts';

const endpointsMax = 20;

export const checkRoomForEndpoint = (registered: number): void => {
  if (registered >= endpointsMax) throw new AppError('endpoint.too_many', { extra: { endpointsMax } });
};

/** The secret as stored, and which request made it. */
export type SecretState = {
  request: string | null;
  /** It was made so lately that its request may come again. */
  isRecent: boolean;
  /** Whether anybody was ever shown it. */
  seen: boolean;
  /** End of an overlap that still runs. */
  overlapEndsAt: Date | null;
};

/** The answer of a request may have been lost with the process: its repeat must not make a second secret. */
export const madeBy = (secret: SecretState, request: string | null): boolean =>
  request !== null && secret.request === request && secret.isRecent;

/**
 * `repeat` for a request that made the present secret; otherwise whether the secret so far signs on beside the new one.
 * Throws `endpoint.rotation_running`: a third secret would silently end one that a receiver still relies on.
 */
export const decideRotation = (
  secret: SecretState,
  { request, overlapMs }: { request: string | null; overlapMs: number },
): 'repeat' | 'overlap' | 'replace' => {
  if (madeBy(secret, request)) return 'repeat';
  if (overlapMs === 0) return 'replace';
  if (secret.overlapEndsAt !== null)
    throw new AppError('endpoint.rotation_running', { extra: { overlapEndsAt: secret.overlapEndsAt.toISOString() } });
  return secret.seen ? 'overlap' : 'replace';
};

/** What a change is in the audit log: its status apart from everything else. */
export const actsOfChange = ({ status, ...rest }: EndpointChange): AuditAct[] => [
  ...(Object.values(rest).some((value) => value !== undefined) ? (['endpoint.changed'] as const) : []),
  ...(status === 'active' ? (['endpoint.activated'] as const) : []),
  ...(status === 'paused' ? (['endpoint.paused'] as const) : []),
];

/** Throws `endpoint.not_active` for one that takes no deliveries. */
export const checkTakesDeliveries = ({ status, deleted }: { status: EndpointStatus; deleted: boolean }): void => {
  if (status === 'active' && !deleted) return;
  throw new AppError('endpoint.not_active', { extra: { endpointStatus: deleted ? 'deleted' : status } });
};
