// Asks for an erasure and tells how far it is: the intent is stored first, whatever else is down.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { ErasureEngine, ErasureStore, ErasureView, ErasureWish } from '../../domain/ports/erasure.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { Clock } from '../../domain/ports/system.ts';

export type ErasureDeps = {
  erasures: ErasureStore;
  engine: ErasureEngine;
  clock: Clock;
  /** How long any process may go on using an unwrapped key. */
  keyCacheMs: number;
  logger: Logger;
};

export type Erasures = {
  /**
   * Erases a run, an active one after cancelling it. A repeat finds the erasure that is there; a wider scope widens it.
   * Throws `interview.not_found` and `erasure.on_hold`.
   */
  erase(run: RunRef, wish: ErasureWish): Promise<ErasureView>;
  /** Null when it was never asked for. */
  read(run: RunRef): Promise<ErasureView | null>;
};

export const createErasures = (deps: ErasureDeps): Erasures => {
  const { erasures, engine, clock, keyCacheMs, logger } = deps;

  /** An engine that is away loses nothing: the reconciler starts what should be running. */
  const start = async ({ tenantId, runId }: RunRef): Promise<void> => {
    try {
      await engine.startErasure({ version: 1, tenantId, runId, keyCacheMs });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      logger.warn('erasure.start_failed', { runId, code: error.code });
    }
  };

  return {
    erase: async (run, wish) => {
      const erasure = await erasures.request(run, wish, clock.now());
      if (erasure.state === 'running') await start(run);
      return erasure;
    },
    read: (run) => erasures.find(run),
  };
};
