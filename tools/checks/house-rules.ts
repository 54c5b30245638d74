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
  {
    applies: (path) => path !== 'domain/text/typed-text.ts' && !isTest(path),
    breaks: (text) => /\.normalize\(/.exec(text),
    message:
      'brings text into a normal form, which piles of marks can draw out for minutes: use domain/text/typed-text.ts',
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

/** Folders that must stay small: what outgrows its limit has become something else than it was meant to be. */
const LIMITS: readonly { folder: string; linesMax: number }[] = [{ folder: 'engines/offline/', linesMax: 1_200 }];

/** One line per folder that has outgrown its limit; tests do not count. */
export const outgrownFolders = (files: ReadonlyMap<string, string>): string[] =>
  LIMITS.flatMap(({ folder, linesMax }) => {
    const own = [...files].filter(([path]) => path.startsWith(folder) && !isTest(path));
    const lines = own.reduce((sum, [, text]) => sum + text.trimEnd().split('\n').length, 0);
    return lines <= linesMax ? [] : [`${folder} has ${lines} lines; it is meant to stay within ${linesMax}`];
  });

export const checkHouseRules = (paths: readonly string[]): string[] => {
  const files = new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
  return [...[...files].flatMap(([path, text]) => houseRuleViolations(path, text)), ...outgrownFolders(files)];
};
