// Checks a bundle offline: who signed it, whether every file is the signed one, and whether the files agree with each other.
import { canonicalJson } from '../text/canonical-json.ts';
import type { Digest } from '../ports/system.ts';
import { checkAuditEntries } from './check-audit.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkRecords } from './check-records.ts';
import { contentFiles, laterFiles } from './contents.ts';
import { manifestFile, manifestSchema, signatureFile, type BundleFiles, type Manifest } from './manifest.ts';
import { readmeFile } from './readme.ts';
import { shapes, type CheckedFiles } from './shapes.ts';

export type VerifySignature = (publicKey: string, text: string, signature: string) => boolean;

export type VerifyDeps = {
  digest: Digest;
  verifySignature: VerifySignature;
  /** The key that must have signed, base64; without it the bundle's own key is taken at its word. */
  publicKey?: string;
};

/** `faults` is empty when everything fits; `notes` say what a reader should know of a bundle that does. */
export type BundleReport = { manifest: Manifest | null; faults: string[]; notes: string[] };

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const readManifest = (files: BundleFiles): { manifest: Manifest; text: string } | null => {
  const text = files.get(manifestFile) ?? '';
  const parsed = manifestSchema.safeParse(parseJson(text));
  // One way of writing it: nothing can stand in the signed text that is not in the parsed manifest.
  return parsed.success && canonicalJson(parsed.data) === text ? { manifest: parsed.data, text } : null;
};

const checkSignature = (files: BundleFiles, manifest: Manifest, text: string, deps: VerifyDeps): string[] => {
  const { publicKey } = manifest;
  if (deps.publicKey !== undefined && deps.publicKey !== publicKey) return ['it is signed with another key'];
  const signature = (files.get(signatureFile) ?? '').trimEnd();
  return deps.verifySignature(publicKey, text, signature) ? [] : ['the signature does not fit the manifest'];
};

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

const checkFiles = (files: BundleFiles, manifest: Manifest, digest: Digest): string[] => {
  const named = new Set([...manifest.files.map(({ name }) => name), manifestFile, signatureFile]);
  const due = [...contentFiles, readmeFile].filter((name) => !named.has(name) && !laterFiles.includes(name));
  const changed = manifest.files.flatMap(({ name, bytes, sha256 }) => {
    const text = files.get(name);
    if (text === undefined) return [`${name} is missing`];
    return digest(text) === sha256 && byteLength(text) === bytes ? [] : [`${name} was changed`];
  });
  return [
    ...changed,
    ...due.map((name) => `${name} is not in the manifest`),
    ...[...files.keys()].filter((name) => !named.has(name)).map((name) => `${name} does not belong to it`),
  ];
};

const readContents = (files: BundleFiles): { contents: CheckedFiles | null; faults: string[] } => {
  const present = Object.entries(shapes).filter(([name]) => files.has(name) || !laterFiles.includes(name));
  const read = present.map(([name, shape]) => [name, shape.safeParse(parseJson(files.get(name) ?? ''))] as const);
  const faults = read.filter(([, { success }]) => !success).map(([name]) => `${name} has not the form it should have`);
  if (faults.length > 0) return { contents: null, faults };
  return { contents: Object.fromEntries(read.map(([name, { data }]) => [name, data])) as CheckedFiles, faults };
};

export const verifyBundle = (files: BundleFiles, deps: VerifyDeps): BundleReport => {
  const found = readManifest(files);
  if (found === null) return { manifest: null, faults: [`${manifestFile} is missing or not a manifest`], notes: [] };
  const { manifest, text } = found;
  const outer = [...checkSignature(files, manifest, text, deps), ...checkFiles(files, manifest, deps.digest)];
  const { contents, faults } = readContents(files);
  if (contents === null) return { manifest, faults: [...outer, ...faults], notes: [] };
  const inner = [
    checkRecords(contents, manifest, deps.digest),
    checkAuditEntries(contents, manifest, deps.digest),
    checkCertificate(contents, manifest, deps.verifySignature),
  ];
  return {
    manifest,
    faults: [...outer, ...inner.flatMap((one) => one.faults)],
    notes: inner.flatMap((one) => one.notes),
  };
};
