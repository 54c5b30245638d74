import { expect, test } from 'vitest';
import { jsonFault } from './json-fault.ts';

test.each([
  ['{"a":1,}', 'comma after the last'],
  ['{"a":[1,2,],"b":3}', 'comma after the last'],
  ["{'a':1}", 'no single ones'],
  ['{"a":\'b\'}', 'no single ones'],
  ['{“a”:1}', 'straight double quotes'],
  ['{a:1}', 'names of members'],
  ['{"a":1, b_c:2}', 'names of members'],
  ['{"a":True}', 'true, false, null'],
  ['{"a":None}', 'true, false, null'],
  ['{"a":NaN}', 'true, false, null'],
  ['{"a":undefined}', 'true, false, null'],
  ['{"a":1 // size\n}', 'no comments'],
  ['{"a":1 /* size */}', 'no comments'],
  ['{"a":1', 'ends too early'],
  ['[{"a":1}', 'ends too early'],
  ['{"a":1}}', 'too many'],
  ['{"a":"b}', 'no closing quote'],
  ['{"a":"line\nbreak"}', 'Check the body'],
  ['{"a":"say "b" twice"}', 'quote'],
  ['{"a":1 "b":2}', 'comma is missing'],
  ['{"a":1}{"b":2}', 'comma is missing'],
  ['{"a":}', 'value is missing'],
  ['{"a":,"b":1}', 'value is missing'],
  ['position=Nurse&level=SENIOR', 'fields of a form'],
  ['candidateEmail=a%40b.org', 'fields of a form'],
  ['<xml/>', 'XML or HTML'],
  ['hello', 'Check the body'],
])('%j is answered with what to mend, and with nothing of the body', (text, advice) => {
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(jsonFault(text)).toContain(advice);
});
