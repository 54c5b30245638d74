// The gates of `npm run check`, one entry each, in the order of their speed.
import { readFileSync } from 'node:fs';

import { baselinePath, breakingChanges, descriptionPath, unannounced } from '../description/breaking-changes.ts';

import { buildPages } from '../../cli/embedded/web-pages.ts';

import { overBudget } from './budgets.ts';
import { checkHouseRules } from './house-rules.ts';
import { runTool } from './run-tool.ts';
import type { ToolResult } from './run-tool.ts';
import { sourceFiles, sourceFolders } from './source-files.ts';

export type CheckOptions = {
  /** Repair what can be repaired (format, lint, generated files). */
  fix: boolean;
};

export type CheckStep = { name: string; run: (options: CheckOptions) => Promise<ToolResult> };

const ROOT_FILES = ['vitest.config.ts', '.dependency-cruiser.mjs'];

/** Fails a tool that says it is content but has seen fewer files than there are. */
const sawEnough = (result: ToolResult, seen: RegExp): ToolResult => {
  const count = Number(seen.exec(result.output)?.[1] ?? 0);
  const expected = sourceFiles().length;
  if (!result.ok || (expected > 0 && count >= expected)) return result;
  return { ok: false, output: `${result.output}\nIt saw ${count} files of ${expected}: this gate is not looking.` };
};

const houseRules = async (): Promise<ToolResult> => {
  const files = sourceFiles();
  const violations = files.length === 0 ? ['There are no source files.'] : checkHouseRules(files);
  return { ok: violations.length === 0, output: violations.join('\n') };
};

const lint = async ({ fix }: CheckOptions): Promise<ToolResult> => {
  const args = ['--type-aware', '--deny-warnings', ...(fix ? ['--fix'] : []), ...sourceFolders(), ...ROOT_FILES];
  return sawEnough(await runTool('oxlint', args), /on (\d+) files/);
};

const types = (project: string): Promise<ToolResult> => {
  const memory = `node_modules/.cache/types-${project === '.' ? 'all' : project}.json`;
  return runTool('tsc', ['--noEmit', '--incremental', '--tsBuildInfoFile', memory, '--pretty', 'false', '-p', project]);
};

const structure = async (): Promise<ToolResult> => {
  const args = ['--config', '.dependency-cruiser.mjs', ...sourceFolders()];
  return sawEnough(await runTool('depcruise', args), /\b(\d+) modules/);
};

const compatible = (): Promise<ToolResult> => {
  const [baseline, description, changelog] = [baselinePath, descriptionPath, 'CHANGELOG.md'].map((path) =>
    readFileSync(path, 'utf8'),
  );
  const missing = unannounced(
    breakingChanges(JSON.parse(baseline ?? ''), JSON.parse(description ?? '')),
    changelog ?? '',
  );
  const lines = missing.map(({ place, what }) => `\`${place}\` ${what}`);
  const help =
    'Callers of the last version break. Undo it, or name each under "Unreleased" in CHANGELOG.md: "- Breaking: `…` …"';
  return Promise.resolve({ ok: lines.length === 0, output: [help, ...lines].join('\n') });
};

const generated = ({ fix }: CheckOptions): Promise<ToolResult> =>
  runTool('node', ['tools/generate.ts', ...(fix ? [] : ['--check'])]);

/** What the first screen of a page loads; media, languages and what comes later are not in it. */
const budgets = async (): Promise<ToolResult> => {
  const built = await buildPages('.');
  if (built.state === 'failed') return { ok: false, output: built.output };
  const violations = overBudget('dist/web');
  return { ok: violations.length === 0, output: violations.join('\n') };
};

export const checkSteps: readonly CheckStep[] = [
  { name: 'format', run: ({ fix }) => runTool('oxfmt', [fix ? '--write' : '--check', '.']) },
  { name: 'house', run: houseRules },
  { name: 'lint', run: lint },
  { name: 'generated', run: generated },
  { name: 'compatible', run: compatible },
  // What it remembers of its last run lies beside the packages, so that a second one looks at the changes only.
  { name: 'types', run: () => types('.') },
  { name: 'web types', run: () => types('web') },
  { name: 'structure', run: structure },
  { name: 'patterns', run: () => runTool('node', ['tools/checks/linear-patterns.ts']) },
  { name: 'budgets', run: budgets },
  { name: 'unused', run: () => runTool('knip', ['--no-config-hints', '--no-progress']) },
];
