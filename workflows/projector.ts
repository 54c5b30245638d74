// The loop that writes facts to PostgreSQL in order, in batches, for ever.
import { condition, log, sleep } from '@temporalio/workflow';
import type { Fact, FactType } from '../domain/lifecycle/facts.ts';
import { project } from './activities.ts';
import type { Run } from './run.ts';

const batchMax = 50;

/** Answers stand in the history: while PostgreSQL is so far behind, they wait for it instead of carrying more. */
const carriedMax = 10;

/** Facts that only announce work: its result follows, and one transaction for both saves a round trip and six events. */
const announcements: readonly FactType[] = ['infoSupplied', 'sessionRequested'];

const isDue = ({ pending, awaited }: Run): boolean =>
  pending.some((fact) => fact.seq <= awaited || !announcements.includes(fact.type));

/** Everything recorded that PostgreSQL may not have, projected soon in any case; empty when it is too much to carry. */
export const unprojected = (run: Run): Fact[] => {
  if (run.pending.length > carriedMax) return [];
  run.awaited = Math.max(run.awaited, run.state.seq);
  run.carried = run.state.seq;
  return [...run.pending];
};

/** Waits until everything recorded so far can be read in PostgreSQL. */
export const untilProjected = async (run: Run): Promise<void> => {
  const { seq } = run.state;
  run.awaited = Math.max(run.awaited, seq);
  await condition(() => run.projected >= seq);
};

/** Never returns: the workflow ends (or continues as new) once `projected` has reached the state's seq. */
export const runProjector = async (run: Run): Promise<never> => {
  for (;;) {
    await condition(() => isDue(run));
    const facts = run.pending.slice(0, batchMax);
    try {
      const last = facts.at(-1)?.seq ?? run.projected;
      const carried = last <= run.carried ? ({ carried: true } as const) : {};
      await project({ tenantId: run.tenantId, runId: run.runId, facts, ...carried });
      run.pending.splice(0, facts.length);
      run.projected = last;
    } catch {
      // Only a failure marked as final ends the activity's own retries; giving up here would lose acknowledged facts.
      log.error('a projection was refused', { code: 'projection.refused' });
      await sleep('30 seconds');
    }
  }
};
