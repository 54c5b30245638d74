// `npm run check`: every gate that needs no running system, each in one line; what fails shows what it said.
import { checkSteps } from './checks/steps.ts';
import type { CheckOptions, CheckStep } from './checks/steps.ts';

type CheckSummary = { passed: number; failed: number };

const seconds = (startedAt: number): string => `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`.padStart(7);

const runStep = async (step: CheckStep, options: CheckOptions): Promise<boolean> => {
  const startedAt = performance.now();
  const { ok, output } = await step.run(options);
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${step.name.padEnd(10)} ${seconds(startedAt)}`);
  if (!ok) console.log(output.trim().replaceAll(/^/gm, '     '));
  return ok;
};

/** Runs the named steps, or all of them when none is named; two side by side, unless they repair the same files. */
export const runChecks = async (names: readonly string[], options: CheckOptions): Promise<CheckSummary> => {
  const summary = { passed: 0, failed: 0 };
  const waiting = checkSteps.filter(({ name }) => names.length === 0 || names.includes(name));
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift())
      summary[(await runStep(step, options)) ? 'passed' : 'failed'] += 1;
  };
  await Promise.all(options.fix ? [work()] : [work(), work()]);
  return summary;
};

const unknownSteps = (names: readonly string[]): string[] =>
  names.filter((name) => !checkSteps.some((step) => step.name === name));

const USAGE = `npm run check [-- [--fix] [${checkSteps.map(({ name }) => name).join('|')} …]]

Runs all gates, or only the named ones. --fix repairs format, lint and generated files where it can.`;

const runCheck = async (args: readonly string[]): Promise<number> => {
  const names = args.filter((arg) => arg !== '--fix');
  const unknown = unknownSteps(names);
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}.\n\n${USAGE}`);
    return 2;
  }
  const { failed } = await runChecks(names, { fix: args.includes('--fix') });
  return failed === 0 ? 0 : 1;
};

if (import.meta.main) process.exitCode = await runCheck(process.argv.slice(2));
