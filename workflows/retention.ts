// Started by a Schedule every day: has everything erased whose time is up, in bounded steps until nothing is left.
import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { RetentionActivities, RetentionCounts, RetentionCursor } from './contracts.ts';

const { retain } = proxyActivities<RetentionActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  // The next day's run finds whatever this one could not.
  retry: { maximumInterval: '1 minute', maximumAttempts: 20 },
});

const stepsMax = 200;

const none: RetentionCounts = { personal: 0, all: 0, recordings: 0, held: 0, failed: 0, stillOpen: 0 };

const sum = (one: RetentionCounts, other: RetentionCounts): RetentionCounts => ({
  personal: one.personal + other.personal,
  all: one.all + other.all,
  recordings: one.recordings + other.recordings,
  held: one.held + other.held,
  failed: one.failed + other.failed,
  stillOpen: one.stillOpen + other.stillOpen,
});

type Progress = { cursor: RetentionCursor | null; counts: RetentionCounts };

export async function retention(progress: Progress = { cursor: null, counts: none }): Promise<RetentionCounts> {
  let { cursor, counts } = progress;
  for (let step = 0; step < stepsMax; step += 1) {
    const done = await retain({ cursor });
    counts = sum(counts, done.counts);
    if (done.next === null) return counts;
    cursor = done.next;
  }
  return continueAsNew<typeof retention>({ cursor, counts });
}
