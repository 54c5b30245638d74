// `parley verify-certificate`: whether a certificate of erasure is genuine, without any network or database.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { readCertificate, type Certificate } from '../../domain/erasure/certificate.ts';
import { verifySignature } from '../../infra/signing/signing-keys.ts';

import { verifyCertificateUsage } from './administration-usage.ts';
import { CliError } from '../cli-error.ts';
import { ownSigningKeys } from './own-signing-keys.ts';
import { stateFolder } from '../embedded/own-system.ts';

type Wanted = { file: string; publicKey: string | undefined };

const wantedOf = (args: readonly string[]): Wanted => {
  try {
    const options = { 'public-key': { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new CliError(verifyCertificateUsage);
    return { file, publicKey: values['public-key'] };
  } catch (error) {
    throw error instanceof TypeError ? new CliError(`${error.message}\n\n${verifyCertificateUsage}`) : error;
  }
};

/** npm runs us in its own folder; a file is meant from where the user stands. */
const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(resolve(process.env['INIT_CWD'] ?? process.cwd(), file), 'utf8'));
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

const trustedKey = ({ publicKey }: Wanted): Trusted | null => {
  if (publicKey !== undefined) return { publicKey, name: 'the given key' };
  const own = ownSigningKeys(process.env, stateFolder);
  return own && { publicKey: own.certificate.publicKey, name: 'this deployment’s own key' };
};

export const verifyCertificate = (args: readonly string[]): number => {
  const wanted = wantedOf(args);
  const certificate = readCertificate(certificateIn(readJson(wanted.file)), verifySignature);
  if (certificate === null) {
    console.error('NOT VALID: this is no certificate of erasure, or it was changed after it was signed.');
    return 1;
  }
  const trusted = trustedKey(wanted);
  const genuine = trusted?.publicKey === certificate.publicKey;
  const unknown =
    'NOT PROVEN: the certificate is intact, but nothing here says whose key signed it: name --public-key.';
  const foreign = `NOT PROVEN: the certificate is intact, but another key signed it than ${trusted?.name ?? ''}.`;
  const refusal = trusted === null ? unknown : foreign;
  const head = genuine ? `VALID: intact, and signed by ${trusted.name}.` : refusal;
  console.log([head, ...summary(certificate)].join('\n'));
  return genuine ? 0 : 1;
};
