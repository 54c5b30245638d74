import { describe, expect, it } from 'vitest';
import { addCopies, addEmptied, checkHoldable, checkHoldEnd, decideCertificate, decideErasure } from './decide.ts';

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code: unknown }).code;
  }
};

const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 1);
const hold = {
  id: 'hold_1',
  runId: 'run_1',
  reasonCode: 'litigation',
  placedBy: { kind: 'operator', id: null },
  placedAt: now - dayMs,
  endsAt: now + dayMs,
  releasedAt: null,
} as const;

describe('a hold', () => {
  it.each([
    ['now', now, 'request.invalid'],
    ['in a moment', now + 1, undefined],
    ['in ten years', now + 10 * 365.25 * dayMs, undefined],
    ['after ten years', now + 10 * 365.25 * dayMs + 1, 'request.invalid'],
  ])('that ends %s', (_, endsAt, expected) => {
    expect(codeOf(() => checkHoldEnd(endsAt, now))).toBe(expected);
  });

  const whole = { erasureRuns: false, personalErased: false, assessmentErased: false, liveHolds: 0 };
  it.each([
    ['on a whole interview', {}, undefined],
    ['while its erasure runs', { erasureRuns: true, liveHolds: 20 }, 'hold.erasure_running'],
    ['while the assessment’s texts are left', { personalErased: true }, undefined],
    ['once nothing is left', { personalErased: true, assessmentErased: true }, 'hold.nothing_left'],
    ['beside nineteen others', { liveHolds: 19 }, undefined],
    ['beside twenty others', { liveHolds: 20 }, 'hold.too_many'],
  ])('%s', (_, change, expected) => {
    expect(codeOf(() => checkHoldable({ ...whole, ...change }))).toBe(expected);
  });
});

describe('an erasure', () => {
  it.each([
    ['personal', null, null, 'erase'],
    ['all', null, null, 'erase'],
    ['personal', 'personal', null, 'covered'],
    ['personal', 'all', null, 'covered'],
    ['all', 'personal', null, 'erase'],
    ['all', 'all', null, 'covered'],
    ['personal', null, hold, 'erasure.on_hold'],
    ['all', 'personal', hold, 'erasure.on_hold'],
    ['personal', 'personal', hold, 'covered'],
    ['all', 'all', hold, 'covered'],
  ] as const)('of %s after %s, held by %o: %s', (scope, before, held, expected) => {
    const present = before === null ? null : { scope: before };

    expect(codeOf(() => decideErasure(scope, { present, hold: held }))).toBe(expected);
  });

  it.each([
    ['personal', null, 'stale'],
    ['personal', { scope: 'all', state: 'running' }, 'stale'],
    ['personal', { scope: 'personal', state: 'running' }, 'issue'],
    ['all', { scope: 'all', state: 'certified' }, 'issued'],
  ] as const)('of %s is certified after %o: %s', (scope, present, expected) => {
    expect(decideCertificate(scope, present)).toBe(expected);
  });

  it('adds up what its repeats found', () => {
    const once = addEmptied({ emptied: {}, copies: {} }, { 'turns.answer_sealed': 3, 'chats.exchange_sealed': 0 });
    const twice = addEmptied(once, { 'turns.answer_sealed': 1, 'mails.content_sealed': 2 });
    const copies = addCopies(addCopies(twice, 'voice', { deleted: 2, leftToProvider: true }), 'voice', {
      deleted: 1,
      leftToProvider: false,
    });

    expect(copies).toEqual({
      emptied: { 'turns.answer_sealed': 4, 'chats.exchange_sealed': 0, 'mails.content_sealed': 2 },
      copies: { voice: { deleted: 3, leftToProvider: false } },
    });
  });
});
