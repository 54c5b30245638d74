// Counts beforehand what an evaluation may take, by walking through it with readers that never agree; nothing is sent.
import type { EvaluatedInterview } from '../domain/evaluation/expand-set.ts';
import type { WrittenSet } from '../domain/evaluation/written-set.ts';
import { anchorLevels } from '../domain/plan/plan.ts';
import type { Assessor, AssessorInput } from '../domain/ports/models.ts';
import type { pricesOf } from '../infra/config/judges.ts';
import { offlineEngines } from '../infra/models/engines.ts';
import { ModelError } from '../infra/models/model-error.ts';
import { loadPrompt, type PromptName } from '../infra/models/prompt-file.ts';
import { assess } from './assess.ts';
import type { Ledger } from './ledger.ts';
import { workOf, type Running } from './run.ts';
import { tryJobs } from './trials.ts';

export type Prices = NonNullable<ReturnType<typeof pricesOf>>;

export type Estimate = {
  assessments: number;
  /** Readings to ask for at most. */
  calls: number;
  /** Plans, follow-ups and questions about transcripts. */
  otherCalls: number;
  /** There already. */
  kept: number;
  /** Of readings and the other calls together. */
  inputTokens: number;
  outputTokens: number;
  /** Null without prices. */
  costMicros: number | null;
};

type Job = { prompt: PromptName; outputTokens: number };
/** Lengths as answers of capable models have them. */
const jobs: Readonly<Record<string, Job>> = {
  judge: { prompt: 'assessor', outputTokens: 350 },
  draft_plan: { prompt: 'planner', outputTokens: 3_000 },
  follow_up: { prompt: 'interviewer', outputTokens: 60 },
  chat: { prompt: 'assistant', outputTokens: 150 },
};
const charactersPerToken = 4;
const usage = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 };

/** Gives each reading another level, so that every one that may be asked for is. */
const disagreeing = (advisory: boolean, stamp: Running['panel']['stamp'], count: (input: AssessorInput) => void) =>
  ({
    advisory,
    judge: (input) => {
      count(input);
      const [turn] = input.turns;
      const score = (input.judge % anchorLevels.length) + 1;
      const evidence = turn ? [{ turn: turn.turn, version: turn.version, start: 0, end: 1 }] : [];
      const [judge, competencyId] = [`judge-${input.judge}`, input.competency.id];
      return Promise.resolve({
        value: { judge, competencyId, score, anchor: null, rationale: '', evidence },
        stamp,
        usage,
      });
    },
  }) satisfies Assessor;

type Whole = {
  set: WrittenSet;
  interviews: readonly EvaluatedInterview[];
  /** With what was imported. */
  everything: readonly EvaluatedInterview[];
  repeats: number;
};

const createCounter = (ledger: Ledger, prices: Prices | null) => {
  const counted: Estimate = {
    assessments: 0,
    calls: 0,
    otherCalls: 0,
    kept: 0,
    inputTokens: 0,
    outputTokens: 0,
    costMicros: prices && 0,
  };
  const count = (name: string, input: unknown, repeat: number, shown: unknown, price: Prices['own'] | undefined) => {
    const job = jobs[name];
    if (job === undefined) throw new RangeError(`no such job: ${name}`);
    if (ledger.has(name, input, repeat)) {
      counted.kept += 1;
      return;
    }
    counted[name === 'judge' ? 'calls' : 'otherCalls'] += 1;
    const characters = loadPrompt(job.prompt).text.length + JSON.stringify(shown).length;
    const inputTokens = Math.ceil(characters / charactersPerToken);
    counted.inputTokens += inputTokens;
    counted.outputTokens += job.outputTokens;
    if (counted.costMicros !== null && price)
      counted.costMicros += inputTokens * price.priceInPerMillion + job.outputTokens * price.priceOutPerMillion;
  };
  return { counted, count };
};

export const estimate = async (
  { set, interviews, everything, repeats }: Whole,
  { panel, ledger, signal, prices }: Pick<Running, 'panel' | 'ledger' | 'signal'> & { prices: Prices | null },
): Promise<Estimate> => {
  const { counted, count } = createCounter(ledger, prices);
  for (const { interview, repeat } of workOf(everything, repeats)) {
    const assessor = disagreeing(panel.assessor.advisory, panel.stamp, (input) => {
      const price = prices?.readings[input.judge % prices.readings.length];
      count('judge', input, repeat, [input.competency, input.turns], price);
    });
    counted.assessments += 1;
    await assess(interview, repeat, { ...panel, assessor }, signal);
  }
  const nothing = new ModelError('model.empty_answer', { stamp: panel.stamp, usage });
  const pass: Ledger['pass'] = () => (name, input) => {
    count(name, input, 0, input, prices?.own);
    return Promise.reject(nothing);
  };
  await tryJobs(set, interviews, { engines: offlineEngines, ledger: { pass }, signal });
  return counted;
};
