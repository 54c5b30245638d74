import { describe, expect, test } from 'vitest';
import { clientAddress, countedAs, isWithin } from './client-address.ts';

const proxies = ['10.0.0.0/24', '2001:db8:feed::/48'];
const from = (remoteAddress: string | undefined, forwarded?: string | string[], trusted: string[] = proxies) =>
  clientAddress(
    { socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded as string } },
    trusted,
  );

describe('the address of a caller', () => {
  test.each([
    ['the connection without a header', from('198.51.100.7'), '198.51.100.7'],
    ['IPv4 in IPv6 clothes', from('::ffff:198.51.100.7'), '198.51.100.7'],
    ['the same, spelt in hexadecimal', from('::ffff:c633:6407'), '198.51.100.7'],
    ['a stranger who claims another', from('198.51.100.7', '203.0.113.1'), '198.51.100.7'],
    ['anyone while no proxy is trusted', from('10.0.0.5', '203.0.113.1', []), '10.0.0.5'],
    ['what a trusted proxy saw', from('10.0.0.5', '203.0.113.1'), '203.0.113.1'],
    [
      'what it saw, whatever the caller wrote before',
      from('10.0.0.5', '127.0.0.1, 10.0.0.9, 203.0.113.1'),
      '203.0.113.1',
    ],
    ['behind two trusted proxies', from('10.0.0.5', '203.0.113.1, 10.0.0.9'), '203.0.113.1'],
    ['behind a proxy that came through IPv6', from('2001:db8:feed::1', '2001:db8::0:7'), '2001:db8::7'],
    ['a proxy that writes ports', from('10.0.0.5', '203.0.113.1:4711'), '203.0.113.1'],
    ['a proxy that writes ports of IPv6', from('10.0.0.5', '[2001:db8::7]:4711'), '2001:db8::7'],
    ['one of our proxies itself', from('10.0.0.5'), '10.0.0.5'],
    ['only proxies of ours', from('10.0.0.5', '10.0.0.7, 10.0.0.6'), '10.0.0.7'],
    ['a header given twice', from('10.0.0.5', ['127.0.0.1', '203.0.113.1']), '203.0.113.1'],
    ['nonsense in the last place', from('10.0.0.5', '203.0.113.1, unknown'), '10.0.0.5'],
    ['nonsense behind a proxy of ours', from('10.0.0.5', 'x, 10.0.0.9'), '10.0.0.9'],
    ['a shortened IPv4 address', from('10.0.0.5', '127.1'), '10.0.0.5'],
    ['an empty header', from('10.0.0.5', ''), '10.0.0.5'],
    ['a zone of an interface', from('fe80::1%eth0'), 'fe80::1'],
    ['a connection that is gone', from(undefined, '203.0.113.1'), 'unknown'],
  ])('is right for %s', (_case, found, expected) => {
    expect(found).toBe(expected);
  });
});

describe('who is counted', () => {
  test('is an IPv4 address, or the 64 bits that one IPv6 customer has', () => {
    expect(countedAs('203.0.113.1')).toBe('203.0.113.1');
    expect(countedAs('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64');
    expect(countedAs('2001:db8:1:2:bbbb:1:2:3')).toBe('2001:db8:1:2::/64');
    expect(countedAs('2001:db8:1:3::1')).toBe('2001:db8:1:3::/64');
    expect(countedAs('unknown')).toBe('unknown');
  });
});

describe('a network', () => {
  test('holds its own addresses of its own kind, and nothing else', () => {
    expect(isWithin('203.0.113.200', ['198.51.100.0/24', '203.0.113.0/24'])).toBe(true);
    expect(isWithin('203.0.114.1', ['203.0.113.0/24'])).toBe(false);
    expect(isWithin('2001:db8::1', ['203.0.113.0/24', '2001:db8::/32'])).toBe(true);
    expect(isWithin('2001:db9::1', ['0.0.0.0/0', '2001:db8::/32'])).toBe(false);
    expect(isWithin('unknown', ['0.0.0.0/0', '::/0'])).toBe(false);
    expect(isWithin('203.0.113.1', [])).toBe(false);
  });
});
