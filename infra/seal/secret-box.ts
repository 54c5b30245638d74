// Seals the deployment's own secrets (webhook secrets) with the master key; each is bound to its place.
import { ringOf, type MasterKeys } from './key-ring.ts';

export interface SecretBox {
  /** `place` names table and row; the same one opens it. */
  seal(place: string, text: string): Uint8Array;
  /** @throws Error when the place, the key or a single bit differs, or the master key is not known here */
  open(place: string, sealed: Uint8Array): string;
}

const idBytes = 8;
const idPrefix = 'mk_';

/** Each sealed secret begins with the id of its master key. */
export const masterKeyIdOfSecret = (sealed: Uint8Array): string =>
  `${idPrefix}${Buffer.from(sealed.subarray(0, idBytes)).toString('hex')}`;

export const createSecretBox = (masterKeys: MasterKeys): SecretBox => {
  const ring = ringOf(masterKeys);
  const associate = (place: string): string => `secret|${place}`;
  return {
    seal: (place, text) => {
      const { masterKeyId, bytes } = ring.wrap(associate(place), Buffer.from(text, 'utf8'));
      return Buffer.concat([Buffer.from(masterKeyId.slice(idPrefix.length), 'hex'), bytes]);
    },
    open: (place, sealed) => {
      const wrapped = { masterKeyId: masterKeyIdOfSecret(sealed), bytes: sealed.subarray(idBytes) };
      return ring.unwrap(associate(place), wrapped).toString('utf8');
    },
  };
};
