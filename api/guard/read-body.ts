// Reads a JSON body within its bounds: type before size before syntax, and nothing is guessed.
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../domain/errors.ts';
import { unsafeJson } from './json-safety.ts';
import { parseQuery } from './parameters.ts';

const defaultBytesMax = 256 * 1_024;
/** What is still read and thrown away after a refusal, so that the caller gets to see the answer. */
const drainedBytesMax = 4 * 1_024 * 1_024;

/** The smaller one of what the route and what the tenant of the caller takes. */
export const bodyBytesMax = (routeBytesMax = defaultBytesMax, tenantBytesMax: number | null = null): number =>
  Math.min(routeBytesMax, tenantBytesMax ?? routeBytesMax);

export const hasBody = (req: IncomingMessage): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

const mediaType = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i;

const formType = /^application\/x-www-form-urlencoded\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i;

const checkHeaders = (req: IncomingMessage, accepted: RegExp): void => {
  const encoding = req.headers['content-encoding'];
  if (!accepted.test(req.headers['content-type'] ?? '')) throw new AppError('request.unsupported_media_type');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new AppError('request.unsupported_media_type', { detail: 'Send the body without Content-Encoding.' });
};

const tooLarge = (bytesMax: number): AppError =>
  new AppError('request.too_large', { detail: `At most ${bytesMax} bytes.`, extra: { bytesMax } });

const readBytes = (req: IncomingMessage, bytesMax: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const aborted = (): void => reject(new AppError('request.aborted'));
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bytesMax) chunks.push(chunk);
      else chunks.length = 0;
      if (size > bytesMax) reject(tooLarge(bytesMax));
      if (size > bytesMax + drainedBytesMax) req.destroy();
    });
    req.once('end', () => (size > bytesMax ? reject(tooLarge(bytesMax)) : resolve(Buffer.concat(chunks))));
    req.once('error', aborted);
    req.once('close', aborted);
    if (Number(req.headers['content-length'] ?? 0) > bytesMax) reject(tooLarge(bytesMax));
  });

const decode = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('request.malformed', { detail: 'The body is not valid UTF-8.' });
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError('request.malformed');
  }
};

/** The parsed body, or undefined when there is none. Of a key that stands twice in an object, the last one counts. */
export const readJsonBody = async (req: IncomingMessage, bytesMax: number): Promise<unknown> => {
  if (!hasBody(req)) return undefined;
  checkHeaders(req, mediaType);
  const bytes = await readBytes(req, bytesMax);
  if (bytes.length === 0) return undefined;
  const body = parse(decode(bytes));
  const errors = unsafeJson(body);
  if (errors.length > 0) throw new AppError('request.invalid', { errors });
  return body;
};

/** The fields of a form, each once; as strictly read as a query. */
export const readFormBody = async (req: IncomingMessage, bytesMax: number): Promise<unknown> => {
  if (!hasBody(req)) return undefined;
  checkHeaders(req, formType);
  return parseQuery(decode(await readBytes(req, bytesMax)));
};
