// One thing on its way to one receiver: tries, waits and tries again, until it arrived, makes no sense any more, or the
// schedule is used up. Every decision about an attempt is the activity's; here is only the patience.
import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';
import { pauseBefore } from '../domain/delivery/schedule.ts';
import type { DeliveryActivities, DeliveryInput } from './contracts.ts';

/** Pauses from here on are shown to those who look; shorter ones are over before anybody does. */
const announcedFromMs = 30_000;

/** Without limit: what fails here is ours (the database, a worker that ended), and must not use up an attempt. */
const retry = { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' } as const;

/** Longer than the call outside may take; a killed worker is noticed after 4 seconds. */
const { attemptDelivery } = proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '45 seconds',
  heartbeatTimeout: '4 seconds',
  retry,
});

const { announceAttempt, giveUpDelivery } = proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '5 seconds',
  retry,
});

type Ending = 'done' | 'stopped' | 'dead';

export async function delivery(input: DeliveryInput): Promise<{ result: Ending; attempts: number }> {
  if (input.version !== 1) throw ApplicationFailure.nonRetryable('input.version', 'input.version');
  const { channel, tenantId, id, delaysMs } = input;
  const ref = { channel, tenantId, id };
  let retryAfterMs: number | null = null;
  for (const [index, delayMs] of delaysMs.entries()) {
    const attempt = index + 1;
    const pauseMs = pauseBefore({ delayMs, retryAfterMs, random: Math.random() });
    if (pauseMs >= announcedFromMs) await announceAttempt({ ...ref, at: Date.now() + pauseMs });
    if (pauseMs > 0) await sleep(pauseMs, { summary: `attempt ${attempt}` });
    const outcome = await attemptDelivery.executeWithOptions({ summary: `attempt ${attempt}` }, [{ ...ref, attempt }]);
    if (outcome.result !== 'retry') return { result: outcome.result, attempts: attempt };
    ({ retryAfterMs } = outcome);
  }
  await giveUpDelivery(ref);
  return { result: 'dead', attempts: delaysMs.length };
}
