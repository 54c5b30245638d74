// Holds what makes the questions of one plan worth asking: different in substance, in plain grammar, right for the level.
import { describe, expect, it } from 'vitest';
import type { Level } from '../../../domain/request/request.ts';
import { levels } from '../../../domain/request/request.ts';
import { skillAreas } from '../../../domain/skills/skill.ts';
import type { PlanDraft } from '../../../domain/plan/plan.ts';
import { formOf } from '../assessor-rating.ts';
import { kitOf } from './area-kits.ts';
import { draftPlan } from './draft.ts';
import { requirementsOf } from './requirement.ts';

const jobs: readonly (readonly [position: string, qualifications: string[]])[] = [
  [
    'Backend Engineer',
    ['Designs PostgreSQL schemas and tunes slow queries', 'Has run services on Kubernetes', 'Python'],
  ],
  ['Registered Nurse', ['Administers medication and monitors vital signs', 'Hands over to the next shift']],
  ['Electrician', ['Installs and tests wiring in residential buildings', 'Reads wiring diagrams and finds faults']],
  ['Accountant', ['Prepares month-end close and reconciles accounts', 'Has dealt with auditors']],
  ['Shop Assistant', ['Serves customers and operates the till', 'Keeps shelves stocked']],
  ['Account Executive', ['Finds new customers and closes deals', 'Has carried a quota and beaten it']],
  ['Primary School Teacher', ['Plans lessons and assesses pupils', 'Talks to parents']],
];

const inputFor = (position: string, qualifications: string[], level: Level) => ({
  position,
  level,
  qualifications,
  jobDescription: '',
  companyName: 'Acme',
  locale: 'en',
});

const questionsByCompetency = ({ competencies, questions }: PlanDraft): string[][] =>
  competencies.map(({ id }) =>
    questions.filter(({ competencyIds }) => competencyIds.includes(id)).map(({ text }) => text),
  );

const contentOf = (text: string, topic: string): Set<string> =>
  new Set(
    text
      .replaceAll(topic, ' ')
      .toLowerCase()
      .match(/\p{L}{4,}/gu) ?? [],
  );

describe('the questions of a plan', () => {
  it.each(jobs)('two of one competency ask for different things: %s', (position, qualifications) => {
    for (const level of levels) {
      const input = inputFor(position, qualifications, level);
      const topics = requirementsOf(input).map(({ topic }) => topic);
      for (const [first, second] of questionsByCompetency(draftPlan(input))) {
        if (first === undefined || second === undefined) continue;
        const topic = topics.find((one) => first.includes(one)) ?? '';
        const [one, two] = [contentOf(first, topic), contentOf(second, topic)];
        const shared = [...one].filter((word) => two.has(word)).length;

        expect(formOf(first), `${first} / ${second}`).not.toBe(formOf(second));
        expect(shared / Math.min(one.size, two.size), `${first} / ${second}`).toBeLessThan(0.5);
      }
    }
  });

  it('ask beginners for first steps, never for what they led or rescued', () => {
    for (const [position, qualifications] of jobs) {
      const { questions } = draftPlan(inputFor(position, qualifications, 'JUNIOR'));
      const texts = questions.map(({ text }) => text).join(' ');

      expect(texts).not.toMatch(
        /hardest technical|nobody dares|you take over|decision of yours|people from another field/i,
      );
    }
  });

  it('put the subject where a noun and a gerund both read well', () => {
    const noun =
      /(?:depends? on|rests? on|question is one of|played a part|what is called for is) \{topic\}|\{topic\} (?:played|that you|for which)/u;
    const stems = skillAreas.flatMap((area) => [
      ...kitOf(area).experience,
      ...kitOf(area).scenario,
      ...kitOf(area).depth,
    ]);

    expect(stems.filter((stem) => noun.test(stem.replace('the result depended on', '')))).toEqual([]);
  });

  it('asks an electrician about wiring as a trade, and an analyst about data as data', () => {
    const areas = ([position, qualification]: readonly [string, string]) =>
      requirementsOf(inputFor(position, [qualification, 'Excel'], 'MID'))[0]?.area;

    expect(areas(['Electrician', 'Installs and tests wiring in residential buildings'])).toBe('trade');
    expect(areas(['Data Analyst', 'Cleans messy data and explains results to managers'])).toBe('data');
    expect(areas(['HR Partner', 'Advises managers on employment law'])).toBe('general');
  });
});
