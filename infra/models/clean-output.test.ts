import { expect, test } from 'vitest';
import { z } from 'zod';
import { cleanText, parseOutput, readAs } from './clean-output.ts';

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
  'Here: {"a":{"b":1}',
  '<think>Perhaps {"a":1}?</think> {"a":',
  "{'a':1}",
  '{"a":1,}',
  '['.repeat(100_000),
])('what is not one JSON value is refused (%#)', (text) => {
  expect(() => parseOutput(text)).toThrow();
});

test.each([
  '{"a":1}{"b":2}',
  'First {"a":1}, then rather {"a":2}.',
  '{"score":2,"score":5}',
  '{"score":2,"score":2}',
  '{"a":1,"\\u0061":2}',
  '[{"b":{"quote":"a:b","quote":"\\":"}}]',
  'Sure: ```{"a":{"c":[1,{"d":1,"d":2}]}}```',
  '{"a":1} {"a":2,"a":1}',
  '{"__proto__":1,"__proto__":2}',
])('two answers in one are refused as such: %s', (text) => {
  expect(() => parseOutput(text)).toThrow('model.ambiguous_answer');
});

test.each([
  ['a preface and an afterword', 'Sure {as asked}! {"a":1} Anything else?'],
  ['a fence', '```json\n{"a":1}\n```'],
  ['a fence of another kind', '~~~~\n{"a":1}\n~~~~ and more'],
  ['thoughts', '<think>{"a":3} or {"a":2}?</think>{"a":1}'],
  ['thoughts whose beginning was left out', 'Perhaps {"a":3}.</think>\n\n{"a":1}'],
  ['thoughts that never end', '<think>I should say {"a":1}'],
  ['an answer that was never told from the thoughts', '<think>{"a":1}</think> Done.'],
  ['channels', '<|channel|>analysis<|message|>{"a":3}<|end|><|start|>assistant<|channel|>final<|message|>{"a":1}'],
  ['the same twice', '{"a":1}\n{ "a": 1 }'],
  ['a second brace', '{\n\n{"a":1}\n '],
  ['braces of prose', `${'{'.repeat(200)} {"a":1}`],
  ['quotation marks before it', 'He said "so: {"a":1}'],
])('%s around the object is no part of it', (_case, text) => {
  expect(parseOutput(text)).toEqual({ a: 1 });
});

test.each(['</think> in words', 'a ```json fence```', '{"b": 2}', 'a } and a {', '\\" {', 'a: b, "a": c', '\\\\":'])(
  'words inside a string stay as they are: %s',
  (words) => {
    const object = JSON.stringify({ a: words });

    expect(parseOutput(object)).toEqual({ a: words });
    expect(parseOutput(`Here: ${object}.`)).toEqual({ a: words });
    expect(parseOutput(`<think>So.</think>\n\`\`\`\n${object}\n\`\`\``)).toEqual({ a: words });
  },
);

test('a text that is all braces takes no longer than its length', () => {
  const startedAt = performance.now();
  expect(() => parseOutput('{ '.repeat(1_000_000))).toThrow();
  expect(() => parseOutput('{"'.repeat(1_000_000))).toThrow();
  expect(() => parseOutput(`${'</think>'.repeat(200_000)}{"a":`)).toThrow();
  expect(parseOutput(`${'{"a":1}'.repeat(200_000)}.`)).toEqual({ a: 1 });
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

const level = z.int().min(1).max(5);
const shape = z.strictObject({
  score: level.nullable(),
  marks: z.array(z.strictObject({ turn: z.int(), quote: z.string() })),
  anchors: z.strictObject({ '1': z.string(), '2': z.string() }),
});
const good = { score: 3, marks: [{ turn: 1, quote: '7' }], anchors: { '1': 'a', '2': 'b' } };

test.each([
  ['nothing wrong', good],
  ['a number in quotes', { ...good, score: '3' }],
  ['a number in quotes far inside', { ...good, marks: [{ turn: '1', quote: '7' }] }],
  ['members that nobody asked for', { ...good, total: 9, marks: [{ turn: 1, quote: '7', sure: true }] }],
  ['both', { ...good, score: '3', note: {} }],
])('%s is read', (_case, value) => {
  expect(readAs(shape, value)).toEqual(good);
});

test.each([
  ['a score out of scale', { ...good, score: 6 }],
  ['one in quotes', { ...good, score: '6' }],
  ['a score in words', { ...good, score: 'three' }],
  ['a score as a fraction', { ...good, score: '3/5' }],
  ['half a score', { ...good, score: '3.5' }],
  ['a score in another notation', { ...good, score: '0x3' }],
  ['no score', { marks: good.marks, anchors: good.anchors }],
  ['a score that is true', { ...good, score: true }],
  ['a scale of another length', { ...good, anchors: { ...good.anchors, '3': 'c' } }],
  ['a quote that is a number', { ...good, marks: [{ turn: 1, quote: 7 }] }],
  ['something else', 'score: 3'],
])('%s is a fault of meaning, and not mended', (_case, value) => {
  expect(readAs(shape, value)).toBeUndefined();
});
