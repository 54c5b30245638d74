import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sliceSpan, type Turn } from '../../domain/room/transcript.ts';
import { findQuotes, placeQuotes } from './find-quote.ts';

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
  const [span] = findQuotes([{ turn: 1, quote }], [turnWith(answer)]);
  return span === undefined ? null : sliceSpan(answer, span);
};

test.each([
  ['the exact words', 'I led it. I cut the cost by half.', 'I cut the cost by half.', 'I cut the cost by half.'],
  ['words after emoji', '👩‍💻🚀 I cut 🪓 the cost', 'I cut 🪓 the cost', 'I cut 🪓 the cost'],
  ['other white space', 'I cut\n\n  the\tcost', ' I cut the cost ', 'I cut\n\n  the\tcost'],
  ['typographic signs', 'It didn’t work – at first', "It didn't work - at first", 'It didn’t work – at first'],
  ['hidden characters', 'I cut\u200B the cost', 'I cut the cost', 'I cut\u200B the cost'],
  ['quotation marks around it', 'I cut the cost', '“I cut the cost”', 'I cut the cost'],
  ['dots at its ends', 'So I cut the cost then', '...I cut the cost…', 'I cut the cost'],
  ['another first letter', 'And then we cut the cost by half.', 'We cut the cost by half.', 'we cut the cost by half'],
  ['other signs at its edges', 'We cut it, by half!', '"we cut it, by half."', 'We cut it, by half'],
  [
    'straight marks for typographic ones',
    'I said „no“ – it’s mine',
    `I said "no" - it's mine`,
    'I said „no“ – it’s mine',
  ],
  ['other dashes', 'a well‑known fault — mine', 'a well-known fault -- mine', 'a well‑known fault — mine'],
  ['an ellipsis as dots', 'I waited … and then called', 'I waited... and then called', 'I waited … and then called'],
  ['ligatures', 'the ﬁrst oﬃce ﬂoor', 'the first office floor', 'the ﬁrst oﬃce ﬂoor'],
  [
    'letters and marks apart',
    'Ich prüfte täglich',
    'Ich pru\u0308fte ta\u0308glich'.normalize('NFD'),
    'Ich prüfte täglich',
  ],
  [
    'blanks lost or won',
    'I did it,and then left . Home',
    'I did it, and then left. Home',
    'I did it,and then left . Home',
  ],
  ['words parted or joined', 'the database was down', 'the data base was down', 'the database was down'],
  [
    'an inner part left out',
    'I cut, after a long talk, the cost',
    'I cut … the cost',
    'I cut, after a long talk, the cost',
  ],
  [
    'parts left out in brackets',
    'I cut all of it and then the cost fell',
    'I cut all [...] the cost fell',
    'I cut all of it and then the cost fell',
  ],
  [
    'the nearest of equal beginnings',
    'We cut costs. Then we cut costs by half',
    'we cut costs … by half',
    'we cut costs by half',
  ],
  ['figures with signs', 'from 1,200 to 3.5 % in C++', 'From 1,200 to 3.5% in C++', 'from 1,200 to 3.5 % in C++'],
])('%s are found where they stand', (_case, answer, quote, slice) => {
  expect(found(answer, quote)).toBe(slice);
});

test.each([
  ['words that were not said', 'I cut the cost', 'I doubled the revenue'],
  ['corrected words', 'I has cut the cost', 'I have cut the cost'],
  ['two places joined', 'I cut things. Then the cost fell.', 'I cut the cost'],
  ['next to nothing', 'I cut the cost', 'I'],
  ['punctuation', 'Well... yes!!! ---', '... !!! ---'],
  ['parts in another order', 'the cost fell after we cut staff', 'we cut staff … the cost fell'],
  ['another figure', 'it took 35 days', 'it took 3.5 days'],
  ['another sign', 'I wrote all of it in C', 'I wrote all of it in C#'],
  ['the inside of words', 'I filed it away', 'I led it away'],
  ['a "not" that was left out without a sign', 'I did not cut the cost', 'I did cut the cost'],
])('%s are no evidence', (_case, answer, quote) => {
  expect(found(answer, quote)).toBeNull();
});

test('words of a question, of an unanswered or an unknown turn are no evidence', () => {
  const turns = [turnWith('I wrote the tests', 1), turnWith(null, 3)];
  const quotes = [1, 3, 4, -1].map((turn) => ({ turn, quote: 'I cut the cost' }));

  expect(placeQuotes(quotes, turns)).toEqual({ spans: [], lost: 4 });
});

test('words of another turn are placed where they were said, if they were said once', () => {
  const turns = [turnWith('I wrote the tests', 1), turnWith('So: I cut the cost.', 2), turnWith('We met. We met.', 3)];
  const quotes = [
    { turn: 1, quote: 'I cut the cost' },
    { turn: 9, quote: 'i wrote the tests' },
    { turn: 1, quote: 'We met.' },
  ];

  expect(placeQuotes(quotes, turns)).toEqual({
    spans: [
      { turn: 2, version: 3, start: 4, end: 18 },
      { turn: 1, version: 3, start: 0, end: 17 },
    ],
    lost: 1,
  });
  expect(findQuotes(quotes.slice(0, 1), [...turns, turnWith('Here too I cut the cost', 4)])).toEqual([]);
});

test('what was left out is shown up to a bound; beyond it the longest part stands alone', () => {
  const answer = `I cut it. ${'And so on. '.repeat(80)}In the end the cost fell by half.`;

  expect(found(answer, 'I cut it … the cost fell by half')).toBe('the cost fell by half');
});

test('quotes come in the order in which they were given', () => {
  const answer = 'First I looked. Then I decided. Then it worked.';
  const quotes = ['Then it worked', 'First I looked', 'Then I decided'].map((quote) => ({ turn: 1, quote }));

  expect(findQuotes(quotes, [turnWith(answer)]).map((span) => sliceSpan(answer, span))).toEqual([
    'Then it worked',
    'First I looked',
    'Then I decided',
  ]);
});

test('long answers and hostile quotes are read in time that grows with their length', () => {
  const answer = 'no '.repeat(50_000);
  const quotes = ['no '.repeat(300), '… no'.repeat(200), 'n o'.repeat(300), `${'no '.repeat(100)}yes`];
  const startedAt = performance.now();

  placeQuotes(
    [1, 2].flatMap((turn) => quotes.map((quote) => ({ turn, quote }))),
    [turnWith(answer), turnWith(answer, 2)],
  );

  expect(performance.now() - startedAt).toBeLessThan(3_000);
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
