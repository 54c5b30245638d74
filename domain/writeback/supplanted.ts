// What gave way to a later revision and may be taken back by now.
import type { Writeback } from '../ports/writebacks.ts';
import type { WritebackKind } from './item.ts';

/** A stage is no copy of anything. */
const takenBack: readonly WritebackKind[] = ['note', 'file', 'tag'];

/** A tag that was there before we came is the customer's own. */
export const isOurs = ({ attempts }: Pick<Writeback, 'attempts'>): boolean => attempts > 0;

const placeText = ({ kind, place, mark }: Writeback): string => JSON.stringify([kind, place, mark]);

/** Once what replaces it stands in the record: nothing is missing in between. What another row still wants stays. */
export const supplanted = (rows: readonly Writeback[], row: Writeback): boolean => {
  if (row.status !== 'superseded' || (row.reason !== 'replaced' && row.reason !== 'not_wanted')) return false;
  // A field that is wanted otherwise is overwritten; one that is not wanted any more is emptied.
  const isEmptied = row.kind === 'field' && row.reason === 'not_wanted';
  if (!isEmptied && !takenBack.includes(row.kind)) return false;
  const live = rows.filter(({ status }) => status !== 'superseded');
  if (live.some((other) => placeText(other) === placeText(row))) return false;
  const heirs = live.filter(({ target, kind }) => target === row.target && kind === row.kind);
  return heirs.every(({ status }) => status === 'confirmed');
};
