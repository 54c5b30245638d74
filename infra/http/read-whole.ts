// The whole of an answer within a bound, for those who asked for it: headers, and the body where it is JSON.
import type { Dispatcher } from 'undici';
import type { OutboundFile } from '../../domain/ports/outbound.ts';
import { CallFailure } from './call-failure.ts';

type Whole = { status: number; headers: Record<string, string>; bytes: number; json: unknown };

async function* within(body: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (bytes > bytesMax) throw new CallFailure('answer_too_large');
    yield chunk;
  }
}

const readBody = async (body: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of within(body, bytesMax)) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};

const joined = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ''].flat().join(', ')]),
  );

/** What is left of it when `take` is done is not waited for. */
export const takeFile = async <Taken>(
  { statusCode: status, body }: Dispatcher.ResponseData,
  bytesMax: number,
  take: (file: OutboundFile) => Promise<Taken>,
): Promise<{ status: number; taken: Taken }> => {
  try {
    return { status, taken: await take({ status, content: within(body as AsyncIterable<Uint8Array>, bytesMax) }) };
  } finally {
    await body.dump().catch(() => undefined);
  }
};

export const readWhole = async (
  { statusCode, headers, body }: Dispatcher.ResponseData,
  bytesMax: number,
): Promise<Whole> => {
  const content = await readBody(body as AsyncIterable<Uint8Array>, bytesMax);
  const known = joined(headers);
  const isPacked = (known['content-encoding'] ?? 'identity') !== 'identity';
  return {
    status: statusCode,
    headers: known,
    bytes: content.byteLength,
    json: isPacked ? undefined : parse(content),
  };
};
