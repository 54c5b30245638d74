import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSigningKeys, verifySignature } from '../../infra/signing/signing-keys.ts';
import { readCertificate, signCertificate, type Certificate } from './certificate.ts';
import { remainsAfter } from './remains.ts';

const keys = createSigningKeys(randomBytes(32));
const at = '2026-11-22T10:00:00.000Z';

const certificate = signCertificate(
  {
    runId: 'run_1',
    interviewId: '6c1e7d54-2f2c-4a43-9d39-1f0d4a0e7f11',
    tenantId: 'tenant_1',
    scope: 'personal',
    cause: 'request',
    requestedBy: { kind: 'integrator', id: 'key_1' },
    requestedAt: at,
    destroyedAt: at,
    keys: [{ keyId: 'key_2', purpose: 'personal', algorithm: 'AES-256-GCM', destroyedAt: at }],
    emptied: [{ table: 'turns', column: 'answer_sealed', rows: 3 }],
    copies: [{ provider: 'embedded-room', deleted: 0, leftToProvider: false }],
    remains: [...remainsAfter('personal')],
    certifiedAt: at,
  },
  keys.certificate,
);

const read = (value: unknown): Certificate | null => readCertificate(value, verifySignature);

type Path = (string | number)[];

const leavesOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, nested]) => leavesOf(nested, [...path, key]))
    : [path];

/** A copy in which the value at `path` is another one. */
const changed = (value: unknown, [first, ...rest]: Path, to: (leaf: unknown) => unknown): unknown => {
  if (first === undefined) return to(value);
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[first] = changed(copy[first], rest, to);
  return copy;
};

describe('a certificate of erasure', () => {
  it('is read back after any way of writing its JSON', () => {
    const shuffled = Object.fromEntries(Object.entries(certificate).toReversed());

    expect(read(certificate)).toEqual(certificate);
    expect(read(JSON.parse(JSON.stringify(shuffled, null, 8)))).toEqual(certificate);
  });

  it('is refused when any one character of any value differs', () => {
    const leaves = leavesOf(certificate);
    fc.assert(
      fc.property(fc.constantFrom(...leaves), fc.nat(), (path, place) => {
        const forged = changed(certificate, path, (leaf) => {
          if (typeof leaf === 'number') return leaf + 1;
          if (typeof leaf !== 'string') return !leaf;
          const index = leaf.length === 0 ? 0 : place % leaf.length;
          const other = leaf[index] === 'x' ? 'y' : 'x';
          return leaf.slice(0, index) + other + leaf.slice(index + 1);
        });
        // The last characters of base64 may carry bits that no byte uses: those change nothing that is signed.
        const sameBytes =
          path[0] === 'signature' &&
          Buffer.from((forged as Certificate).signature, 'base64').equals(Buffer.from(certificate.signature, 'base64'));
        expect(read(forged) === null).toBe(!sameBytes);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused when anything was added, taken out or moved', () => {
    const { remains: _, ...less } = certificate;
    const [key] = certificate.keys;

    expect(read({ ...certificate, note: 'added' })).toBeNull();
    expect(read({ ...certificate, keys: [{ ...key, note: 'added' }] })).toBeNull();
    expect(read(less)).toBeNull();
    expect(read({ ...certificate, remains: certificate.remains.toReversed() })).toBeNull();
    expect(read({ ...certificate, emptied: [] })).toBeNull();
  });

  it('is not one that another purpose’s key signed in its name, nor anything else', () => {
    const other = signCertificate(certificate, { ...keys.webhook, publicKey: keys.certificate.publicKey });

    expect(read(other)).toBeNull();
    for (const value of [null, undefined, 1, '', [], {}, { signature: 'x' }, [certificate]])
      expect(read(value)).toBeNull();
  });

  it('says who made it, so that a stranger’s own key does not pass for the deployment’s', () => {
    const strangers = signCertificate(certificate, createSigningKeys(randomBytes(32)).certificate);

    expect(read(strangers)?.publicKey).not.toBe(keys.certificate.publicKey);
  });
});
