// Holds the rule that decides between drafting and asking back, and the merge of what is supplied later.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levels } from './request.ts';
import type { InterviewRequest } from './request.ts';
import { mergeRequest } from './merge-request.ts';
import { missingQuestion } from './missing-question.ts';
import { validateRequest } from './validate-request.ts';

const example: InterviewRequest = {
  position: 'Senior Software Engineer',
  level: 'SENIOR',
  qualifications: [
    '5+ years production TypeScript experience',
    'Demonstrated distributed systems design',
    'Strong async/concurrency patterns knowledge',
  ],
};

const codesOf = (request: InterviewRequest): string[] =>
  validateRequest(request).missing.map(({ field, severity, reason }) => `${severity} ${field} ${reason}`);

const without = (...fields: (keyof InterviewRequest)[]): InterviewRequest =>
  Object.fromEntries(Object.entries(example).filter(([field]) => !fields.some((name) => name === field)));

const longDescription = 'You will write SQL, build dashboards in Tableau and explain statistics to people. '.repeat(2);

describe('validating a request', () => {
  it('the example of the documentation is excellent', () => {
    expect(validateRequest(example)).toEqual({ dataQuality: 'EXCELLENT', missing: [] });
  });

  it.each([
    ['no position', without('position'), ['CRITICAL position position_absent']],
    ['a blank position', { ...example, position: '  ' }, ['CRITICAL position position_absent']],
    ['no level', without('level'), ['CRITICAL level level_absent']],
    ['nothing about the work', without('qualifications'), ['CRITICAL qualifications requirements_absent']],
    [
      'blank statements only',
      { ...example, qualifications: [' ', ''] },
      ['CRITICAL qualifications requirements_absent'],
    ],
    [
      'a description under 50 characters',
      { ...without('qualifications'), jobDescription: 'x'.repeat(49) },
      ['HIGH jobDescription description_unusable'],
    ],
    [
      'one statement, no description',
      { ...example, qualifications: ['TypeScript, SQL and Docker'] },
      ['MEDIUM qualifications qualification_single'],
    ],
    [
      'fewer than three skills',
      { ...example, qualifications: ['Kindness', 'TypeScript'] },
      ['MEDIUM qualifications skills_few'],
    ],
    ['another language, which is for the engine to judge', { ...example, locale: 'de-DE' }, []],
    [
      'a description under 100 characters',
      { ...without('qualifications'), jobDescription: 'Write SQL, build dashboards in Tableau, explain statistics.' },
      ['MEDIUM jobDescription description_short'],
    ],
  ] satisfies [string, InterviewRequest, string[]][])('%s', (_, request, codes) => {
    expect(codesOf(request)).toEqual(codes);
  });

  it('a good description alone is enough', () => {
    expect(codesOf({ ...without('qualifications'), jobDescription: longDescription })).toEqual([]);
  });

  it.each(['en', 'en-GB', 'EN_us'])('%s is supported', (locale) => {
    expect(codesOf({ ...example, locale })).toEqual([]);
  });

  it('quality follows the number of warnings', () => {
    expect(validateRequest({ ...example, qualifications: ['Kindness', 'TypeScript'] }).dataQuality).toBe('GOOD');
    expect(validateRequest({ ...example, qualifications: ['TypeScript'] }).dataQuality).toBe('FAIR');
    expect(validateRequest(without('position')).dataQuality).toBe('INSUFFICIENT');
  });

  it('never asks for the name or the e-mail address, and has a question for every gap', () => {
    fc.assert(
      fc.property(requests, (request) => {
        for (const missing of validateRequest(request).missing) {
          expect(missing.field).not.toMatch(/name|email/i);
          expect(missingQuestion(missing)).toMatch(/\?$/);
        }
      }),
    );
  });

  it('is insufficient exactly when something critical or high is missing', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { dataQuality, missing } = validateRequest(request);
        expect(dataQuality === 'INSUFFICIENT').toBe(missing.some(({ severity }) => severity !== 'MEDIUM'));
      }),
    );
  });
});

const requests: fc.Arbitrary<InterviewRequest> = fc.record(
  {
    position: fc.string(),
    level: fc.constantFrom(...levels),
    qualifications: fc.array(fc.string(), { maxLength: 4 }),
    jobDescription: fc.string({ maxLength: 200 }),
    candidateName: fc.string(),
    locale: fc.constantFrom('en', 'de'),
  },
  { requiredKeys: [] },
);

describe('merging what is supplied later', () => {
  it('is the same when repeated', () => {
    fc.assert(
      fc.property(requests, requests, (stored, submitted) => {
        const once = mergeRequest(stored, submitted);
        expect(mergeRequest(once, submitted)).toEqual(once);
      }),
    );
  });

  it('never loses a stored value to a blank one', () => {
    expect(mergeRequest(example, { position: ' ', qualifications: [], jobDescription: '' })).toEqual(example);
  });

  it('prefers what was submitted', () => {
    expect(mergeRequest(example, { position: 'Nurse', level: 'MID' })).toMatchObject({
      position: 'Nurse',
      level: 'MID',
    });
  });

  it('an empty submission changes nothing', () => {
    fc.assert(
      fc.property(requests, (stored) => {
        expect(mergeRequest(stored, {})).toEqual(stored);
      }),
    );
  });
});
