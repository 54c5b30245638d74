// The whole of an answer within a bound, for those who asked for it: headers, and the body where it is JSON.
import type { Dispatcher } from 'undici';
import { CallFailure } from './call-failure.ts';

type Whole = { status: number; headers: Record<string, string>; bytes: number; json: unknown };

const readBody = async (body: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (bytes > bytesMax) throw new CallFailure('answer_too_large');
    chunks.push(chunk);
  }
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

export const readFile = async (
  { statusCode, headers, body }: Dispatcher.ResponseData,
  bytesMax: number,
): Promise<{ status: number; headers: Record<string, string>; content: Uint8Array }> => ({
  status: statusCode,
  headers: joined(headers),
  content: await readBody(body as AsyncIterable<Uint8Array>, bytesMax),
});

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
