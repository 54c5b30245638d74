// What is looked at on every screen: whether everybody can use it, and pictures of it for people to judge.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { violationsOn } from './browser.ts';

const sizes = { phone: [360, 740], tablet: [768, 1024], laptop: [1366, 900], wide: [1920, 1200] } as const;
const pictures = process.env['PARLEY_SCREENSHOTS'];

/** In both colours and four sizes, into the folder of `npm run screenshots`; otherwise nothing. */
export const takePictures = async (page: Page, name: string): Promise<void> => {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [size, [width, height]] of Object.entries(sizes)) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      // What lies above the page is as high as the window.
      const fullPage = !(await page.getByRole('dialog').isVisible());
      await page.screenshot({ path: join(pictures, `${name}-${size}-${colorScheme}.png`), fullPage });
    }
};

const combinations = [
  ['light', 320],
  ['dark', 1366],
  ['light', 1366],
  ['dark', 320],
] as const;

/** In both colours and on the narrowest phone there is; nothing is wider than the window. `briefly`: each once, for states of a screen that is looked at whole elsewhere. */
export const isForEverybody = async (page: Page, screen: string, { briefly = false } = {}): Promise<void> => {
  for (const [colorScheme, width] of briefly ? combinations.slice(0, 2) : combinations) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 740 });
    expect(await violationsOn(page), `${screen}, ${colorScheme}, ${width}`).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth'), screen).toBeLessThanOrEqual(width);
  }
};

/** A state of a screen: briefly, and with its pictures. */
export const look = async (page: Page, name: string): Promise<void> => {
  await isForEverybody(page, name, { briefly: true });
  await takePictures(page, name);
};
