import { expect, test } from 'vitest';
import type { ReviewedDecision } from '../../../../usecases/review/view.ts';
import { aReview, shown } from '../../fake-review.ts';
import { decisionOf, departsFrom, formOf, missingIn, type DecisionForm } from './form.ts';

const form = (change: Partial<DecisionForm> = {}): DecisionForm => ({ ...formOf(null), ...change });
const view = shown(aReview());
const appealed = { ...view, waitsFor: 'appeal' as const };

test('nothing can be decided while a proposal is hidden, since whether it departs from it is part of the record', () => {
  expect(missingIn(form({ verdict: 'HIRE' }), aReview())).toBe('hidden');
  expect(departsFrom('NO_HIRE', aReview())).toBeNull();
});

test('a verdict beside the proposed one needs a reason, and the proposed one none', () => {
  expect(missingIn(form(), view)).toBe('verdict');
  expect(missingIn(form({ verdict: 'HIRE' }), view)).toBeNull();
  expect(missingIn(form({ verdict: 'NO_HIRE' }), view)).toBe('reason');
  expect(missingIn(form({ verdict: 'NO_HIRE', reasonCodes: ['other'] }), view)).toBeNull();
});

test('a verdict that was changed back takes no reason with it', () => {
  const decision = decisionOf(form({ verdict: 'HIRE', reasonCodes: ['other'], note: ' ' }), view);
  expect(decision).toEqual({ kind: 'approveAssessment', revision: 1, verdict: 'HIRE', reasonCodes: [], note: null });
});

test('a review says its outcome and why, and a changed one its verdict', () => {
  expect(missingIn(form(), appealed)).toBe('outcome');
  expect(missingIn(form({ outcome: 'changed', note: 'x' }), appealed)).toBe('verdict');
  expect(missingIn(form({ outcome: 'upheld' }), appealed)).toBe('note');
  const changed = form({ outcome: 'changed', verdict: 'HIRE', note: 'x' });
  expect(missingIn(changed, appealed)).toBe('reason');
  const whole = { ...changed, reasonCodes: ['other'] };
  expect(decisionOf(whole, appealed)).toMatchObject({ outcome: 'changed', verdict: 'HIRE', reasonCodes: ['other'] });
  const first = { kind: 'assessmentApproved', verdict: 'HIRE' } as ReviewedDecision;
  expect(missingIn(whole, { ...appealed, decisions: [first] })).toBe('verdict');
  const upheld = form({ outcome: 'upheld', verdict: 'HIRE', reasonCodes: ['other'], note: ' As before. ' });
  expect(missingIn(upheld, appealed)).toBeNull();
  expect(decisionOf(upheld, appealed)).toMatchObject({
    outcome: 'upheld',
    verdict: null,
    reasonCodes: [],
    note: 'As before.',
  });
});
