// The built pages on disk: what there is to serve, and whether they are still those of their sources.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file as it goes out, in each encoding that was made of it. */
export type BuiltFile = { contentType: string; plain: Uint8Array; br?: Uint8Array; gzip?: Uint8Array };

/** What the build made of each source that a page begins with or imports late: its file, and what that needs. */
export type Manifest = Record<string, { file: string; isEntry?: boolean; imports?: string[]; css?: string[] }>;

/**
 * `pages` are HTML by the folder that each has in `web/`, `files` what they load, by a name that changes with the content;
 * `loads` are the names of what a source in `web/` needs.
 */
export type WebBuild = {
  pages: ReadonlyMap<string, string>;
  files: ReadonlyMap<string, BuiltFile>;
  loads(source: string): string[];
};

/** What pages may load; everything else in the folder, source maps for one, is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
};

const folderOf = (project: string): string => join(project, 'dist', 'web');

type MadeOf = { sources: Record<string, string> };

/** Written last by the build: the hash of each source. */
const sourcesOf = (project: string): Record<string, string> | null => {
  try {
    const madeOf = JSON.parse(readFileSync(join(folderOf(project), 'made-of.json'), 'utf8')) as MadeOf;
    return madeOf.sources;
  } catch {
    return null;
  }
};

const bytesAt = (path: string): Uint8Array | undefined => (existsSync(path) ? readFileSync(path) : undefined);

const fileAt = (path: string, contentType: string): BuiltFile => {
  const [br, gzip] = [bytesAt(`${path}.br`), bytesAt(`${path}.gz`)];
  return { contentType, plain: readFileSync(path), ...(br && { br }), ...(gzip && { gzip }) };
};

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

/** The file of a source, what it imports at once, and their styles; `import()` waits until it is needed. */
export const loadedWith = (manifest: Manifest, source: string, seen = new Set<string>()): string[] => {
  const chunk = manifest[source];
  if (chunk === undefined || seen.has(source)) return [];
  seen.add(source);
  const { file, css = [], imports = [] } = chunk;
  return [...new Set([file, ...css, ...imports.flatMap((one) => loadedWith(manifest, one, seen))])];
};

const readAll = (folder: string): WebBuild => {
  const entries = readdirSync(folder, { withFileTypes: true });
  const files = entries.flatMap(({ name }): [string, BuiltFile][] => {
    const contentType = contentTypes[extname(name)];
    return contentType === undefined ? [] : [[name, fileAt(join(folder, name), contentType)]];
  });
  const pages = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }): [string, string] => [name, readFileSync(join(folder, name, 'index.html'), 'utf8')]);
  const manifest = readManifest(folder);
  return { pages: new Map(pages), files: new Map(files), loads: (source) => loadedWith(manifest, source) };
};

/** Reads all of it at once; null where there is no finished build, or one that is just being replaced. */
export const readWebBuild = (project: string): WebBuild | null => {
  try {
    return sourcesOf(project) === null ? null : readAll(folderOf(project));
  } catch {
    return null;
  }
};

export type WebBuildState = 'current' | 'outdated' | 'missing';

const isUnchanged = (path: string, hash: string): boolean => {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex') === hash;
  } catch {
    return false;
  }
};

/** Holds the sources against those that the build was made of; a page that is new is none of them. */
export const webBuildState = (project: string): WebBuildState => {
  const sources = sourcesOf(project);
  if (sources === null) return 'missing';
  const isWhole = globSync('web/*/index.html', { cwd: project }).every((path) => sources[path] !== undefined);
  return isWhole && Object.entries(sources).every(([path, hash]) => isUnchanged(join(project, path), hash))
    ? 'current'
    : 'outdated';
};
