// In which order the rows of the comparison stand: by any column, those that have nothing in it last either way.
import type { Compare, CompareRow } from '../../../usecases/review/view.ts';

/** A column that the table can be sorted by; `by` is a competency's id in the last one. */
export type Column = { kind: 'candidate' | 'rank' | 'verdict' | 'total' } | { kind: 'competency'; by: string };
export type Order = { column: Column; direction: 'ascending' | 'descending' };

export const sameColumn = (one: Column, other: Column): boolean =>
  one.kind === other.kind && (one.kind !== 'competency' || other.kind !== 'competency' || one.by === other.by);

/** Ranks and names from the first on, numbers from the highest. */
export const firstDirection = ({ kind }: Column): Order['direction'] =>
  kind === 'candidate' || kind === 'rank' ? 'ascending' : 'descending';

const verdictPlaces = { NO_HIRE: 1, MAYBE: 2, HIRE: 3, STRONG_HIRE: 4 };

const valueOf = (row: CompareRow, column: Column): number | string | null => {
  switch (column.kind) {
    case 'candidate':
      return row.candidateRef;
    case 'rank':
      return row.rank;
    case 'verdict':
      return row.verdict && verdictPlaces[row.verdict];
    case 'total':
      return row.overallScore;
    case 'competency':
      return row.scores[column.by]?.score ?? null;
  }
};

const compared = (one: number | string, other: number | string): number =>
  typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other));

/** The order of the answer, the highest total first, decides between equals. */
export const sorted = (rows: readonly CompareRow[], { column, direction }: Order): CompareRow[] =>
  rows.toSorted((one, other) => {
    const [a, b] = [valueOf(one, column), valueOf(other, column)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return direction === 'ascending' ? compared(a, b) : compared(b, a);
  });

/** The ranks that several share. */
export const tiedRanks = ({ rows }: Pick<Compare, 'rows'>): ReadonlySet<number> => {
  const ranks = rows.flatMap(({ rank }) => (rank === null ? [] : [rank]));
  return new Set(ranks.filter((rank, index) => ranks.indexOf(rank) !== index));
};
