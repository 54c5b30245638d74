// Whatever goes wrong on the way to a model becomes one of our codes; a provider's own words go nowhere.
import { AISDKError, APICallError } from 'ai';
import type { ErrorCode } from '../../domain/errors.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import { WireError } from './bounded-fetch.ts';

export type ModelCallFailure = { code: ErrorCode; status?: number; retryAfterSeconds?: number };

/** An answer that is none, found out before the SDK reads it. */
export class WireFault extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(code);
    this.name = 'WireFault';
    this.code = code;
  }
}

const busy = new Set([429, 529]);
const passing = new Set([408, 409, 425]);
const retryAfterSecondsMax = 600;

export const codeOfStatus = (status: number): ErrorCode => {
  if (busy.has(status)) return 'model.rate_limited';
  if (status >= 500 || passing.has(status)) return 'model.unavailable';
  // A good status with a body that is not the protocol's.
  if (status >= 200 && status < 300) return 'model.invalid_output';
  // Redirects, credentials, model names, and requests that this server will never accept: repeating cannot help.
  return 'model.misconfigured';
};

const wireCodes = {
  too_large: 'model.invalid_output',
  foreign_address: 'model.misconfigured',
  streamed: 'model.streamed_answer',
} as const satisfies Record<WireError['reason'], ErrorCode>;

/** What was thrown below the SDK, which wraps some of it. */
const ofOurs = (error: unknown): ModelCallFailure | null => {
  const ours = APICallError.isInstance(error) ? error.cause : error;
  if (ours instanceof WireFault) return { code: ours.code };
  return ours instanceof WireError ? { code: wireCodes[ours.reason] } : null;
};

const filtered = /"code"\s*:\s*"content_(?:filter|policy_violation)"|ResponsibleAIPolicyViolation/u;
/** As vLLM, llama.cpp, OpenAI and Ollama say that text and answer together are more than the model can hold. */
const tooLong =
  /context.?(?:length|size|window)|exceed_context|maximum context|max_model_len|(?:max_tokens|max_completion_tokens)\W.{0,80}too large|too many (?:input )?tokens|prompt is too long/iu;
/** What a reasoning model says that had not finished thinking. */
const cutOff = /max_tokens or model output limit was reached/u;

const refusalCharactersMax = 8_000;

export const codeOfRefusal = (status: number, words: string): ErrorCode => {
  const body = words.slice(0, refusalCharactersMax);
  if (status === 400 && filtered.test(body)) return 'model.refused';
  if (status === 400 && cutOff.test(body)) return 'model.output_too_small';
  if ([400, 413, 422, 500].includes(status) && tooLong.test(body)) return 'model.context_too_small';
  return codeOfStatus(status);
};

const ofApiCall = (error: APICallError, nowMs: number): ModelCallFailure => {
  const status = error.statusCode;
  if (status === undefined) return { code: 'model.unavailable' };
  const code = codeOfRefusal(status, error.responseBody ?? '');
  const retryAfterSeconds = parseRetryAfter(error.responseHeaders?.['retry-after'], nowMs, retryAfterSecondsMax);
  const asksToWait = retryAfterSeconds !== undefined && (code === 'model.rate_limited' || code === 'model.unavailable');
  return { code, status, ...(asksToWait && { retryAfterSeconds }) };
};

/** Classifies what the SDK or the network threw; time-outs and cancellations are told apart before this. */
export const classifyFailure = (error: unknown, nowMs: number): ModelCallFailure => {
  const ours = ofOurs(error);
  if (ours !== null) return ours;
  if (APICallError.isInstance(error)) return ofApiCall(error, nowMs);
  // No choices, no content, not the schema: the server answered, but not with what was asked.
  if (AISDKError.isInstance(error)) return { code: 'model.invalid_output' };
  return { code: 'model.unavailable' };
};
