import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyKinds, type KeyKind } from '../domain/access/principal.ts';
import { createKeyMint, formatApiKey, hashKeySecret, parseApiKey } from './api-key.ts';

const pepper = Buffer.alloc(32, 3);
const { mint } = createKeyMint({ pepper });
const kinds = [...(Object.keys(keyKinds) as KeyKind[]), 'custom' as const];
const base62 = (length: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789ABCXYZabcxyz')), minLength: length, maxLength: length });

describe('an API key', () => {
  test.each(kinds)('of kind %s is read back as it was made', (kind) => {
    const { id, text, secretHash } = mint(kind);
    const parsed = parseApiKey(text);

    expect(text).toMatch(new RegExp(`^parley_${kind}_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$`));
    expect(parsed).toMatchObject({ kind, id });
    expect(hashKeySecret(pepper, parsed?.secret ?? '')).toBe(secretHash);
  });

  test('round-trips for every kind, id and secret', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), base62(12), base62(43), (kind, id, secret) => {
        expect(parseApiKey(formatApiKey(kind, id, secret))).toEqual({ kind, id: `key_${id}`, secret });
      }),
    );
  });

  test('with any one character changed is not a key', () => {
    const { text } = mint('job_management');
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...Array.from('09AZaz_-')), (index, character) => {
        fc.pre(text[index] !== character);
        expect(parseApiKey(text.slice(0, index) + character + text.slice(index + 1))).toBeNull();
      }),
    );
  });

  test('is never made of arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), (text) => {
        expect(parseApiKey(text)).toBeNull();
      }),
    );
    expect(parseApiKey(formatApiKey('constructor' as KeyKind, 'a'.repeat(12), 'b'.repeat(43)))).toBeNull();
  });

  test('stores nothing from which it could be made', () => {
    const { text, secretHash } = mint('core');

    expect(secretHash).toMatch(/^[0-9a-f]{64}$/);
    expect(text).not.toContain(secretHash);
    expect(hashKeySecret(Buffer.alloc(32, 4), parseApiKey(text)?.secret ?? '')).not.toBe(secretHash);
  });
});
