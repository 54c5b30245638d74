// The text of an API key: `parley_<kind>_<id12>_<secret43>_<crc6>`; a checksum tells a typing error from a wrong key.
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { KeyMint } from '../domain/ports/administration.ts';
import { isPreset, type KeyKind } from '../domain/access/principal.ts';
import { hmacSha256 } from './system.ts';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const idLength = 12;
const secretLength = 43;
const checksumLength = 6;
const base = BigInt(digits.length);

const toBase62 = (value: bigint, length: number): string => {
  let text = '';
  for (let rest = value; text.length < length; rest /= base) text = digits.charAt(Number(rest % base)) + text;
  return text;
};

const randomText = (bytes: number, length: number): string =>
  toBase62(BigInt(`0x${randomBytes(bytes).toString('hex')}`), length);

const checksum = (text: string): string => toBase62(BigInt(crc32(text)), checksumLength);

const isKind = (text: string): text is KeyKind => isPreset(text) || text === 'custom';

/** Read from the right: kinds contain underscores themselves. */
const pattern = new RegExp(
  `^(parley_([a-z_]{1,32})_([0-9A-Za-z]{${idLength}})_([0-9A-Za-z]{${secretLength}}))_([0-9A-Za-z]{${checksumLength}})$`,
);

export type ParsedKey = { kind: KeyKind; id: string; secret: string };

const keyId = (id: string): string => `key_${id}`;

/** The parts of a well-formed key, or null; says nothing about whether it exists. */
export const parseApiKey = (text: string): ParsedKey | null => {
  const [, checked, kind, id, secret, sum] = pattern.exec(text) ?? [];
  if (checked === undefined || kind === undefined || id === undefined || secret === undefined) return null;
  return isKind(kind) && checksum(checked) === sum ? { kind, id: keyId(id), secret } : null;
};

export const formatApiKey = (kind: KeyKind, id: string, secret: string): string => {
  const checked = `parley_${kind}_${id}_${secret}`;
  return `${checked}_${checksum(checked)}`;
};

export const hashKeySecret = (pepper: Uint8Array, secret: string): string => hmacSha256(pepper, `key:${secret}`);

/** Secrets of 256 bits, ids of 71. */
export const createKeyMint = ({ pepper }: { pepper: Uint8Array }): KeyMint => ({
  mint: (kind) => {
    const id = randomText(idLength, idLength);
    const secret = randomText(32, secretLength);
    return { id: keyId(id), text: formatApiKey(kind, id, secret), secretHash: hashKeySecret(pepper, secret) };
  },
});
