// A hook that was just kept is told to its workflow beside the answer; where that is not possible a relay does it.
import type { HookEngine, HookRelay, HookStart, Keeping } from '../../domain/ports/ats-inbox.ts';

/** Of one process. What comes in a burst is left to the relays, which go at the pace of the engine. */
const underWayMax = 8;

export type HookTellerDeps = { relay: Pick<HookRelay, 'markTold' | 'release'>; engine: HookEngine };

export type HookTeller = {
  /** `keep` is told whether a claim may be asked for; what it claimed is told, and nobody waits for that. */
  keep(start: HookStart, keep: (room: boolean) => Promise<Keeping>): Promise<Keeping>;
  /** Resolves once nothing is being told, for an orderly stop. */
  settled(): Promise<void>;
};

export const createHookTeller = ({ relay, engine }: HookTellerDeps): HookTeller => {
  const telling = new Set<Promise<void>>();
  let keeping = 0;

  /** Never fails: what is given back is a relay's at once, and what cannot be given back when the claim is over. Told twice is told once. */
  const tell = async (start: HookStart): Promise<void> => {
    try {
      await engine.tellHooks(start);
      await relay.markTold(start.ids);
    } catch {
      await relay.release(start.ids).catch(() => undefined);
    }
  };

  return {
    keep: async (start, keep) => {
      const room = keeping + telling.size < underWayMax;
      keeping += 1;
      try {
        const kept = await keep(room);
        if (kept === 'claimed') {
          const one = tell(start).finally(() => telling.delete(one));
          telling.add(one);
        }
        return kept;
      } finally {
        keeping -= 1;
      }
    },
    settled: async () => {
      await Promise.all(telling);
    },
  };
};
