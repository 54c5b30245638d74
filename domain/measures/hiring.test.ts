import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../text/csv.ts';
import { dayAfter, dayIn, daysFrom, isTimeZone } from '../text/time-zone.ts';
import { noFigures, type OverrideFigures } from './figures.ts';
import { measuresOf } from './hiring.ts';
import { shareOf } from './share.ts';

describe('a share', () => {
  it.each([
    // Worked out by hand with z = 1.959964; those of 0 and 20 are Newcombe’s (1998) for 0/20 and 1/29.
    [0, 20, { low: 0, high: 0.161 }],
    [1, 29, { low: 0.006, high: 0.172 }],
    [20, 20, { low: 0.839, high: 1 }],
  ])('of %i of %i has the interval of Wilson', (numerator, denominator, interval) => {
    expect(shareOf(numerator, denominator)).toMatchObject({ interval, enough: true });
  });

  it('lies within its interval, which lies within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), (one, other) => {
        const { share, interval } = shareOf(Math.min(one, other), Math.max(one, other));
        if (share === null || interval === null) return Math.max(one, other) === 0;
        return 0 <= interval.low && interval.low <= share && share <= interval.high && interval.high <= 1;
      }),
    );
  });
});

describe('rubber-stamping', () => {
  const stamping = (overrides: Partial<OverrideFigures>) =>
    measuresOf(
      { ...noFigures, overrides: { ...noFigures.overrides, ...overrides } },
      { manualMinutes: 18, reviewMinutes: 3 },
    ).overrideRate.rubberStamping;
  const hasty = { decided: 100, proposed: 100, otherVerdict: 4, opened: 50, medianEvidenceSeconds: 59 };

  it('is possible below 5 % overrides and a minute, where half of the decisions are known', () => {
    expect(stamping(hasty)).toBe('possible');
    expect(stamping({ ...hasty, otherVerdict: 5 })).toBe('no');
    expect(stamping({ ...hasty, medianEvidenceSeconds: 60 })).toBe('no');
    expect(stamping({ ...hasty, opened: 49 })).toBe('unknown');
    expect(stamping({ ...hasty, decided: 19, proposed: 19, otherVerdict: 0, opened: 19 })).toBe('unknown');
  });
});

describe('a table', () => {
  it('has nothing that a spreadsheet carries out, and nothing that breaks its rows', () => {
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', 'a,b', 'a"b', 'a\nb', 'plain', ''];
    expect(csvOf([hostile, [1, -0.5, null]])).toBe(
      `'=1+1,'+1,'-1,'@SUM(A1),'\t=1,"'\r=1",'＝1,"a,b","a""b","a\nb",plain,\r\n1,-0.5,\r\n`,
    );
  });
});

describe('days', () => {
  it('are those of a named zone', () => {
    const at = Date.parse('2026-03-03T07:59:59Z');
    expect([dayIn('UTC', at), dayIn('America/Los_Angeles', at), dayIn('Asia/Tokyo', at)]).toEqual([
      '2026-03-03',
      '2026-03-02',
      '2026-03-03',
    ]);
    expect([dayAfter('2028-02-28', 2), dayAfter('2026-01-01', -1), daysFrom('2026-03-28', '2026-03-30')]).toEqual([
      '2028-03-01',
      '2025-12-31',
      3,
    ]);
  });

  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('%s is a zone', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  it.each(['', 'EST', '+02:00', 'utc+2', 'Europe/Nowhere', 'Europe/Berlin ', "Europe/Berlin' or 1=1"])(
    '%j is none',
    (zone) => {
      expect(isTimeZone(zone)).toBe(false);
    },
  );
});
