import { describe, expect, test } from 'vitest';
import { canonicalLanguageTag } from './language-tag.ts';
import { canonicalCode, nearestName } from './meant-name.ts';

const levels = ['JUNIOR', 'MID', 'SENIOR', 'LEAD', 'PRINCIPAL'];
const verdicts = ['STRONG_HIRE', 'HIRE', 'MAYBE', 'NO_HIRE'];

describe('a code', () => {
  test.each([
    [levels, 'SENIOR', 'SENIOR'],
    [levels, 'senior', 'SENIOR'],
    [levels, ' Senior ', 'SENIOR'],
    [verdicts, 'Strong hire', 'STRONG_HIRE'],
    [verdicts, 'no-hire', 'NO_HIRE'],
    [verdicts, 'strong  hire', 'STRONG_HIRE'],
    [['interview.plan_generated'], 'Interview.Plan_Generated', 'interview.plan_generated'],
  ])('of %j is meant by %j', (codes, text, code) => {
    expect(canonicalCode(codes, text)).toBe(code);
  });

  test.each([
    [levels, 'Senior Engineer'],
    [levels, 'SENIO'],
    [verdicts, 'hired'],
    [['a_b', 'a-b'], 'A B'],
    [levels, `senior${' '.repeat(200)}`],
  ])('of %j is not guessed from %j', (codes, text) => {
    expect(canonicalCode(codes, text)).toBe(text);
  });
});

describe('a name', () => {
  const known = ['candidateEmail', 'candidateName', 'companyName', 'position', 'level', 'qualifications', 'externalId'];

  test.each([
    ['CandidateEmail', 'candidateEmail'],
    ['candidate_email', 'candidateEmail'],
    ['candidate-name', 'candidateName'],
    ['candidateEmial', 'candidateEmail'],
    ['postion', 'position'],
    ['qualification', 'qualifications'],
    ['external_ID', 'externalId'],
    ['email', 'candidateEmail'],
    ['leval', 'level'],
    ['name', null],
    ['colour', null],
    ['id', null],
    ['', null],
    ['x'.repeat(5_000), null],
  ])('%.20j is taken for %j', (name, meant) => {
    expect(nearestName(name, known)).toBe(meant);
  });
});

test.each([
  ['en', 'en'],
  ['EN', 'en'],
  ['pt_BR', 'pt-BR'],
  [' De-AT ', 'de-AT'],
  ['zh_Hant_TW', 'zh-Hant-TW'],
  ['englisch', 'englisch'],
  ['_'.repeat(40), '_'.repeat(40)],
])('the tag of a language %j is read as %j', (text, tag) => {
  expect(canonicalLanguageTag(text)).toBe(tag);
});
