// Holds what the table of skills says of somebody: what was said of a skill, and never more than that.
import { describe, expect, it } from 'vitest';
import type { CompetencyResult } from '../assessment/assessment.ts';
import { defaultThresholds, type Competency, type Question } from '../plan/plan.ts';
import type { Turn } from '../room/transcript.ts';
import { insufficient } from './aggregate.ts';
import { standSkills } from './skill-standing.ts';

const competency = (id: string, name: string, definition: string): Competency => ({
  id,
  name,
  definition,
  weight: 1,
  required: false,
  anchors: { '1': 'a', '2': 'b', '3': 'c', '4': 'd', '5': 'e' },
  minimumEvidence: 1,
  notScoreable: [],
});

type Case = {
  question?: string;
  name?: string;
  definition?: string;
  answer: string;
  score: number | null;
  /** The part of the answer that is evidence; the whole where it is left out. */
  cited?: string;
};

/** How one skill stands after one answer: `C`laimed, `E`videnced, `D`emonstrated. */
const standing = (
  skill: string,
  { question = 'Tell us about your work.', name = 'Work', definition = '', answer, score, cited = answer }: Case,
) => {
  const one = competency('c1', name, definition);
  const questions: Question[] = [
    { id: 'q1', text: question, competencyIds: ['c1'], probes: [], timeBudgetSeconds: 60 },
  ];
  const turn: Turn = {
    turn: 1,
    version: 1,
    sessionId: 's',
    kind: 'question',
    questionId: 'q1',
    question,
    answer,
    askedAt: 0,
    answeredAt: 1,
  };
  const start = Array.from(answer.slice(0, answer.indexOf(cited))).length;
  const evidence = score === null ? [] : [{ turn: 1, version: 1, start, end: start + Array.from(cited).length }];
  const result: CompetencyResult = { ...insufficient(one, 'no_evidence'), score, evidence };
  const plan = { competencies: [one], questions, thresholds: defaultThresholds };
  const row = standSkills({ asked: [skill], profileText: '', plan, turns: [turn], results: [result] })[0];
  return `${row?.claimed ? 'C' : ''}${row?.evidenced ? 'E' : ''}${row?.demonstrated ? 'D' : ''}`;
};

const slowQuery = 'Tell us about a slow PostgreSQL query that you made fast.';
const unnamed = 'The report took forty minutes. I read the plan, added a partial index, and it took ninety seconds.';

describe('a skill that the question or the competency is about', () => {
  it.each([
    ['a measured result', 4, 'CED'],
    ['own work', 3, 'CE'],
    ['a small task', 2, 'C'],
    ['nothing done', 1, ''],
    ['nothing to score', null, ''],
  ])('is not unclaimed because its name was not said: %s', (_, score, expected) => {
    expect(standing('PostgreSQL', { question: slowQuery, answer: unnamed, score })).toBe(expected);
    expect(standing('PostgreSQL', { name: 'PostgreSQL query tuning', answer: unnamed, score })).toBe(expected);
    expect(standing('PostgreSQL', { definition: 'Makes PostgreSQL fast.', answer: unnamed, score })).toBe(expected);
  });

  it.each([
    ['denied', 'I never used PostgreSQL. The report took forty minutes, so I read the plan and added an index.', ''],
    ['replaced by another one', 'On MySQL the report took forty minutes, so I read the plan and added an index.', 'C'],
    ['said as well', 'On PostgreSQL the report took forty minutes, so I read the plan and added an index.', 'CED'],
  ])('stands by what was said of it where it is %s', (_, answer, expected) => {
    expect(standing('PostgreSQL', { question: slowQuery, answer, score: 4 })).toBe(expected);
  });

  it.each([
    'Our stack: PostgreSQL, Redis, Kafka. Which of these did you run?',
    'Builds services with PostgreSQL, Redis or Kafka.',
  ])('is none of a whole list: %s', (text) => {
    expect(standing('PostgreSQL', { question: text, definition: text, answer: unnamed, score: 4 })).toBe('');
  });
});

describe('a skill that is named', () => {
  it.each([
    ['I know Kubernetes.', 'I know Kubernetes.'],
    ['I have strong Kubernetes skills and deep Docker knowledge.', 'I have strong Kubernetes'],
    ['I love Kubernetes, it is a great tool.', 'I love Kubernetes'],
    ['I have worked with Kubernetes for years.', 'I have worked with Kubernetes for years.'],
    ['Ich kenne Kubernetes und habe damit gearbeitet.', 'Ich kenne Kubernetes und habe damit gearbeitet.'],
    ['Je connais Kubernetes.', 'Je connais Kubernetes.'],
    ['Trabajo con Kubernetes desde hace años.', 'Trabajo con Kubernetes desde hace años.'],
    ['Our stack was React, Docker and Kubernetes.', 'Our stack was React, Docker and Kubernetes.'],
    ['We used Docker, Kafka and Kubernetes. I found the bad probe and raised its limit.', 'I found the bad probe'],
    ['We used Docker and Kubernetes. I found the bad probe and raised its limit.', 'I found the bad probe'],
    ['I moved the shop. It all ran on Docker, Kafka, Redis and Kubernetes in the end.', 'I moved the shop. It all ran'],
  ])('and not explained is claimed at most: %s', (answer, cited) => {
    expect(standing('Kubernetes', { answer, cited, score: 5 })).toBe('C');
  });

  it.each([
    ['I found a bad probe on our Kubernetes cluster and raised its limit.', 'CED'],
    ['I know Kubernetes. One night I found a bad probe and raised its limit.', 'CED'],
    ['Ich habe auf unserem Kubernetes-Cluster eine falsche Probe gefunden und die Grenze erhöht.', 'CED'],
    ['I rebuilt the booking page with React on Kubernetes.', 'CED'],
  ])('and explained counts by its score: %s', (answer, expected) => {
    expect(standing('Kubernetes', { answer, score: 4 })).toBe(expected);
    expect(standing('Kubernetes', { answer, score: 3 })).toBe('CE');
  });

  it('where nothing is scored is claimed', () => {
    expect(standing('Kubernetes', { answer: 'I ran a Kubernetes cluster for the shop.', score: null })).toBe('C');
  });
});
