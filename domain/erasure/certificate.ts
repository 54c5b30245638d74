// The proof of an erasure: what was destroyed, when and by whom, signed so that anybody can check it without us.
import { z } from 'zod';
import { canonicalJson } from '../text/canonical-json.ts';
import { erasureScopes } from '../lifecycle/facts.ts';
import type { SigningKey } from '../ports/signing.ts';
import { dataPurposes } from '../ports/system.ts';

export const erasureCauses = ['request', 'retention', 'operator'] as const;
export type ErasureCause = (typeof erasureCauses)[number];

const time = z.string().meta({ format: 'date-time' });

const bodyFields = {
  type: z.literal('parley.erasure-certificate'),
  version: z.literal(1),
  runId: z.string(),
  interviewId: z.string(),
  tenantId: z.string(),
  scope: z.enum(erasureScopes),
  cause: z.enum(erasureCauses),
  requestedBy: z.object({ kind: z.string(), id: z.string().nullable() }),
  requestedAt: time,
  destroyedAt: time.meta({ description: 'When the last key was destroyed: nothing it sealed can be read since.' }),
  keys: z.array(
    z.object({
      keyId: z.string(),
      purpose: z.enum(dataPurposes),
      algorithm: z.literal('AES-256-GCM'),
      destroyedAt: time,
    }),
  ),
  emptied: z.array(z.object({ table: z.string(), column: z.string(), rows: z.int() })),
  copies: z
    .array(
      z.object({
        provider: z.string(),
        deleted: z.int(),
        leftToProvider: z.boolean(),
        left: z.record(z.string(), z.int()).exactOptional().meta({
          description: 'How many were left, by the code of why; of what was written into the record of an ATS.',
        }),
      }),
    )
    .meta({
      description: 'Copies at outside services; `leftToProvider` where something is left that its own rules decide on.',
    }),
  remains: z.array(z.object({ what: z.string(), why: z.string() })),
  certifiedAt: time,
  keyId: z.string().meta({ description: 'The deployment key that signed this.' }),
  publicKey: z.string().meta({ description: 'Its public half: 32 bytes of Ed25519, base64.' }),
};

export const certificateSchema = z
  .object({
    ...bodyFields,
    signature: z.string().meta({ description: 'Ed25519 over the canonical JSON of all other members, base64.' }),
  })
  .meta({ id: 'ErasureCertificate' });

export type Certificate = z.output<typeof certificateSchema>;
export type CertificateBody = Omit<Certificate, 'signature'>;
type UnsignedFacts = Omit<CertificateBody, 'type' | 'version' | 'keyId' | 'publicKey'>;

/** Completes the facts with who signs them, and signs. */
export const signCertificate = (facts: UnsignedFacts, key: SigningKey): Certificate => {
  const { keyId, publicKey } = key;
  const body: CertificateBody = { type: 'parley.erasure-certificate', version: 1, ...facts, keyId, publicKey };
  return { ...body, signature: key.sign(canonicalJson(body)) };
};

type VerifySignature = (publicKey: string, text: string, signature: string) => boolean;

/**
 * The certificate when it is one and not a character of it has changed since it was signed, else null. Whose key that
 * is must be checked against a key known from elsewhere: anybody can sign with a key of their own.
 */
export const readCertificate = (value: unknown, verify: VerifySignature): Certificate | null => {
  // Strict: a member that the schema does not know must not pass unsigned.
  const parsed = z.strictObject({ ...certificateSchema.shape }).safeParse(value);
  if (!parsed.success || typeof value !== 'object') return null;
  const { signature, ...body } = parsed.data;
  const whole = canonicalJson({ ...value, signature: undefined });
  return whole === canonicalJson(body) && verify(body.publicKey, whole, signature) ? parsed.data : null;
};
