// Holds every regular expression of the tree to a time that grows with the length of the text, not with its square.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { check } from 'recheck';
import { alternativesOf, checkedForm, isBounded } from './pattern-form.ts';
import { patternsIn, type Pattern } from './pattern-sources.ts';
import { sourceFiles } from './source-files.ts';

type Verdict = { growth: 'linear' | 'polynomial' | 'exponential' | 'unknown'; example: string };

const timeoutMs = 120_000;
const atOnce = 2;
/** Fewer than there are: whoever sees less is not looking. */
const patternsMin = 250;

/**
 * What was judged linear, checked in, since some judgements take seconds: it holds for as long as the pattern, the checker and
 * this file's form of it stay. A machine of CI judges what is missing, and leaves the file alone.
 */
const judgedPath = 'tools/checks/judged-patterns.json';
const version = ['node_modules/recheck/package.json', 'tools/checks/pattern-form.ts']
  .reduce((hash, path) => hash.update(readFileSync(path)), createHash('sha256'))
  .digest('hex');

type Judged = { version: string; linear: string[] };

const hashOf = (form: string): string => createHash('sha256').update(form).digest('hex').slice(0, 32);

const readJudged = (): Set<string> => {
  const kept = JSON.parse(readFileSync(judgedPath, 'utf8')) as Judged;
  return new Set(kept.version === version ? kept.linear : []);
};

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

const writeJudged = (linear: readonly string[]): void =>
  writeFileSync(judgedPath, `${JSON.stringify({ version, linear: linear.toSorted(byText) }, null, 2)}\n`);

/** Steps are counted, never milliseconds: a busy machine must not make a pattern slow. */
const limits = { timeout: timeoutMs, attackTimeout: null, incubationTimeout: null, seedingTimeout: null };

const judge = async (source: string, flags: string): Promise<Verdict> => {
  const result = await check(source, flags, limits);
  if (result.status === 'safe') return { growth: 'linear', example: '' };
  if (result.status === 'unknown') return { growth: 'unknown', example: result.error.kind };
  return { growth: result.complexity.type, example: result.attack.pattern };
};

/** The forms of a pattern that could be slow. */
const formsOf = ({ source, flags }: Pattern): { key: string; source: string; flags: string }[] =>
  alternativesOf(source)
    .map((one) => checkedForm(one, flags))
    .filter((form) => !isBounded(form.source))
    .map((form) => ({ ...form, key: `/${form.source}/${form.flags}` }));

/** One line per pattern that may not stay; `linear` gets the hashes of all that may. */
export const slowPatterns = async (patterns: readonly Pattern[], linear = new Set<string>()): Promise<string[]> => {
  const slow = new Map<string, Verdict>();
  const waiting = [...new Map(patterns.flatMap(formsOf).map((form) => [form.key, form])).values()];
  const work = async (): Promise<void> => {
    for (let form = waiting.shift(); form !== undefined; form = waiting.shift()) {
      if (linear.has(hashOf(form.key))) continue;
      const verdict = await judge(form.source, form.flags);
      if (verdict.growth === 'linear') linear.add(hashOf(form.key));
      else slow.set(form.key, verdict);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return patterns.flatMap((pattern) =>
    formsOf(pattern).flatMap(({ key }) => {
      const verdict = slow.get(key);
      if (verdict === undefined) return [];
      const { growth, example } = verdict;
      return [`${pattern.at} is ${growth}${example === '' ? '' : `, on ${example}`}: ${key}`];
    }),
  );
};

/** What the files build while they are loaded, by place. */
const builtBy = async (paths: readonly string[]): Promise<Pattern[]> => {
  const built: Pattern[] = [];
  const Native = globalThis.RegExp;
  const note = (made: RegExp): RegExp => {
    for (const path of paths) {
      const place = (new Error().stack ?? '').split(`${resolve(path)}:`)[1];
      if (place === undefined) continue;
      built.push({ at: `${path}:${Number.parseInt(place, 10)}`, source: made.source, flags: made.flags });
      break;
    }
    return made;
  };
  globalThis.RegExp = new Proxy(Native, {
    construct: (target, args: [string, string]) => note(new target(...args)),
    apply: (target, _, args: [string, string]) => note(target(...args)),
  });
  for (const path of paths) await import(resolve(path));
  globalThis.RegExp = Native;
  return built;
};

const controls: readonly Pattern[] = [
  { at: 'quadratic', source: String.raw`\s+$`, flags: '' },
  { at: 'exponential', source: '^(?:a|a)+$', flags: '' },
];

export const checkPatterns = async (): Promise<string[]> => {
  const files = sourceFiles().filter((path) => !path.endsWith('.test.ts') && !path.startsWith('test/'));
  const found = files.map((path) => patternsIn(path, readFileSync(path, 'utf8')));
  const places = found.flatMap(({ built }) => built);
  const built = await builtBy([...new Set(places.map((at) => at.replace(/:\d+$/, '')))]);
  const patterns = [...found.flatMap(({ written }) => written), ...built];
  const known = new Set(built.map(({ at }) => at));
  const untold = places.filter((at) => !known.has(at));
  const linear = readJudged();
  const slow = await slowPatterns(patterns, linear);
  const present = new Set(patterns.flatMap(formsOf).map(({ key }) => hashOf(key)));
  if (process.env['CI'] === undefined) writeJudged([...present].filter((hash) => linear.has(hash)));
  const missed = controls.length - (await slowPatterns(controls)).length;
  return [
    ...slow,
    ...untold.map((at) => `${at} builds a pattern that nobody sees: write it out, or \`// checked as /…/\` above it`),
    ...(missed > 0 ? ['The checker passes patterns that are known to be slow.'] : []),
    ...(patterns.length < patternsMin ? [`It saw ${patterns.length} patterns: this gate is not looking.`] : []),
  ];
};

if (import.meta.main) {
  const lines = await checkPatterns();
  if (lines.length > 0) console.log(lines.join('\n'));
  // The checker's own process would be waited for.
  process.exit(lines.length === 0 ? 0 : 1);
}
