// Reads a request's parts within their bounds: parameters each once and storable; of a body type before size before syntax.
import type { IncomingMessage } from 'node:http';
import { parse } from 'content-type';
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import { faultOf } from '../../domain/text/typed-text.ts';
import { jsonFault } from './json-fault.ts';
import { unsafeJson } from './json-safety.ts';

const shownNameLengthMax = 100;

const decodePart = (text: string): string | null => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
};

const problem = (parameter: string, code: string, message: string): FieldProblem => ({
  parameter: faultOf(parameter) === null ? parameter.slice(0, shownNameLengthMax).toWellFormed() : '',
  code,
  message,
});

const problemOfPair = (name: string | null, value: string | null): FieldProblem | null => {
  if (name === null || value === null) return problem(name ?? '', 'bad_encoding', 'Not valid percent-encoded UTF-8.');
  const fault = faultOf(name) ?? faultOf(value);
  return fault === null ? null : problem(name, fault.code, fault.message);
};

/** The parameters of a query string. Throws `request.invalid` for repeated or badly encoded ones. */
export const parseQuery = (querystring: string): Record<string, string> => {
  const values = new Map<string, string>();
  const errors: FieldProblem[] = [];
  for (const part of querystring.split('&').filter((text) => text !== '')) {
    const equals = part.indexOf('=');
    const name = decodePart(equals < 0 ? part : part.slice(0, equals));
    const value = decodePart(equals < 0 ? '' : part.slice(equals + 1));
    const fault = problemOfPair(name, value);
    if (fault !== null) errors.push(fault);
    else if (values.has(name ?? '')) errors.push(problem(name ?? '', 'repeated', 'May be given once.'));
    else values.set(name ?? '', value ?? '');
  }
  if (errors.length > 0) throw new AppError('request.invalid', { errors: errors.slice(0, 20) });
  return Object.fromEntries(values);
};

/** Path parameters arrive decoded by the router, or raw where the encoding is broken. */
export const checkPathParameters = (path: string, params: Readonly<Record<string, string>>): void => {
  if (decodePart(path.replaceAll('+', '%2B')) === null)
    throw new AppError('request.invalid', { detail: 'The path is not valid percent-encoded UTF-8.' });
  const errors = Object.entries(params).flatMap(([name, value]) => {
    const fault = faultOf(value);
    return fault === null ? [] : [problem(name, fault.code, fault.message)];
  });
  if (errors.length > 0) throw new AppError('request.invalid', { errors });
};

const defaultBytesMax = 256 * 1_024;
/** What is still read and thrown away after a refusal, so that the caller gets to see the answer. */
const drainedBytesMax = 4 * 1_024 * 1_024;

/** The smaller one of what the route and what the tenant of the caller takes. */
export const bodyBytesMax = (routeBytesMax = defaultBytesMax, tenantBytesMax: number | null = null): number =>
  Math.min(routeBytesMax, tenantBytesMax ?? routeBytesMax);

export const hasBody = (req: IncomingMessage): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

/** No media type of ours comes near; nothing longer is read. */
export const mediaTypeLengthMax = 200;

/** The encoding standard has many names for UTF-8, and no other one is read here. */
const isUtf8 = (charset: string): boolean => {
  try {
    return new TextDecoder(charset).encoding === 'utf-8';
  } catch {
    return false;
  }
};

/** What to change about a `Content-Type`; null where it is the wanted media type in UTF-8, without other parameters. */
export const mediaTypeFault = (header: string, wanted: string): string | null => {
  if (header === '') return `The Content-Type is missing: send \`Content-Type: ${wanted}\`.`;
  const { type, parameters } = parse(header.slice(0, mediaTypeLengthMax));
  if (type !== wanted || header.length > mediaTypeLengthMax)
    return `Send the body as ${wanted}, and say so: \`Content-Type: ${wanted}\`.`;
  const { charset, ...others } = parameters;
  if (Object.keys(others).length > 0) return `Leave out the parameters: \`Content-Type: ${wanted}\`.`;
  return charset === undefined || isUtf8(charset) ? null : 'Send the body in UTF-8, with charset=utf-8 or without one.';
};

export const refuseEncoding = ({ headers }: IncomingMessage): void => {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new AppError('request.unsupported_media_type', { detail: 'Send the body without Content-Encoding.' });
};

const checkHeaders = (req: IncomingMessage, wanted: string): void => {
  const fault = mediaTypeFault(req.headers['content-type'] ?? '', wanted);
  if (fault !== null) throw new AppError('request.unsupported_media_type', { detail: fault });
  refuseEncoding(req);
};

const tooLarge = (bytesMax: number): AppError =>
  new AppError('request.too_large', { detail: `At most ${bytesMax} bytes.`, extra: { bytesMax } });

export const readBytes = (req: IncomingMessage, bytesMax: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // Every request ends with `close`, and an error is dear to make.
    const aborted = (): void => {
      if (!req.complete) reject(new AppError('request.aborted'));
    };
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
    // It may be over before anybody listens: nothing would ever come then.
    if (req.destroyed) aborted();
    if (Number(req.headers['content-length'] ?? 0) > bytesMax) reject(tooLarge(bytesMax));
  });

const decode = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('request.malformed', { detail: 'The body is not valid UTF-8: encode it so.' });
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError('request.malformed', { detail: jsonFault(text) });
  }
};

/** The parsed body, or undefined when there is none. Of a key that stands twice in an object, the last one counts. */
export const readJsonBody = async (req: IncomingMessage, bytesMax: number): Promise<unknown> => {
  if (!hasBody(req)) return undefined;
  checkHeaders(req, 'application/json');
  const bytes = await readBytes(req, bytesMax);
  const text = decode(bytes);
  if (text.trim() === '') return undefined;
  const body = parseJson(text);
  const errors = unsafeJson(body);
  if (errors.length > 0) throw new AppError('request.invalid', { errors });
  return body;
};

/** The fields of a form, each once; as strictly read as a query. */
export const readFormBody = async (req: IncomingMessage, bytesMax: number): Promise<unknown> => {
  if (!hasBody(req)) return undefined;
  checkHeaders(req, 'application/x-www-form-urlencoded');
  return parseQuery(decode(await readBytes(req, bytesMax)));
};
