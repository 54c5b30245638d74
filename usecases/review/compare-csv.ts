// The comparison of a form's runs as a table to keep: what a spreadsheet would compute is text in it.
import { csvOf, type Cell } from '../../domain/text/csv.ts';
import type { Compare, CompareRow } from './view.ts';

const head = [
  'rank',
  'tied',
  'run_id',
  'candidate_ref',
  'state',
  'completed_at',
  'hidden',
  'verdict',
  'overall_score',
  'overall_low',
  'overall_high',
];

type Band = CompareRow['band'];
const bandCells = (band: Band): Cell[] => [band?.low ?? null, band?.high ?? null];

const timeCell = (at: number | null): Cell => (at === null ? null : new Date(at).toISOString());

const isTied = ({ rank }: CompareRow, rows: readonly CompareRow[]): boolean =>
  rank !== null && rows.filter((row) => row.rank === rank).length > 1;

/** A line per run, in the order of the page; each competency has its score and the band of it. */
export const compareCsv = ({ competencies, rows }: Compare): string => {
  const scoreHead = competencies.flatMap(({ name }) => [name, `${name}, low`, `${name}, high`]);
  const lineOf = (row: CompareRow): Cell[] => [
    row.rank,
    isTied(row, rows) ? 'yes' : 'no',
    row.runId,
    row.candidateRef,
    row.state,
    timeCell(row.completedAt),
    row.hidden ? 'rate first' : '',
    row.verdict,
    row.overallScore,
    ...bandCells(row.band),
    ...competencies.flatMap(({ id }) => [row.scores[id]?.score ?? null, ...bandCells(row.scores[id]?.band ?? null)]),
  ];
  return csvOf([[...head, ...scoreHead], ...rows.map(lineOf)]);
};
