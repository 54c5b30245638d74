import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sliceSpan, type Turn } from '../../domain/room/transcript.ts';
import { findQuote, findQuotes } from './find-quote.ts';

const turnWith = (answer: string | null, turn = 1): Turn => ({
  turn,
  version: 3,
  sessionId: 's',
  kind: 'question',
  questionId: 'q1',
  question: 'I cut the cost by half?',
  answer,
  askedAt: 0,
  answeredAt: 0,
});

const found = (answer: string, quote: string): string | null => {
  const span = findQuote({ turn: 1, quote }, [turnWith(answer)]);
  return span && sliceSpan(answer, span);
};

test.each([
  ['the exact words', 'I led it. I cut the cost by half.', 'I cut the cost by half.', 'I cut the cost by half.'],
  ['words after emoji', '👩‍💻🚀 I cut 🪓 the cost', 'I cut 🪓 the cost', 'I cut 🪓 the cost'],
  ['other white space', 'I cut\n\n  the\tcost', ' I cut the cost ', 'I cut\n\n  the\tcost'],
  ['typographic signs', 'It didn’t work – at first', "It didn't work - at first", 'It didn’t work – at first'],
  ['hidden characters', 'I cut\u200B the cost', 'I cut the cost', 'I cut\u200B the cost'],
  ['quotation marks around it', 'I cut the cost', '“I cut the cost”', 'I cut the cost'],
  ['dots at its ends', 'So I cut the cost then', '...I cut the cost…', 'I cut the cost'],
])('%s are found where they stand', (_case, answer, quote, slice) => {
  expect(found(answer, quote)).toBe(slice);
});

test.each([
  ['words that were not said', 'I cut the cost', 'I doubled the revenue'],
  ['corrected words', 'I has cut the cost', 'I have cut the cost'],
  ['two places joined', 'I cut things. Then the cost fell.', 'I cut the cost'],
  ['next to nothing', 'I cut the cost', 'I'],
  ['punctuation', 'Well... yes!!! ---', '... !!! ---'],
])('%s are no evidence', (_case, answer, quote) => {
  expect(found(answer, quote)).toBeNull();
});

test('words of another turn, of a question, of an unanswered or an unknown turn are no evidence', () => {
  const turns = [turnWith('I wrote the tests', 1), turnWith('I cut the cost', 2), turnWith(null, 3)];

  expect(
    findQuotes(
      [1, 3, 4, -1].map((turn) => ({ turn, quote: 'I cut the cost' })),
      turns,
    ),
  ).toEqual([]);
});

test('a span carries the version of its turn, and equal quotes count once', () => {
  const quotes = [
    { turn: 1, quote: 'cut the' },
    { turn: 1, quote: 'cut  the' },
  ];

  expect(findQuotes(quotes, [turnWith('I cut the cost')])).toEqual([{ turn: 1, version: 3, start: 2, end: 9 }]);
});

test('whatever part of an answer is quoted, the slice holds the same words', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 });
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (answer, from, length) => {
      const points = Array.from(answer);
      const start = from % points.length;
      const quote = points.slice(start, start + 6 + (length % 20)).join('');
      const slice = found(answer, quote);
      const letters = quote.match(/[\p{L}\p{N}]/gu) ?? [];
      if (letters.length >= 4) expect(slice?.replaceAll(/\s+/gu, '')).toContain(letters.join('').slice(0, 1));
      if (slice !== null) expect(answer).toContain(slice);
    }),
  );
});
