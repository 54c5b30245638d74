// What is looked at on every screen: whether everybody can use it, and pictures of it for people to judge.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { violationsOn } from './browser.ts';

const sizes = { phone: [360, 740], tablet: [768, 1024], laptop: [1366, 900], wide: [1920, 1200] } as const;
const pictures = process.env['PARLEY_SCREENSHOTS'];

type Way = { name: string; width: number; height: number; colors?: 'active'; letters?: string };

/** What some people set: colours of their own, letters twice as large, and a page four times as large on a laptop. */
const ownWays: readonly Way[] = [
  { name: 'forced-colours', width: 360, height: 740, colors: 'active' },
  { name: 'large-text', width: 640, height: 900, letters: '200%' },
  { name: 'zoomed', width: 320, height: 256 },
];

const setLetters = (page: Page, size = ''): Promise<void> =>
  page.evaluate(`void (document.documentElement.style.fontSize = '${size}')`);

const takeOwnWays = async (page: Page, folder: string, name: string): Promise<void> => {
  for (const { name: way, width, height, colors, letters } of ownWays) {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: colors ?? 'none' });
    await page.setViewportSize({ width, height });
    await setLetters(page, letters);
    await page.screenshot({ path: join(folder, `${name}-${way}.png`), fullPage: way !== 'zoomed' });
    await setLetters(page);
  }
  await page.emulateMedia({ forcedColors: 'none' });
  // What has the focus is in sight again for whoever goes on.
  await page.setViewportSize({ width: 1366, height: 900 });
};

/** In both colours and four sizes, in the ways that some people set, and what a screen reader finds, into the folder of `npm run screenshots`; otherwise nothing. */
export const takePictures = async (page: Page, name: string): Promise<void> => {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(pictures, `${name}.txt`), await page.locator('body').ariaSnapshot());
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [size, [width, height]] of Object.entries(sizes)) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      // What lies above the page is as high as the window.
      const fullPage = !(await page.getByRole('dialog').isVisible());
      await page.screenshot({ path: join(pictures, `${name}-${size}-${colorScheme}.png`), fullPage });
    }
  await takeOwnWays(page, pictures, name);
};

/** Both colours on the narrowest phone there is, and one of them on a wide window, where things stand elsewhere. */
const combinations = [
  ['light', 320],
  ['dark', 320],
  ['dark', 1366],
] as const;

const fits = async (page: Page, width: number, screen: string): Promise<void> =>
  expect(await page.evaluate('document.documentElement.scrollWidth'), screen).toBeLessThanOrEqual(width);

/** Nothing keeps anybody out, and nothing is wider than the window. */
export const isForEverybody = async (page: Page, screen: string): Promise<void> => {
  for (const [colorScheme, width] of combinations) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 740 });
    expect(await violationsOn(page), `${screen}, ${colorScheme}, ${width}`).toEqual([]);
    await fits(page, width, screen);
  }
  // Twice as large letters on a small laptop.
  await page.setViewportSize({ width: 640, height: 740 });
  await setLetters(page, '200%');
  await fits(page, 640, `${screen}, large letters`);
  await setLetters(page);
};

/** A state of a screen, by rules and with its pictures. */
export const look = async (page: Page, name: string): Promise<void> => {
  await isForEverybody(page, name);
  await takePictures(page, name);
};
