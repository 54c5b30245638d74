import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { runTool } from '../../tools/checks/run-tool.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(resolve(root, path), 'utf8');

type Bom = {
  bomFormat: string;
  metadata: { component: { name: string; purl: string } };
  components: { name: string; version: string; hashes?: { alg: string }[] }[];
  dependencies: { ref: string; dependsOn: string[] }[];
};

test('the build lists every package that production runs on, with its hash, and none that only builds and tests', async () => {
  const { ok, output } = await runTool('npm', ['run', 'build'], { cwd: root });
  expect({ ok, output: ok ? '' : output }).toEqual({ ok: true, output: '' });

  const { bomFormat, metadata, components, dependencies } = JSON.parse(read('dist/sbom.cdx.json')) as Bom;
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const names = new Set(components.map(({ name }) => name));
  const refs = new Set(dependencies.map(({ ref }) => ref));

  expect([bomFormat, metadata.component]).toMatchObject([
    'CycloneDX',
    { name: 'parley', purl: 'pkg:npm/parley@0.1.0' },
  ]);
  expect(Object.entries(packageJson.dependencies).filter((pair) => !listed.has(pair.join('@')))).toEqual([]);
  expect(['react', 'react-dom', 'scheduler'].filter((name) => !names.has(name))).toEqual([]);
  // Some packages of ours are theirs too; tools are nobody's.
  const tools = [
    'vitest',
    'knip',
    'oxlint',
    'typescript',
    '@redocly/cli',
  ] satisfies (keyof typeof packageJson.devDependencies)[];
  expect(tools.filter((name) => names.has(name))).toEqual([]);
  expect(components.filter(({ hashes = [] }) => hashes.every(({ alg }) => alg !== 'SHA-512'))).toEqual([]);
  expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual([]);
});

test('the image is built by it, so that it holds its list', () => {
  expect(read('Dockerfile')).toMatch(/^RUN npm run build$/m);
  expect(read('Dockerfile')).toMatch(/^COPY --from=build \/app \/app$/m);
});
