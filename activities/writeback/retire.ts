// Takes back what a later revision replaces, where the vendor's API can; the rest is left where it is, and the ledger says so.
import { VendorTrouble } from '../../domain/ports/ats-records.ts';
import type { Supplanted, Writeback, WritebackStore } from '../../domain/ports/writebacks.ts';
import { emptyDigest, ownDigests } from '../../domain/writeback/decide.ts';
import { isOurs } from '../../domain/writeback/supplanted.ts';
import { digestOfValue } from '../../domain/writeback/value-digest.ts';
import { throwIfMerged, type RecordWork } from './task.ts';

type Place = Pick<RecordWork, 'records' | 'session' | 'order'>;
type Shared = Pick<RecordWork, 'order' | 'keyedDigest'> & {
  writebacks: Pick<WritebackStore, 'leaveToOthers' | 'digestsOfOtherRuns'>;
};

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

/** A tag is one for all who want it. */
export const isLeftToOthers = async ({ writebacks, order }: Shared, row: Writeback): Promise<boolean> =>
  row.kind === 'tag' &&
  row.valueDigest !== null &&
  (await writebacks.leaveToOthers(order, row.target, row.valueDigest));

const notOurs = async ({ writebacks, order }: Shared, target: string, stands: string): Promise<string> =>
  (await writebacks.digestsOfOtherRuns(order, target)).includes(stands) ? 'other_interview' : 'person_changed';

/**
 * Emptied only while it holds what we wrote: what a person or another interview has made of it is theirs. `history` are all rows of the field.
 * Null once it is empty, else the code of why it is not.
 */
export const emptyField = async (at: Place & Shared, history: readonly Writeback[]): Promise<string | null> => {
  const { records, session, order, keyedDigest, writebacks } = at;
  const { target, place } = history.findLast((row) => row.place.key !== undefined) ?? {};
  if (target === undefined || place?.object === undefined || place.key === undefined) return 'vendor.field_unknown';
  const ref = { object: place.object, key: place.key };
  const read = async (): Promise<string> => {
    const [value = null] = await records.readFields(session, order.ref, [ref]);
    return digestOfValue(keyedDigest, order, value);
  };
  const stands = await read();
  if (stands === emptyDigest) return null;
  if (!ownDigests(history).includes(stands)) return await notOurs(at, target, stands);
  if (await writebacks.leaveToOthers(order, target, stands)) return 'wanted_elsewhere';
  await records.writeFields(session, order.ref, [{ ...ref, value: null }]);
  return (await read()) === emptyDigest ? null : 'stored_otherwise';
};

/** Of whom a field is that is not emptied. */
const theirs = ['person_changed', 'other_interview', 'wanted_elsewhere'] as const;

const endOfField = async (work: RecordWork, history: readonly Writeback[]): Promise<Supplanted> => {
  if (!history.some(isOurs)) return 'supplanted_unwritten';
  const why = await emptyField(work, history);
  if (why === null) return 'supplanted_removed';
  return theirs.find((code) => code === why) ?? 'supplanted_left';
};

const endOf = async (work: RecordWork, row: Writeback, history: readonly Writeback[]): Promise<Supplanted> => {
  if (row.kind === 'field') return await endOfField(work, history);
  if (!isOurs(row)) return 'supplanted_unwritten';
  if (await isLeftToOthers(work, row)) return 'wanted_elsewhere';
  return (await takeBack(work, row)) ? 'supplanted_removed' : 'supplanted_left';
};

const end = ({ writebacks, order }: RecordWork, row: Writeback, reason: Supplanted): Promise<void> =>
  writebacks.noteSupplanted(order, row.id, reason);

/** The trouble that may be over later, or null. What cannot be taken back is left. `rows` are all of the order. */
export const retire = async (
  work: RecordWork,
  row: Writeback,
  rows: readonly Writeback[],
): Promise<VendorTrouble | null> => {
  const history = rows.filter(({ target }) => target === row.target);
  try {
    await end(work, row, await endOf(work, row, history));
    return null;
  } catch (error) {
    if (!(error instanceof VendorTrouble)) throw error;
    if (error.retryable) return error;
    if (error.code === 'record_missing') await throwIfMerged(work);
    await end(work, row, error.code === 'record_missing' ? 'supplanted_removed' : 'supplanted_left');
    return null;
  }
};
