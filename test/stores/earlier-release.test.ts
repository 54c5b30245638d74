// A deployment replaces its processes one by one: those of the version before must work on the schema of the next one.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runTool } from '../../tools/checks/run-tool.ts';
import earlier from './earlier-release.json' with { type: 'json' };

const folder = mkdtempSync(join(tmpdir(), 'parley-earlier-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Today's migrations under the code and the tests of the named commit. */
const checkOut = async (): Promise<void> => {
  const archive = join(folder, 'earlier.tar');
  const { ok, output } = await runTool('git', ['archive', '--output', archive, earlier.commit]);
  if (!ok)
    throw new Error(`${earlier.commit} is not here: this needs the whole history (git fetch --unshallow). ${output}`);
  expect(await runTool('tar', ['--extract', '--file', archive, '--directory', folder])).toMatchObject({ ok: true });
  rmSync(join(folder, 'migrations'), { recursive: true });
  cpSync('migrations', join(folder, 'migrations'), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
};

type Report = {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
};

/** A file that did not load counts as one test. */
const failuresOf = ({ testResults }: Report): string[] =>
  testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status !== 'passed').map(({ fullName }) => fullName);
    return failed.length === 0 && status !== 'passed' ? [name.replace(`${folder}/`, '')] : failed;
  });

test('stores of an earlier release pass their own tests on today’s schema', { timeout: 180_000 }, async () => {
  await checkOut();
  const report = join(folder, 'report.json');
  const args = ['run', '--project', 'fast', '--reporter=json', `--outputFile=${report}`, ...earlier.suites];
  const { output } = await runTool('vitest', args, { cwd: folder });
  const results = JSON.parse(existsSync(report) ? readFileSync(report, 'utf8') : '{"testResults":[]}') as Report;

  expect(failuresOf(results), output).toEqual([]);
  expect(results.testResults.length, output).toBe(earlier.suites.length);
});
