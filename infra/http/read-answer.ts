// What is kept of an answer: its status, when to come again, and a harmless beginning.
import type { Dispatcher } from 'undici';
import type { OutboundResult } from '../../domain/ports/outbound.ts';
import { excerptBytesMax, redactExcerpt } from './redact-excerpt.ts';
import { parseRetryAfter } from './retry-after.ts';

/** What one answer may cost us; a receiver that sends more loses its connection, not its say. */
const drainedBytesMax = 64 * 1_024;
const retryAfterSecondsMax = 86_400;

type Answer = Omit<Extract<OutboundResult, { kind: 'answer' }>, 'kind' | 'durationMs'>;

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0];

const readBeginning = async (body: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      if (bytes <= excerptBytesMax) kept.push(chunk);
      bytes += chunk.byteLength;
      // Leaving the loop closes the connection.
      if (bytes > drainedBytesMax) break;
    }
  } catch {
    // Cut off, or too slow: the status has been said, so the answer stands.
  }
  return Buffer.concat(kept);
};

export const readAnswer = async ({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Answer> => {
  const beginning = await readBeginning(body as AsyncIterable<Uint8Array>);
  const isPacked = (single(headers['content-encoding']) ?? 'identity') !== 'identity';
  return {
    status: statusCode,
    retryAfterSeconds: parseRetryAfter(single(headers['retry-after']), Date.now(), retryAfterSecondsMax) ?? null,
    excerpt: isPacked ? '' : redactExcerpt(beginning),
  };
};
