import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordDiff, type WordChange } from './word-diff.ts';

const sideOf = (changes: readonly WordChange[], side: 'added' | 'removed'): string =>
  changes.flatMap(({ kind, text }) => (kind === 'same' || kind === side ? [text] : [])).join('');

const shown = (before: string, after: string): string =>
  wordDiff(before, after)
    .map(({ kind, text }) => ({ same: text, added: `{+${text}+}`, removed: `[-${text}-]` })[kind])
    .join('');

const wording = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.constantFrom('the', 'team', 'moved', ' ', '  ', '\n', ',', '漢字', 'שלום', '’'), { maxLength: 80 })
    .map((words) => words.join('')),
);

describe('what changed between two wordings', () => {
  test('is the one text without what was added, and the other without what was removed', () => {
    fc.assert(
      fc.property(wording, wording, (before, after) => {
        const changes = wordDiff(before, after);

        expect(sideOf(changes, 'removed')).toBe(before);
        expect(sideOf(changes, 'added')).toBe(after);
        expect(changes.every(({ text }) => text !== '')).toBe(true);
        expect(changes.some(({ kind }, index) => kind === changes[index + 1]?.kind)).toBe(false);
      }),
    );
  });

  test.each([
    ['Tell me about a service.', 'Tell me about a slow service.', 'Tell me about a {+slow +}service.'],
    ['How do you tune queries?', 'How did you tune queries?', 'How [-do-]{+did+} you tune queries?'],
    ['one two three', 'one 2 3', 'one [-two three-]{+2 3+}'],
    ['same', 'same', 'same'],
    ['', 'all new', '{+all new+}'],
    ['all gone', '', '[-all gone-]'],
    ['我们使用数据库', '我们使用大数据库', '我们使用{+大+}数据库'],
  ])('reads as a person would mark it: %s → %s', (before, after, marked) => {
    expect(shown(before, after)).toBe(marked);
  });

  test('is told as one replacement where hardly a word stayed', () => {
    expect(
      shown('What do you know about queues and retries?', 'Describe the last outage that you ended, please?'),
    ).toBe('[-What do you know about queues and retries-]{+Describe the last outage that you ended, please+}?');
  });

  test.each([
    ['the same word many times', 'a '.repeat(20_000), 'a '.repeat(19_000)],
    ['words that alternate', 'a b '.repeat(10_000), 'b a '.repeat(10_000)],
    ['no word in common', 'a '.repeat(20_000), 'b '.repeat(20_000)],
    ['one word without an end', 'x'.repeat(100_000), 'y'.repeat(100_000)],
    ['signs alone', '!?'.repeat(900), '?.'.repeat(900)],
  ])('is found at once in long texts: %s', (_, before, after) => {
    const startedAt = performance.now();
    const changes = wordDiff(before, after);

    expect(sideOf(changes, 'added')).toBe(after);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
