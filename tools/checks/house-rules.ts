// The few rules of the house that no linter knows, read from the text of each file.
import { readFileSync } from 'node:fs';

type Rule = { applies: (path: string) => boolean; breaks: (text: string) => RegExpMatchArray | null; message: string };

const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.startsWith('test/');

const SUPPRESSION = /(oxlint|eslint)-disable(?![^\n]* -- \S)|@ts-(ignore|nocheck)/;

const RULES: readonly Rule[] = [
  {
    applies: (path) => !isTest(path) && !path.startsWith('migrations/'),
    breaks: (text) => (/^(#![^\n]*\n)?(\/\/|\/\*)/.test(text) ? null : /^[^\n]*/.exec(text)),
    message: 'does not begin with a sentence that says why the file exists',
  },
  {
    applies: () => true,
    breaks: (text) => SUPPRESSION.exec(text),
    message: 'suppresses a rule without a reason (write: oxlint-disable-next-line rule -- why)',
  },
  {
    applies: (path) => path.startsWith('domain/') && !isTest(path),
    breaks: (text) => /new Date\(\s*\)/.exec(text),
    message: 'reads the clock; domain/ takes the time as an argument',
  },
];

/** One line per violation: `path:line message`. */
export const houseRuleViolations = (path: string, text: string): string[] =>
  RULES.filter((rule) => rule.applies(path)).flatMap((rule) => {
    const match = rule.breaks(text);
    if (match === null) return [];
    const line = text.slice(0, match.index ?? 0).split('\n').length;
    return [`${path}:${line} ${rule.message}`];
  });

export const checkHouseRules = (paths: readonly string[]): string[] =>
  paths.flatMap((path) => houseRuleViolations(path, readFileSync(path, 'utf8')));
