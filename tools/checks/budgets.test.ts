import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { overBudget } from './budgets.ts';

const buildOf = (sizes: Record<string, number>, pages: object = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-budgets-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries(sizes)) writeFileSync(join(folder, `${name}.gz`), randomBytes(bytes));
  const manifest = {
    'room/index.html': {
      file: 'room.js',
      isEntry: true,
      imports: ['_shared.js'],
      dynamicImports: ['x'],
      css: ['a.css'],
    },
    '_shared.js': { file: 'shared.js', imports: ['room/index.html'], css: ['b.css'] },
    x: { file: 'voice.js', css: ['voice.css'] },
    ...pages,
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
};

const light = {
  'room.js': 60_000,
  'shared.js': 30_000,
  'voice.js': 500_000,
  'a.css': 6_000,
  'b.css': 6_000,
  'voice.css': 9,
};

test('what the first screen loads may weigh so much, and what comes later does not count', () => {
  expect(overBudget(buildOf(light))).toEqual([]);
});

test.each([
  ['shared.js', 30_001, 'room/index.html: 90001 bytes of .js, 90000 at most'],
  ['b.css', 6_001, 'room/index.html: 12001 bytes of .css, 12000 at most'],
])('one byte more in %s is told', (name, bytes, said) => {
  expect(overBudget(buildOf({ ...light, [name]: bytes }))).toEqual([expect.stringContaining(said)]);
});

test('a review counts with its assessment, which everybody loads who decides, and what both import counts once', () => {
  const screen = 'review/assessment/assessment-screen.tsx';
  const page = {
    'review/index.html': { file: 'review.js', isEntry: true, imports: ['_common.js'], dynamicImports: [screen] },
  };
  const common = { '_common.js': { file: 'common.js', imports: ['review/index.html'] } };
  const pages = { ...page, ...common, [screen]: { file: 'screen.js', imports: ['_common.js'] } };
  const sizes = { ...light, 'review.js': 90_000, 'common.js': 30_000, 'screen.js': 30_000 };
  expect(overBudget(buildOf(sizes, pages))).toEqual([]);
  expect(overBudget(buildOf({ ...sizes, 'screen.js': 30_001 }, pages))).toEqual([
    expect.stringContaining(`review/index.html with ${screen}: 150001 bytes of .js, 150000 at most`),
  ]);
  expect(overBudget(buildOf(sizes, { ...page, ...common }))).toEqual([expect.stringContaining('the build has no')]);
});
