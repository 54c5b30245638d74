// Retell's API over the one way out: each call once, bounded, and whatever goes wrong as one of our codes.
import { AppError } from '../../../domain/errors.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import type { OutboundAnswer, OutboundClient, OutboundTaken } from '../../../domain/ports/outbound.ts';
import type { RetellConfig } from '../../config/voice.ts';
import { parseRetryAfter } from '../../http/retry-after.ts';

const timeoutMs = 10_000;
const recordingTimeoutMs = 120_000;
/** The whole of an hour's transcript with its words. */
const answerBytesMax = 16 * 1_024 * 1_024;
/** Two hours of one voice after the other, as a WAV file of 24 kHz: it is stored while it comes. */
const recordingBytesMax = 384 * 1_024 * 1_024;
const retryAfterSecondsMax = 600;

export type RetellDeps = { outbound: Pick<OutboundClient, 'ask' | 'fetchFile'>; log: Pick<Logger, 'warn'> };

type Answer = Extract<OutboundAnswer, { kind: 'answer' }>;
type Call = { method: 'GET' | 'POST' | 'DELETE'; path: string; body?: unknown };

const unavailable = (log: RetellDeps['log'], answer: OutboundAnswer | OutboundTaken<unknown>): AppError => {
  const status = answer.kind === 'answer' ? answer.status : undefined;
  const code = answer.kind === 'answer' ? 'answer_invalid' : answer.failure;
  log.warn('voice.call_failed', { code, ...(status !== undefined && { status }) });
  const asked = 'headers' in answer ? answer.headers['retry-after'] : undefined;
  const retryAfterSeconds = parseRetryAfter(asked, Date.now(), retryAfterSecondsMax);
  return new AppError('session.provider_unavailable', retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
};

/** `cut`: what went wrong on its way to us, whatever its reader makes of that. */
const watched = (content: AsyncIterable<Uint8Array>): { content: AsyncIterable<Uint8Array>; cut: unknown[] } => {
  const cut: unknown[] = [];
  const watching = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* content;
    } catch (error) {
      cut.push(error);
      throw error;
    }
  };
  return { content: watching(), cut };
};

export type RetellClient = {
  /** Answers with one of `statuses`; anything else is trouble. */
  call(call: Call, statuses: readonly number[], signal: AbortSignal): Promise<Answer>;
  /** A file of theirs, read by `take` while it comes; null when it is gone. */
  download<Taken>(
    url: string,
    take: (content: AsyncIterable<Uint8Array>) => Promise<Taken>,
    signal: AbortSignal,
  ): Promise<Taken | null>;
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
  download: async (address, take, signal) => {
    const bounds = { timeoutMs: recordingTimeoutMs, answerBytesMax: recordingBytesMax, signal };
    const ours: unknown[] = [];
    const answer = await outbound.fetchFile({ method: 'GET', url: address, headers: {}, ...bounds }, async (file) => {
      if (file.status !== 200) return null;
      const { content, cut } = watched(file.content);
      return await take(content).catch((error: unknown) => {
        const [sent = error] = cut;
        if (cut.length === 0) ours.push(error);
        throw sent;
      });
    });
    // What keeps it has failed, and not what sent it.
    if (ours.length > 0) throw ours[0];
    if (answer.kind === 'answer' && answer.status === 200) return answer.taken;
    // A signed address that is over says so in one of these ways.
    if (answer.kind === 'answer' && [400, 403, 404, 410].includes(answer.status)) return null;
    throw unavailable(log, answer);
  },
  trouble: (answer) => unavailable(log, answer),
});
