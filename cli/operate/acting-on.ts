// An operator's act on an interview, in the name that was given: sealed beside the run, and named by the audit log by its id.
import type { Knex } from 'knex';

import type { RunRef } from '../../domain/access/ids.ts';
import type { Sealer } from '../../domain/ports/system.ts';
import { isErased } from '../../domain/seal/open.ts';
import { operatorsNotePrefix } from '../../infra/db/bundle/bundle-words.ts';
import { createRunTexts, dropNote } from '../../infra/db/interviews/run-texts.ts';
import { newId } from '../../infra/system.ts';
import type { Asker } from '../../usecases/access/tenants.ts';

import { operator } from './administer.ts';

type Stores = { db: Knex; sealer: Sealer };
/** `name` is null where the operator gave none. */
type Act = { act: string; name: string | null };

/** Null where nothing of the run can be sealed any more: then an act goes without a name. */
const keepName = async (stores: Stores, run: RunRef, { act, name }: Act): Promise<string | null> => {
  if (name === null) return null;
  const id = newId('note');
  try {
    const note = { id, command: `${operatorsNotePrefix}${act}`, texts: null, decidedBy: name };
    await createRunTexts(stores).keepNote(run, note);
    return id;
  } catch (error) {
    if (isErased(error)) return null;
    throw error;
  }
};

/** What is refused leaves no name behind. */
export const actingOn = async <Result>(
  stores: Stores,
  run: RunRef,
  act: Act,
  work: (asker: Asker) => Promise<Result>,
): Promise<Result> => {
  const noteId = await keepName(stores, run, act);
  try {
    return await work({ ...operator, actor: { ...operator.actor, onBehalfOf: noteId } });
  } catch (error) {
    if (noteId !== null) await dropNote(stores.db, run, noteId);
    throw error;
  }
};
