import { expect, test } from 'vitest';
import { slowPatterns } from '../../tools/checks/linear-patterns.ts';
import { patternsIn } from '../../tools/checks/pattern-sources.ts';

const refused = (text: string): Promise<string[]> => slowPatterns(patternsIn('a.ts', text).written);

test.each([
  ['const end = /\\s+$/;', 'polynomial'],
  ['const end = (text: string) => text.split(/\\s*,\\s*/iu);', 'polynomial'],
  ['const far = /^a[^b]{0,2000}[^c]*d/;', 'polynomial'],
  ['const twice = /^(?:a|a)+$/u;', 'exponential'],
  ['const words = /^(?:\\p{L}+ ?)+$/u;', 'exponential'],
  ['// checked as /,+$/\nexport const of = (one: string) => new RegExp(`${one}+$`);', 'polynomial'],
])('%j is refused', async (text, growth) => {
  expect(await refused(text)).toEqual([expect.stringMatching(new RegExp(`^a\\.ts:[12] is ${growth}`))]);
});

test.each([
  'const end = /(?<!\\s)\\s+$/;',
  'const near = /\\b(?:move|put)\\b.{0,60}\\b(?:first|last)\\b/iu;',
  'const words = /^\\p{L}+(?: \\p{L}+)*$/u;',
  'const one = (text: string) => new RegExp(RegExp.escape(text), "gi");',
  'const mail = z.email();',
])('%j passes', async (text) => {
  expect(await refused(text)).toEqual([]);
});

test('a pattern that is built of what only running shows is found', () => {
  expect(patternsIn('a.ts', 'export const a = (one: string) =>\n  new RegExp(`${one}+`);').built).toEqual(['a.ts:2']);
});
