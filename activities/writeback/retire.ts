// Takes back what a later revision replaces, where the vendor's API can; the rest is left where it is, and the ledger says so.
import { VendorTrouble } from '../../domain/ports/ats-records.ts';
import type { Supplanted, Writeback } from '../../domain/ports/writebacks.ts';
import { isOurs } from '../../domain/writeback/supplanted.ts';
import type { RecordWork } from './task.ts';

type Place = Pick<RecordWork, 'records' | 'session' | 'order'>;

const takeBackNote = async ({ records, session, order: { ref } }: Place, row: Writeback): Promise<boolean> => {
  if (records.deleteNote === undefined) return false;
  const found = row.vendorId === null && row.mark !== null ? await records.findNote(session, ref, row.mark) : null;
  const id = row.vendorId ?? found?.id ?? null;
  return id === null || (await records.deleteNote(session, ref, id));
};

const takeBackFile = async ({ records, session, order: { ref } }: Place, row: Writeback): Promise<boolean> => {
  const { name } = row.place;
  if (records.deleteFile === undefined || name === undefined) return false;
  const found = row.vendorId === null ? await records.findFile(session, ref, name) : null;
  const id = row.vendorId ?? found?.id ?? null;
  return id === null || (await records.deleteFile(session, ref, id));
};

const takeBackTag = async ({ records, session, order: { ref } }: Place, { place }: Writeback): Promise<boolean> => {
  if (records.removeTag === undefined || place.tag === undefined) return false;
  await records.removeTag(session, ref, place.tag);
  return true;
};

/** False where the vendor's API cannot take it back. */
export const takeBack = async (at: Place, row: Writeback): Promise<boolean> => {
  if (row.kind === 'note') return await takeBackNote(at, row);
  if (row.kind === 'file') return await takeBackFile(at, row);
  return row.kind === 'tag' && (await takeBackTag(at, row));
};

const end = ({ writebacks, order }: RecordWork, row: Writeback, reason: Supplanted): Promise<void> =>
  writebacks.noteSupplanted(order, row.id, reason);

/** The trouble that may be over later, or null. What cannot be taken back is left. */
export const retire = async (work: RecordWork, row: Writeback): Promise<VendorTrouble | null> => {
  if (!isOurs(row)) {
    await end(work, row, 'supplanted_unwritten');
    return null;
  }
  try {
    await end(work, row, (await takeBack(work, row)) ? 'supplanted_removed' : 'supplanted_left');
    return null;
  } catch (error) {
    if (!(error instanceof VendorTrouble)) throw error;
    if (error.retryable) return error;
    await end(work, row, error.code === 'record_missing' ? 'supplanted_removed' : 'supplanted_left');
    return null;
  }
};
