// What the first screen of each page may weigh as it travels, since people open it on the train.
import { statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { loadedWith, readManifest, type Manifest } from '../../infra/web-build.ts';

/** Bytes, packed with gzip. */
const budgets: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'room/index.html': { '.js': 90_000, '.css': 12_000 },
  'console/index.html': { '.js': 90_000, '.css': 12_000 },
  'review/index.html': { '.js': 150_000, '.css': 16_000 },
};

/** What is loaded later, and by everybody who comes for what the page is for: together with the page it keeps a budget too. */
const sessions: Readonly<Record<string, { with: string; jsMax: number }>> = {
  'review/index.html': { with: 'review/assessment/assessment-screen.tsx', jsMax: 150_000 },
};

const weightOf = (folder: string, files: readonly string[], kind: string): number =>
  files
    .filter((file) => extname(file) === kind)
    .reduce((sum, file) => sum + statSync(join(folder, `${file}.gz`)).size, 0);

const pageOver = (folder: string, manifest: Manifest, page: string): string[] => {
  const allowed = budgets[page];
  if (allowed === undefined) return [`${page} has no budget: give it one in tools/checks/budgets.ts`];
  const files = loadedWith(manifest, page);
  return Object.entries(allowed).flatMap(([kind, bytesMax]) => {
    const bytes = weightOf(folder, files, kind);
    const said = `${page}: ${bytes} bytes of ${kind}, ${bytesMax} at most (${files.join(', ')})`;
    return bytes > bytesMax ? [said] : [];
  });
};

const sessionOver = (folder: string, manifest: Manifest, page: string): string[] => {
  const session = sessions[page];
  if (session === undefined) return [];
  if (manifest[session.with] === undefined) return [`${page}: the build has no ${session.with}`];
  const seen = new Set<string>();
  const files = [page, session.with].flatMap((name) => loadedWith(manifest, name, seen));
  const bytes = weightOf(folder, files, '.js');
  return bytes > session.jsMax
    ? [`${page} with ${session.with}: ${bytes} bytes of .js, ${session.jsMax} at most (${files.join(', ')})`]
    : [];
};

/** One line for each budget that the build in `folder` does not keep. */
export const overBudget = (folder: string): string[] => {
  const manifest = readManifest(folder);
  const pages = Object.keys(manifest).filter((name) => manifest[name]?.isEntry === true);
  return pages.length === 0
    ? ['The build has no page.']
    : pages.flatMap((page) => [...pageOver(folder, manifest, page), ...sessionOver(folder, manifest, page)]);
};
