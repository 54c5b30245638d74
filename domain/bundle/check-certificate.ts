// Whether a bundle's certificate of erasure holds, and what it says.
import { readCertificate } from '../erasure/certificate.ts';
import type { Findings } from './check-records.ts';
import type { Manifest } from './manifest.ts';
import type { CheckedFiles } from './shapes.ts';

export const checkCertificate = (
  { 'erasure.json': { certificate } }: CheckedFiles,
  { runId, erased }: Manifest,
  verifySignature: Parameters<typeof readCertificate>[1],
): Findings => {
  if (certificate === null) {
    const note = `an erasure (${erased}) had been asked for and was not certified yet`;
    return { faults: [], notes: erased === null ? [] : [note] };
  }
  const read = readCertificate(certificate, verifySignature);
  if (read === null || read.runId !== runId) return { faults: ['the certificate of erasure does not hold'], notes: [] };
  return { faults: [], notes: [`erased (${read.scope}) and certified at ${read.certifiedAt} by ${read.keyId}`] };
};
