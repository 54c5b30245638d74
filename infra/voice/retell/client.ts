// Retell's API over the one way out: each call once, bounded, and whatever goes wrong as one of our codes.
import { AppError } from '../../../domain/errors.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import type { OutboundAnswer, OutboundClient, OutboundFile } from '../../../domain/ports/outbound.ts';
import type { RetellConfig } from '../../config/voice.ts';
import { parseRetryAfter } from '../../http/retry-after.ts';

const timeoutMs = 10_000;
const recordingTimeoutMs = 120_000;
/** The whole of an hour's transcript with its words. */
const answerBytesMax = 16 * 1_024 * 1_024;
/** Two hours of what Retell records. */
export const recordingBytesMax = 256 * 1_024 * 1_024;
const retryAfterSecondsMax = 600;

export type RetellDeps = { outbound: Pick<OutboundClient, 'ask' | 'fetchFile'>; log: Pick<Logger, 'warn'> };

type Answer = Extract<OutboundAnswer, { kind: 'answer' }>;
type Call = { method: 'GET' | 'POST' | 'DELETE'; path: string; body?: unknown };

const unavailable = (log: RetellDeps['log'], answer: OutboundAnswer | OutboundFile): AppError => {
  const status = answer.kind === 'answer' ? answer.status : undefined;
  const code = answer.kind === 'answer' ? 'answer_invalid' : answer.failure;
  log.warn('voice.call_failed', { code, ...(status !== undefined && { status }) });
  const asked = answer.kind === 'answer' ? answer.headers['retry-after'] : undefined;
  const retryAfterSeconds = parseRetryAfter(asked, Date.now(), retryAfterSecondsMax);
  return new AppError('session.provider_unavailable', retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
};

export type RetellClient = {
  /** Answers with one of `statuses`; anything else is trouble. */
  call(call: Call, statuses: readonly number[], signal: AbortSignal): Promise<Answer>;
  /** A file of theirs, null when it is gone. */
  download(url: string, signal: AbortSignal): Promise<Uint8Array | null>;
  trouble(answer: OutboundAnswer): AppError;
};

export const createRetellClient = ({ url, keys }: RetellConfig, { outbound, log }: RetellDeps): RetellClient => ({
  call: async ({ method, path, body }, statuses, signal) => {
    const answer = await outbound.ask({
      method,
      url: `${url}${path}`,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${keys[0]?.reveal() ?? ''}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutMs,
      answerBytesMax,
      signal,
    });
    if (answer.kind === 'answer' && statuses.includes(answer.status)) return answer;
    throw unavailable(log, answer);
  },
  download: async (address, signal) => {
    const answer = await outbound.fetchFile({
      method: 'GET',
      url: address,
      headers: {},
      timeoutMs: recordingTimeoutMs,
      answerBytesMax: recordingBytesMax,
      signal,
    });
    if (answer.kind === 'answer' && answer.status === 200) return answer.content;
    // A signed address that is over says so in one of these ways.
    if (answer.kind === 'answer' && [400, 403, 404, 410].includes(answer.status)) return null;
    throw unavailable(log, answer);
  },
  trouble: (answer) => unavailable(log, answer),
});
