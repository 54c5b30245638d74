// The master keys that a process knows: the present one wraps, and a second one still opens while keys are exchanged.
import { createHash } from 'node:crypto';
import { decrypt, encrypt } from './cipher.ts';

export type Wrapped = { masterKeyId: string; bytes: Uint8Array };

export interface KeyRing {
  /** Id of the master key that wraps. */
  readonly presentId: string;
  /** Ids of all master keys that open, the present one first. */
  readonly ids: readonly string[];
  wrap(associated: string, plain: Uint8Array): Wrapped;
  /** @throws UnknownMasterKeyError, and Error when the associated data or a single bit differs */
  unwrap(associated: string, wrapped: Wrapped): Buffer;
}

/** What was wrapped needs a master key that this process was not given. */
export class UnknownMasterKeyError extends Error {
  override readonly name = 'UnknownMasterKeyError';
  readonly masterKeyId: string;

  constructor(masterKeyId: string) {
    super(`the master key ${masterKeyId} is not known here`);
    this.masterKeyId = masterKeyId;
  }
}

export const masterKeyIdOf = (masterKey: Uint8Array): string =>
  `mk_${createHash('sha256').update(masterKey).digest('hex').slice(0, 16)}`;

export const createKeyRing = ({
  present,
  previous,
}: {
  present: Uint8Array;
  previous?: Uint8Array | undefined;
}): KeyRing => {
  const presentId = masterKeyIdOf(present);
  const keys = new Map([[presentId, present]]);
  if (previous !== undefined) keys.set(masterKeyIdOf(previous), previous);
  return {
    presentId,
    ids: [...keys.keys()],
    wrap: (associated, plain) => ({ masterKeyId: presentId, bytes: encrypt(present, associated, plain) }),
    unwrap: (associated, { masterKeyId, bytes }) => {
      const key = keys.get(masterKeyId);
      if (key === undefined) throw new UnknownMasterKeyError(masterKeyId);
      return decrypt(key, associated, bytes);
    },
  };
};

/** A single master key is a ring of one. */
export type MasterKeys = Uint8Array | KeyRing;

export const ringOf = (masterKeys: MasterKeys): KeyRing =>
  masterKeys instanceof Uint8Array ? createKeyRing({ present: masterKeys }) : masterKeys;
