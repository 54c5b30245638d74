// The format of a sealed object: a header, then pieces that prove themselves, so that any range can be read without the whole.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { ByteRange } from '../../domain/ports/objects.ts';

/** Plain bytes of each piece but the last, which has what is left: nothing, when the object is empty. */
export const pieceBytes = 64 * 1024;
const tagBytes = 16;
export const sealedPieceBytes = pieceBytes + tagBytes;

const magic = Buffer.from('PRLY', 'latin1');
const version = 1;
export const saltBytes = 32;
export const prefixBytes = 7;
/** Magic, version and the length of `keyName`; then that, then the salt. */
const fixedBytes = magic.length + 2;
export const headerBytesMax = fixedBytes + 255 + saltBytes;

/** What is said of the key: which one it is, or the key itself, sealed. The salt makes every put have a key of its own. */
export type Header = { keyName: Uint8Array; salt: Uint8Array };

export const headerOf = ({ keyName, salt }: Header): Buffer =>
  Buffer.concat([magic, Buffer.from([version, keyName.byteLength]), keyName, salt]);

/** @throws AppError `objects.damaged` */
export const readHeader = (bytes: Buffer): Header & { bytes: number } => {
  const nameBytes = bytes[fixedBytes - 1] ?? 0;
  const end = fixedBytes + nameBytes + saltBytes;
  if (bytes.length < end || !bytes.subarray(0, magic.length).equals(magic) || bytes[magic.length] !== version)
    throw new AppError('objects.damaged');
  const keyName = bytes.subarray(fixedBytes, end - saltBytes);
  return { keyName, salt: bytes.subarray(end - saltBytes, end), bytes: end };
};

/** A key of 32 bytes and what the nonces of its pieces begin with. */
export type PieceKey = { key: Buffer; prefix: Buffer };

/** `associated` is the header and the place of the object: neither can be exchanged for another's. */
export type PiecePlace = { index: number; last: boolean; associated: Buffer };

const nonceOf = (prefix: Buffer, { index, last }: PiecePlace): Buffer => {
  const counter = Buffer.alloc(5);
  counter.writeUInt32BE(index);
  counter[4] = last ? 1 : 0;
  return Buffer.concat([prefix, counter]);
};

export const sealPiece = ({ key, prefix }: PieceKey, place: PiecePlace, plain: Uint8Array): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(prefix, place), { authTagLength: tagBytes });
  cipher.setAAD(place.associated);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** @throws AppError `objects.damaged` when it is not this piece of this object, to the bit */
export const openPiece = ({ key, prefix }: PieceKey, place: PiecePlace, sealed: Buffer): Buffer => {
  if (sealed.length < tagBytes) throw new AppError('objects.damaged');
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(prefix, place), { authTagLength: tagBytes });
  decipher.setAAD(place.associated);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    throw new AppError('objects.damaged');
  }
};

/** Lengths of an object. */
export type Layout = { headerBytes: number; pieces: number; bytes: number };

/** Of what lies in the store. Throws AppError `objects.damaged` for a length that no object has. */
export const layoutOf = (storedBytes: number, headerBytes: number): Layout => {
  const body = storedBytes - headerBytes;
  const pieces = Math.ceil(body / sealedPieceBytes);
  const bytes = body - pieces * tagBytes;
  const lastBytes = body - (pieces - 1) * sealedPieceBytes;
  const whole = pieces >= 1 && lastBytes >= tagBytes && (pieces === 1 || lastBytes > tagBytes);
  if (!whole) throw new AppError('objects.damaged');
  return { headerBytes, pieces, bytes };
};

/** Pieces `first` to before `after`, and where they lie in the store. */
export type Window = { first: number; after: number; stored: ByteRange };

/** The pieces that hold a range, some at a time; at least one, so that an empty object is proven as well. */
export const windowsOf = (
  { headerBytes, pieces, bytes }: Layout,
  { start, end }: ByteRange,
  size: number,
): Window[] => {
  const first = Math.min(Math.floor(start / pieceBytes), pieces - 1);
  const last = Math.min(Math.max(Math.ceil(end / pieceBytes), first + 1), pieces);
  const storedBytes = headerBytes + bytes + pieces * tagBytes;
  const at = (index: number): number => Math.min(headerBytes + index * sealedPieceBytes, storedBytes);
  return Array.from({ length: Math.ceil((last - first) / size) }, (_, n) => {
    const from = first + n * size;
    const after = Math.min(from + size, last);
    return { first: from, after, stored: { start: at(from), end: at(after) } };
  });
};

/** Cuts what is to be sealed into parts of `size` bytes and a last one with the rest, which may be empty. */
export async function* inParts(
  content: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const given of content) {
    held.push(given);
    heldBytes += given.byteLength;
    // One byte more than a part must be there: only then it is known not to be the last.
    if (heldBytes <= size) continue;
    const all = Buffer.concat(held);
    let from = 0;
    for (; all.length - from > size; from += size) yield { bytes: all.subarray(from, from + size), last: false };
    held = [all.subarray(from)];
    heldBytes = all.length - from;
  }
  yield { bytes: Buffer.concat(held), last: true };
}
