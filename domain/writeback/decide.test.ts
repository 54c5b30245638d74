import { describe, expect, it } from 'vitest';
import { decide, emptyDigest, judgeReadBack, ownDigests, planIntents, type Known } from './decide.ts';
import { explain, standingWords } from './explain.ts';
import { writebackStatuses } from './item.ts';
import { standingOf } from './standing.ts';

const row = (revision: number, valueDigest: string, more: Partial<Known> = {}): Known => ({
  kind: 'field',
  revision,
  reason: null,
  valueDigest,
  storedDigest: null,
  replaceableDigest: null,
  attempts: 1,
  confirmedAt: null,
  vendorId: null,
  ...more,
});

describe('what is ours', () => {
  it.each([
    ['nothing was ever written: an empty field', [], [emptyDigest]],
    ['it may have arrived: that, or the empty field', [row(1, 'a')], [emptyDigest, 'a']],
    ['it was read back: that alone', [row(1, 'a', { confirmedAt: 1 })], ['a']],
    [
      'we took it out ourselves: the empty field too',
      [row(1, 'a', { confirmedAt: 1, reason: 'supplanted_removed' })],
      ['a', emptyDigest],
    ],
    ['a later one may have arrived', [row(1, 'a', { confirmedAt: 1 }), row(2, 'b')], ['b', 'a']],
    [
      'what was before the last is a person’s',
      [row(1, 'a', { confirmedAt: 1 }), row(2, 'b', { confirmedAt: 2 })],
      ['b'],
    ],
    ['what was only wanted does not count', [row(1, 'a', { confirmedAt: 1 }), row(2, 'b', { attempts: 0 })], ['a']],
    ['the vendor made something else of it', [row(1, 'a', { storedDigest: 'A' })], [emptyDigest, 'a', 'A']],
  ])('%s', (_when, rows, own) => {
    expect(ownDigests(rows)).toEqual(own);
  });
});

describe('what to do', () => {
  it.each([
    ['b', 'b', ['a'], 'confirm'],
    ['b', 'a', ['a'], 'write'],
    ['b', 'x', ['a'], 'conflict'],
    ['b', emptyDigest, ['a'], 'conflict'],
    [emptyDigest, 'a', ['a'], 'write'],
  ] as const)('%s is wanted, %s stands, %j is ours: %s', (wanted, stands, replaceable, action) => {
    expect(decide({ wanted, stands, replaceable })).toBe(action);
  });

  it.each([
    ['b', 'confirmed'],
    ['a', 'unseen'],
    ['x', 'stored_otherwise'],
  ])('after writing b over a, %s stands: %s', (stands, result) => {
    expect(judgeReadBack({ wanted: 'b', before: 'a', stands })).toBe(result);
  });
});

describe('what is wanted beside what was', () => {
  const standing = { id: 'w1', target: 't', revision: 3, status: 'confirmed', reason: null, valueDigest: 'a' } as const;
  const want = (digest: string | null, reason: string | null = null) => ({ target: 't', digest, reason });

  it('the same value makes no row, another one supersedes, and numbers never fall back', () => {
    expect(planIntents([standing], [want('a')], 9)).toEqual({ add: [], supersede: [], again: [] });
    expect(planIntents([standing], [want('b')], 2)).toMatchObject({
      add: [{ revision: 4, status: 'intended' }],
      supersede: [{ id: 'w1', reason: 'replaced' }],
    });
    expect(planIntents([standing], [], 4).supersede).toEqual([{ id: 'w1', reason: 'not_wanted' }]);
  });

  it('what failed gets another chance, a problem none, what somebody kept stays, and what was erased is not touched', () => {
    const failed = { ...standing, status: 'failed', reason: 'vendor.refused' } as const;
    const problem = { ...standing, status: 'failed', reason: 'no_value', valueDigest: null } as const;
    expect(planIntents([failed], [want('a')], 3).again).toEqual(['w1']);
    expect(planIntents([problem], [want(null, 'no_value')], 3)).toEqual({ add: [], supersede: [], again: [] });
    expect(planIntents([problem], [want(null, 'other')], 3).add).toMatchObject([{ status: 'failed' }]);
    expect(planIntents([{ ...standing, status: 'kept_theirs' }], [want('b')], 4).add).toMatchObject([
      { status: 'kept_theirs' },
    ]);
    expect(planIntents([{ ...standing, status: 'removed' }], [], 4).supersede).toEqual([]);
  });

  it('of two things with one target the last counts', () => {
    expect(planIntents([], [want('a'), want('b')], 1).add.map(({ item }) => item.digest)).toEqual(['b']);
  });
});

describe('words', () => {
  it('there are some for every status, every known reason and every code of a run', () => {
    for (const status of writebackStatuses) expect(explain(status, null).words).toMatch(/\.$/);
    expect(explain('failed', 'vendor.forbidden').help).toContain('Grant');
    expect(explain('failed', 'a_code_of_the_mapping').words).toContain('mapping');
    for (const { words } of Object.values(standingWords)) expect(words).toMatch(/\.$/);
  });

  it('the first obstacle is the one that is named', () => {
    const found = {
      orderId: 'o',
      connectionId: 'c',
      kind: 'k',
      connectionStatus: 'active',
      hasRecord: true,
      erased: false,
      hasHappened: true,
      hasMapping: true,
      deliveryStatus: 'delivered',
      deliveryReason: null,
    } as const;
    const items = [{ status: 'confirmed' }] as const;
    expect(standingOf(found, true, items)).toBe('written');
    expect(standingOf(found, false, items)).toBe('kind_without_records');
    expect(standingOf({ ...found, hasMapping: false, connectionStatus: 'paused' }, true, items)).toBe(
      'connection_paused',
    );
    expect(standingOf({ ...found, deliveryStatus: 'pending' }, true, items)).toBe('under_way');
    expect(standingOf({ ...found, deliveryStatus: 'dead', deliveryReason: 'attempts_exhausted' }, true, items)).toBe(
      'given_up',
    );
    expect(
      standingOf({ ...found, deliveryStatus: 'dead', deliveryReason: 'items_failed' }, true, [{ status: 'failed' }]),
    ).toBe('needs_attention');
  });
});
