// What candidates chose about how they are interviewed: one row per run, members that nobody chose are null.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { ChosenWays } from '../../../domain/ports/room.ts';
import { answerWays, pauseTolerances } from '../../../domain/room/choices.ts';
import { roomLanguages } from '../../../domain/room/language.ts';
import { ofRun, type Db } from '../knex.ts';

/** A row as `row_to_json` gives it. */
export type ChoicesRow = { language: string | null; way: string | null; pause_tolerance: string | null };

const known = <Value extends string>(values: readonly Value[], stored: string | null | undefined): Value | null =>
  values.find((value) => value === stored) ?? null;

export const rowToChoices = (row: ChoicesRow | null): ChosenWays => ({
  language: known(roomLanguages, row?.language),
  way: known(answerWays, row?.way),
  pauseTolerance: known(pauseTolerances, row?.pause_tolerance),
});

/** What is not named stays as it was. */
export const upsertChoices = async (db: Db, run: RunRef, chosen: Partial<ChosenWays>): Promise<void> => {
  const { language, way, pauseTolerance } = chosen;
  const columns = Object.entries({ language, way, pause_tolerance: pauseTolerance });
  const named = Object.fromEntries(columns.filter(([, value]) => value !== undefined));
  await db('room_choices')
    .insert({ ...ofRun(run), ...named })
    .onConflict('run_id')
    .merge({ ...named, updated_at: db.fn.now() });
};
