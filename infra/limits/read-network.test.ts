import { expect, test } from 'vitest';
import { readNetwork } from './read-network.ts';

test.each([
  ['203.0.113.0/24', '203.0.113.0/24'],
  ['203.0.113.77/24', '203.0.113.0/24'],
  [' 203.0.113.7 ', '203.0.113.7/32'],
  ['2001:DB8::1', '2001:db8::1/128'],
  ['2001:db8:0:0:1::/64', '2001:db8::/64'],
  ['::ffff:203.0.113.7', '203.0.113.7/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['203.0.113.0/33', null],
  ['127.1', null],
  ['127.1/8', null],
  ['localhost', null],
  ['', null],
  ['any', null],
])('the network %j is read as %j', (text, network) => {
  expect(readNetwork(text)).toBe(network);
});
