// Inputs for the engines: a job, a plan for it and a conversation about it.
import { ModelError } from '../../infra/models/model-error.ts';
import {
  defaultThresholds,
  type Competency,
  type Plan,
  type PlannerInput,
  type Question,
} from '../../domain/plan/plan.ts';
import type { AssessorInput } from '../../domain/ports/models.ts';
import type { Turn } from '../../domain/room/transcript.ts';

export const job = (change: Partial<PlannerInput> = {}): PlannerInput => ({
  position: 'Backend engineer',
  level: 'SENIOR',
  qualifications: ['PostgreSQL query tuning', 'Designing HTTP APIs', 'Running services on Kubernetes'],
  jobDescription: 'You build and run the booking services of a ferry company, with a team of five.',
  companyName: 'Northern Ferries',
  locale: 'en',
  ...change,
});

export const competency = (change: Partial<Competency> = {}): Competency => ({
  id: 'c1',
  name: 'PostgreSQL query tuning',
  definition: 'Finds out why queries are slow and makes them fast without breaking others.',
  weight: 3,
  required: true,
  anchors: {
    '1': 'Names query tuning without describing any work of their own.',
    '2': 'Describes adding an index that somebody else proposed.',
    '3': 'Describes reading a query plan, a change and its effect.',
    '4': 'Explains the choice between alternatives and a measured effect.',
    '5': 'Explains a trade-off over a whole workload, how it was measured and later corrected.',
  },
  minimumEvidence: 2,
  notScoreable: ['fluency', 'confidence', 'accent', 'speed'],
  ...change,
});

export const question = (change: Partial<Question> = {}): Question => ({
  id: 'q1',
  text: 'Tell us about a slow query that you made fast. What did you decide, and why?',
  competencyIds: ['c1'],
  probes: ['What was your own part in it?', 'What came of it, in figures?'],
  timeBudgetSeconds: 180,
  ...change,
});

export const plan = (): Plan => ({
  revision: 1,
  formId: 'f'.repeat(64),
  engine: 'offline',
  promptHash: 'a'.repeat(64),
  rubricHash: 'b'.repeat(64),
  createdAt: '2026-01-01T00:00:00.000Z',
  competencies: [competency(), competency({ id: 'c2', name: 'Designing HTTP APIs', weight: 2, required: false })],
  questions: [
    question(),
    question({ id: 'q2', text: 'Which API of yours would you design in another way today?', competencyIds: ['c2'] }),
    question({ id: 'q3', text: 'How would you find out why a report got slow over night?', competencyIds: ['c1'] }),
  ],
  greeting: 'Hello {name}. An automated AI interviewer asks the questions; people decide.',
  closing: 'Thank you. People at the company review your answers.',
  thresholds: defaultThresholds,
  skillsCoverage: { PostgreSQL: true },
});

export const tuningAnswer =
  'Our nightly report on PostgreSQL took forty minutes, so I read the plan with explain analyze and saw a sequential scan on bookings. ' +
  'I weighed a partial index against partitioning and chose the index, because writes were cheap there. The report went down to ninety seconds.';

export const turn = (change: Partial<Turn> = {}): Turn => ({
  turn: 1,
  version: 1,
  sessionId: 'ses_1',
  kind: 'question',
  questionId: 'q1',
  question: question().text,
  answer: tuningAnswer,
  askedAt: 1_700_000_000_000,
  answeredAt: 1_700_000_060_000,
  ...change,
});

export const conversation = (): Turn[] => [
  turn(),
  turn({
    turn: 2,
    questionId: 'q2',
    question: 'Which API of yours would you design in another way today?',
    answer:
      'I once built a booking API without idempotency keys. Retries created double bookings, so I added keys and a table that held the first answer for a day.',
  }),
];

export const judgeInput = (change: Partial<AssessorInput> = {}): AssessorInput => ({
  competency: competency(),
  questions: plan().questions,
  turns: conversation(),
  judge: 1,
  ...change,
});

export const quietLog = (() => {
  const log = {
    error: () => undefined,
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
    child: () => log,
  };
  return log;
})();

export const callOptions = () => ({ signal: new AbortController().signal, tenantId: 'ten_1' });

/** The error that `work` ends with; nothing else will do. */
export const failureOf = async (work: Promise<unknown>): Promise<ModelError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelError)) throw new Error('expected a ModelError', { cause: error });
  return error;
};
