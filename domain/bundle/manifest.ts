// The manifest names every file of a bundle with its hash; what is signed is the manifest's exact text.
import { z } from 'zod';
import { canonicalJson } from '../text/canonical-json.ts';
import type { SigningKey } from '../ports/signing.ts';
import type { Digest } from '../ports/system.ts';

export const manifestFile = 'manifest.json';
export const signatureFile = 'signature.txt';

export const manifestSchema = z.strictObject({
  format: z.literal('parley-audit-bundle'),
  version: z.literal(1),
  runId: z.string(),
  interviewId: z.string(),
  tenantId: z.string(),
  state: z.string(),
  outcome: z.string().nullable(),
  /** What an erasure took before the bundle was made. */
  erased: z.enum(['personal', 'all']).nullable(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  keyId: z.string(),
  publicKey: z.string(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int(), sha256: z.string() })).max(100),
});
export type Manifest = z.output<typeof manifestSchema>;

/** A bundle's files by name, as texts. */
export type BundleFiles = ReadonlyMap<string, string>;

type About = Omit<Manifest, 'format' | 'version' | 'keyId' | 'publicKey' | 'files'>;

const utf8 = new TextEncoder();

/** The files with their signed manifest, in the order of their names. */
export const signFiles = (
  about: About,
  contents: BundleFiles,
  { key, digest }: { key: SigningKey; digest: Digest },
): BundleFiles => {
  const files = [...contents]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => ({ name, bytes: utf8.encode(text).length, sha256: digest(text) }));
  const { keyId, publicKey } = key;
  const manifest: Manifest = { format: 'parley-audit-bundle', version: 1, ...about, keyId, publicKey, files };
  const text = canonicalJson(manifest);
  const all = [...contents, [manifestFile, text] as const, [signatureFile, `${key.sign(text)}\n`] as const];
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
};
