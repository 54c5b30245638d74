// One hook at its turn, and giving it up: what may pass by itself is tried again, and what will not is written down in the open.
import { AppError } from '../domain/errors.ts';
import type { HookRef, HookTurn, HookWork } from '../domain/ports/ats-inbox.ts';
import { VendorTrouble } from '../domain/ports/ats-records.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { HookActivities } from '../workflows/contracts.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export type HookActivityDeps = {
  processHook(ref: HookRef): Promise<HookTurn>;
  /** Throws instead of asking an ATS. */
  processAtOnce(ref: HookRef): Promise<HookTurn>;
  work: Pick<HookWork, 'fail' | 'countUnforeseen'>;
  metrics: Pick<Metrics, 'increment'>;
  log: Pick<Logger, 'warn'>;
  heartbeat(): void;
};

/**
 * What nobody foresaw is tried so often, for a mistake of ours must not hold up its application for days. Counted in its row: that
 * its ATS was away before has nothing to do with it.
 */
const unforeseenMax = 5;

/** The code of what will not pass by itself; null for what may. */
const lastingCode = async ({ work }: HookActivityDeps, ref: HookRef, error: unknown): Promise<string | null> => {
  if (error instanceof VendorTrouble) return error.code;
  if (error instanceof AppError && error.code !== 'internal.error')
    return error.retryable || error.code === 'connection.paused' ? null : error.code;
  return (await work.countUnforeseen(ref)) >= unforeseenMax ? 'internal.error' : null;
};

/** Refusals that a moment changes are said as such: the engine knows them by their code alone. */
const passing = (error: unknown): unknown =>
  error instanceof AppError && error.code === 'connection.paused'
    ? new AppError('delivery.interrupted', { retryAfterSeconds: 1, cause: error })
    : error;

const fail = async ({ work, metrics, log }: HookActivityDeps, ref: { tenantId: string; id: string }, code: string) => {
  await work.fail(ref, code);
  metrics.increment('hooksEnded', { result: code });
  log.warn('hook.failed', { tenantId: ref.tenantId, target: ref.id, code });
};

const counted = ({ metrics }: HookActivityDeps, turn: HookTurn): { result: HookTurn['result'] } => {
  if (turn.result === 'done') metrics.increment('hooksEnded', { result: turn.end.outcome });
  return { result: turn.result };
};

export const createHookActivities = (deps: HookActivityDeps): HookActivities => ({
  processHookAtOnce: async ({ tenantId, id }) => {
    try {
      return counted(deps, await deps.processAtOnce({ tenantId, id }));
    } catch {
      // Whatever it was, `processHook` meets it again and judges it.
      return { result: 'later' };
    }
  },
  processHook: ({ tenantId, id }) =>
    withHeartbeat(deps.heartbeat, async () => {
      const ref = { tenantId, id };
      try {
        return counted(deps, await deps.processHook(ref));
      } catch (error) {
        const code = await lastingCode(deps, ref, error);
        if (code === null) throw passing(error);
        await fail(deps, ref, code);
        return { result: 'failed' };
      }
    }),
  giveUpHook: ({ tenantId, id, code }) => fail(deps, { tenantId, id }, code),
});
