// One answer, what it is read for, and readings of it: for tests of how scores are made.
import type { Judgement } from '../../domain/assessment/assessment.ts';
import type { Competency } from '../../domain/plan/plan.ts';
import type { Turn } from '../../domain/room/transcript.ts';

export const answer = 'I rebuilt the index on the orders table. It cut the page from four seconds to one.';
export const turns: Turn[] = [
  {
    turn: 1,
    version: 1,
    sessionId: 's',
    kind: 'question',
    questionId: 'q1',
    question: 'Tell me.',
    answer,
    askedAt: 0,
    answeredAt: 1,
  },
  {
    turn: 2,
    version: 1,
    sessionId: 's',
    kind: 'question',
    questionId: 'q2',
    question: 'And?',
    answer: null,
    askedAt: 2,
    answeredAt: null,
  },
];

export const competency = (id: string, more: Partial<Competency> = {}): Competency => ({
  id,
  name: id,
  definition: id,
  weight: 1,
  required: false,
  anchors: { '1': 'a', '2': 'b', '3': 'c', '4': 'd', '5': 'e' },
  minimumEvidence: 2,
  notScoreable: [],
  ...more,
});

export const first = { turn: 1, version: 1, start: 0, end: 40 };
export const second = { turn: 1, version: 1, start: 41, end: 80 };
export const judgement = (score: number | null, judge: string, evidence = [first, second]): Judgement => ({
  judge,
  competencyId: 'c1',
  score,
  anchor: null,
  rationale: judge,
  evidence,
});
