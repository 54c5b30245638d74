// A real browser for tests of the pages: its own windows, what it complains about, and what accessibility rules say of a page.
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { findChromium } from './chromium.ts';

/** Set by whoever cannot have a browser; in CI what is left out counts as failed. */
export const isLeftOut = process.env['PARLEY_SKIP_BROWSER'] === '1';

const flags = ['--no-sandbox', '--disable-dev-shm-usage'];

/** The file is played once from its start whenever the microphone is opened, and is followed by silence. */
const microphoneFlags = (file: string | null): string[] =>
  file === null
    ? ['--disable-audio-input']
    : ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${file}%noloop`];

export type Opened = {
  page: Page;
  /** What the page logged as an error, threw, or could not load. */
  complaints: string[];
  close(): Promise<void>;
};

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** The small build: reading it is most of the work. */
const axeSource = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

type Violation = { id: string; help: string; nodes: { target: string[] }[] };

const options = JSON.stringify({ runOnly: axeTags, resultTypes: ['violations'] });
const found = `axe.run(document, ${options}).then(({ violations }) => violations)`;

/** What breaks WCAG 2.0 to 2.2 at A and AA, or good practice; one line each. */
export const violationsOn = async (page: Page): Promise<string[]> => {
  // The policy of the page stops no script that comes this way; it is large, and a document keeps it.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axeSource);
  return (await page.evaluate<Violation[]>(found)).map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join()).join(' ')}`,
  );
};

/**
 * One browser for the file; every `open` is a device of its own, without cookies. `microphone` is the file that it plays:
 * null has none. `keepsPages`: those that were left come back whole, as browsers do that nobody steers.
 */
export const useBrowser = (
  microphone: string | null = null,
  { keepsPages = false, flags: own = [] }: { keepsPages?: boolean; flags?: string[] } = {},
) => {
  let browser: Promise<Browser> | null = null;
  afterAll(async () => (await browser)?.close());

  const open = async (options: BrowserContextOptions = {}): Promise<Opened> => {
    browser ??= chromium.launch({
      executablePath: findChromium(),
      headless: true,
      ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
      args: [...flags, ...own, ...microphoneFlags(microphone)],
    });
    const context = await (await browser).newContext({ locale: 'en-GB', permissions: ['microphone'], ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('requestfailed', (request) => {
      const said = request.failure()?.errorText ?? '';
      // What a page was still loading when it was left.
      if (said !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${said}`);
    });
    return { page, complaints, close: () => context.close() };
  };
  return { open };
};
