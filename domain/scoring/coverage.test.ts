// Holds that a follow-up which was not asked for technical reasons counts against nobody.
import { describe, expect, it } from 'vitest';
import type { Question } from '../plan/plan.ts';
import type { Turn } from '../room/transcript.ts';
import { skippedQuestions, withoutSkipped } from './coverage.ts';
import { competency } from '../../test/harness/readings.ts';

const question = (id: string, competencyIds: string[]): Question => ({
  id,
  text: id,
  competencyIds,
  probes: ['Why?'],
  timeBudgetSeconds: 60,
});
const turns: Turn[] = [
  ['q1', false],
  ['q2', true],
  ['q2', false],
  ['q3', true],
  ['closing', false],
].map(([questionId, followUpSkipped], index) => ({
  turn: index + 1,
  version: 1,
  sessionId: 's',
  kind: 'question',
  questionId: String(questionId),
  question: 'Q?',
  answer: 'A.',
  askedAt: 0,
  answeredAt: 1,
  followUpSkipped: followUpSkipped === true,
}));
const plan = { questions: [question('q1', ['c1']), question('q2', ['c1', 'c2']), question('q3', ['c3'])] };

describe('a follow-up that was skipped', () => {
  it('belongs to the question whose answer it would have followed', () => {
    expect(skippedQuestions(turns)).toEqual(['q1', 'q2']);
    expect(skippedQuestions([{ ...(turns[0] as Turn), followUpSkipped: true }])).toEqual([]);
  });

  it.each([
    ['c1', 3, 1],
    ['c1', 1, 1],
    ['c2', 3, 2],
    ['c2', 2, 1],
    ['c3', 2, 2],
  ])('asks of %s with a minimum of %d no more evidence than there was room for', (id, minimum, needed) => {
    expect(withoutSkipped(competency(id, { minimumEvidence: minimum }), { plan, turns }).minimumEvidence).toBe(needed);
  });
});
