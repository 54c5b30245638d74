// Signing what leaves the deployment, so that a receiver can check it with nothing but the public key.

/** Each purpose has a key of its own: a webhook's signature never passes for a certificate's. */
export const signingPurposes = ['webhook', 'certificate', 'bundle', 'audit'] as const;
export type SigningPurpose = (typeof signingPurposes)[number];

export type SigningKey = {
  /** Stands in signed documents, so that a verifier knows which public key to use. */
  keyId: string;
  /** The 32 bytes of the Ed25519 public key, base64. */
  publicKey: string;
  /** Ed25519 over the UTF-8 bytes of `text`, base64. */
  sign(text: string): string;
};

export type SigningKeys = Record<SigningPurpose, SigningKey>;
