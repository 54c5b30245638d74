// What must and what must not change the hashes that lock, compare and reuse plans.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aCompetency, aDraft, aPlan, aQuestion } from '../../test/plan/plan-builder.ts';
import type { PlannerInput } from './plan.ts';
import { finishPlan } from './finish-plan.ts';
import { formId, plannerInputHash, rubricText, rubricHash } from './plan-hashes.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the form id', () => {
  it('ignores ids, revision, time, engine and greeting', () => {
    const renumbered = aDraft({
      competencies: [
        aCompetency('x1', { name: 'Competency c1', definition: 'Does the work of c1.' }),
        aCompetency('x2', { name: 'Competency c2', definition: 'Does the work of c2.' }),
      ],
      questions: aDraft().questions.map((question, index) => ({ ...question, id: `n${index}` })),
      greeting: 'Another greeting.',
    });

    expect(formId(renumbered, digest)).toBe(formId(aPlan(), digest));
  });

  it.each([
    [
      'a question text',
      aDraft({
        questions: [aQuestion('q1', ['c1'], { text: 'Something else entirely?' }), ...aDraft().questions.slice(1)],
      }),
    ],
    ['the order of the questions', aDraft({ questions: aDraft().questions.toReversed() })],
    ['a weight', aDraft({ competencies: [aCompetency('c1', { weight: 60 }), aCompetency('c2')] })],
    [
      'an anchor',
      aDraft({
        competencies: [
          aCompetency('c1', { anchors: { ...aCompetency('c1').anchors, '3': 'Other.' } }),
          aCompetency('c2'),
        ],
      }),
    ],
  ])('changes with %s', (_, draft) => {
    expect(formId(draft, digest)).not.toBe(formId(aDraft(), digest));
  });
});

describe('the text of a rubric', () => {
  it('is the same text whatever the order of keys', () => {
    const shuffled = {
      ...aDraft(),
      competencies: aDraft().competencies.map(
        (item) => Object.fromEntries(Object.entries(item).toReversed()) as typeof item,
      ),
    };

    expect(rubricText(shuffled)).toBe(rubricText(aDraft()));
  });

  it('changes with thresholds and with what a question is for', () => {
    const thresholds = { ...aDraft().thresholds, hire: 65 };

    expect(rubricHash(aDraft({ thresholds }), digest)).not.toBe(rubricHash(aDraft(), digest));
    expect(
      rubricHash(aDraft({ questions: [aQuestion('q1', ['c2']), ...aDraft().questions.slice(1)] }), digest),
    ).not.toBe(rubricHash(aDraft(), digest));
  });

  it('is the hash that a finished plan carries', () => {
    const draft = aDraft();
    const plan = finishPlan(
      { draft, stamp: { engine: 'offline', promptHash: 'p' }, revision: 2, createdAt: '2026-11-20T00:00:00.000Z' },
      digest,
    );

    expect(plan).toMatchObject({
      ...draft,
      revision: 2,
      engine: 'offline',
      rubricHash: rubricHash(draft, digest),
      formId: formId(draft, digest),
    });
  });
});

describe('the hash of the planner input', () => {
  const input: PlannerInput = {
    position: 'Nurse',
    level: 'MID',
    qualifications: ['Triage'],
    jobDescription: '',
    companyName: 'Acme',
    locale: 'en',
  };
  const hash = (changes: Partial<PlannerInput>): string => plannerInputHash({ ...input, ...changes }, digest);

  it('ignores spacing and Unicode form', () => {
    expect(hash({ position: ' Nurse ' })).toBe(hash({}));
    expect(hash({ position: 'Caf\u0065\u0301' })).toBe(hash({ position: 'Caf\u00e9' }));
  });

  it.each([
    { position: 'Doctor' },
    { level: 'SENIOR' as const },
    { qualifications: [] },
    { jobDescription: 'x' },
    { locale: 'de' },
    { companyName: 'Other' },
    { wishes: ['Ask about on-call work.'] },
  ])('changes with %o', (changes) => {
    expect(hash(changes)).not.toBe(hash({}));
  });
});
