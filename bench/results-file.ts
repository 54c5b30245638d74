// Keeps the results of every measured commit in one file: newest first, with a small table of how the ratios went on top.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Result } from './scenario.ts';

const file = new URL('./results/results.md', import.meta.url);
const commitsShown = 6;

const head = `# Bench results

Laptop numbers of a development server, and the machine is rarely alone: compare the ratios, not the milliseconds. A section
per measured commit, newest first; \`npm run bench\` adds to it. The first table shows ratios to the bare engine, or figures
where there is nothing to compare with.
`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(columns), row(columns.map(() => '---')), ...rows.map(row)].join('\n');

export const resultTable = (results: readonly Result[]): string =>
  table(
    ['what', 'Parley', 'bare engine', 'ratio', 'aim'],
    results.map(({ name, ours, bare, ratio, aim }) => [name, ours, bare, ratio?.toFixed(2) ?? '', aim]),
  );

type Section = { commit: string; text: string };

/** `text` begins with the heading of the commit. */
const sectionsOf = (text: string): Section[] =>
  text
    .split(/^## /m)
    .slice(1)
    .filter((part) => !part.startsWith('Trend'))
    .map((part) => ({ commit: part.split(/[ ,\n]/, 1)[0] ?? '', text: `## ${part.trim()}\n` }));

/** Ratio, or the figure itself, by what was measured. */
const figuresOf = ({ text }: Section): Map<string, string> =>
  new Map(
    text
      .split('\n')
      .filter((line) => /^\| (?!what |-)/.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, name = '', ours = '', , ratio = '']) => [name, ratio === '' ? ours : ratio]),
  );

const trendOf = (sections: readonly Section[]): string => {
  const shown = sections.slice(0, commitsShown).toReversed();
  const figures = shown.map(figuresOf);
  const names = new Set(figures.toReversed().flatMap((of) => [...of.keys()]));
  const rows = [...names].map((name) => [name, ...figures.map((of) => of.get(name) ?? '')]);
  return `## Trend\n\n${table(['what', ...shown.map(({ commit }) => commit)], rows)}\n`;
};

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();

const commitName = (): string => {
  const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`;
};

/** Puts the section of the present commit on top of those before it; measured again, it takes the place of its own. */
export const keepResults = (results: readonly Result[]): void => {
  const commit = commitName();
  const machine = `${cpus().length} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
  const earlier = existsSync(file) ? sectionsOf(readFileSync(file, 'utf8')) : [];
  const sections = [
    { commit, text: `## ${commit}, ${machine}\n\n${resultTable(results)}\n` },
    ...earlier.filter((section) => section.commit !== commit),
  ];
  writeFileSync(file, [head, trendOf(sections), ...sections.map(({ text }) => text)].join('\n'));
};
