import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** As GitHub makes them of headings, and those that stand in the text. */
const anchorsOf = (path: string): Set<string> => {
  const headings = [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...headings, ...[...read(path).matchAll(/<a id="([^"]+)"/g)].map(([, id = '']) => id)]);
};

const brokenIn = (path: string): string[] =>
  [...read(path).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => {
      const [file = '', anchor] = target.split('#');
      const place = file === '' ? path : normalize(join(dirname(path), file));
      if (!existsSync(join(root, place))) return true;
      return anchor !== undefined && place.endsWith('.md') && !anchorsOf(place).has(anchor);
    })
    .map((target) => `${path}: ${target}`);

test('no document points at a file or a heading that is not there', () => {
  expect(documents.length).toBeGreaterThan(30);
  expect(documents.flatMap(brokenIn)).toEqual([]);
});
