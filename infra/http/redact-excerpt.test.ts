import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatApiKey } from '../api-key.ts';
import { excerptBytesMax, redactExcerpt } from './redact-excerpt.ts';

const redact = (text: string): string => redactExcerpt(Buffer.from(text, 'utf8'));
const secret = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw8u3k9P0Zt1B';

describe('an excerpt keeps what helps to find a fault', () => {
  test.each([
    '{"error":"unknown run","code":"run.not_found"}',
    'Internal Server Error',
    '<html><head><title>502 Bad Gateway</title></head></html>',
    'größer als 10 Zeichen – 日本語',
    'see application/problem+json, version 1.2.3',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('an excerpt keeps nothing that looks like a secret or a person', () => {
  test.each([
    ['an e-mail address', 'no user ada.lovelace+hr@mail.example.com here', 'ada'],
    ['an encoded e-mail address', 'to=ada.lovelace%40example.com', 'lovelace'],
    ['an e-mail address in quotes', '{"to":"ada@example.com"}', 'ada'],
    ['a webhook secret', `bad secret whsec_${Buffer.from(secret).toString('base64')}`, 'TWZLU'],
    ['an API key', formatApiKey('integration', 'A1b2C3d4E5f6', secret), 'MfKQ9'],
    ['the start of an API key', 'key parley_integration_A1b2C3 is unknown', 'A1b2C3'],
    ['a bearer token', 'authorization: Bearer abc.def-ghi', 'abc.def'],
    ['a candidate link', 'https://parley.example/interview/short-1', 'short-1'],
    ['a long token', `session=${secret}`, 'MfKQ9'],
    ['a phone number', 'call +49 (0)170 / 123-4567 now', '123'],
    ['a phone number in other digits', 'call ٠١٧٠١٢٣٤٥٦٧', '٠١٧٠'],
    ['a card number', '4111 1111 1111 1111', '4111'],
  ])('%s', (_what, text, hidden) => {
    expect(redact(text)).not.toContain(hidden);
  });

  test('neither does one that was cut in two', () => {
    const filling = 'word '.repeat(204);

    expect(redact(`${filling}${secret.slice(0, 20)} and more`)).not.toContain(secret.slice(0, 4));
  });
});

test('control characters, direction marks and bytes that are no text become blanks', () => {
  expect(redact('a\u001b[31mb\u202ec\u0000d\u2028e\uE000f')).toBe('a [31mb c d e f');
  expect(redactExcerpt(Uint8Array.of(0x61, 0xff, 0xfe, 0xc3, 0x28, 0x62))).toBe('a (b');
});

test('whatever comes, an excerpt is short and printable', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3 * excerptBytesMax }), (bytes) => {
      const excerpt = redactExcerpt(bytes);
      expect(excerpt.length).toBeLessThanOrEqual(2 * excerptBytesMax);
      expect(excerpt).not.toMatch(/[\p{Cc}\p{Cf}\u{FFFD}]/u);
    }),
  );
});

test('redaction takes time in proportion to the text, whatever the text', () => {
  for (const piece of ['a', '1 ', 'a@', '@', '((((', '%40', '....', '1-']) {
    const start = performance.now();
    redact(piece.repeat(excerptBytesMax));
    expect(performance.now() - start).toBeLessThan(200);
  }
});
