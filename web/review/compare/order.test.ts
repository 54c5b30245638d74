import { expect, it } from 'vitest';
import type { CompareRow } from '../../../usecases/review/view.ts';
import { firstDirection, sorted, tiedRanks } from './order.ts';

const row = (runId: string, rank: number | null, score: number | null): CompareRow => ({
  rank,
  runId,
  candidateRef: runId,
  state: 'ASSESSMENT_PENDING',
  completedAt: 0,
  hidden: rank === null,
  overallScore: rank === null ? null : 100 - rank,
  band: null,
  verdict: null,
  scores: { c1: { score, band: null } },
});

const rows = [row('a', 1, 2), row('b', 1, null), row('c', 3, 5), row('d', null, null)];
const ids = (sortedRows: CompareRow[]): string => sortedRows.map(({ runId }) => runId).join('');

it('who has nothing in a column stands last in it, whichever way it is sorted', () => {
  const column = { kind: 'competency', by: 'c1' } as const;

  expect(ids(sorted(rows, { column, direction: 'descending' }))).toBe('cabd');
  expect(ids(sorted(rows, { column, direction: 'ascending' }))).toBe('acbd');
  expect(ids(sorted(rows, { column: { kind: 'rank' }, direction: 'descending' }))).toBe('cabd');
});

it('equals keep the order that they came in', () => {
  expect(ids(sorted(rows, { column: { kind: 'rank' }, direction: 'ascending' }))).toBe('abcd');
  expect(ids(sorted(rows, { column: { kind: 'verdict' }, direction: 'descending' }))).toBe('abcd');
});

it('ranks begin with the first, numbers with the highest', () => {
  expect([firstDirection({ kind: 'rank' }), firstDirection({ kind: 'total' })]).toEqual(['ascending', 'descending']);
});

it('a rank is tied where more than one has it', () => {
  expect([...tiedRanks({ rows })]).toEqual([1]);
});
