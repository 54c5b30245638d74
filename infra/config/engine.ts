// Which engine does the thinking, and what each needs to be reached.
import type { ConfigProblem, Values } from './read-variables.ts';
import type { JobKind, PerJob } from './model-settings.ts';
import type { Secret } from './secret.ts';
import type { engineVariables } from './variables.ts';

/** What a model may take for each kind of job. */
export type JobSettings = { outputTokensMax: number; effort: string | undefined };

type ModelSettings = {
  modelName: string;
  timeoutMs: number;
  /** Price of a million tokens; undefined when the operator gave none. */
  priceInPerMillion: number | undefined;
  priceOutPerMillion: number | undefined;
  priceCachedPerMillion?: number | undefined;
  /** Added to every address, with its question mark. */
  query?: string;
  jobs?: Readonly<Record<JobKind, JobSettings>>;
};

export type EngineConfig =
  | { kind: 'offline' }
  | ({ kind: 'openai-compatible'; url: string; key: Secret | undefined } & ModelSettings)
  | ({ kind: 'anthropic'; url: string | undefined; key: Secret } & ModelSettings);

type EngineValues = Values<typeof engineVariables>;

const NEEDED = {
  offline: [],
  'openai-compatible': ['PARLEY_MODEL_URL', 'PARLEY_MODEL_NAME'],
  anthropic: ['PARLEY_MODEL_KEY', 'PARLEY_MODEL_NAME'],
} as const satisfies Record<EngineConfig['kind'], readonly (keyof EngineValues)[]>;

export const outputTokensDefault = 16_000;

const jobsOf = (tokens: PerJob<number>, efforts: PerJob<string>): Record<JobKind, JobSettings> => {
  const of = (kind: JobKind): JobSettings => ({
    outputTokensMax: tokens[kind] ?? tokens.all ?? outputTokensDefault,
    effort: efforts[kind] ?? efforts.all,
  });
  return {
    planner: of('planner'),
    interviewer: of('interviewer'),
    assessor: of('assessor'),
    assistant: of('assistant'),
  };
};

const modelSettings = (values: EngineValues): ModelSettings => ({
  modelName: values.PARLEY_MODEL_NAME ?? '',
  timeoutMs: values.PARLEY_MODEL_TIMEOUT_MS,
  priceInPerMillion: values.PARLEY_MODEL_PRICE_IN,
  priceOutPerMillion: values.PARLEY_MODEL_PRICE_OUT,
  priceCachedPerMillion: values.PARLEY_MODEL_PRICE_CACHED,
  query: values.PARLEY_MODEL_URL?.query ?? '',
  jobs: jobsOf(values.PARLEY_MODEL_OUTPUT_TOKENS ?? {}, values.PARLEY_MODEL_REASONING_EFFORT ?? {}),
});

// The words that Anthropic's API knows; a compatible server says by itself what it does not take.
const anthropicEfforts = ['low', 'medium', 'high', 'xhigh', 'max'];

const effortProblems = (values: EngineValues): ConfigProblem[] =>
  Object.values(values.PARLEY_MODEL_REASONING_EFFORT ?? {})
    .filter((word) => !anthropicEfforts.includes(word))
    .map((word) => ({
      variable: 'PARLEY_MODEL_REASONING_EFFORT',
      problem: `may not be "${word}" for PARLEY_ENGINE=anthropic`,
      remedy: `Use ${anthropicEfforts.join(', ')}.`,
    }));

/** Reports what the chosen engine lacks; its result counts only when nothing was reported. */
export const engineConfig = (values: EngineValues, problems: ConfigProblem[]): EngineConfig => {
  const kind = values.PARLEY_ENGINE;
  for (const variable of NEEDED[kind] ?? []) {
    if (values[variable] !== undefined || problems.some((problem) => problem.variable === variable)) continue;
    problems.push({
      variable,
      problem: `is missing for PARLEY_ENGINE=${kind}`,
      remedy: 'Set it, or use PARLEY_ENGINE=offline.',
    });
  }
  if (kind === 'anthropic') problems.push(...effortProblems(values));
  const { PARLEY_MODEL_URL: address, PARLEY_MODEL_KEY: key } = values;
  const url = address?.base;
  if (kind === 'openai-compatible' && url !== undefined) return { kind, url, key, ...modelSettings(values) };
  if (kind === 'anthropic' && key !== undefined) return { kind, url, key, ...modelSettings(values) };
  return { kind: 'offline' };
};

/** What may be shown of an engine. */
export const engineNames = (engine: EngineConfig): { kind: EngineConfig['kind']; model: string | null } => ({
  kind: engine.kind,
  model: engine.kind === 'offline' ? null : engine.modelName,
});

export const engineText = ({ kind, model }: { kind: string; model: string | null }): string =>
  model === null ? kind : `${kind}, model ${model}`;
