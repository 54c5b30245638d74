// Holds that a recruiter's wish becomes the question's subject, in a sentence that can be said aloud.
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../domain/plan/check-plan.ts';
import { finishPlan } from '../../../domain/plan/finish-plan.ts';
import type { Level } from '../../../domain/request/request.ts';
import type { PlannerInput } from '../../../domain/plan/plan.ts';
import { sha256 } from '../../../infra/system.ts';
import { draftPlan } from './draft.ts';
import { revisePlan } from './revise.ts';

const inputAt = (level: Level): PlannerInput => ({
  position: 'Data Engineer',
  level,
  qualifications: ['Experience handling production incidents', 'Strong SQL and Python skills', 'Airflow pipelines'],
  jobDescription: '',
  companyName: 'Acme',
  locale: 'en',
});

const revised = (change: string, level: Level = 'SENIOR') => {
  const input = inputAt(level);
  const current = finishPlan(
    {
      draft: draftPlan(input),
      stamp: { engine: 'offline', promptHash: 'p' },
      revision: 1,
      createdAt: '2026-11-20T00:00:00.000Z',
    },
    sha256,
  );
  const next = revisePlan(input, current, {
    instructions: '',
    targets: [{ questionId: 'q1', change }],
    competencyIds: [],
  });
  return { current, next, text: next.questions[0]?.text ?? '' };
};

const close = 'What did you do first, and how did it end?';

describe('a wish for another subject', () => {
  it.each([
    ['Make it about losing data in an outage', 'Tell me about a time when you dealt with losing data in an outage.'],
    ['Ask about handling angry customers instead', 'Tell me about a time when you dealt with angry customers.'],
    [
      'make this one about how they deal with conflict in the team',
      'Tell me about a time when you dealt with conflict in the team.',
    ],
    ['focus on mentoring juniors', 'Tell me about a situation in your work that was about mentoring juniors.'],
    ['ask about sharding', 'Tell me about a time when you dealt with sharding.'],
    ['Make it about the time a deadline slipped', 'Tell me about a time when a deadline slipped.'],
    ['ask about their worst mistake', 'Tell me about your worst mistake.'],
    [
      'make it about when a customer cancels',
      'Tell me what you do when a customer cancels, with a case from your own work.',
    ],
    ['ask about how the candidate plans a release', 'Tell me how you plan a release, with a case from your own work.'],
    [
      'ask about a supplier who delivers late',
      'Tell me about a time when you dealt with a supplier who delivers late.',
    ],
  ])('%j becomes the subject in a neutral frame', (change, sentence) => {
    const { current, next, text } = revised(change);

    expect(text).toBe(`${sentence} ${close}`);
    expect(next.questions.slice(1)).toEqual(current.questions.slice(1));
    expect(checkPlan(next)).toEqual([]);
  });

  it('keeps the form, the level and the candidate’s start that the wish and the plan ask for', () => {
    expect(revised('Make it a scenario about losing data in an outage').text).toMatch(
      /^Suppose that .* you have to deal with losing data in an outage\./u,
    );
    expect(revised('make it harder and about losing data in an outage').text).toContain('differently today');
    expect(revised('make it about losing data in an outage', 'JUNIOR').text).toContain('training');
  });

  it('asked for again, is asked in other words', () => {
    const input = inputAt('MID');
    const { next } = revised('make it about caching', 'MID');
    const again = revisePlan(
      input,
      { ...revised('x').current, ...next },
      {
        instructions: '',
        targets: [{ questionId: 'q1', change: 'make it about caching' }],
        competencyIds: [],
      },
    );

    expect(again.questions[0]?.text).toContain('caching');
    expect(again.questions[0]?.text).not.toBe(next.questions[0]?.text);
  });
});
