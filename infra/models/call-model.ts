// One call to a language model: one attempt, bounded in time and size, its answer checked before anybody sees it.
import { generateText, Output, type LanguageModel } from 'ai';
import { performance } from 'node:perf_hooks';
import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { CallOptions, ModelResult, ModelStamp } from '../../domain/ports/models.ts';
import { plainReasonOf } from '../log/plain-reason.ts';
import { classifyFailure, type ModelCallFailure } from './call-errors.ts';
import { cleanText, parseOutput } from './clean-output.ts';
import { dataMessage } from './data-message.ts';
import { isTimeout, withDeadline } from './deadline.ts';
import { ModelError } from './model-error.ts';
import type { Prompt } from './prompt-file.ts';
import { usageOf, type Prices } from './usage.ts';

export type ModelJob<Schema extends z.ZodType, Value> = {
  /** Also the name of the schema on the wire. */
  name: string;
  prompt: Prompt;
  data: Record<string, unknown>;
  schema: Schema;
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
  modelName: string;
  timeoutMs: number;
  prices: Prices;
  /** Seeds are sent only to providers that know them. */
  sendsSeed: boolean;
  log: Logger;
};

type Answer = {
  text: string;
  finishReason: string;
  usage: Parameters<typeof usageOf>[0];
  servedModel: string | undefined;
};

// The SDK would print its own warnings; they name parameters that a model ignores, which is no news to an operator.
globalThis.AI_SDK_LOG_WARNINGS = false;

const modelNameMax = 100;
const servedName = (name: string): string =>
  cleanText(name)
    .replace(/[^\w.:/@+-]/gu, '_')
    .slice(0, modelNameMax);

const ask = async <Schema extends z.ZodType, Value>(
  { model, sendsSeed }: CallerDeps,
  job: ModelJob<Schema, Value>,
  signal: AbortSignal,
): Promise<Answer> => {
  // The schema shapes the request; parsing is ours, so that usage is known even when the answer is unusable.
  const shape = Output.object({ schema: job.schema, name: job.name });
  const { text, finishReason, usage, response } = await generateText({
    model,
    instructions: job.prompt.text,
    messages: [{ role: 'user', content: dataMessage({ job: job.name, data: job.data }) }],
    output: { ...shape, parseCompleteOutput: (complete: { text: string }) => Promise.resolve(complete.text) },
    maxOutputTokens: job.outputTokensMax,
    temperature: 0.2,
    ...(sendsSeed && job.seed !== undefined && { seed: job.seed }),
    // Not "strict": OpenAI refuses length limits there, and servers with grammars enforce the schema anyway.
    providerOptions: { openaiCompatible: { strictJsonSchema: false } },
    maxRetries: 0,
    abortSignal: signal,
    telemetry: { isEnabled: false },
  });
  return { text, finishReason, usage, servedModel: response.modelId };
};

const invalid = (): AppError => new AppError('model.invalid_output');

const readAnswer = <Schema extends z.ZodType, Value>(job: ModelJob<Schema, Value>, answer: Answer): Value => {
  if (answer.finishReason === 'content-filter') throw new AppError('model.refused');
  // "other" is what servers say that leave the reason out; the schema decides then.
  if (answer.finishReason !== 'stop' && answer.finishReason !== 'other') throw invalid();
  let parsed: unknown;
  try {
    parsed = parseOutput(answer.text);
  } catch {
    throw invalid();
  }
  const checked = job.schema.safeParse(parsed);
  if (!checked.success) throw invalid();
  return job.read(checked.data);
};

/**
 * Calls of one configured model. Throws ModelError of the `model.*` codes, or the reason of the caller's own signal
 * once that has fired. Repeating is left to the caller's retry policy.
 */
export const createModelCaller = (deps: CallerDeps): ModelCaller => {
  const stampOf = (prompt: Prompt, servedModel?: string): ModelStamp => ({
    engine: deps.engine,
    model: servedName(servedModel ?? deps.modelName),
    promptHash: prompt.hash,
  });

  return async (job, options) => {
    const startedAt = performance.now();
    let answer: Answer | undefined;
    const spent = () => ({
      stamp: stampOf(job.prompt, answer?.servedModel),
      usage: usageOf(answer?.usage, deps.prices, performance.now() - startedAt),
    });
    const refuse = (failure: ModelCallFailure, cause?: unknown): ModelError => {
      const { engine, log } = deps;
      const { stamp, usage } = spent();
      const { code, status, retryAfterSeconds } = failure;
      const refusal = new ModelError(
        code,
        { stamp, usage },
        retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
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

    return withDeadline({ timeoutMs: deps.timeoutMs, signal: options.signal }, async (deadline) => {
      try {
        answer = await ask(deps, job, deadline.signal);
        const value = readAnswer(job, answer);
        return { value, ...spent() };
      } catch (error) {
        if (error instanceof AppError) throw refuse({ code: error.code });
        if (deadline.passed() || isTimeout(options.signal.reason)) throw refuse({ code: 'model.timeout' });
        options.signal.throwIfAborted();
        throw refuse(classifyFailure(error, Date.now()), error);
      }
    });
  };
};
