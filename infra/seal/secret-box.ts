// Seals the deployment's own secrets (webhook secrets) with the master key; each is bound to its place.
import { decrypt, encrypt } from './cipher.ts';

export interface SecretBox {
  /** `place` names table and row; the same one opens it. */
  seal(place: string, text: string): Uint8Array;
  /** @throws Error when the place, the key or a single bit differs */
  open(place: string, sealed: Uint8Array): string;
}

export const createSecretBox = (masterKey: Uint8Array): SecretBox => ({
  seal: (place, text) => encrypt(masterKey, `secret|${place}`, Buffer.from(text, 'utf8')),
  open: (place, sealed) => decrypt(masterKey, `secret|${place}`, sealed).toString('utf8'),
});
