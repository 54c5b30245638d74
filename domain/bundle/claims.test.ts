import { expect, it } from 'vitest';
import { withClaims } from './claims.ts';

const at = (seconds: number): number => Date.UTC(2026, 10, 26, 12, 0, seconds);
const entry = (type: string, seconds: number, kind = 'operator', detail: object = {}) => ({
  type,
  at: new Date(at(seconds)).toISOString(),
  actor: { kind, id: null },
  detail,
});

it('each act of an operator is claimed by the newest command of its kind before it, once', () => {
  const claims = [
    { command: 'retry', identity: '1@a', at: at(1) },
    { command: 'approvePlan', identity: '2@b', at: at(3) },
    { command: 'approvePlan', identity: '3@c', at: at(9) },
    { command: 'retry', identity: '4@d', at: at(5) },
  ];
  const decisions = [
    entry('retried', 2),
    entry('planApproved', 4),
    entry('retried', 6),
    entry('commandRefused', 10, 'operator', { command: 'approvePlan' }),
    entry('planApproved', 11, 'recruiter'),
    entry('aborted', 12),
  ];

  const claimed = withClaims(decisions, claims).map(({ claimedBy }) => claimedBy);

  const by = (identity: string) => ({ identity, checked: false });
  expect(claimed).toEqual([by('1@a'), by('2@b'), by('4@d'), by('3@c'), undefined, null]);
});

it('an identity is a foreign word: bounded, on one line; without a history there is none', () => {
  const long = { command: 'cancel', identity: `7@host\n\u202e${'x'.repeat(500)}`, at: at(0) };

  const [claimed] = withClaims([entry('cancelled', 1)], [long]);

  expect(claimed?.['claimedBy']).toEqual({ identity: `7@host  ${'x'.repeat(192)}`, checked: false });
  expect(withClaims([entry('cancelled', 1)], null)[0]).toMatchObject({ claimedBy: null });
});
