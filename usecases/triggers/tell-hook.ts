// A hook that was just kept has its turn and is told to its workflow beside the answer; where that is not possible a relay does it.
import type { HookEngine, HookRef, HookRelay, HookStart, Keeping } from '../../domain/ports/ats-inbox.ts';

/** Of one process. What comes in a burst is left to the relays, which go at the pace of the engine. */
const underWayMax = 8;

/** With telling still shorter than a claim. */
const turnMs = 3_000;

export type HookTellerDeps = {
  relay: Pick<HookRelay, 'markTold' | 'release'>;
  engine: HookEngine;
  /** One turn that asks no ATS. Whatever it throws, the workflow meets again and judges. */
  turn(ref: HookRef): Promise<unknown>;
};

export type HookTeller = {
  /** `keep` is told whether a claim may be asked for; what it claimed is told, and nobody waits for that. */
  keep(start: HookStart, keep: (room: boolean) => Promise<Keeping>): Promise<Keeping>;
  /** Resolves once nothing is being told, for an orderly stop. */
  settled(): Promise<void>;
};

export const createHookTeller = ({ relay, engine, turn }: HookTellerDeps): HookTeller => {
  const telling = new Set<Promise<void>>();
  let keeping = 0;

  /** Before its workflow hears of it, which then passes over what is done. Never fails, and keeps nothing waiting for long. */
  const haveTurns = async ({ tenantId, ids }: HookStart): Promise<void> => {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, turnMs);
    const turns = Promise.all(ids.map((id) => turn({ tenantId, id }))).catch(() => undefined);
    await Promise.race([turns, late]);
    clearTimeout(timer);
  };

  /** Never fails: what is given back is a relay's at once, and what cannot be given back when the claim is over. Told twice is told once. */
  const tell = async (start: HookStart, kept: Keeping): Promise<void> => {
    try {
      if (kept === 'alone') await haveTurns(start);
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
        if (kept === 'claimed' || kept === 'alone') {
          const one = tell(start, kept).finally(() => telling.delete(one));
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
