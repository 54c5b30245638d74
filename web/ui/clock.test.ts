import { expect, test } from 'vitest';
import { messages as de } from '../i18n/de/all.ts';
import { messages as en } from '../i18n/en/all.ts';
import { clockWords, markAt } from './clock.tsx';

test.each([
  [25 * 60_000, 'about 25 minutes left'],
  [149_000, 'about 2 minutes left'],
  [120_000, '2:00 left'],
  [104_100, '1:45 left'],
  [900, '0:01 left'],
  [0, 'The planned time is over. You can still send this answer.'],
])('%i ms are said in minutes until two are left, then to the second', (ms, words) => {
  expect(clockWords(ms, en.frame.clock, 'en')).toBe(words);
});

test('the clock speaks the language of the page', () => {
  expect(clockWords(150_000, de.frame.clock, 'de')).toBe('noch etwa 3 Minuten');
});

test('five, two and one minutes are read out when they come, and gone before they are untrue', () => {
  expect([301_000, 300_000, 286_000, 285_000, 120_000, 60_000, 40_000, 0].map(markAt)).toEqual([
    undefined,
    5,
    5,
    undefined,
    2,
    1,
    undefined,
    undefined,
  ]);
});
