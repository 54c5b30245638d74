// Shows rows to people as a table, or to scripts as JSON.

export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

const shown = (cell: Cell | undefined): string =>
  cell === null || cell === undefined || cell === '' ? '–' : String(cell);

const table = (rows: readonly Row[], columns: readonly string[]): string => {
  const lines = [columns, ...rows.map((row) => columns.map((column) => shown(row[column])))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** One JSON value, or the named columns of each row. */
export const renderRows = (
  rows: readonly Row[],
  { columns, json }: { columns: readonly string[]; json: boolean },
): string => {
  if (json) return JSON.stringify(rows, null, 2);
  return rows.length === 0 ? 'None.' : table(rows, columns);
};
