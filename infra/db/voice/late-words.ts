// Reads what was said in calls and came after the conversation was closed.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { LateWords } from '../../../domain/ports/calls.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { keptSql } from '../erasure/erasing-sql.ts';
import { ofRun, type Db } from '../knex.ts';

export type SealedLateWords = { sessionId: string; sealed: Uint8Array | null };

export const openLateWords = async (
  sealer: Sealer,
  { tenantId, runId }: RunRef,
  calls: readonly SealedLateWords[],
): Promise<LateWords> =>
  (
    await Promise.all(
      calls.map(({ sessionId, sealed }) =>
        openIfKept(sealer, sealPlaces.lateWords({ tenantId, runId }, sessionId), sealed),
      ),
    )
  ).flatMap((words) => words ?? []);

export const readLateWords = async (
  { db, sealer }: { db: Db; sealer: Sealer },
  { tenantId, runId }: RunRef,
): Promise<LateWords> => {
  const calls: SealedLateWords[] = await db('voice_calls')
    .select('session_id as sessionId', db.raw(`${keptSql('voice_calls', 'late_sealed')} as sealed`))
    .where(ofRun({ tenantId, runId }))
    .whereNotNull('late_sealed')
    .orderBy('opened_at');
  return await openLateWords(sealer, { tenantId, runId }, calls);
};
