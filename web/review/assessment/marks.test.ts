import { expect, test } from 'vitest';
import { findIn, markedPieces, type Mark } from './marks.ts';
import { clockOf, momentOf, wordAt } from './places.ts';

test('marks may overlap, lie outside or be turned around: the text stays whole', () => {
  const marks: Mark[] = [
    { start: 0, end: 4, kind: 'quoted' },
    { start: 2, end: 9, kind: 'found' },
    { start: -3, end: 1, kind: 'doubtful' },
    { start: 90, end: 99, kind: 'said' },
    { start: 5, end: 3, kind: 'said' },
  ];
  const pieces = markedPieces('ab 👍 cde', marks);
  expect(pieces.map(({ text }) => text).join('')).toBe('ab 👍 cde');
  expect(pieces[0]).toEqual({ text: 'a', kinds: ['quoted', 'doubtful'] });
  expect(
    markedPieces('', marks)
      .map(({ text }) => text)
      .join(''),
  ).toBe('');
});

test.each([
  [
    'Überführung der Über-Daten',
    'uber',
    [
      [0, 4],
      [16, 20],
    ],
  ],
  [
    '👍 tests, Tests',
    'TESTS',
    [
      [2, 7],
      [9, 14],
    ],
  ],
  ['nothing', '  ', []],
  [
    'aaaa',
    'aa',
    [
      [0, 2],
      [2, 4],
    ],
  ],
  ['a+b (c)', '(c)', [[4, 7]]],
])('in %j %j is found by code points, whatever its capitals and accents', (text, wanted, places) => {
  expect(findIn(text, wanted).map(({ start, end }) => [start, end])).toEqual(places);
});

test('10,000 characters are searched and marked at once', () => {
  const text = 'word '.repeat(2_000);
  const found = findIn(text, 'word');
  expect(
    markedPieces(
      text,
      found.map((place) => ({ ...place, kind: 'found' as const })),
    ),
  ).toHaveLength(4_000);
});

const word = (start: number, end: number, startMs: number) => ({
  start,
  end,
  startMs,
  endMs: startMs + 300,
  confidence: 1,
});

test('a quote is heard from its first word to its last, and not where its words have no times', () => {
  const turn = { recorded: true, words: [word(0, 2, 0), word(3, 6, 400), word(7, 9, 800)] };
  expect(momentOf(turn, { start: 3, end: 9, version: 1 })).toEqual({ startMs: 400, endMs: 1_100 });
  expect(momentOf(turn, { start: 3, end: 9, version: 2 })).toBeNull();
  expect(momentOf({ ...turn, recorded: false }, { start: 3, end: 9, version: 1 })).toBeNull();
  expect(momentOf({ ...turn, words: [] }, { start: 3, end: 9, version: 1 })).toBeNull();
  expect([0, 399, 400, 99_999].map((ms) => wordAt(turn.words, ms))).toEqual([0, 0, 1, 2]);
});

test('times are written as people read them', () => {
  expect([0, 134_900, 3_600_000].map(clockOf)).toEqual(['00:00', '02:14', '60:00']);
});
