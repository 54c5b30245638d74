import { describe, expect, it } from 'vitest';
import type { AtsRecord } from '../../../simulators/ats.ts';
import { compareRecord, type Expected, type Told } from './record-check.ts';

const anchors = { '1': 'None.', '3': 'Sound.', '5': 'Deep.' };
const competency = { id: 'c1', name: 'PostgreSQL', definition: 'Knows it.', weight: 1, required: true, anchors };

const told: Told = {
  interview: {
    state: 'ASSESSMENT_APPROVED',
    outcome: 'ASSESSMENT_APPROVED',
    attention: null,
    plan: {
      revision: 1,
      engine: 'offline',
      rubricHash: 'x',
      competencies: [competency],
      questions: [{ id: 'q1', text: 'What did you index?', competencyIds: ['c1'], timeBudgetSeconds: 60 }],
    },
    assessment: {
      engine: 'offline',
      advisory: true,
      overallScore: 50,
      uncertainty: 5,
      verdict: 'MAYBE',
      competencies: [
        {
          id: 'c1',
          name: 'PostgreSQL',
          status: 'SCORED',
          reason: null,
          score: 3,
          rationale: 'Sound work.',
          evidence: [],
        },
      ],
      summary: 'Fine.',
      concerns: [],
    },
    timeline: [],
    seq: 1,
  },
  turns: [{ question: 'What did you index?', answer: 'Open\n orders.' }],
  recruiter: 'Rita',
};

const whole = 'What did you index? Open orders. PostgreSQL None. Sound. Deep. Sound work. Rita';

const record: AtsRecord = {
  applicationId: '1',
  candidateId: '2',
  name: 'Ada',
  email: 'ada@example.com',
  jobId: '3',
  stageId: '4',
  stage: 'Pre-Screen',
  status: 'active',
  fields: { 'application.ai_score': 50 },
  notes: [{ id: '5', body: whole, by: 'api' }],
  tags: ['done'],
  files: [{ id: '6', name: 'a.html', contentType: 'text/html', text: '', size: 1 }],
  links: ['https://parley.example/result/x'],
  moves: [],
  mailed: [],
};

const expected: Expected = {
  fields: { 'application.ai_score': 50 },
  tags: ['done'],
  files: ['.html'],
  link: 'https://parley.example',
};

const missing = (changed: Partial<AtsRecord>): string[] =>
  compareRecord({ ...record, ...changed }, told, expected)
    .filter(({ isThere }) => !isThere)
    .map(({ what }) => what);

const without = (text: string) => ({ notes: [{ id: '5', body: whole.replace(text, ''), by: 'api' as const }] });

describe('the record of an ATS, held against the interview', () => {
  it('lacks nothing when all of it is there', () => {
    expect(missing({})).toEqual([]);
  });

  it.each<[string, Partial<AtsRecord>, string[]]>([
    ['another score', { fields: { 'application.ai_score': 51 } }, ['application.ai_score']],
    ['no score', { fields: {} }, ['application.ai_score']],
    ['an answer', without('Open orders.'), ['note: answers']],
    ['a question', without('What did you index?'), ['note: questions', 'note: asked']],
    ['an anchor of the rubric', without('Deep.'), ['note: rubric']],
    ['a reason', without('Sound work.'), ['note: reasons']],
    ['who decided', without('Rita'), ['note: who decided']],
    ['the tag', { tags: [] }, ['tag']],
    ['the file', { files: [] }, ['file .html']],
    ['the link', { links: [] }, ['link']],
  ])('says so where it lacks or changes %s', (_what, changed, names) => {
    expect(missing(changed)).toEqual(names);
  });
});
