// `parley verify-audit`: checks an audit log, in the database or as it was exported; the latter without any setting.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import {
  auditLine,
  createChainCheck,
  type AuditHead,
  type ChainFault,
  type HashedAuditEntry,
} from '../../domain/audit/chain.ts';
import { auditEntrySchema } from '../../domain/bundle/shapes.ts';
import { sha256 } from '../../infra/system.ts';

import { entriesOf, headText, withAuditLog } from './audit-source.ts';
import { CliError } from '../cli-error.ts';
import type { Verbs } from './verbs.ts';
import { userPath } from './user-path.ts';

const problems: Record<ChainFault['problem'], string> = {
  wrong_position: 'an entry is missing, was put in or stands elsewhere',
  other_tenant: 'it is another tenant’s entry',
  previous_hash_differs: 'it does not follow the entry before it',
  hash_differs: 'it was changed',
};

/** One way of writing a line: whatever else stands in a file was not exported by Parley. */
const entryOfLine = (line: string): HashedAuditEntry | null => {
  try {
    const parsed = auditEntrySchema.safeParse(JSON.parse(line));
    return parsed.success && auditLine(parsed.data) === line ? parsed.data : null;
  } catch {
    return null;
  }
};

async function* entriesOfFile(path: string): AsyncGenerator<HashedAuditEntry> {
  const lines = createInterface({ input: createReadStream(userPath(path), 'utf8'), crlfDelay: 0 });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const entry = entryOfLine(line);
    if (entry === null) throw new CliError(`Broken: line ${number} is not an entry as Parley writes it.`);
    yield entry;
  }
}

type Checked = { first: number; head: AuditHead | null; expectedAt: number | null };

const checkAll = async (entries: AsyncIterable<HashedAuditEntry>, expected: string | undefined): Promise<Checked> => {
  const check = createChainCheck(sha256);
  let first = 0;
  let expectedAt: number | null = null;
  for await (const entry of entries) {
    if (first === 0) first = entry.position;
    if (entry.hash === expected) expectedAt = entry.position;
    const fault = check.add(entry);
    if (fault !== null) throw new CliError(`Broken at position ${fault.position}: ${problems[fault.problem]}.`);
  }
  return { first, head: check.head(), expectedAt };
};

/** The last hash that was kept elsewhere must still be in the chain; behind it the chain may have grown since. */
const expectHash = ({ head, expectedAt }: Checked, expected: string | undefined): void => {
  if (expected === undefined || expectedAt !== null) return;
  const end = head === null ? 'it is empty' : `it ends at position ${head.position}`;
  throw new CliError(`Broken: the expected last hash is not in it; ${end}. Entries were cut off its end.`);
};

const report = ({ first, head, expectedAt }: Checked): string => {
  const range = head === null ? 'no entry' : `positions ${first} to ${head.position}`;
  const lines = [`ok: ${range}, unbroken`, `last: ${headText(head)}`];
  if (first > 1) lines.push(`note: what stands before position ${first} is not here and was not checked`);
  if (expectedAt === null) lines.push('note: without --expect-last-hash nobody can see whether its end was cut off');
  if (expectedAt !== null && head !== null && expectedAt < head.position)
    lines.push(`note: the expected hash stands at position ${expectedAt}; what follows came later`);
  return lines.join('\n');
};

const readable = (error: unknown): unknown => {
  const code = (error as { code?: unknown }).code;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES' ? new CliError('The file cannot be read.') : error;
};

/** What to print; throws a CliError that names the place of the fault. */
export const verifyFile = async (path: string, expected: string | undefined): Promise<string> => {
  try {
    const found = await checkAll(entriesOfFile(path), expected);
    expectHash(found, expected);
    return report(found);
  } catch (error) {
    throw readable(error);
  }
};

/** The same for a log in the database. */
export const verifyTenant = async (tenantId: string, expected: string | undefined): Promise<string> => {
  const whole = { from: 1, to: Number.MAX_SAFE_INTEGER };
  const found = await withAuditLog((log) => checkAll(entriesOf(log, tenantId, whole), expected));
  if (found.first > 1) throw new CliError('Broken at position 1: the beginning is missing.');
  expectHash(found, expected);
  return report(found);
};

export const verbs: Verbs = {
  '': {
    positionals: ['file?'],
    options: ['tenant', 'expect-last-hash'],
    run: async ({ positionals: { file }, options: { tenant, 'expect-last-hash': expected } }) => {
      if ((tenant === undefined) === (file === undefined)) throw new CliError('Name either a file or --tenant.');
      return tenant === undefined ? await verifyFile(file ?? '', expected) : await verifyTenant(tenant, expected);
    },
  },
};
