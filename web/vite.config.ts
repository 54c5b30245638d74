// Builds the pages for people into `dist/web`: hashed files that the API serves, and nothing that runs on the server.
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const project = join(import.meta.dirname, '..');

const compressible = /\.(?:js|css|svg|json|wasm)$/;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Once, as small as it gets, so that no request waits for it. */
const compress = async (path: string): Promise<void> => {
  const bytes = await readFile(path);
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await Promise.all([
    brotli(bytes, best).then((smaller) => writeFile(`${path}.br`, smaller)),
    zip(bytes, { level: constants.Z_BEST_COMPRESSION }).then((smaller) => writeFile(`${path}.gz`, smaller)),
  ]);
};

/** Whatever may decide on the result: all that lies in this folder, what pages import from others, and the packages. */
const sourcesOf = (modules: readonly string[]): string[] => {
  const imported = modules.filter((path) => /^(?!\.\.|node_modules)[^\0]+$/.test(path));
  const own = globSync('web/**/*.*', { cwd: project, exclude: (name) => /\.test\./.test(name) });
  return [...new Set([...imported, ...own, 'package-lock.json', 'tsconfig.json'])].toSorted();
};

/** Packages whose code is in the pages, for the list of what production runs on. */
const packagesOf = (modules: readonly string[]): string[] => {
  const names = modules.flatMap((path) => {
    const [scope = '', name = ''] = path.split('node_modules/').at(-1)?.split('/') ?? [];
    return path.includes('node_modules/') ? [scope.startsWith('@') ? `${scope}/${name}` : scope] : [];
  });
  return [...new Set(names)].toSorted();
};

const hashOf = async (path: string): Promise<[string, string]> => {
  const bytes = await readFile(join(project, path));
  return [path, createHash('sha256').update(bytes).digest('hex')];
};

/** What it was made of is written last: a build without one was not finished. */
const finished: Plugin = {
  name: 'parley-finished',
  apply: 'build',
  writeBundle: {
    order: 'post',
    sequential: true,
    async handler({ dir = '' }, bundle) {
      const files = Object.keys(bundle).filter((name) => compressible.test(name) && name !== 'manifest.json');
      await Promise.all(files.map((name) => compress(join(dir, name))));
      const modules = [...this.getModuleIds()].map((id) => relative(project, id.split('?', 1)[0] ?? ''));
      const sources = Object.fromEntries(await Promise.all(sourcesOf(modules).map(hashOf)));
      const madeOf = { sources, packages: packagesOf(modules) };
      await writeFile(join(dir, 'made-of.json'), `${JSON.stringify(madeOf, null, 1)}\n`);
    },
  },
};

/** Each folder with a page is one, and its first script bears its name. */
const pages = Object.fromEntries(
  globSync('*/index.html', { cwd: import.meta.dirname }).map((path) => [
    dirname(path),
    join(import.meta.dirname, path),
  ]),
);

/**
 * Few files instead of one per group of users: a browser asks for six at a time, and each asking is a way there and back.
 * What calls and tries again is apart from what draws, so that a page can ask before React is here.
 */
const together = [
  { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\// },
  {
    name: 'asking',
    priority: 1,
    test: /\/(?:room\/language|ui\/(?:call|language-asked|page-browser|persistently|retry|session-memory|unawaited))\.ts$|vite\/preload-helper/,
  },
  {
    name: 'parts',
    test: /\/web\/(?:ui\/[^/\n]*|i18n\/(?:fill|format|languages|use-review-messages))\.(?:tsx?|module\.css)$/,
  },
];

export default defineConfig({
  root: import.meta.dirname,
  base: '/assets/',
  plugins: [react(), finished],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsDir: '.',
    // The policy of the pages lets files run, and nothing that stands inside others.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Phones of seven years ago.
    target: ['chrome87', 'safari14', 'firefox78'],
    rolldownOptions: { input: pages, output: { codeSplitting: { groups: together } } },
  },
});
