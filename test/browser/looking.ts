// What is looked at on every screen: whether everybody can use it, and pictures of it for people to judge.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { violationsOn } from './browser.ts';

const sizes = { phone: [360, 740], tablet: [768, 1024], laptop: [1366, 900], wide: [1920, 1200] } as const;
const pictures = process.env['PARLEY_SCREENSHOTS'];

/** In both colours and four sizes, and what a screen reader finds, into the folder of `npm run screenshots`; otherwise nothing. */
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
};

/** Both colours on the narrowest phone there is, and one of them on a wide window, where things stand elsewhere. */
const combinations = [
  ['light', 320],
  ['dark', 320],
  ['dark', 1366],
] as const;

/** Nothing keeps anybody out, and nothing is wider than the window. */
export const isForEverybody = async (page: Page, screen: string): Promise<void> => {
  for (const [colorScheme, width] of combinations) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 740 });
    expect(await violationsOn(page), `${screen}, ${colorScheme}, ${width}`).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth'), screen).toBeLessThanOrEqual(width);
  }
};

/** A state of a screen, by rules and with its pictures. */
export const look = async (page: Page, name: string): Promise<void> => {
  await isForEverybody(page, name);
  await takePictures(page, name);
};
