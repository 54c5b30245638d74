// Calls activities as a worker does: each call in an activity's context of its own, as the engine's test environment makes it.
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';

/** What an activity throws is the test's to judge. */
const logger = new DefaultLogger('ERROR', () => undefined);

type Activity = (...args: unknown[]) => Promise<unknown>;

/** The same activities, which may be called from anywhere. With an environment of the test's own it sees heartbeats and cancels. */
export const inActivity = <Activities extends object>(
  activities: Activities,
  environment?: MockActivityEnvironment,
): Activities =>
  Object.fromEntries(
    Object.entries(activities).map(([name, activity]: [string, Activity]) => [
      name,
      (...args: unknown[]) => (environment ?? new MockActivityEnvironment({}, { logger })).run(activity, ...args),
    ]),
  ) as Activities;
