// One tiny call for each kind of job, to tell an operator what a model can and cannot do, how long it takes and what it costs.
import type { ErrorCode } from '../../domain/errors.ts';
import { defaultThresholds, type Competency, type Plan, type Question } from '../../domain/plan/plan.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { CallOptions, Engines, ModelResult, ModelUsage } from '../../domain/ports/models.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import type { JobKind } from '../config/model-settings.ts';
import type { Abilities } from './dialect.ts';
import { ModelError } from './model-error.ts';
import { enginesOn } from './model-engines.ts';
import { createProviderModel, type RemoteConfig } from './provider-model.ts';

/** `code` is null where the answer was usable; `again` is the same call a second time. */
export type JobTrial = {
  job: JobKind;
  again?: true;
  code: ErrorCode | null;
  detail: string;
  model: string | null;
  usage: ModelUsage;
};

export type ModelExamination = { jobs: JobTrial[]; abilities: Readonly<Abilities> };

const competency: Competency = {
  id: 'c1',
  name: 'Keeping a stock of spare parts',
  definition: 'Keeps the parts that a workshop needs at hand without keeping too many.',
  weight: 1,
  required: true,
  anchors: {
    '1': 'Names spare parts without any work of their own, or says that they have not done it.',
    '2': 'Describes a count or an order that others had planned.',
    '3': 'Describes how they decided what to order, and the result.',
    '4': 'Explains a choice between alternatives with its effect in figures.',
    '5': 'Explains a trade-off over the whole stock, how it was measured and later corrected.',
  },
  minimumEvidence: 1,
  notScoreable: ['fluency', 'accent'],
};

const question: Question = {
  id: 'q1',
  text: 'Tell us about a time when you decided which parts to keep. What came of it?',
  competencyIds: ['c1'],
  probes: ['What was your own part in it?'],
  timeBudgetSeconds: 120,
};

const plan: Plan = {
  revision: 1,
  formId: '0'.repeat(64),
  engine: 'offline',
  promptHash: '0'.repeat(64),
  rubricHash: '0'.repeat(64),
  createdAt: '2026-01-01T00:00:00.000Z',
  competencies: [competency],
  questions: [question],
  greeting: 'Hello {name}. An automated AI interviewer asks the questions; people decide.',
  closing: 'Thank you. People review your answers.',
  thresholds: defaultThresholds,
  skillsCoverage: {},
};

const turn: Turn = {
  turn: 1,
  version: 1,
  sessionId: 'ses_0',
  kind: 'question',
  questionId: 'q1',
  question: question.text,
  answer:
    'I counted our brake pads every week for a quarter and saw that we kept three times what we used, so I halved the order and we never ran out.',
  askedAt: 1_767_225_600_000,
  answeredAt: 1_767_225_660_000,
};

const job = {
  position: 'Workshop assistant',
  level: 'JUNIOR',
  qualifications: ['Keeping a stock of spare parts'],
  jobDescription: 'You keep the stock of a small workshop for bicycles.',
  companyName: 'Example Cycles',
  locale: 'en',
} as const;

type Call = (engines: Engines, options: CallOptions) => Promise<ModelResult<unknown>>;

const judge: Call = ({ assessor }, options) =>
  assessor.judge({ competency, questions: [question], turns: [turn], judge: 1 }, options);

const assessing: readonly [JobKind, Call][] = [
  ['assessor', judge],
  ['assessor', judge],
];

/** A revision of one question is the least that a planner is asked for; the second judgement shows whether input is cached. */
const calls: readonly [JobKind, Call][] = [
  [
    'planner',
    ({ planner }, options) => {
      const change = 'Reword to: "Which parts did you decide to keep, and what came of it?"';
      const request = { instructions: '', targets: [{ questionId: 'q1', change }], competencyIds: [] };
      return planner.revise({ ...job, qualifications: [...job.qualifications] }, plan, request, options);
    },
  ],
  [
    'interviewer',
    ({ interviewer }, options) =>
      interviewer.followUp({ question, competencies: [competency], turns: [turn], open: [0] }, options),
  ],
  ...assessing,
  [
    'assistant',
    ({ assistant }, options) =>
      assistant.answer(
        {
          question: 'Which parts did the candidate count?',
          turns: [turn],
          assessment: { competencies: [], overallScore: null, verdict: null },
          skills: [],
        },
        options,
      ),
  ],
];

const nothing: ModelUsage = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 };

const tried = async (kind: JobKind, engines: Engines, call: Call): Promise<JobTrial> => {
  try {
    const { usage, stamp } = await call(engines, { signal: new AbortController().signal, tenantId: 'doctor' });
    return { job: kind, code: null, detail: '', model: stamp.model ?? null, usage };
  } catch (error) {
    if (!(error instanceof ModelError))
      return { job: kind, code: 'internal.error', detail: '', model: null, usage: nothing };
    const { code, detail = '', stamp, usage } = error;
    return { job: kind, code, detail, model: stamp.model ?? null, usage };
  }
};

/**
 * Five calls, one after the other, each within the engine's own time limit; two of a model that reads and does nothing else.
 * Never throws.
 */
export const examineModel = async (
  config: RemoteConfig,
  log: Logger,
  { readsOnly = false }: { readsOnly?: boolean } = {},
): Promise<ModelExamination> => {
  const provider = await createProviderModel(config);
  const engines = enginesOn(provider, config, log);
  const jobs: JobTrial[] = [];
  for (const [kind, call] of readsOnly ? assessing : calls) {
    const isAgain = jobs.at(-1)?.job === kind;
    jobs.push({ ...(await tried(kind, engines, call)), ...(isAgain && { again: true }) });
  }
  return { jobs, abilities: provider.dialect.abilities() };
};
