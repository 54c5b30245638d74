// Finds the folders and files that the gates must have seen: a gate that looked at nothing is no gate.
import { globSync, readdirSync } from 'node:fs';

const OTHERS = new Set(['node_modules', 'dist', 'coverage', 'docs']);

/** Top-level folders with TypeScript in them, by name: linters that find their own way wander into packages. */
export const sourceFolders = (): string[] =>
  readdirSync('.', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !OTHERS.has(entry.name))
    .map((entry) => entry.name)
    .filter((folder) => globSync(`${folder}/**/*.{ts,tsx,mjs}`).length > 0);

export const sourceFiles = (): string[] => sourceFolders().flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mjs}`));
