// A small sound plan for tests, to be changed one part at a time.
import { defaultThresholds } from '../../domain/plan/plan.ts';
import type { Competency, Plan, PlanDraft, Question } from '../../domain/plan/plan.ts';

export const aCompetency = (id: string, changes: Partial<Competency> = {}): Competency => ({
  id,
  name: `Competency ${id}`,
  definition: `Does the work of ${id}.`,
  weight: 50,
  required: false,
  anchors: {
    '1': 'Names terms.',
    '2': 'Describes tasks.',
    '3': 'Describes own work.',
    '4': 'Compares ways.',
    '5': 'Gives results.',
  },
  minimumEvidence: 1,
  notScoreable: ['fluency'],
  ...changes,
});

export const aQuestion = (id: string, competencyIds: string[], changes: Partial<Question> = {}): Question => ({
  id,
  text: `Tell me about the work behind ${id} and what came of it.`,
  competencyIds,
  probes: ['What did you do yourself?'],
  timeBudgetSeconds: 240,
  ...changes,
});

export const aDraft = (changes: Partial<PlanDraft> = {}): PlanDraft => ({
  competencies: [aCompetency('c1'), aCompetency('c2')],
  questions: [aQuestion('q1', ['c1']), aQuestion('q2', ['c2']), aQuestion('q3', ['c1', 'c2'])],
  greeting: 'Hello {name}, I am an AI interviewer.',
  closing: 'Thank you.',
  thresholds: defaultThresholds,
  skillsCoverage: { SQL: true },
  ...changes,
});

export const aPlan = (changes: Partial<PlanDraft> = {}): Plan => ({
  revision: 1,
  formId: 'f',
  engine: 'test',
  promptHash: 'p',
  rubricHash: 'r',
  createdAt: '2026-11-20T00:00:00.000Z',
  ...aDraft(changes),
});
