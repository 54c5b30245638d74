// The findings as JUnit XML, for whatever builds and shows test results.
import { showExchange } from './reports.ts';
import type { Finding } from './run-rules.ts';

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML cannot hold at all is left out: answers may be anything. */
const escape = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll(/[&<>"]/g, (character) => named[character] ?? '');

/** Of an attribute, whose line breaks would be read as blanks. */
const attribute = (text: string): string => escape(text).replaceAll(/[\t\n\r]/g, ' ');

const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(3);

const inside = ({ level, outcome, why, says, source, exchanges }: Finding): string => {
  if (outcome === 'passed') return '';
  const message = attribute(why ?? '');
  if (outcome === 'skipped') return `<skipped message="${message}"/>`;
  // Only what must be kept fails a build.
  if (level === 'should') return `<skipped message="should, and is not: ${message}"/>`;
  const text = escape([says, why ?? '', `Source: ${source}`, ...exchanges.map(showExchange)].join('\n\n'));
  return `<failure message="${message}" type="${level}">${text}</failure>`;
};

const caseOf = (contract: string, finding: Finding): string => {
  const name = attribute(`${finding.id} (${finding.level}): ${finding.says}`);
  const head = `    <testcase name="${name}" classname="conformance.${contract}" time="${seconds(finding.durationMs)}"`;
  const content = inside(finding);
  return content === '' ? `${head}/>` : `${head}>${content}</testcase>`;
};

export const toJunit = (contract: string, findings: readonly Finding[]): string => {
  const failures = findings.filter(({ level, outcome }) => level === 'must' && outcome === 'failed').length;
  const skipped = findings.filter(({ outcome }) => outcome !== 'passed').length - failures;
  const time = seconds(findings.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const counts = `tests="${findings.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${time}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="parley conformance" ${counts}>`,
    `  <testsuite name="conformance.${contract}" ${counts}>`,
    ...findings.map((finding) => caseOf(contract, finding)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
};
