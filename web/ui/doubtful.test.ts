import { expect, test } from 'vitest';
import { doubtfulIn as momentsIn, piecesOf } from './doubtful.ts';

const word = (start: number, end: number, confidence: number | null) => ({
  start,
  end,
  startMs: 0,
  endMs: 0,
  confidence,
});

const doubtfulIn = (text: string, ...words: ReturnType<typeof word>[]): string[] =>
  piecesOf(text, words)
    .filter(({ isDoubtful }) => isDoubtful)
    .map(({ text: part }) => part);

test('words below the limit are marked, those next to each other as one', () => {
  expect(
    doubtfulIn('I ran Kuber needs there', word(0, 1, 0.9), word(6, 11, 0.3), word(12, 17, 0.59), word(18, 23, 0.6)),
  ).toEqual(['Kuber needs']);
});

test('places count characters as people do, whatever plane they are from', () => {
  expect(doubtfulIn('👍👍 naïve 👍', word(3, 8, 0.1))).toEqual(['naïve']);
});

test('a recogniser that does not say how sure it is marks nothing', () => {
  expect(doubtfulIn('one two', word(0, 3, null))).toEqual([]);
});

test('whatever the places are, the text stays whole', () => {
  const words = [word(-5, 2, 0.1), word(5, 999, 0.1), word(4, 3, 0.1), word(900, 901, 0.1)];
  expect(
    piecesOf('ab cd ef', words)
      .map(({ text }) => text)
      .join(''),
  ).toBe('ab cd ef');
  expect(piecesOf('', words)).toEqual([]);
});

test('each doubtful piece knows when it was said, from its first word to its last', () => {
  const at = (start: number, end: number, startMs: number, endMs: number, confidence: number) => ({
    ...word(start, end, confidence),
    startMs,
    endMs,
  });
  const words = [
    at(0, 1, 0, 200, 0.9),
    at(6, 11, 900, 1_400, 0.3),
    at(12, 17, 1_500, 2_000, 0.5),
    at(18, 23, 2_100, 2_500, 0.9),
    at(24, 26, 3_000, 3_200, 0.1),
  ];
  expect(momentsIn('I ran Kuber needs there 👍👍', words)).toEqual([
    { text: 'Kuber needs', moment: { startMs: 900, endMs: 2_000 } },
    { text: '👍👍', moment: { startMs: 3_000, endMs: 3_200 } },
  ]);
  expect(momentsIn('', words)).toEqual([]);
  const shown = (text: string): string[] =>
    momentsIn(text, [at(0, Array.from(text).length, 1, 2, 0.1)]).map((moment) => moment.text);
  expect(['(errors).', '¿qué?', 'C++', '…'].flatMap(shown)).toEqual(['errors', 'qué', 'C++', '…']);
});
