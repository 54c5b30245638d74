// What people wrote about a run, in rows of its own: sealed, where an erasure reaches it.
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { RunTexts } from '../../../domain/ports/run-texts.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { openIfKept, openPersonal } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { acceptedSql, keptSql } from '../erasure/erasing-sql.ts';
import { ofRun, type Db } from '../knex.ts';

/** Takes back a note that nothing refers to. */
export const dropNote = async (db: Db, run: RunRef, id: string): Promise<void> => {
  await db('command_notes')
    .where({ ...ofRun(run), id })
    .delete();
};

const acceptedIn = (db: Db, owner: string) => db.raw(`${acceptedSql(owner)} as gone`);

const readDeciders =
  ({ db, sealer }: { db: Db; sealer: Sealer }): RunTexts['readDeciders'] =>
  async (run, noteIds) => {
    const rows: { id: string; decided_by_sealed: Buffer | null }[] = await db('command_notes')
      .where(ofRun(run))
      .whereIn('id', noteIds)
      .select('id', db.raw(`${keptSql('command_notes', 'decided_by_sealed')} as decided_by_sealed`));
    const names = await Promise.all(
      rows.map(async ({ id, decided_by_sealed: sealed }) => {
        const name = await openIfKept(sealer, sealPlaces.decidedBy(run, id), sealed);
        return name === null ? [] : [[id, name] as const];
      }),
    );
    return new Map(names.flat());
  };

export const createRunTexts = ({ db, sealer }: { db: Db; sealer: Sealer }): RunTexts => ({
  keepNote: async (run, { id, command, texts, decidedBy }) => {
    const row = {
      ...ofRun(run),
      id,
      command,
      note_sealed: texts && (await sealer.seal(sealPlaces.note(run, id), texts)),
      decided_by_sealed: decidedBy === null ? null : await sealer.seal(sealPlaces.decidedBy(run, id), decidedBy),
    };
    await db('command_notes').insert(row).onConflict('id').ignore();
  },
  readNote: async (run, id) => {
    const row: { note_sealed: Buffer | null; gone: boolean } | undefined = await db('command_notes')
      .where({ ...ofRun(run), id })
      .first('note_sealed', acceptedIn(db, 'command_notes'));
    if (row === undefined) return null;
    if (row.gone) throw new AppError('personal_data.erased');
    return row.note_sealed === null ? { text: '' } : await sealer.open(sealPlaces.note(run, id), row.note_sealed);
  },
  readDeciders: readDeciders({ db, sealer }),
  keepSubmission: async (run, id, submission, scopes) => {
    const sealed = await sealer.seal(sealPlaces.infoSubmission(run, id), submission);
    await db('info_submissions')
      .insert({
        ...ofRun(run),
        id,
        submission_sealed: sealed,
        callback_scopes: submission.callbackUrl === undefined ? null : [...scopes],
      })
      .onConflict('id')
      .ignore();
  },
  readPersonal: async (run) => {
    const row: { personal_sealed: Buffer | null; gone: boolean } | undefined = await db('interviews')
      .where(ofRun(run))
      .first('personal_sealed', acceptedIn(db, 'interviews'));
    if (row?.gone) throw new AppError('personal_data.erased');
    return await openPersonal(sealer, run, row?.personal_sealed ?? null);
  },
});
