// `npm run generate`: writes every file that is made from code; with --check it only says which are out of step, with --release
// it also takes the present API description as the one that later versions must not break.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { conformanceGenerators } from './generators/conformance.ts';
import { configurationGenerators } from './generators/configuration.ts';
import { baselineGenerators, descriptionGenerators } from './generators/description.ts';
import { errorGenerators } from './generators/errors.ts';
import type { Generator } from './generators/generator.ts';
import { lifecycleGenerators } from './generators/lifecycle.ts';
import { resultDocumentGenerators } from './generators/result-document.ts';
import { rulesGenerators } from './generators/rules.ts';
import { protectedMatterGenerators } from './generators/protected-matters.ts';

/** A new generated file is one entry here. */
const generators: readonly Generator[] = [
  ...configurationGenerators,
  ...conformanceGenerators,
  ...descriptionGenerators,
  ...errorGenerators,
  ...lifecycleGenerators,
  ...rulesGenerators,
  ...resultDocumentGenerators,
  ...protectedMatterGenerators,
];

const root = resolve(import.meta.dirname, '..');

const present = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Returns the paths that differ from what the code says now; writes them unless `check`. */
const generate = async (all: readonly Generator[], { check }: { check: boolean }): Promise<string[]> => {
  const changed: string[] = [];
  for (const { path, render } of all) {
    const content = await render();
    const target = resolve(root, path);
    if (present(target) === content) continue;
    changed.push(path);
    if (check) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return changed;
};

const check = process.argv.includes('--check');
const isRelease = process.argv.includes('--release');
const changed = await generate(isRelease ? [...generators, ...baselineGenerators] : generators, { check });
for (const path of changed) console.log(check ? `${path} is out of step: run npm run generate` : `wrote ${path}`);
if (check && changed.length > 0) process.exitCode = 1;
