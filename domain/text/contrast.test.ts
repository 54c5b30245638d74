import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accentPair, contrast, nearestAccent, pageColours } from './contrast.ts';

describe('contrast', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#1d5bb8', '#faf9f7', 6.2],
    ['#8fbaff', '#1f1e1c', 8.4],
    ['#123456', '#123456', 1],
  ])('of %s and %s is %d, whichever comes first', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 1);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });
});

describe('an accent', () => {
  test.each(['#1d5bb8', '#000000', '#a8231b', '#1b6e3f', '#6a1b9a'])('that can be read stays: %s', (accent) => {
    expect(nearestAccent(accent)).toBe(accent);
  });

  test.each([
    // 4.54 on white, and 4.31 on the page's own off-white.
    ['#767676', '#737373'],
    ['#ffffff', '#737373'],
    ['#ffcc00', '#8c7000'],
    ['#00aeef', '#007ba9'],
    ['#FF6600', '#c34e00'],
  ])('that cannot be gives way to the nearest of its hue: %s to %s', (accent, nearest) => {
    expect(nearestAccent(accent)).toBe(nearest);
  });

  test('of any colour ends in a pair that can be read on both kinds of page, with what stands on it', () => {
    const parts = ['00', '33', '66', '99', 'cc', 'ff'];
    for (const red of parts)
      for (const green of parts)
        for (const blue of parts) {
          const pair = accentPair(nearestAccent(`#${red}${green}${blue}`));
          for (const colour of Object.values(pageColours.light))
            expect(contrast(pair.light, colour)).toBeGreaterThanOrEqual(4.5);
          for (const colour of Object.values(pageColours.dark))
            expect(contrast(pair.dark, colour)).toBeGreaterThanOrEqual(7);
        }
  });

  test('is held against the colours that the pages really have', () => {
    const css = readFileSync('web/ui/tokens.css', 'utf8');
    const [light = '', dark = ''] = css.split('@media print')[0]?.split('prefers-color-scheme: dark') ?? [];
    const named = (part: string) =>
      Object.fromEntries(
        [...part.matchAll(/--(background|surface|on-accent): (#\w{6})/g)].map(([, name = '', colour]) => [
          name,
          colour,
        ]),
      );
    const tokens = ({ background, surface, onAccent }: (typeof pageColours)['light' | 'dark']) => ({
      background,
      surface,
      'on-accent': onAccent,
    });
    expect(named(light)).toEqual(tokens(pageColours.light));
    expect(named(dark)).toEqual(tokens(pageColours.dark));
  });
});
