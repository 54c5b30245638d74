// How alike several ratings of the same answers are: Krippendorff's alpha for ordered levels, and intraclass correlation.

/** One answer each, one place per rater; null where a rater gave none. */
export type Ratings = readonly (readonly (number | null)[])[];

const present = (unit: readonly (number | null)[]): number[] => unit.filter((value) => value !== null);

/** How often each pair of levels meets in one answer, each answer weighing as much as it has ratings. */
const coincidencesOf = (units: readonly number[][], levels: readonly number[]): number[][] => {
  const table = levels.map(() => levels.map(() => 0));
  for (const unit of units)
    for (const [first, left] of unit.entries())
      for (const [second, right] of unit.entries()) {
        const row = table[levels.indexOf(left)];
        const column = levels.indexOf(right);
        if (row && first !== second) row[column] = (row[column] ?? 0) + 1 / (unit.length - 1);
      }
  return table;
};

/** Ordinal distance: how many ratings lie between two levels, their own halves included. */
const distance = (totals: readonly number[], left: number, right: number): number => {
  const [low, high] = left < right ? [left, right] : [right, left];
  const between = totals.slice(low, high + 1).reduce((sum, total) => sum + total, 0);
  return (between - ((totals[low] ?? 0) + (totals[high] ?? 0)) / 2) ** 2;
};

/** Null where nothing can be said: fewer than two ratings of any answer, or one level throughout. */
export const krippendorffAlpha = (ratings: Ratings): number | null => {
  const units = ratings.map(present).filter((unit) => unit.length > 1);
  const levels = [...new Set(units.flat())].toSorted((left, right) => left - right);
  const table = coincidencesOf(units, levels);
  const totals = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  let [observed, expected] = [0, 0];
  for (const [left, row] of table.entries())
    for (const [right, count] of row.entries()) {
      const weight = distance(totals, left, right);
      observed += count * weight;
      expected += (totals[left] ?? 0) * (totals[right] ?? 0) * weight;
    }
  return expected === 0 ? null : 1 - ((all - 1) * observed) / expected;
};

export type IntraclassCorrelation = {
  /** Answers that every rater rated; the others cannot be used. */
  count: number;
  raters: number;
  /** Two-way random, absolute agreement: of one rater, and of the mean of all. */
  single: number | null;
  average: number | null;
};

type Squares = { rows: number; columns: number; error: number };

const meanSquares = (table: readonly number[][], raters: number): Squares => {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const grand = mean(table.flat());
  const rowMeans = table.map(mean);
  const columnMeans = Array.from({ length: raters }, (_, rater) => mean(table.map((row) => row[rater] ?? 0)));
  const squared = (values: readonly number[]): number => values.reduce((sum, value) => sum + (value - grand) ** 2, 0);
  const [rows, columns] = [raters * squared(rowMeans), table.length * squared(columnMeans)];
  const error = squared(table.flat()) - rows - columns;
  return {
    rows: rows / (table.length - 1),
    columns: columns / (raters - 1),
    error: error / ((table.length - 1) * (raters - 1)),
  };
};

const ratio = (above: number, below: number): number | null => (Math.abs(below) < 1e-12 ? null : above / below);

/** ICC(2,1) and ICC(2,k) after Shrout and Fleiss. */
export const intraclassCorrelation = (ratings: Ratings): IntraclassCorrelation => {
  const raters = Math.max(0, ...ratings.map((unit) => unit.length));
  const table = ratings.map(present).filter((unit) => unit.length === raters);
  const count = table.length;
  if (raters < 2 || count < 2) return { count, raters, single: null, average: null };
  const { rows, columns, error } = meanSquares(table, raters);
  const between = rows - error;
  return {
    count,
    raters,
    single: ratio(between, rows + (raters - 1) * error + (raters * (columns - error)) / count),
    average: ratio(between, rows + (columns - error) / count),
  };
};
