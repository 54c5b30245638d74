import { expect, test } from 'vitest';
import { cleanText, parseOutput } from './clean-output.ts';

test.each([
  ['control characters', 'a\u0000b\u0007\u001Bc', 'a b c'],
  ['line breaks', ' one\r\n\ttwo\u2028three ', 'one two three'],
  ['hidden and turning characters', 'zero\u200Bwidth \u202Eturned\u2066\uFEFF\u{E0041}', 'zerowidth turned'],
  ['half a character', 'a\uD800b', 'a\uFFFDb'],
  ['letters in parts', 'cafe\u0301', 'café'],
  ['emoji and scripts', '👩‍👩‍👧 می‌خواهم', '👩‍👩‍👧 می‌خواهم'],
  ['markup', 'What does <b>&amp;</b> do?', 'What does <b>&amp;</b> do?'],
])('%s', (_case, dirty, clean) => {
  expect(cleanText(dirty)).toBe(clean);
});

test('strings are cleaned wherever they stand', () => {
  expect(parseOutput('{"a":["x\\u0000y",{"b":"\\u200Bz"}],"n":1,"t":true,"e":null}')).toEqual({
    a: ['x y', { b: 'z' }],
    n: 1,
    t: true,
    e: null,
  });
});

test.each([
  '',
  'no',
  '{"a":1} and more',
  '```json\n{"a":1}\n``` and more',
  '{"a":1}{"b":2}',
  "{'a':1}",
  '{"a":1,}',
  '['.repeat(100_000),
])('what is not one JSON value is refused (%#)', (text) => {
  expect(() => parseOutput(text)).toThrow();
});
