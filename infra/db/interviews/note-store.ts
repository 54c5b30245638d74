// Keeps the free text of commands, sealed; the command itself carries only the id.
import type { NewNote, NoteStore } from '../../../domain/ports/interviews.ts';
import type { Db } from '../knex.ts';

export const insertNote = async (db: Db, tenantId: string, runId: string, note: NewNote): Promise<void> => {
  await db('command_notes')
    .insert({
      id: note.id,
      tenant_id: tenantId,
      run_id: runId,
      command: note.command,
      note_sealed: note.noteSealed,
      decided_by_sealed: note.decidedBySealed,
    })
    .onConflict('id')
    .ignore();
};

export const createNoteStore = (db: Db): NoteStore => ({
  insert: (tenantId, runId, note) => insertNote(db, tenantId, runId, note),
});
