// Signed heads, kept elsewhere, show what the chain alone cannot: that the whole of it was written anew by somebody with every right.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verbs } from '../../cli/operate/verify-audit.ts';
import { runVerb } from '../../cli/operate/verbs.ts';
import { auditLine, entryHash, firstPreviousHash, type HashedAuditEntry } from '../../domain/audit/chain.ts';
import { headText, type SignedHead } from '../../domain/audit/signed-head.ts';
import { oldestUncovered, newestHead } from '../../infra/db/audit/audit-heads.ts';
import { noteAct } from '../../infra/db/audit/audit-intake.ts';
import { readAudit } from '../../infra/db/audit/audit-store.ts';
import { createLogger } from '../../infra/log.ts';
import { createSigningKeys, verifySignature } from '../../infra/signing/signing-keys.ts';
import { newId, sha256 } from '../../infra/system.ts';
import { createHeadSigner, signHeads } from '../../worker/audit-heads.ts';
import { startAuditHeads } from '../../worker/audit-chain.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { chainEverything } from './chained.ts';
import { tamper } from './tamper.ts';

const { db, owner, url } = await useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'parley-heads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const secret = Buffer.alloc(32, 7);
const { audit: key, bundle: otherPurpose } = createSigningKeys(secret);
const clock = { now: Date.now };

const settings: Record<string, string> = {
  DATABASE_URL: url,
  PARLEY_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  PARLEY_KEY_PEPPER: Buffer.alloc(32, 2).toString('base64'),
  PARLEY_SIGNING_KEY: secret.toString('base64'),
};

let tenantId = '';
let path = '';
const logs: LogLine[] = [];
const signer = () => ({ db, key, clock, log: recordingLog(logs), path });
const sign = (): Promise<number> => signHeads(signer());
const act = async (...targets: string[]): Promise<void> => {
  for (const targetId of targets) {
    await noteAct(db, tenantId, new Date(), {
      act: 'chat.asked',
      actor: { kind: 'integrator', id: 'key_1' },
      targetKind: 'interview',
      targetId,
      requestId: null,
    });
  }
  await chainEverything(db);
};
const keptLines = (): SignedHead[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SignedHead);

/** What the command prints, or the sentence with which it refuses. */
const verify = async (...args: string[]): Promise<string> => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await runVerb(verbs, args, '');
    return said.mock.calls.flat().join('\n');
  } catch (error) {
    return (error as Error).message;
  } finally {
    said.mockRestore();
  }
};
const verifyKept = (): Promise<string> => verify('--tenant', tenantId, '--against', path);

/** Every entry from `position` on, with its hashes made anew: what the chain alone would call unbroken. */
const rewriteFrom = async (position: number, change: Partial<HashedAuditEntry>): Promise<void> => {
  let previousHash = firstPreviousHash;
  const anew = (await readAudit(db, tenantId)).map((entry) => {
    const changed = { ...entry, ...(entry.position === position ? change : {}), previousHash };
    previousHash = entryHash(sha256, changed);
    return { ...changed, hash: previousHash };
  });
  await tamper(owner, async (trx) => {
    for (const { position: at, hash, previousHash: before, actorId } of anew)
      await trx('audit_log')
        .where({ tenant_id: tenantId, position: at })
        .update({ hash, previous_hash: before, actor_id: actorId });
  });
};

beforeEach(async () => {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  tenantId = newId('tnt');
  path = join(folder, `${tenantId}.jsonl`);
  await db('tenants').insert({ id: tenantId, name: tenantId });
});
afterEach(() => void logs.splice(0));

describe('a log written anew', () => {
  it('is found by its signed heads, though its hashes are right', async () => {
    await act('a', 'b');
    await sign();
    await act('c');
    await sign();
    await rewriteFrom(2, { actorId: 'somebody_else' });

    expect(await verify('--tenant', tenantId)).toContain('ok: positions 1 to 3, unbroken');
    expect(await verifyKept()).toMatch(/^Broken: at \d{4}-.*position 2 was signed as [0-9a-f]{64}; .*written anew/);
  });

  it('cannot be made with the login of api and worker', async () => {
    await act('a', 'b');
    await expect(
      tamper(db, (trx) => trx('audit_log').where({ tenant_id: tenantId }).update({ actor_id: 'x' })),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(db('audit_heads').delete()).rejects.toMatchObject({ code: '42501' });
  });

  it('is found when its end, or all of it, is gone', async () => {
    await act('a', 'b', 'c');
    await sign();
    await tamper(owner, (trx) => trx('audit_log').where({ tenant_id: tenantId, position: 3 }).delete());
    expect(await verify('--tenant', tenantId)).toContain('ok: positions 1 to 2');
    expect(await verifyKept()).toMatch(/^Broken: .*position 3 .*cut off/);

    await tamper(owner, (trx) => trx('audit_log').where({ tenant_id: tenantId }).delete());
    expect(await verifyKept()).toMatch(/^Broken: .*cut off/);
  });

  it('is found in an exported file too, with nothing but the public key', async () => {
    await act('a', 'b', 'c');
    await sign();
    const exported = join(folder, 'exported.jsonl');
    const save = async (from = 0): Promise<void> =>
      writeFileSync(
        exported,
        (await readAudit(db, tenantId))
          .slice(from)
          .map((entry) => `${auditLine(entry)}\n`)
          .join(''),
      );
    const offline = (): Promise<string> => verify(exported, '--against', path, '--public-key', key.publicKey);
    await save();
    expect(await offline()).toContain('signed: holds 1 heads');
    await save(2);
    expect(await offline()).toContain('signed: holds 1 heads');
    await rewriteFrom(1, { actorId: 'somebody_else' });
    await save();
    expect(await offline()).toContain('Broken: at');
  });
});

describe('a true log', () => {
  it('holds its heads, and the check says how far they reach', async () => {
    await act('a', 'b');
    await sign();
    await act('c', 'd');

    const said = await verifyKept();
    expect(said).toContain('ok: positions 1 to 4, unbroken');
    expect(said).toMatch(/signed: holds 1 heads, the newest of \d{4}.* at position 2 \(sk_[0-9a-f]{16}\)/);
    expect(said).toContain('note: 2 entries are newer than that head');
  });

  it('is checked against the worker’s log as well as against the file', async () => {
    await act('a');
    const lines: string[] = [];
    const log = createLogger({
      service: 'worker',
      level: 'info',
      destination: { write: (line) => void lines.push(line) },
    });
    await signHeads({ ...signer(), log, path: undefined });
    writeFileSync(path, `not json\n{"event":"http.request"}\n${lines.join('')}`);

    expect(lines.join('')).not.toContain('withheld');
    expect(await verifyKept()).toContain('signed: holds 1 heads');
  });

  it('is not proven by heads of another key, of another log, or changed ones', async () => {
    await act('a');
    await signHeads({ ...signer(), key: otherPurpose });
    expect(await verifyKept()).toContain('NOT PROVEN');
    writeFileSync(path, '');
    await sign();
    const [head] = keptLines().filter((one) => one.tenantId === tenantId);
    writeFileSync(path, JSON.stringify({ ...head, position: 2 }));
    expect(await verifyKept()).toMatch(/NOT PROVEN: .*1 lines are signed by another key or were changed/);
    expect(await verify('--tenant', tenantId, '--against', join(folder, 'absent'))).toContain('cannot be read');
    vi.stubEnv('PARLEY_SIGNING_KEY', Buffer.alloc(32, 8).toString('base64'));
    writeFileSync(path, JSON.stringify(head));
    expect(await verifyKept()).toContain('NOT PROVEN');
  });
});

describe('a head', () => {
  it('can be checked with the published key and a line of text', async () => {
    await act('a');
    await sign();
    const head = keptLines().find((one) => one.tenantId === tenantId) as SignedHead;

    expect(Object.keys(head)).toEqual(['tenantId', 'position', 'hash', 'signedAt', 'keyId', 'signature']);
    expect(verifySignature(key.publicKey, headText(head), head.signature)).toBe(true);
    expect(verifySignature(otherPurpose.publicKey, headText(head), head.signature)).toBe(false);
  });

  it('is signed once for each end of a chain, into a file that only its owner reads', async () => {
    await act('a');
    expect(await sign()).toBeGreaterThan(0);
    expect(await sign()).toBe(0);
    await act('b');
    expect(await sign()).toBe(1);

    const mine = keptLines().filter((one) => one.tenantId === tenantId);
    expect(mine.map(({ position }) => position)).toEqual([1, 2]);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect(logs.filter(({ event }) => event === 'audit.head_signed').length).toBeGreaterThanOrEqual(2);
    expect(await newestHead(db)).toEqual(mine.at(-1));
    expect(await oldestUncovered(db)).toBeNull();
    await act('c');
    expect(await oldestUncovered(db)).toBeInstanceOf(Date);
  });

  it('is written again, not lost, when the worker dies before the database knows of it', async () => {
    await act('a');
    await owner.raw('alter table audit_heads rename to audit_heads_away');
    await expect(sign()).rejects.toThrow();
    await owner.raw('alter table audit_heads_away rename to audit_heads');
    await sign();

    expect(keptLines().some((one) => one.tenantId === tenantId)).toBe(true);
    path = join(folder, 'absent', 'heads.jsonl');
    await act('b');
    await expect(sign()).rejects.toMatchObject({ code: 'ENOENT' });
    path = join(folder, `${tenantId}.jsonl`);
    expect(await sign()).toBe(1);
    expect(await verifyKept()).toContain('at position 2');
  });
});

describe('the worker', () => {
  it('signs at its start, every hour, and after a failure as soon as it can', async () => {
    await act('a');
    let now = Date.now();
    const step = createHeadSigner({ ...signer(), clock: { now: () => now } });
    const positions = (): number[] =>
      keptLines()
        .filter((one) => one.tenantId === tenantId)
        .map(({ position }) => position);
    await step();
    await act('b');
    await step();
    expect(positions()).toEqual([1]);

    now += 3_600_000;
    await step();
    expect(positions()).toEqual([1, 2]);

    const stop = startAuditHeads({ sign: () => Promise.reject(new Error('no disk')), log: recordingLog(logs) });
    await eventually(
      () => Promise.resolve(logs),
      (lines) => lines.some(({ event }) => event === 'audit.heads_not_signed'),
    );
    await stop();
  });
});
