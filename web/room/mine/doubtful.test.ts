import { expect, test } from 'vitest';
import { piecesOf } from './doubtful.ts';

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
