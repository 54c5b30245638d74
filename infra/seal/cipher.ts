// AES-256-GCM in one format: version byte, 96-bit nonce, 128-bit tag, ciphertext.
import { createCipheriv, createDecipheriv, randomBytes, type CipherKey } from 'node:crypto';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + nonceBytes + tagBytes;

/** Encrypts with a fresh random nonce; `associated` must be the same when opening. */
export const encrypt = (key: CipherKey, associated: string, plain: Uint8Array): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(`${version}|${associated}`, 'utf8'));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body]);
};

/** @throws Error when the key, the associated data or a single bit differs. */
export const decrypt = (key: CipherKey, associated: string, sealed: Uint8Array): Buffer => {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < headerBytes || bytes[0] !== version) throw new Error('unknown seal format');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(`${version}|${associated}`, 'utf8'));
  decipher.setAuthTag(bytes.subarray(1 + nonceBytes, headerBytes));
  return Buffer.concat([decipher.update(bytes.subarray(headerBytes)), decipher.final()]);
};
