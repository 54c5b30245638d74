import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CliError } from '../../cli/cli-error.ts';
import { runVerb } from '../../cli/operate/verbs.ts';
import { verbs, verifyFile } from '../../cli/operate/verify-audit.ts';
import {
  auditLine,
  entryHash,
  firstPreviousHash,
  type AuditEntry,
  type HashedAuditEntry,
} from '../../domain/audit/chain.ts';
import { sha256 } from '../../infra/system.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Act = Omit<AuditEntry, 'position' | 'previousHash'>;

const actOf = (number: number): Act => ({
  tenantId: 'ten_1',
  at: new Date(Date.UTC(2026, 10, 1, 0, number)).toISOString(),
  actorKind: 'integrator',
  actorId: 'key_1',
  onBehalfOf: number % 3 === 0 ? `note_${number}` : null,
  act: 'interview.plan_approved',
  targetKind: 'interview',
  targetId: `run_${number}`,
  requestId: `req_${number}`,
  reason: number % 2 === 0 ? 'reference_check' : null,
  contentHash: number % 4 === 0 ? null : sha256(`${number}`),
});

const chainOf = (acts: readonly Act[]): HashedAuditEntry[] => {
  let previousHash = firstPreviousHash;
  return acts.map((act, index) => {
    const entry = { ...act, position: index + 1, previousHash };
    previousHash = entryHash(sha256, entry);
    return { ...entry, hash: previousHash };
  });
};

const acts = Array.from({ length: 12 }, (_, i) => actOf(i + 1));
const chain = chainOf(acts);
const head = chain.at(-1)?.hash ?? '';
const lines = chain.map(auditLine);

/** What the check says, or the sentence with which it refuses. */
const check = async (content: readonly string[], expectedHash?: string): Promise<string> => {
  const path = join(folder, 'log.jsonl');
  writeFileSync(path, content.map((line) => `${line}\n`).join(''));
  try {
    return await verifyFile(path, { lastHash: expectedHash });
  } catch (error) {
    if (error instanceof CliError) return error.message;
    throw error;
  }
};
const checkAgainstHead = (content: readonly string[]): Promise<string> => check(content, head);

const index = fc.nat(lines.length - 1);
const replaced = (at: number, line: string): string[] => lines.with(at, line);

describe('an exported log', () => {
  it('is unbroken as it was exported, whole or in part', async () => {
    expect(await checkAgainstHead(lines)).toBe(`ok: positions 1 to 12, unbroken\nlast: 12 ${head}`);
    expect(await check(lines.slice(4))).toContain('before position 5');
    expect(await check([])).toContain('ok: no entry');
  });

  it('shows a change of any single character', async () => {
    const change = fc.tuple(index, fc.nat(1_000), fc.constantFrom('0', '1', 'a', 'Z', '"', ' ', '}', 'é'));
    await fc.assert(
      fc.asyncProperty(change, async ([at, place, letter]) => {
        const line = lines[at] ?? '';
        const changed = `${line.slice(0, place % line.length)}${letter}${line.slice((place % line.length) + 1)}`;
        fc.pre(changed !== line);
        expect(await checkAgainstHead(replaced(at, changed))).toContain('Broken');
      }),
      { numRuns: 300 },
    );
  });

  it('shows an edit whose own hash was made anew', async () => {
    const edits: Partial<HashedAuditEntry>[] = [{ actorId: 'key_2' }, { reason: 'other' }, { at: acts[0]?.at ?? '' }];
    await fc.assert(
      fc.asyncProperty(index, fc.constantFrom(...edits), async (at, edit) => {
        const entry = { ...(chain[at] as HashedAuditEntry), ...edit };
        fc.pre(auditLine(entry) !== lines[at]);
        const forged = auditLine({ ...entry, hash: entryHash(sha256, entry) });
        expect(await checkAgainstHead(replaced(at, forged))).toContain('Broken');
      }),
      { numRuns: 60 },
    );
  });

  it('shows a removal, a repetition, a swap and an insertion, at their place', async () => {
    await fc.assert(
      fc.asyncProperty(index, index, async (at, other) => {
        const line = lines[at] ?? '';
        const inserted = auditLine(chainOf([...acts.slice(0, at), actOf(99)]).at(-1) as HashedAuditEntry);
        const swapped = replaced(at, lines[other] ?? '').with(other, line);
        expect(await checkAgainstHead(lines.toSpliced(at, 0, inserted))).toContain('Broken');
        expect(await checkAgainstHead(lines.toSpliced(at, 0, line))).toContain(`Broken at position`);
        if (at > 0) expect(await checkAgainstHead(lines.toSpliced(at, 1))).toContain('Broken');
        if (at > 0 && at < lines.length - 1)
          expect(await check(lines.toSpliced(at, 1))).toContain(`Broken at position ${at + 1}`);
        if (at !== other) expect(await checkAgainstHead(swapped)).toContain('Broken');
      }),
      { numRuns: 40 },
    );
  });

  it('shows a rewriting up to the end, and a cut end, against a hash that was kept elsewhere', async () => {
    const rewritten = chainOf(acts.with(5, { ...actOf(6), actorId: 'somebody' })).map(auditLine);

    expect(await check(rewritten)).toContain('ok: positions 1 to 12');
    expect(await checkAgainstHead(rewritten)).toContain('cut off');
    expect(await check(lines.slice(0, 9))).toContain('note: without --expect-last-hash or --against');
    expect(await checkAgainstHead(lines.slice(0, 9))).toContain('ends at position 9');
    expect(await checkAgainstHead([])).toContain('Broken');
  });

  it('may have grown since the kept hash was its last', async () => {
    expect(await check(lines, chain[6]?.hash)).toContain('stands at position 7');
  });

  it('is refused with a sentence when it is no log at all', async () => {
    expect(await check(['PK\u0003\u0004', 'nothing'])).toContain('line 1 is not an entry');
    expect(await check(['[[[['.repeat(10_000)])).toContain('line 1');
    await expect(runVerb(verbs, [join(folder, 'absent.jsonl')], '')).rejects.toThrow('cannot be read');
    await expect(runVerb(verbs, [], '')).rejects.toThrow(CliError);
  });
});
