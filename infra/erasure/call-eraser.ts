// Deletes what a voice provider outside holds of a run: call by call, until each is gone or can only be left to it.
import type { Knex } from 'knex';
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { CopyEraser } from '../../domain/ports/erasure.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type { VoiceProvider, VoiceProviders } from '../../domain/ports/voice.ts';
import { ofRun } from '../db/knex.ts';

/** So long after an erasure was asked for its copy is tried for; then it is certified as left to the provider. */
const patienceMs = 24 * 3_600_000;

type Deps = { db: Knex; voice: VoiceProviders; clock: Clock };
type Row = { external_id: string; deleted_at: Date | null };

/** One that goes on is ended first: what is deleted then stays deleted. */
const deleteCall = async (provider: VoiceProvider, externalId: string): Promise<boolean> => {
  const signal = AbortSignal.timeout(30_000);
  try {
    await provider.stop(externalId, signal);
    await provider.delete(externalId, signal);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'session.provider_unavailable') return false;
    throw error;
  }
};

const isOverdue = async ({ db, clock }: Deps, run: RunRef): Promise<boolean> => {
  const row: { requested_at: Date } | undefined = await db('erasures').where(ofRun(run)).first('requested_at');
  return row !== undefined && clock.now() - row.requested_at.getTime() > patienceMs;
};

/** `name` is the provider's, whether or not this deployment still uses it: without its settings its copies are left to it. */
export const createCallEraser = (name: string, deps: Deps): CopyEraser => ({
  name,
  erase: async ({ tenantId, runId }) => {
    const run = { tenantId, runId };
    const { db, voice, clock } = deps;
    const provider = voice.calls?.name === name ? voice.calls : null;
    const rows: Row[] = await db('voice_calls')
      .where({ ...ofRun(run), provider: name })
      .whereNotNull('external_id')
      .select('external_id', 'deleted_at');
    let left = 0;
    for (const { external_id: externalId } of rows.filter(({ deleted_at: at }) => at === null)) {
      if (provider !== null && (await deleteCall(provider, externalId)))
        await db('voice_calls')
          .where({ ...ofRun(run), external_id: externalId })
          .update({ deleted_at: new Date(clock.now()) });
      else left += 1;
    }
    // Done again until it works, or until nobody can wait any longer.
    if (left > 0 && !(await isOverdue(deps, run))) throw new AppError('session.provider_unavailable');
    const counted = { deleted: rows.length - left, leftToProvider: left > 0, isTotal: true as const };
    return left === 0 ? counted : { ...counted, left: { provider_unavailable: left } };
  },
});
