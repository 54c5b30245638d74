// Sessions: each attempt of a run to bring the candidate and the interviewer together, opened exactly once.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { NewSession, SessionStore, StoredSession } from '../../../domain/ports/session.ts';
import type { SessionMode } from '../../../domain/lifecycle/state.ts';
import { ofRun, type Db } from '../knex.ts';

type Row = { id: string; provider: string; mode: SessionMode; started_at: Date | null };

const rowToSession = (row: Row): StoredSession => ({
  id: row.id,
  provider: row.provider,
  mode: row.mode,
  opened: row.started_at !== null,
});

/** The session of this attempt: the stored one when the attempt was begun before, else the given one. */
export const claimSession = async (db: Db, run: RunRef, session: NewSession): Promise<StoredSession> => {
  const { id, attempt, provider, mode } = session;
  const row = { id, ...ofRun(run), attempt, provider, mode };
  await db('sessions').insert(row).onConflict(['run_id', 'attempt']).ignore();
  const stored: Row = await db('sessions')
    .where({ ...ofRun(run), attempt })
    .first();
  return rowToSession(stored);
};

/** Notes that the provider opened the session, and ends the earlier ones that it replaces. */
export const markSessionOpened = async (
  db: Db,
  { tenantId, runId }: RunRef,
  opened: { sessionId: string; externalId: string; openedAt: number; expiresAt: number },
): Promise<void> => {
  await db.raw(
    `with opened as (
       update sessions set external_id = :externalId, started_at = :openedAt, expires_at = :expiresAt
       where tenant_id = :tenantId and run_id = :runId and id = :sessionId and started_at is null
       returning attempt
     )
     update sessions set ended_at = :openedAt, end_reason = 'replaced'
     from opened
     where tenant_id = :tenantId and run_id = :runId and sessions.attempt < opened.attempt and ended_at is null`,
    {
      tenantId,
      runId,
      sessionId: opened.sessionId,
      externalId: opened.externalId,
      openedAt: new Date(opened.openedAt),
      expiresAt: new Date(opened.expiresAt),
    },
  );
};

export const createSessionStore = (db: Db): SessionStore => ({
  claim: (run, session) => claimSession(db, run, session),
  markOpened: (run, opened) => markSessionOpened(db, run, opened),
  readLocale: async (run) => {
    const row: { locale: string } | undefined = await db('interviews').select('locale').where(ofRun(run)).first();
    return row?.locale ?? null;
  },
});
