// `parley doctor --engine`: whether a language model does each kind of job, with time and cost, and what its server takes.
import type { ErrorCode } from '../../domain/errors.ts';
import { loadEngineConfig } from '../../infra/config.ts';
import { otherReaders, readerText } from '../../infra/config/judges.ts';
import { ConfigError } from '../../infra/config/read-variables.ts';
import { createLogger } from '../../infra/log.ts';
import type { Abilities } from '../../infra/models/dialect.ts';
import { examineModel, type JobTrial } from '../../infra/models/examine-model.ts';
import type { RemoteConfig } from '../../infra/models/provider-model.ts';
import { followUpWaitMs } from '../../usecases/room/choose-question.ts';

import { CliError } from '../cli-error.ts';
import { modelAnswers, offlineText } from './doctor-engine.ts';
import { Finding, type Check } from './doctor-finding.ts';

const seeLog = 'See the log of the model’s server.';

const remedies: Partial<Record<ErrorCode, string>> = {
  'model.unavailable': seeLog,
  'model.rate_limited': 'Wait, or see the provider’s limits.',
  'model.timeout': 'Raise PARLEY_MODEL_TIMEOUT_MS, lower PARLEY_MODEL_REASONING_EFFORT, or use a faster model.',
  'model.invalid_output':
    'The model does not keep to what is asked for: use a larger one, or a server that enforces JSON schemas.',
  'model.ambiguous_answer':
    'The model answers twice at once: use a larger one, or a server that enforces JSON schemas.',
  'model.empty_answer': `${seeLog} A model that thinks may need more PARLEY_MODEL_OUTPUT_TOKENS.`,
  'model.error_answer': seeLog,
  'model.streamed_answer': 'Turn streaming off at the server, or at what stands before it.',
  'model.output_too_small': 'Raise PARLEY_MODEL_OUTPUT_TOKENS, or lower PARLEY_MODEL_REASONING_EFFORT.',
  'model.context_too_small': 'Start the server with a larger context, or lower PARLEY_MODEL_OUTPUT_TOKENS.',
  'model.refused': 'The provider’s filter refuses ordinary work: see its settings, or use another model.',
  'model.misconfigured': 'The server takes no form of this request: see its log, and check the model’s name.',
};

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const costOf = (micros: number, { priceInPerMillion, priceOutPerMillion }: RemoteConfig): string =>
  priceInPerMillion === undefined && priceOutPerMillion === undefined ? 'no price is set' : (micros / 1e6).toFixed(6);

const spentBy = ({ usage }: JobTrial, config: RemoteConfig): string => {
  const { inputTokens, outputTokens, cachedTokens = 0, reasoningTokens = 0, costMicros, durationMs } = usage;
  const cached = cachedTokens > 0 ? `, ${cachedTokens} of them cached` : '';
  const thoughts = reasoningTokens > 0 ? `, ${reasoningTokens} of them thoughts` : '';
  return `${seconds(durationMs)}; ${inputTokens} tokens in${cached}; ${outputTokens} out${thoughts}; cost: ${costOf(costMicros, config)}`;
};

const jobCheck = (trial: JobTrial, config: RemoteConfig): Check => ({
  name: trial.again === true ? `${trial.job}, again` : trial.job,
  run: async () => {
    const spent = spentBy(trial, config);
    if (trial.code !== null) {
      const remedy = trial.detail === '' ? (remedies[trial.code] ?? seeLog) : trial.detail;
      throw new Finding(`${trial.code}, after ${spent}`, remedy);
    }
    if (trial.job === 'interviewer' && trial.usage.durationMs > followUpWaitMs)
      throw new Finding(
        `answers, but too late: ${spent}`,
        `Follow-up questions are waited for ${followUpWaitMs / 1_000} s and left out then: use a faster model, or less effort for the interviewer.`,
        { isWarning: true },
      );
    return `answers; ${spent}`;
  },
});

const shapes: Readonly<Record<Abilities['output'], string>> = {
  json_schema: 'JSON by a strict schema',
  json_object: 'JSON, the schema in words',
  plain: 'words alone, the schema among them',
};

const limits: Readonly<Record<Abilities['tokens'], string>> = {
  both: 'max_completion_tokens and max_tokens',
  max_completion_tokens: 'max_completion_tokens',
  max_tokens: 'max_tokens',
};

const efforts = ({ jobs }: RemoteConfig): boolean =>
  Object.values(jobs ?? {}).some(({ effort }) => effort !== undefined);

const taken = (isTaken: boolean): string => (isTaken ? 'taken' : 'refused');

const abilityText = (config: RemoteConfig, can: Abilities, jobs: readonly JobTrial[]): string => {
  const isCached = jobs.some(({ usage }) => (usage.cachedTokens ?? 0) > 0);
  const isOpenAi = config.kind === 'openai-compatible';
  return [
    ...(isOpenAi
      ? [
          `answers in ${shapes[can.output]}${can.told ? ' and in words' : ''}${can.bounds === 'sent' ? ', with lengths' : ''}`,
        ]
      : []),
    ...(isOpenAi ? [`limit: ${limits[can.tokens]}`] : []),
    `temperature: ${taken(can.temperature)}`,
    ...(isOpenAi ? [`seed: ${taken(can.seed)}`] : []),
    `effort: ${efforts(config) ? taken(can.effort) : 'not asked for'}`,
    `cached input: ${isCached ? 'told' : 'none told'}`,
  ].join('; ');
};

const abilityCheck = (config: RemoteConfig, can: Abilities, jobs: readonly JobTrial[]): Check => ({
  name: 'Server',
  run: async () => {
    const text = abilityText(config, can, jobs);
    if (jobs.every(({ code }) => code !== null))
      throw new Finding(`nothing was answered; at last tried: ${text}`, seeLog);
    if (config.kind === 'anthropic' || (can.output === 'json_schema' && !can.told)) return text;
    throw new Finding(
      text,
      'Nothing makes the model keep to the shape: unusable answers are more frequent. A server that enforces JSON schemas is better.',
      { isWarning: true },
    );
  },
});

const answered = (name: string, message: string): Check => ({ name, run: () => Promise.resolve(message) });

/** The address, key and name first; nothing more is asked where they are wrong. */
const trialsOf = async (model: RemoteConfig, reader: string | null): Promise<Check[]> => {
  const called = (name: string): string => (reader === null ? name : `${name}, ${reader}`);
  const engine = reader === null ? 'Engine' : 'Reader';
  try {
    const answers = await modelAnswers(model, reader === null ? 'own' : 'reader');
    const log = createLogger({ service: 'cli', level: 'silent' });
    const { jobs, abilities } = await examineModel(model, log, { readsOnly: reader !== null });
    const checks = [...jobs.map((trial) => jobCheck(trial, model)), abilityCheck(model, abilities, jobs)];
    return [answered(engine, answers), ...checks.map((check) => ({ ...check, name: called(check.name) }))];
  } catch (error) {
    return [{ name: engine, run: () => Promise.reject(error) }];
  }
};

/** The own model, which does every kind of job, and then each other one that reads. */
export const engineTrials = async (env: NodeJS.ProcessEnv): Promise<Check[]> => {
  let config;
  try {
    config = loadEngineConfig(env);
  } catch (error) {
    throw error instanceof ConfigError ? new CliError(error.message) : error;
  }
  const { engine, assessment } = config;
  if (engine.kind === 'offline') return [answered('Engine', `${offlineText}; there is no model to look at`)];
  const checks = await trialsOf(engine, null);
  for (const reader of otherReaders(engine, assessment))
    checks.push(...(await trialsOf(reader, readerText(engine, reader))));
  return checks;
};
