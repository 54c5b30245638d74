// One call to a language model: bounded in time and size, its answer checked before anybody sees it.
import { generateText, jsonSchema, Output, type LanguageModel } from 'ai';
import { performance } from 'node:perf_hooks';
import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { CallOptions, ModelResult, ModelStamp } from '../../domain/ports/models.ts';
import type { JobSettings } from '../config/engine.ts';
import type { JobKind } from '../config/model-settings.ts';
import { plainReasonOf } from '../log/plain-reason.ts';
import { classifyFailure, type ModelCallFailure } from './call-errors.ts';
import { cleanText, holdsObject, isUnfinished, parseOutput, readAs } from './clean-output.ts';
import { dataMessage } from './data-message.ts';
import { isTimeout, withDeadline } from './deadline.ts';
import type { Dialect } from './dialect-fetch.ts';
import { ModelError } from './model-error.ts';
import type { Prompt, PromptName } from './prompt-file.ts';
import { temperature } from './sampling.ts';
import { strictSchema } from './strict-schema.ts';
import { addTokens, noTokens, usageOf, type Prices, type Tokens } from './usage.ts';

export type ModelJob<Schema extends z.ZodType, Value> = {
  /** Also the name of the schema on the wire. */
  name: string;
  prompt: Prompt;
  data: Record<string, unknown>;
  schema: Schema;
  /** What is enough as a rule; the settings allow more, or less. */
  outputTokensMax: number;
  /** Tells equal calls apart where the provider supports it. */
  seed?: number;
  /** Turns the checked output into our own type; throws `model.invalid_output` for what no schema can say. */
  read(output: z.infer<Schema>): Value;
};

export type ModelCaller = <Schema extends z.ZodType, Value>(
  job: ModelJob<Schema, Value>,
  options: CallOptions,
) => Promise<ModelResult<Value>>;

export type CallerDeps = {
  engine: string;
  model: LanguageModel;
  dialect: Pick<Dialect, 'tell' | 'bound'>;
  modelName: string;
  timeoutMs: number;
  prices: Prices;
  jobs: Readonly<Record<JobKind, JobSettings>> | undefined;
  log: Logger;
};

type Job = ModelJob<z.ZodType, unknown>;
type Answer = { text: string; finishReason: string };
/** What a call has used so far, whatever becomes of it. */
type Spent = { tokens: Tokens; servedModel: string | undefined };

// The SDK would print its own warnings; they name parameters that a model ignores, which is no news to an operator.
globalThis.AI_SDK_LOG_WARNINGS = false;

const modelNameMax = 100;
const servedName = (name: string): string =>
  cleanText(name)
    .replace(/[^\w.:/@+-]/gu, '_')
    .slice(0, modelNameMax);

const kindOf: Readonly<Record<PromptName, JobKind>> = {
  planner: 'planner',
  'planner-revise': 'planner',
  interviewer: 'interviewer',
  assessor: 'assessor',
  assistant: 'assistant',
};

const settingsOf = ({ jobs }: CallerDeps, { prompt, outputTokensMax }: Job): JobSettings =>
  jobs?.[kindOf[prompt.name]] ?? { outputTokensMax, effort: undefined };

/** The SDK takes the words of each provider by type; which of them a model knows, the provider says. */
const effortOptions = (effort: string | undefined) => ({
  openaiCompatible: { strictJsonSchema: true, ...(effort !== undefined && { reasoningEffort: effort }) },
  ...(effort !== undefined && { anthropic: { effort } }),
});

type Request = { job: Job; outputTokens: number; signal: AbortSignal; spent: Spent };

const ask = async (deps: CallerDeps, { job, outputTokens, signal, spent }: Request): Promise<Answer> => {
  // The schema shapes the request; parsing is ours, so that usage is known even when the answer is unusable.
  const shape = Output.object({ schema: jsonSchema(strictSchema(job.schema)), name: job.name });
  const { text, finishReason, usage, response } = await generateText({
    model: deps.model,
    instructions: job.prompt.text,
    messages: [{ role: 'user', content: dataMessage({ job: job.name, data: job.data }) }],
    output: { ...shape, parseCompleteOutput: (complete: { text: string }) => Promise.resolve(complete.text) },
    maxOutputTokens: outputTokens,
    temperature,
    ...(deps.engine === 'openai-compatible' && job.seed !== undefined && { seed: job.seed }),
    providerOptions: effortOptions(settingsOf(deps, job).effort),
    maxRetries: 0,
    abortSignal: signal,
    telemetry: { isEnabled: false },
  });
  spent.tokens = addTokens(spent.tokens, usage);
  spent.servedModel = response.modelId;
  return { text, finishReason };
};

/** Some models say by an error that they had not finished thinking. */
const askOnce = async (deps: CallerDeps, request: Request): Promise<Answer> => {
  try {
    return await ask(deps, request);
  } catch (error) {
    if (classifyFailure(error, 0).code !== 'model.output_too_small') throw error;
    return { text: '', finishReason: 'length' };
  }
};

const tooSmall = (job: Job, outputTokens: number, variable: string): AppError =>
  new AppError('model.output_too_small', {
    detail: `The answer of the ${kindOf[job.prompt.name]} was cut at ${outputTokens} tokens: raise ${variable}.`,
  });

type Room = { start: number; most: number; endsAt: number };

/** An answer that was cut is asked for with more room; one in free words with the shape among the instructions. */
const askUntilWhole = async (deps: CallerDeps, request: Request, { start, most, endsAt }: Room) => {
  for (let outputTokens = start; ;) {
    const startedAt = performance.now();
    const answer = await askOnce(deps, { ...request, outputTokens });
    if (answer.finishReason === 'length') {
      // A model that is held to a shape may fill one text of it without end.
      const isBound = isUnfinished(answer.text) && deps.dialect.bound();
      if (outputTokens >= most && !isBound) throw tooSmall(request.job, outputTokens, 'PARLEY_MODEL_OUTPUT_TOKENS');
      const endedAt = performance.now();
      // More words take more time than these took.
      if (endedAt + (endedAt - startedAt) > endsAt)
        // With bounds another try is shorter.
        throw isBound
          ? new AppError('model.timeout')
          : tooSmall(request.job, outputTokens, 'PARLEY_MODEL_TIMEOUT_MS, or ask for less thinking');
      outputTokens = Math.min(outputTokens * 2, most);
      continue;
    }
    const isFree = answer.text.trim() !== '' && !holdsObject(answer.text) && answer.finishReason !== 'content-filter';
    if (!isFree || !deps.dialect.tell()) return { answer, outputTokens };
  }
};

const invalid = (): AppError => new AppError('model.invalid_output');

/** Undefined where the text is no object of the schema; an error where it is more than one. */
const outputIn = <Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> | AppError | undefined => {
  try {
    return readAs(schema, parseOutput(text));
  } catch (error) {
    return error instanceof AppError ? error : undefined;
  }
};

const readAnswer = <Schema extends z.ZodType, Value>(
  job: ModelJob<Schema, Value>,
  { text, finishReason }: Answer,
  dialect: CallerDeps['dialect'],
): Value => {
  if (finishReason === 'content-filter') throw new AppError('model.refused');
  // "other" is what servers say that leave the reason out; the schema decides then.
  if (finishReason !== 'stop' && finishReason !== 'other') throw invalid();
  if (text.trim() === '') throw new AppError('model.empty_answer');
  const output = outputIn(job.schema, text);
  if (output !== undefined && !(output instanceof AppError)) return job.read(output);
  // Perhaps the server took the shape and ignored it: the next call says it in words.
  dialect.tell();
  throw output instanceof AppError ? output : invalid();
};

/** What is known when a call has failed, for the log and for the record. */
const createRefusals =
  ({ engine, log }: CallerDeps, job: Job, spent: () => Pick<ModelResult<unknown>, 'stamp' | 'usage'>) =>
  (
    { code, status, retryAfterSeconds, detail }: ModelCallFailure & { detail?: string },
    cause?: unknown,
  ): ModelError => {
    const { stamp, usage } = spent();
    const refusal = new ModelError(
      code,
      { stamp, usage },
      {
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
        ...(detail !== undefined && { detail }),
      },
    );
    log.warn('model.call_failed', {
      error: refusal,
      reason: plainReasonOf(cause) ?? undefined,
      engine,
      model: stamp.model,
      step: job.name,
      code,
      status,
      durationMs: usage.durationMs,
    });
    return refusal;
  };

/**
 * Calls of one configured model. Throws ModelError of the `model.*` codes, or the reason of the caller's own signal
 * once that has fired. Repeating is left to the caller's retry policy.
 */
export const createModelCaller = (deps: CallerDeps): ModelCaller => {
  /** Room that was needed before, by job. */
  const needed = new Map<string, number>();

  return async (job, options) => {
    const startedAt = performance.now();
    const used: Spent = { tokens: noTokens, servedModel: undefined };
    const spent = () => ({
      stamp: {
        engine: deps.engine,
        model: servedName(used.servedModel ?? deps.modelName),
        promptHash: job.prompt.hash,
      } satisfies ModelStamp,
      usage: usageOf(used.tokens, deps.prices, performance.now() - startedAt),
    });
    const refuse = createRefusals(deps, job, spent);
    const most = settingsOf(deps, job).outputTokensMax;
    const start = Math.min(needed.get(job.name) ?? job.outputTokensMax, most);

    return withDeadline({ timeoutMs: deps.timeoutMs, signal: options.signal }, async ({ signal, passed }) => {
      try {
        const request = { job, outputTokens: start, signal, spent: used };
        const { answer, outputTokens } = await askUntilWhole(deps, request, {
          start,
          most,
          endsAt: startedAt + deps.timeoutMs,
        });
        const value = readAnswer(job, answer, deps.dialect);
        if (outputTokens > job.outputTokensMax) needed.set(job.name, outputTokens);
        return { value, ...spent() };
      } catch (error) {
        if (error instanceof AppError)
          throw refuse({ code: error.code, ...(error.detail !== undefined && { detail: error.detail }) });
        if (passed() || isTimeout(options.signal.reason)) throw refuse({ code: 'model.timeout' });
        options.signal.throwIfAborted();
        throw refuse(classifyFailure(error, Date.now()), error);
      }
    });
  };
};
