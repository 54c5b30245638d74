import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildPages } from '../../cli/embedded/web-pages.ts';
import { readWebBuild, webBuildState } from '../../infra/web-build.ts';

const project = mkdtempSync(join(tmpdir(), 'parley-web-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const write = (path: string, text: string): void => writeFileSync(join(project, path), text);

mkdirSync(join(project, 'web', 'room'), { recursive: true });
mkdirSync(join(project, 'domain'));
symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
for (const path of ['package-lock.json', 'tsconfig.json', 'web/tsconfig.json', 'web/vite.config.ts'])
  copyFileSync(path, join(project, path));
write('web/room/index.html', '<!doctype html><script type="module" src="./main.tsx"></script>');
write('web/room/main.tsx', `import { word } from '../../domain/word.ts';\ndocument.title = word;\n`);
write('domain/word.ts', `export const word = 'first';\n`);

const scriptText = (): string =>
  [...(readWebBuild(project)?.files.values() ?? [])].map(({ plain }) => Buffer.from(plain).toString()).join('');

test('pages are built when there are none, and again when a source of theirs has changed, in whichever folder', async () => {
  expect(webBuildState(project)).toBe('missing');
  // Two at once: one builds, the other finds it done.
  const states = await Promise.all([buildPages(project), buildPages(project)]);
  expect(states.map(({ state }) => state).toSorted()).toEqual(['built', 'current']);
  expect(scriptText()).toContain('first');

  write('domain/word.ts', `export const word = 'second';\n`);
  expect(webBuildState(project)).toBe('outdated');
  expect(await buildPages(project)).toEqual({ state: 'built' });
  expect(scriptText()).toContain('second');
  expect(scriptText()).not.toContain('first');
});

test('a build that fails says why and leaves the last one, and one that was cut off counts as none', async () => {
  await buildPages(project);
  const text = readFileSync(join(project, 'web/room/main.tsx'), 'utf8');
  write('web/room/main.tsx', 'const = ;');
  expect(await buildPages(project)).toEqual({ state: 'failed', output: expect.stringContaining('main.tsx') });
  expect(scriptText()).toContain('second');

  write('web/room/main.tsx', text);
  expect(webBuildState(project)).toBe('current');
  rmSync(join(project, 'dist/web/made-of.json'));
  expect([webBuildState(project), readWebBuild(project)]).toEqual(['missing', null]);
  expect(await buildPages(project)).toEqual({ state: 'built' });
});
