import { describe, expect, test } from 'vitest';

import { houseRuleViolations, outgrownFolders } from './house-rules.ts';

const SENTENCE = '// Says why the file exists.\n';

describe('a source file', () => {
  test('must begin with a sentence', () => {
    expect(houseRuleViolations('api/app.ts', 'export const a = 1;\n')).toEqual([
      'api/app.ts:1 does not begin with a sentence that says why the file exists',
    ]);
    expect(houseRuleViolations('api/app.ts', SENTENCE)).toEqual([]);
    expect(houseRuleViolations('cli/x.mjs', `#!/usr/bin/env node\n${SENTENCE}`)).toEqual([]);
  });

  test('must give a reason for each suppression', () => {
    const suppressed = (reason: string) => `${SENTENCE}// ${'oxlint'}-disable-next-line no-console${reason}\nlog();\n`;

    expect(houseRuleViolations('api/app.ts', suppressed(''))).toEqual([
      expect.stringContaining('api/app.ts:2 suppresses'),
    ]);
    expect(houseRuleViolations('api/app.ts', suppressed(' -- it is the point of this file'))).toEqual([]);
    expect(houseRuleViolations('api/app.test.ts', `// ${'@ts'}-ignore because\n`)).toHaveLength(1);
  });

  test('of domain/ may make dates of numbers, but not ask for the present one', () => {
    expect(houseRuleViolations('domain/a.ts', `${SENTENCE}new Date( );\n`)).toEqual([
      expect.stringContaining('domain/a.ts:2'),
    ]);
    expect(houseRuleViolations('domain/a.ts', `${SENTENCE}new Date(0);\n`)).toEqual([]);
    expect(houseRuleViolations('infra/a.ts', `${SENTENCE}new Date();\n`)).toEqual([]);
  });
});

test('text is brought into a normal form in one file only', () => {
  const text = `${SENTENCE}export const b = (a: string) => a.normalize('NFC');\n`;

  expect(houseRuleViolations('domain/a.ts', text)).toEqual([expect.stringContaining('domain/a.ts:2')]);
  expect(houseRuleViolations('domain/text/typed-text.ts', text)).toEqual([]);
});

describe('the offline engine', () => {
  test('may have 1,200 lines, tests aside', () => {
    const lines = (count: number): string => 'x\n'.repeat(count);
    const files = [
      ['engines/offline/a.ts', lines(1_000)],
      ['engines/offline/b.ts', lines(200)],
      ['engines/offline/a.test.ts', lines(900)],
    ] as const;

    expect(outgrownFolders(new Map(files))).toEqual([]);
    expect(outgrownFolders(new Map([...files, ['engines/offline/c.ts', '// One more.\n']]))).toEqual([
      'engines/offline/ has 1201 lines; it is meant to stay within 1200',
    ]);
  });
});
