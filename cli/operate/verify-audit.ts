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
import { createHeadCheck, type SignedHead } from '../../domain/audit/signed-head.ts';
import { auditEntrySchema } from '../../domain/bundle/shapes.ts';
import { sha256 } from '../../infra/system.ts';

import { faultText, readHeads, type KeptHeads } from './audit-heads-file.ts';
import { entriesOf, headText, withAuditLog } from './audit-source.ts';
import { CliError } from '../cli-error.ts';
import type { Options, Verbs } from './verbs.ts';
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

type Checked = {
  first: number;
  head: AuditHead | null;
  expectedAt: number | null;
  /** The heads of this log that it still holds; null when none were given. */
  signed: { newest: SignedHead | null; held: number; notOurs: number } | null;
};

/** What was kept elsewhere, against which a log is checked. */
export type Kept = { lastHash?: string | undefined; heads?: KeptHeads | undefined };

const checkAll = async (
  entries: AsyncIterable<HashedAuditEntry>,
  { lastHash, heads }: Kept,
  tenantId: string | null = null,
): Promise<Checked> => {
  const check = createChainCheck(sha256);
  const headCheck = createHeadCheck(heads?.heads ?? [], tenantId);
  let first = 0;
  let expectedAt: number | null = null;
  for await (const entry of entries) {
    if (first === 0) first = entry.position;
    if (entry.hash === lastHash) expectedAt = entry.position;
    const fault = check.add(entry);
    if (fault !== null) throw new CliError(`Broken at position ${fault.position}: ${problems[fault.problem]}.`);
    headCheck.add(entry);
  }
  const { fault, newest, held } = headCheck.end();
  if (fault !== null) throw new CliError(faultText(fault));
  const signed = heads === undefined ? null : { newest, held, notOurs: heads.notOurs };
  return { first, head: check.head(), expectedAt, signed };
};

/** The last hash that was kept elsewhere must still be in the chain; behind it the chain may have grown since. */
const expectHash = ({ head, expectedAt }: Checked, { lastHash }: Kept): void => {
  if (lastHash === undefined || expectedAt !== null) return;
  const end = head === null ? 'it is empty' : `it ends at position ${head.position}`;
  throw new CliError(`Broken: the expected last hash is not in it; ${end}. Entries were cut off its end.`);
};

/** Heads that prove nothing must not look like a proof. */
const expectHeads = ({ signed }: Checked): void => {
  if (signed === null || signed.newest !== null) return;
  const others = signed.notOurs > 0 ? ` ${signed.notOurs} lines are signed by another key or were changed.` : '';
  throw new CliError(`NOT PROVEN: the file has no signed head of this part of this log.${others}`);
};

const signedLines = ({ head, signed }: Checked): string[] => {
  if (signed?.newest == null) return [];
  const { newest, held, notOurs } = signed;
  const later = (head?.position ?? 0) - newest.position;
  const lines = [
    `signed: holds ${held} heads, the newest of ${newest.signedAt} at position ${newest.position} (${newest.keyId})`,
  ];
  if (later > 0) lines.push(`note: ${later} entries are newer than that head`);
  if (notOurs > 0)
    lines.push(`note: ${notOurs} lines of heads are signed by another key or were changed, and count for nothing`);
  return lines;
};

const report = (checked: Checked): string => {
  const { first, head, expectedAt, signed } = checked;
  const range = head === null ? 'no entry' : `positions ${first} to ${head.position}`;
  const lines = [`ok: ${range}, unbroken`, `last: ${headText(head)}`, ...signedLines(checked)];
  if (first > 1) lines.push(`note: what stands before position ${first} is not here and was not checked`);
  if (expectedAt === null && signed === null)
    lines.push('note: without --expect-last-hash or --against nobody can see whether its end was cut off');
  if (expectedAt !== null && head !== null && expectedAt < head.position)
    lines.push(`note: the expected hash stands at position ${expectedAt}; what follows came later`);
  return lines.join('\n');
};

const proven = (checked: Checked, kept: Kept): string => {
  expectHash(checked, kept);
  expectHeads(checked);
  return report(checked);
};

const readable = (error: unknown): unknown => {
  const code = (error as { code?: unknown }).code;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES' ? new CliError('The file cannot be read.') : error;
};

/** What to print; throws a CliError that names the place of the fault. */
export const verifyFile = async (path: string, kept: Kept = {}): Promise<string> => {
  try {
    return proven(await checkAll(entriesOfFile(path), kept), kept);
  } catch (error) {
    throw readable(error);
  }
};

/** The same for a log in the database. */
export const verifyTenant = async (tenantId: string, kept: Kept = {}): Promise<string> => {
  const whole = { from: 1, to: Number.MAX_SAFE_INTEGER };
  const found = await withAuditLog((log) => checkAll(entriesOf(log, tenantId, whole), kept, tenantId));
  if (found.first > 1) throw new CliError('Broken at position 1: the beginning is missing.');
  return proven(found, kept);
};

const keptOf = async (options: Options): Promise<Kept> => {
  const { 'expect-last-hash': lastHash, against, 'public-key': publicKey } = options;
  if (against === undefined) return { lastHash };
  try {
    return { lastHash, heads: await readHeads(against, publicKey) };
  } catch (error) {
    throw readable(error);
  }
};

export const verbs: Verbs = {
  '': {
    positionals: ['file?'],
    options: ['tenant', 'expect-last-hash', 'against', 'public-key'],
    run: async ({ positionals: { file }, options }) => {
      const { tenant } = options;
      if ((tenant === undefined) === (file === undefined)) throw new CliError('Name either a file or --tenant.');
      const kept = await keptOf(options);
      return tenant === undefined ? await verifyFile(file ?? '', kept) : await verifyTenant(tenant, kept);
    },
  },
};
