// Bodies that are bytes, such as sound and pictures: of a declared media type, whole, and the ones that their digest is of.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parse } from 'content-type';
import { AppError } from '../../domain/errors.ts';
import { mediaTypeLengthMax, readBytes, refuseEncoding } from './read-request.ts';

/** `mediaType` is the declared one; what came with it, such as `codecs`, stands in `parameters`. */
export type RawBody = { bytes: Uint8Array; mediaType: string; parameters: Readonly<Record<string, string>> };

/** Whatever the caller calls it: its bytes are kept before anybody reads them. */
const anyMediaType = '*/*';

const mediaTypeOf = ({ headers }: IncomingMessage, accepted: readonly string[]): Omit<RawBody, 'bytes'> => {
  const header = headers['content-type'] ?? '';
  const { type, parameters } = parse(header.slice(0, mediaTypeLengthMax));
  if (accepted.includes(anyMediaType)) return { mediaType: type, parameters: { ...parameters } };
  const mediaType = header.length > mediaTypeLengthMax ? undefined : accepted.find((known) => known === type);
  if (mediaType !== undefined) return { mediaType, parameters: { ...parameters } };
  const detail = `Send the body as ${accepted.join(' or ')}, and say so in \`Content-Type\`.`;
  throw new AppError('request.unsupported_media_type', { detail });
};

/** Of RFC 9530; algorithms that we do not know are passed over, as it says. */
const sha256Member = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

/** The SHA-256 that the body should have; null when the caller sent none. */
const announcedDigest = ({ headers }: IncomingMessage): string | null => {
  const members = (headers['content-digest']?.toString() ?? '').slice(0, 1_000).split(',');
  const own = members.map((member) => member.trim()).filter((member) => member.startsWith('sha-256='));
  if (own.length === 0) return null;
  const [, digest] = sha256Member.exec(own[0] ?? '') ?? [];
  if (digest !== undefined && own.length === 1) return digest;
  const message = 'Send `sha-256=:` and the base64 of the SHA-256 of the body, then `:`.';
  throw new AppError('request.header_invalid', {
    errors: [{ parameter: 'Content-Digest', code: 'wrong_format', message }],
  });
};

/** The whole body as it came. Throws for another media type, a body that is missing, too large or another than its digest says. */
export const readRawBody = async (
  req: IncomingMessage,
  bytesMax: number,
  accepted: readonly string[],
): Promise<RawBody> => {
  const declared = mediaTypeOf(req, accepted);
  refuseEncoding(req);
  const digest = announcedDigest(req);
  const bytes = await readBytes(req, bytesMax);
  if (bytes.length === 0) throw new AppError('request.invalid', { detail: 'The body is empty: send the bytes.' });
  if (digest !== null && createHash('sha256').update(bytes).digest('base64') !== digest)
    throw new AppError('request.digest_mismatch');
  return { ...declared, bytes };
};
