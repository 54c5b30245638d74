// The deployment's Ed25519 keys, one per purpose, all derived from PARLEY_SIGNING_KEY, so that no signature of one purpose passes for another.
import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto';
import type { SigningKey, SigningKeys, SigningPurpose } from '../../domain/ports/signing.ts';

/** PKCS #8 and SPKI headers of Ed25519 keys (RFC 8410); the 32 bytes of the key follow. */
const privateHeader = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicHeader = Buffer.from('302a300506032b6570032100', 'hex');
const keyBytes = 32;

const privateKeyOf = (signingKey: Uint8Array, purpose: SigningPurpose): KeyObject => {
  const seed = Buffer.from(hkdfSync('sha256', signingKey, Buffer.alloc(0), `parley/${purpose}/ed25519/1`, keyBytes));
  return createPrivateKey({ key: Buffer.concat([privateHeader, seed]), format: 'der', type: 'pkcs8' });
};

const rawPublicKey = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-keyBytes);

const keyIdOf = (publicKey: Uint8Array): string =>
  `sk_${createHash('sha256').update(publicKey).digest('hex').slice(0, 16)}`;

const signingKey = (key: KeyObject): SigningKey => {
  const raw = rawPublicKey(key);
  return {
    keyId: keyIdOf(raw),
    publicKey: raw.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  };
};

export const createSigningKeys = (secret: Uint8Array): SigningKeys => ({
  webhook: signingKey(privateKeyOf(secret, 'webhook')),
  certificate: signingKey(privateKeyOf(secret, 'certificate')),
  bundle: signingKey(privateKeyOf(secret, 'bundle')),
  audit: signingKey(privateKeyOf(secret, 'audit')),
});

/** Whether `signature` (base64) over the UTF-8 bytes of `text` was made with the key pair of `publicKey` (base64, 32 bytes). */
export const verifySignature = (publicKey: string, text: string, signature: string): boolean => {
  const raw = Buffer.from(publicKey, 'base64');
  const bytes = Buffer.from(signature, 'base64');
  if (raw.length !== keyBytes || bytes.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([publicHeader, raw]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, bytes);
};
