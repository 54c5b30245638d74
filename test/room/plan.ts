// A small approved plan for tests of the conversation.
import type { Plan } from '../../domain/plan/plan.ts';

const anchors = { '1': 'none', '2': 'little', '3': 'some', '4': 'much', '5': 'all' };

export const examplePlan: Plan = {
  revision: 1,
  formId: 'f'.repeat(64),
  engine: 'offline',
  promptHash: 'p'.repeat(64),
  rubricHash: 'r'.repeat(64),
  createdAt: '2026-11-01T00:00:00.000Z',
  greeting: 'Hello {name}, thank you for coming.',
  closing: 'That was the last question. Thank you.',
  thresholds: { strongHire: 80, hire: 60, maybe: 40, maxMissingWeightShare: 1 / 3 },
  skillsCoverage: { TypeScript: true },
  competencies: [
    {
      id: 'c1',
      name: 'TypeScript',
      definition: 'Builds services in TypeScript.',
      weight: 1,
      required: true,
      anchors,
      minimumEvidence: 1,
      notScoreable: ['accent'],
    },
  ],
  questions: [
    {
      id: 'q1',
      text: 'Tell me about a service you built.',
      competencyIds: ['c1'],
      probes: ['What was hard about it?', 'What was your own part in it?', 'What came of it?'],
      timeBudgetSeconds: 120,
    },
    {
      id: 'q2',
      text: 'How do you test it?',
      competencyIds: ['c1'],
      probes: ['Why so?', 'What would you do otherwise?'],
      timeBudgetSeconds: 120,
    },
    { id: 'q3', text: 'What would you change?', competencyIds: ['c1'], probes: [], timeBudgetSeconds: 60 },
  ],
};
