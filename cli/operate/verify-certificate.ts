// `parley verify-certificate`: whether a certificate of erasure is genuine, without any network or database.
import { readFileSync } from 'node:fs';

import { readCertificate, type Certificate } from '../../domain/erasure/certificate.ts';
import { verifySignature } from '../../infra/signing/signing-keys.ts';

import { CliError } from '../cli-error.ts';
import { ownSigningKeys } from './own-signing-keys.ts';
import { stateFolder } from '../embedded/own-system.ts';
import { userPath } from './user-path.ts';
import type { Verbs } from './verbs.ts';

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(userPath(file), 'utf8'));
  } catch {
    throw new CliError(`${file} cannot be read as JSON.`);
  }
};

/** The certificate itself, or the API's answer around it. */
const certificateIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'certificate' in value ? value.certificate : value;

const summary = (certificate: Certificate): string[] => [
  `  interview    ${certificate.runId} of ${certificate.tenantId}`,
  `  erased       ${certificate.scope === 'all' ? 'everything' : 'personal data'}, asked for at ${certificate.requestedAt} (${certificate.cause})`,
  `  destroyed    ${certificate.keys.map(({ keyId, purpose }) => `${purpose} key ${keyId}`).join(', ')} at ${certificate.destroyedAt}`,
  `  certified    ${certificate.certifiedAt}`,
  `  signed by    ${certificate.keyId}, public key ${certificate.publicKey}`,
];

type Trusted = { publicKey: string; name: string };

const trustedKey = (publicKey: string | undefined): Trusted | null => {
  if (publicKey !== undefined) return { publicKey, name: 'the given key' };
  const own = ownSigningKeys(process.env, stateFolder);
  return own && { publicKey: own.certificate.publicKey, name: 'this deployment’s own key' };
};

const verify = (file: string, publicKey: string | undefined): { text: string; exitCode: number } => {
  const certificate = readCertificate(certificateIn(readJson(file)), verifySignature);
  if (certificate === null)
    throw new CliError('NOT VALID: this is no certificate of erasure, or it was changed after it was signed.');
  const trusted = trustedKey(publicKey);
  const genuine = trusted?.publicKey === certificate.publicKey;
  const unknown =
    'NOT PROVEN: the certificate is intact, but nothing here says whose key signed it: name --public-key.';
  const foreign = `NOT PROVEN: the certificate is intact, but another key signed it than ${trusted?.name ?? ''}.`;
  const refusal = trusted === null ? unknown : foreign;
  const head = genuine ? `VALID: intact, and signed by ${trusted.name}.` : refusal;
  return { text: [head, ...summary(certificate)].join('\n'), exitCode: genuine ? 0 : 1 };
};

export const verbs: Verbs = {
  '': {
    positionals: ['file'],
    options: ['public-key'],
    run: ({ positionals: { file = '' }, options }) => Promise.resolve(verify(file, options['public-key'])),
  },
};
