// The steps of a delivery's workflow: each channel makes its own attempts, and the workflow knows none of them apart.
import type { DeliveryChannel } from '../domain/delivery/channels.ts';
import type { AttemptOutcome, DeliveryActivities } from '../workflows/contracts.ts';

type Ref = { tenantId: string; id: string };

/** What one channel does at the turn of something to be sent; each step may be repeated. */
export interface ChannelAttempts {
  attempt(input: Ref & { attempt: number }): Promise<AttemptOutcome>;
  announce(input: Ref & { at: number }): Promise<void>;
  giveUp(input: Ref): Promise<void>;
}

export const attemptsExhausted = 'attempts_exhausted';

export const createDeliveryActivities = (
  attempts: Readonly<Record<DeliveryChannel, ChannelAttempts>>,
): DeliveryActivities => ({
  attemptDelivery: ({ channel, ...input }) => attempts[channel].attempt(input),
  announceAttempt: ({ channel, ...input }) => attempts[channel].announce(input),
  giveUpDelivery: ({ channel, ...input }) => attempts[channel].giveUp(input),
});
