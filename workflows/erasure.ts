// Erases one run for good: end it, destroy its keys, wait until no process can hold one, delete copies, empty columns,
// say so, certify. It ends only with a certificate; each step may be cut off anywhere and is then done again.
import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';
import type { ErasureActivities, ErasureInput } from './contracts.ts';

/** Without limit: whatever is down comes back, and an erasure that was promised happens. */
const patient = { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' } as const;

const steps = proxyActivities<ErasureActivities>({ startToCloseTimeout: '10 seconds', retry: patient });

/** It waits for the interview's own end, and an outside service may be slow. */
const slowSteps = proxyActivities<ErasureActivities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry: patient,
});

export async function erasure(input: ErasureInput): Promise<{ scope: string | null }> {
  if (input.version !== 1) throw ApplicationFailure.nonRetryable('input.version', 'input.version');
  const { tenantId, runId } = input;
  const run = { tenantId, runId };
  // Once more from the top when more was wished for meanwhile; what is done already is passed over.
  for (;;) {
    const open = await steps.openErasure(run);
    if (open === null) return { scope: null };
    const { scope } = open;
    await slowSteps.endInterview(run);
    await steps.destroyKeys({ ...run, scope });
    await sleep(input.keyCacheMs, { summary: 'until no process holds an unwrapped key' });
    await slowSteps.eraseCopies(run);
    await steps.emptyColumns({ ...run, scope });
    await steps.recordErasure({ ...run, scope });
    const { certified } = await steps.certifyErasure({ ...run, scope });
    if (certified) return { scope };
  }
}
