// Signed heads as they were kept: lines of the export file, or of the worker's log, each checked before it counts.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';

import { headText, type HeadFault, type SignedHead } from '../../domain/audit/signed-head.ts';
import { verifySignature } from '../../infra/signing/signing-keys.ts';

import { CliError } from '../cli-error.ts';
import { ownSigningKeys } from './own-signing-keys.ts';
import { stateFolder } from '../embedded/own-system.ts';
import { userPath } from './user-path.ts';

/** A line of the log has its time, its level and more beside. */
const headSchema = z.object({
  tenantId: z.string(),
  position: z.int().positive(),
  hash: z.string(),
  signedAt: z.string(),
  keyId: z.string(),
  signature: z.string(),
}) satisfies z.ZodType<SignedHead>;

const headOf = (line: string): SignedHead | null => {
  try {
    return headSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
};

const trustedKey = (given: string | undefined): string => {
  const key = given ?? ownSigningKeys(process.env, stateFolder)?.audit.publicKey;
  if (key !== undefined) return key;
  throw new CliError(
    'Nothing here says whose key signs heads. Name --public-key, as /.well-known/parley-keys.json shows it under "audit".',
  );
};

export type KeptHeads = { heads: SignedHead[]; /** Lines of another key, or changed since. */ notOurs: number };

/**
 * The heads in a file that the key signed. A line that is no head is passed over: a log has others.
 * @throws CliError without any key to check with
 */
export const readHeads = async (path: string, publicKey: string | undefined): Promise<KeptHeads> => {
  const key = trustedKey(publicKey);
  const heads: SignedHead[] = [];
  let notOurs = 0;
  const lines = createInterface({ input: createReadStream(userPath(path), 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    const head = headOf(line);
    if (head === null) continue;
    if (verifySignature(key, headText(head), head.signature)) heads.push(head);
    else notOurs += 1;
  }
  return { heads, notOurs };
};

const problems: Record<HeadFault['problem'], string> = {
  rewritten: 'the entry that stands there now is another one. The log was written anew',
  missing: 'the log does not reach that far any more. Entries were cut off its end',
};

export const faultText = ({ head, problem }: HeadFault): string =>
  `Broken: at ${head.signedAt} position ${head.position} was signed as ${head.hash}; ${problems[problem]}.`;
