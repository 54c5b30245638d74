// What to do about one thing in a record: from the ledger's rows of it, what stands there now, and what is wanted.
import type { Writeback } from '../ports/writebacks.ts';
import type { WritebackStatus } from './item.ts';

/** The digest of nothing: an empty field, a note that is not there. */
export const emptyDigest = 'empty';

/** The part of a row that the rules look at. */
export type Known = Pick<
  Writeback,
  | 'kind'
  | 'revision'
  | 'reason'
  | 'valueDigest'
  | 'storedDigest'
  | 'replaceableDigest'
  | 'attempts'
  | 'confirmedAt'
  | 'vendorId'
>;

const present = (digests: readonly (string | null)[]): string[] => digests.filter((digest) => digest !== null);

/** We took it out ourselves: an empty field is then as we left it. */
const isEmptied = ({ reason }: Known): boolean => reason === 'supplanted_removed';

/**
 * What may stand in a field although it is not what is wanted: what we may have written since the last write that is known
 * to have arrived, and what that one left; before there is such a write, nothing at all. Whatever else stands is a person's.
 */
export const ownDigests = (rows: readonly Known[]): string[] => {
  const written = rows.filter((row) => row.attempts > 0 || isEmptied(row)).toSorted((a, b) => b.revision - a.revision);
  const last = written.findIndex(({ confirmedAt }) => confirmedAt !== null);
  const counting = last === -1 ? written : written.slice(0, last + 1);
  const digests = counting.flatMap((row) =>
    present([row.valueDigest, row.storedDigest, isEmptied(row) ? emptyDigest : null]),
  );
  return last === -1 ? [emptyDigest, ...digests] : digests;
};

export type Sight = {
  wanted: string;
  /** What stands there now. */
  stands: string;
  /** What may be replaced. */
  replaceable: readonly string[];
};

export type Action = 'confirm' | 'write' | 'conflict';

/** Never over what is neither wanted nor replaceable; what stands there already is never written again. */
export const decide = ({ wanted, stands, replaceable }: Sight): Action => {
  if (stands === wanted) return 'confirm';
  return replaceable.includes(stands) ? 'write' : 'conflict';
};

export type ReadBack = 'confirmed' | 'unseen' | 'stored_otherwise';

/** What a look right after the write says: there, not to be seen yet, or something else than was sent. */
export const judgeReadBack = ({ wanted, before, stands }: Record<'wanted' | 'before' | 'stands', string>): ReadBack => {
  if (stands === wanted) return 'confirmed';
  return stands === before ? 'unseen' : 'stored_otherwise';
};

/** As it is intended, with the digest of its value; a problem has none and a reason instead. */
export type Wanted = { target: string; digest: string | null; reason: string | null };

type Standing = Pick<Writeback, 'id' | 'target' | 'revision' | 'status' | 'reason' | 'valueDigest'>;

export type Intent<Item extends Wanted> = {
  item: Item;
  revision: number;
  status: Extract<WritebackStatus, 'intended' | 'failed' | 'kept_theirs'>;
};

export type IntentPlan<Item extends Wanted> = {
  add: Intent<Item>[];
  /** Ids that give way, with why. */
  supersede: { id: string; reason: 'replaced' | 'not_wanted' }[];
  /** Ids that failed before and get another chance. */
  again: string[];
};

const over: readonly WritebackStatus[] = ['superseded', 'removed', 'left'];

const latestOf = (rows: readonly Standing[], target: string): Standing | null =>
  rows.filter((row) => row.target === target).toSorted((a, b) => b.revision - a.revision)[0] ?? null;

const isSame = (row: Standing, { digest, reason }: Wanted): boolean =>
  row.valueDigest === digest && (digest !== null || row.reason === reason);

const statusOf = (latest: Standing | null, { digest }: Wanted): Intent<Wanted>['status'] => {
  if (digest === null) return 'failed';
  // Whoever said that theirs stays said so of the field, not of one value.
  return latest?.status === 'kept_theirs' ? 'kept_theirs' : 'intended';
};

/** Null for what the ledger holds as it is wanted. */
const intentOf = <Item extends Wanted>(latest: Standing | null, item: Item, revision: number): Intent<Item> | null => {
  if (latest !== null && latest.status !== 'superseded' && isSame(latest, item)) return null;
  // A changed mapping gives another value to the same revision of the document.
  const next = Math.max(revision, (latest?.revision ?? 0) + 1);
  return { item, revision: next, status: statusOf(latest, item) };
};

/**
 * What is wanted now beside what the ledger holds: the same value makes no new row, another one supersedes what was there,
 * and so does what is wanted no more.
 */
export const planIntents = <Item extends Wanted>(
  rows: readonly Standing[],
  wanted: readonly Item[],
  revision: number,
): IntentPlan<Item> => {
  const items = [...new Map(wanted.map((one) => [one.target, one])).values()];
  const add = items.flatMap((item) => intentOf(latestOf(rows, item.target), item, revision) ?? []);
  const added = new Set(add.map(({ item }) => item.target));
  const kept = new Map(items.filter(({ target }) => !added.has(target)).map((item) => [item.target, item]));
  const supersede = rows
    .filter(({ target, status }) => !over.includes(status) && !kept.has(target))
    .map(({ id, target }) => ({ id, reason: added.has(target) ? ('replaced' as const) : ('not_wanted' as const) }));
  const again = rows.filter(
    ({ target, status, valueDigest }) => status === 'failed' && kept.has(target) && valueDigest !== null,
  );
  return { add, supersede, again: again.map(({ id }) => id) };
};
