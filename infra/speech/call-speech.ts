// One call to a speech service: one attempt, bounded in time and size; whatever goes wrong becomes one of our codes.
import { performance } from 'node:perf_hooks';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { CallOptions, ModelResult, ModelUsage } from '../../domain/ports/models.ts';
import type { SpeechServiceConfig } from '../config/speech.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import { plainReasonOf } from '../log/plain-reason.ts';
import { createBoundedFetch, WireError, type Fetch } from '../models/bounded-fetch.ts';
import { isTimeout, withDeadline } from '../models/deadline.ts';
import { ModelError } from '../models/model-error.ts';

export type SpeechEngine = 'speech-to-text' | 'text-to-speech';

export type SpeechDeps = { fetch?: Fetch; log: Logger };

type Payload = { bytes: Uint8Array; contentType: string };

export type SpeechJob<Value> = {
  /** Below the service's address. */
  path: string;
  /** Asked for once the deadline runs. */
  payload: Payload;
  /** Throws `speech.invalid_output` for what is no answer. */
  read(bytes: Uint8Array): Value;
  /** What an answer used: time is counted here. */
  spent(value: Value): Omit<ModelUsage, 'durationMs'>;
};

export type SpeechCaller = <Value>(job: SpeechJob<Value>, options: CallOptions) => Promise<ModelResult<Value>>;

type Failure = { code: ErrorCode; status?: number; retryAfterSeconds?: number };

export const answerBytesMax = 8 * 1024 * 1024;
const retryAfterSecondsMax = 600;

/** What is wrong with this request stays wrong; a key, an address or a model's name can be mended while tries go on. */
const aboutTheRequest = new Set([400, 406, 413, 415, 422]);

const unused: Omit<ModelUsage, 'durationMs'> = { inputTokens: 0, outputTokens: 0, costMicros: 0 };

const failureOfStatus = (res: Response): Failure => {
  const { status } = res;
  if (aboutTheRequest.has(status)) return { code: 'speech.rejected', status };
  const retryAfterSeconds = parseRetryAfter(
    res.headers.get('retry-after') ?? undefined,
    Date.now(),
    retryAfterSecondsMax,
  );
  return { code: 'speech.unavailable', status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
};

const failureOf = (error: unknown): Failure => {
  if (error instanceof AppError) return { code: error.code };
  return {
    code: error instanceof WireError && error.reason === 'too_large' ? 'speech.invalid_output' : 'speech.unavailable',
  };
};

class Refused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Throws ModelErrors of the `speech.*` codes, or the reason of the caller's own signal. Repeating is left to the caller. */
export const createSpeechCaller = (
  engine: SpeechEngine,
  config: SpeechServiceConfig,
  { fetch: inner, log }: SpeechDeps,
): SpeechCaller => {
  const send = createBoundedFetch(config.url, inner, answerBytesMax);
  const key = config.key?.reveal();
  const stamp = { engine, model: config.modelName, promptHash: '' };

  const post = async ({ path, payload }: SpeechJob<unknown>, signal: AbortSignal): Promise<Uint8Array> => {
    const res = await send(`${config.url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': payload.contentType, ...(key !== undefined && { authorization: `Bearer ${key}` }) },
      body: new Uint8Array(payload.bytes),
      signal,
    });
    if (res.status !== 200) throw new Refused(failureOfStatus(res));
    return new Uint8Array(await res.arrayBuffer());
  };

  return async (job, options) => {
    const startedAt = performance.now();
    const durationMs = (): number => Math.round(performance.now() - startedAt);
    const refuse = ({ code, status, retryAfterSeconds }: Failure, cause: unknown): ModelError => {
      const usage = { ...unused, durationMs: durationMs() };
      const hint = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      const refusal = new ModelError(code, { stamp, usage }, hint);
      const reason = plainReasonOf(cause) ?? undefined;
      log.warn('speech.call_failed', { error: refusal, reason, engine, model: stamp.model, code, status, ...usage });
      return refusal;
    };
    return withDeadline({ timeoutMs: config.timeoutMs, signal: options.signal }, async (deadline) => {
      try {
        const value = job.read(await post(job, deadline.signal));
        return { value, stamp, usage: { ...job.spent(value), durationMs: durationMs() } };
      } catch (error) {
        if (error instanceof Refused) throw refuse(error.failure, undefined);
        if (deadline.passed() || isTimeout(options.signal.reason)) throw refuse({ code: 'speech.timeout' }, error);
        options.signal.throwIfAborted();
        throw refuse(failureOf(error), error);
      }
    });
  };
};
