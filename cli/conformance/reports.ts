// The findings for people: a line per rule, then each broken one with what was sent and answered, then the sum.
import type { Exchange } from './exchange.ts';
import type { Level, Rule } from './contract.ts';
import type { Finding, Outcome } from './run-rules.ts';

const shownMax = 2_000;
const cut = (text: string): string =>
  text.length <= shownMax ? text : `${text.slice(0, shownMax)}… (${text.length} characters)`;

const half = (mark: string, first: string, headers: Record<string, string>, body: string): string[] =>
  [
    first,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === '' ? [] : ['', ...cut(body).split('\n')]),
  ].map((line) => `${mark} ${line}`.trimEnd());

/** What went over the wire, as a terminal shows it: `>` is what was sent, `<` what came back. */
export const showExchange = ({ request, answer, failure, durationMs }: Exchange): string =>
  [
    ...half('>', `${request.method} ${request.url}`, request.headers, request.body),
    ...(answer === null
      ? [`< ${failure ?? ''}`]
      : half('<', `${answer.status}, ${durationMs} ms`, answer.headers, answer.body)),
  ].join('\n');

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');

type Shown = Pick<Rule, 'id' | 'level' | 'says' | 'source'>;

const rowsOf = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

const sumOf = (findings: readonly Finding[], level: Level): string => {
  const count = (outcome: Outcome): number =>
    findings.filter((one) => one.level === level && one.outcome === outcome).length;
  return `${level}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
};

const showBroken = ({ id, level, says, source, why, exchanges }: Finding): string =>
  [`${level} ${id}: ${says}`, `  ${why ?? ''}`, `  Source: ${source}`, ...exchanges.map(showExchange).map(indent)].join(
    '\n',
  );

export const showFindings = (findings: readonly Finding[]): string => {
  const head = ['RULE', 'LEVEL', 'RESULT', 'WHAT IT SAYS'];
  const lines = rowsOf([
    head,
    ...findings.map(({ id, level, outcome, says, why }) => [
      id,
      level,
      outcome,
      outcome === 'skipped' ? `${says} – ${why ?? ''}` : says,
    ]),
  ]);
  const failed = findings.filter(({ outcome }) => outcome === 'failed');
  const sums = (['must', 'should'] as const).map((level) => sumOf(findings, level));
  return [lines.join('\n'), ...failed.map(showBroken), sums.join('\n')].join('\n\n');
};

/** The rules alone, with where each comes from. */
export const showRules = (rules: readonly Shown[]): string =>
  rowsOf([
    ['RULE', 'LEVEL', 'WHAT IT SAYS', 'SOURCE'],
    ...rules.map(({ id, level, says, source }) => [id, level, says, source]),
  ]).join('\n');
