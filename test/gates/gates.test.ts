import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runTool } from '../../tools/checks/run-tool.ts';
import type { ToolResult } from '../../tools/checks/run-tool.ts';

type Files = Record<string, string>;

const CONFIGURATION = ['package.json', 'tsconfig.json', '.oxlintrc.json', '.dependency-cruiser.mjs', 'knip.json'];
const projects: string[] = [];

/** A throw-away project with our configuration and packages. */
const project = (files: Files): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-gates-'));
  projects.push(folder);
  for (const name of CONFIGURATION) copyFileSync(name, join(folder, name));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
};

const topFolders = (files: Files): string[] => [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];

const lint = (files: Files, ...options: string[]) =>
  runTool('oxlint', ['--type-aware', ...options, ...topFolders(files)], { cwd: project(files) });

const structure = (files: Files) =>
  runTool('depcruise', ['--config', '.dependency-cruiser.mjs', ...topFolders(files)], { cwd: project(files) });

afterAll(() => {
  for (const folder of projects) rmSync(folder, { recursive: true, force: true });
});

const ACTIVITY = `export const createMail = () => ({ send: async (id: string): Promise<string> => id });\n`;
const WORKFLOW = (call: string): string => `import { proxyActivities } from '@temporalio/workflow';
import type { createMail } from '../activities/mail.ts';
const { send } = proxyActivities<ReturnType<typeof createMail>>({ startToCloseTimeout: '3s' });
export const invite = async (id: string): Promise<void> => {
  ${call}
};
`;
const STORE = (query: string): string => `import type { Knex } from 'knex';
export const close = async (db: Knex): Promise<void> => {
  ${query}
};
`;
const lines = (count: number): string =>
  Array.from({ length: count }, (_, n) => `export const n${n} = ${n};\n`).join('');

/** What it is, where it stands, what it says, and the rule that must refuse it. All are checked in one run. */
type Case = readonly [title: string, path: string, text: string, rule: string];

const filesOf = (cases: readonly Case[]): Files => Object.fromEntries(cases.map(([, path, text]) => [path, text]));

const BAD_CODE: readonly Case[] = [
  ['an activity that nobody awaits', 'workflows/invite.ts', WORKFLOW('send(id);'), 'no-floating-promises'],
  [
    'a query that nobody awaits',
    'infra/query.ts',
    STORE(`db('runs').where({ id: 1 }).delete();`),
    'no-floating-promises',
  ],
  ['one hidden behind void', 'infra/void.ts', STORE(`void db('runs').delete();`), 'no-floating-promises'],
  ['a clock in domain/', 'domain/now.ts', `export const now = () => Date.now();\n`, 'no-restricted-properties'],
  [
    'fetch outside its one door',
    'infra/ask.ts',
    `export const ask = () => fetch('http://x');\n`,
    'no-restricted-globals',
  ],
  [
    'fetch by another name',
    'infra/ask-again.ts',
    `export const ask = () => globalThis.fetch('http://x');
`,
    'no-restricted-properties',
  ],
  ['the environment outside main.ts', 'infra/env.ts', `export const env = process.env;\n`, 'no-process-env'],
  ['any', 'api/any.ts', `export const a = (b: any): string => String(b);\n`, 'no-explicit-any'],
  ['a non-null assertion', 'api/sure.ts', `export const a = (b?: string): string => b!;\n`, 'no-non-null-assertion'],
  ['a default export', 'api/default.ts', `const a = 1;\nexport default a;\n`, 'no-default-export'],
  [
    'a nested ternary',
    'api/ternary.ts',
    `export const a = (b: number) => (b ? 1 : b > 2 ? 2 : 3);\n`,
    'no-nested-ternary',
  ],
  ['a file of 301 lines', 'api/long.ts', lines(301), 'max-lines'],
  [
    'a function of 51 lines',
    'api/function.ts',
    `export const f = () => {\n${'  f();\n'.repeat(49)}};\n`,
    'max-lines-per-function',
  ],
  [
    'a skipped test',
    'api/a.test.ts',
    `import { test } from 'vitest';\ntest.skip('a', () => {});\n`,
    'no-disabled-tests',
  ],
];

describe('lint refuses', () => {
  let result: ToolResult;
  beforeAll(async () => {
    result = await lint({ 'activities/mail.ts': ACTIVITY, ...filesOf(BAD_CODE) }, '--format=unix');
  });

  test.each(BAD_CODE)('%s', (_, path, __, rule) => {
    const said = result.output.split('\n').filter((line) => line.startsWith(`${path}:`));

    expect(said.join('\n')).toContain(`(${rule})`);
    expect(result.ok).toBe(false);
  });

  test('nothing of the same code done right', async () => {
    const { ok, output } = await lint({
      'activities/mail.ts': ACTIVITY,
      'workflows/invite.ts': WORKFLOW('await send(id);'),
      'infra/store.ts': STORE(`await db('runs').where({ id: 1 }).delete();`),
      'infra/http/fetch.ts': `export const ask = async (): Promise<Response> => fetch('http://x');\n`,
      'api/main.ts': `export const env = process.env;\n`,
      'api/long.ts': lines(300),
    });

    expect(output).toMatch(/on 6 files/);
    expect(ok).toBe(true);
  });
});

const ONE = 'export const one = 1;\n';
const imports = (path: string): string => `export { one } from '${path}';\n`;
const importsType = (path: string): string => `import type { one } from '${path}';\nexport type One = typeof one;\n`;

const GOOD_PARTS: Files = Object.fromEntries(
  ['domain', 'infra', 'worker', 'api', 'activities', 'workflows'].map((folder) => [`${folder}/good.ts`, ONE]),
);

const BAD_DIRECTIONS: readonly Case[] = [
  ['a built-in in domain/', 'domain/direct.ts', `import 'node:crypto';\n${ONE}`, 'domain-no-built-ins'],
  ['one reached through another file', 'domain/far.ts', imports('./direct.ts'), 'domain-reaches-no-built-ins'],
  ['a package in domain/ that reaches one', 'domain/package.ts', `import 'ulid';\n`, 'domain-pure-packages'],
  ['domain/ knowing infra/', 'domain/infra.ts', importsType('../infra/good.ts'), 'domain-is-alone'],
  ['api/ knowing worker/', 'api/worker.ts', importsType('../worker/good.ts'), 'api-direction'],
  ['api/ using infra/', 'api/infra.ts', imports('../infra/good.ts'), 'api-infra-by-type'],
  ['worker/ knowing api/', 'worker/api.ts', importsType('../api/good.ts'), 'worker-direction'],
  ['activities/ knowing infra/', 'activities/infra.ts', importsType('../infra/good.ts'), 'activities-direction'],
  [
    'workflows/ using activities/',
    'workflows/run.ts',
    imports('../activities/good.ts'),
    'workflows-activities-by-type',
  ],
  [
    'infra/ using workflows/',
    'infra/temporal/a.ts',
    imports('../../workflows/good.ts'),
    'infra-temporal-no-workflow-code',
  ],
  ['a cycle', 'api/cycle.ts', `import './cycle.ts';\n${ONE}`, 'no-cycles'],
  ['a cycle of types', 'api/type-cycle.ts', importsType('./type-cycled-back.ts') + ONE, 'no-cycles'],
  ['an import that leads nowhere', 'api/lost.ts', imports('./absent.ts'), 'resolvable'],
  [
    'an HTTP client outside its one door',
    'worker/client.ts',
    `import { request } from 'undici';\nexport const ask = request;\n`,
    'one-way-out',
  ],
];

describe('structure refuses', () => {
  let result: ToolResult;
  beforeAll(async () => {
    const back = { 'api/type-cycled-back.ts': importsType('./type-cycle.ts') + ONE };
    result = await structure({ ...GOOD_PARTS, ...filesOf(BAD_DIRECTIONS), ...back });
  });

  test.each(BAD_DIRECTIONS)('%s', (_, path, __, rule) => {
    expect(result.output).toContain(`error ${rule}: ${path}`);
    expect(result.ok).toBe(false);
  });

  test('nothing that the directions allow', async () => {
    const { ok, output } = await structure({
      'domain/a.ts': ONE,
      'infra/b.ts': imports('../domain/a.ts'),
      'api/c.ts': importsType('../infra/b.ts'),
      'api/main.ts': imports('../infra/b.ts'),
    });

    expect(output).toMatch(/no dependency violations found \(4 modules/);
    expect(ok).toBe(true);
  });
});

test('the search for unused code finds an export that nobody uses', async () => {
  const files = {
    'api/main.ts': `import { used } from './a.ts';\nused();\n`,
    'api/a.ts': `export const used = () => 1;\nexport const idle = 2;\n`,
  };
  const { ok, output } = await runTool('knip', ['--no-config-hints', '--include', 'exports'], { cwd: project(files) });

  expect(output).toMatch(/Unused exports \(1\)\s+idle/);
  expect(ok).toBe(false);
});
