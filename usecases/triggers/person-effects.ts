// What an ATS says of a person as a whole: gone, made nameless, or somebody else's second record.
import type { RunRef } from '../../domain/access/ids.ts';
import type { AtsEvent } from '../../domain/ports/ats-hooks.ts';
import type { Hook, HookEnd, TriggerOrders } from '../../domain/ports/ats-inbox.ts';
import type { Erasures } from '../privacy/erasures.ts';

export type PersonDeps = { orders: TriggerOrders; erasures: Pick<Erasures, 'erase'> };

const erasureOf = {
  scope: 'personal',
  cause: 'request',
  actor: { kind: 'system', id: null },
  requestId: null,
} as const;

/** Each on its own: one that is held keeps no other, and is told of once all were asked for. */
const eraseAll = async ({ erasures }: PersonDeps, runs: readonly RunRef[]): Promise<void> => {
  const results = await Promise.allSettled(runs.map((run) => erasures.erase(run, erasureOf)));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
};

type Who = Pick<AtsEvent, 'applicationId' | 'candidateId'>;

export const createPersonEffects = (deps: PersonDeps) => ({
  erasePerson: async (hook: Hook, { applicationId, candidateId }: Who): Promise<HookEnd> => {
    const { tenantId, connectionId } = hook;
    await eraseAll(deps, await deps.orders.runsOf(tenantId, connectionId, { applicationId, candidateId }));
    return { outcome: 'erased', gone: { applicationId, candidateId } };
  },
  mergePerson: async (hook: Hook, { candidateId, mergedInto }: AtsEvent): Promise<HookEnd> => {
    if (candidateId !== null && mergedInto !== null)
      await deps.orders.rekeyCandidate(hook.tenantId, hook.connectionId, { from: candidateId, to: mergedInto });
    return { outcome: 'merged' };
  },
});
