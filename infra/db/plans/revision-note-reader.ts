// Opens what a recruiter wrote when asking for a new revision of a plan.
import type { RevisionNote, RevisionNoteReader } from '../../../domain/ports/plan.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { Db } from '../knex.ts';

const nothing: RevisionNote = { text: '', targets: [] };

export const readRevisionNote =
  (db: Db, sealer: Sealer) =>
  async (tenantId: string, runId: string, noteId: string): Promise<RevisionNote | null> => {
    const row: { note_sealed: Buffer | null } | undefined = await db('command_notes')
      .select('note_sealed')
      .where({ tenant_id: tenantId, run_id: runId, id: noteId })
      .first();
    if (row === undefined) return null;
    if (row.note_sealed === null) return nothing;
    return { ...nothing, ...(await sealer.open(sealPlaces.note({ tenantId, runId }, noteId), row.note_sealed)) };
  };

export const createRevisionNoteReader = (db: Db, sealer: Sealer): RevisionNoteReader => ({
  read: readRevisionNote(db, sealer),
});
