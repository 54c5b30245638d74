import { expect, it } from 'vitest';
import { reviewerAddress, reviewerId } from './reviewers.ts';

const digest = (text: string): string => text;
const of = (recruiters: string[], reviewer: string): string | null =>
  reviewerAddress(reviewer, { keyedDigest: (text) => text.padEnd(26, '.'), tenantId: '', recruiters });
const idOf = (address: string): string => reviewerId((text) => text.padEnd(26, '.'), '', address);

it('a reviewer is one mailbox, however its domain is spelt', () => {
  expect(reviewerId(digest, 't', 'dana@EXÄMPLE.de')).toBe(reviewerId(digest, 't', 'dana@xn--exmple-cua.de'));
  expect(of(['x@y.zz', 'd@Ä.de'], idOf('d@xn--4ca.de'))).toBe('d@Ä.de');
  expect(of(['x@y.zz'], idOf('d@e.ff'))).toBeNull();
});

it('links of earlier versions, which knew lower case only, go on for their reader', () => {
  expect(of(['D@e.ff'], idOf('d@e.ff'))).toBe('D@e.ff');
  expect(of(['D@e.ff', 'd@e.ff'], idOf('d@e.ff'))).toBe('d@e.ff');
});
