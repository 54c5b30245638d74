// Whatever goes wrong on the way to a model becomes one of our codes; a provider's own words go nowhere.
import { AISDKError, APICallError } from 'ai';
import type { ErrorCode } from '../../domain/errors.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import { WireError } from './bounded-fetch.ts';

export type ModelCallFailure = { code: ErrorCode; status?: number; retryAfterSeconds?: number };

const busy = new Set([429, 529]);
const passing = new Set([408, 409, 425]);
const retryAfterSecondsMax = 600;

const codeOfStatus = (status: number): ErrorCode => {
  if (busy.has(status)) return 'model.rate_limited';
  if (status >= 500 || passing.has(status)) return 'model.unavailable';
  // A good status with a body that is not the protocol's.
  if (status >= 200 && status < 300) return 'model.invalid_output';
  // Redirects, credentials, model names, and requests that this server will never accept: repeating cannot help.
  return 'model.misconfigured';
};

const wasFiltered = (error: APICallError): boolean =>
  error.statusCode === 400 && /"code"\s*:\s*"content_(?:filter|policy_violation)"/u.test(error.responseBody ?? '');

const ofApiCall = (error: APICallError, nowMs: number): ModelCallFailure => {
  if (error.cause instanceof WireError) return ofWire(error.cause);
  const status = error.statusCode;
  if (status === undefined) return { code: 'model.unavailable' };
  if (wasFiltered(error)) return { code: 'model.refused', status };
  const code = codeOfStatus(status);
  const retryAfterSeconds = parseRetryAfter(error.responseHeaders?.['retry-after'], nowMs, retryAfterSecondsMax);
  const asksToWait = retryAfterSeconds !== undefined && (code === 'model.rate_limited' || code === 'model.unavailable');
  return { code, status, ...(asksToWait && { retryAfterSeconds }) };
};

const ofWire = (error: WireError): ModelCallFailure => ({
  code: error.reason === 'too_large' ? 'model.invalid_output' : 'model.misconfigured',
});

/** Classifies what the SDK or the network threw; time-outs and cancellations are told apart before this. */
export const classifyFailure = (error: unknown, nowMs: number): ModelCallFailure => {
  if (error instanceof WireError) return ofWire(error);
  if (APICallError.isInstance(error)) return ofApiCall(error, nowMs);
  // No choices, no content, not the schema: the server answered, but not with what was asked.
  if (AISDKError.isInstance(error)) return { code: 'model.invalid_output' };
  return { code: 'model.unavailable' };
};
