// What is measured of pages: in a Chromium of its own, and said aloud where there is none.
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../test/browser/chromium.ts';
import type { BenchContext, Result } from './scenario.ts';

export const line = (name: string, ours: string, aim: string): Result => ({ name, ours, bare: '', ratio: null, aim });

export const seconds = (ms: number): string => (ms / 1_000).toFixed(2);

const launch = async (): Promise<Browser | string> => {
  try {
    return await chromium.launch({
      executablePath: findChromium(),
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

export const inBrowser =
  (what: string, measure: (context: BenchContext, browser: Browser) => Promise<Result[]>) =>
  async (context: BenchContext): Promise<Result[]> => {
    const browser = await launch();
    if (typeof browser === 'string') {
      process.stderr.write(`\nNOT MEASURED: ${what}. ${browser}\n\n`);
      return [line(what, 'not measured: no Chromium', '')];
    }
    try {
      return await measure(context, browser);
    } finally {
      await browser.close();
    }
  };
