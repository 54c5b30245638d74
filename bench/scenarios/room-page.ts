// The first screens on a slow phone: Chromium's own records of what was painted, what moved, and what held the page up.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { inBrowser, line, seconds } from '../browser.ts';
import { command, createInterview, untilState } from '../interview.ts';
import { sampleOf } from '../measure.ts';
import type { BenchContext, BenchSystem, Result, Scenario } from '../scenario.ts';

/** A phone of 2018 with one bar of signal. */
const slowdown = 4;
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const screen = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const patience = { timeout: 60_000 };
/** Nothing painted, moved or run for so long. */
const quietMs = 1_500;
/** What a task may take before it holds up whoever taps. */
const taskMs = 50;
const steps = ['Continue', 'I agree'];

type Records = { lcp: number; shift: number; tasks: { start: number; ms: number }[]; paint: number; last: number };

/** Runs in the page before anything of it does. */
const watch = `
  window.records = { lcp: 0, shift: 0, tasks: [], paint: 0, last: 0 };
  const each = (type, note) => new PerformanceObserver((list) => {
    records.last = performance.now();
    for (const entry of list.getEntries()) note(entry);
  }).observe({ type, buffered: true });
  each('largest-contentful-paint', ({ startTime }) => { records.lcp = startTime; });
  each('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) records.shift += value; });
  each('longtask', ({ startTime, duration }) => { records.tasks.push({ start: startTime, ms: duration }); });
  each('paint', ({ name, startTime }) => { if (name === 'first-contentful-paint') records.paint = startTime; });`;

const newLink = async (system: BenchSystem): Promise<string> => {
  const runId = await createInterview(system);
  await untilState(system, runId, 'PENDING');
  return ((await command(system, runId, 'plan/approve')) as { interviewLink: string }).interviewLink;
};

const openSlowly = async (browser: Browser): Promise<{ page: Page; close(): Promise<void> }> => {
  const context = await browser.newContext({ ...screen, locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', network);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return { page, close: () => context.close() };
};

const whenQuiet = async (page: Page): Promise<Records> => {
  // Asked from outside: the page's policy lets no function be made of a text.
  while (!(await page.evaluate<boolean>(`performance.now() - records.last > ${quietMs}`))) await sleep(quietMs / 5);
  return page.evaluate<Records>('records');
};

/** Of long tasks after the first paint, what is beyond what nobody notices. */
const blockingOf = ({ tasks, paint }: Records): number =>
  tasks.filter(({ start }) => start >= paint).reduce((sum, { ms }) => sum + Math.max(0, ms - taskMs), 0);

const visit = async (browser: Browser, link: string) => {
  const { page, close } = await openSlowly(browser);
  await page.goto(link, patience);
  await page.getByRole('button', { name: steps[0] ?? '' }).waitFor(patience);
  const first = await whenQuiet(page);
  for (const step of steps) {
    await page.getByRole('button', { name: step }).click(patience);
    await page.getByRole('button', { name: step }).waitFor({ state: 'detached', ...patience });
    await whenQuiet(page);
  }
  const walked = await page.evaluate<Records>('records');
  await close();
  return { first, walked };
};

const measure = async ({ system, short }: BenchContext, browser: Browser): Promise<Result[]> => {
  const visits: Awaited<ReturnType<typeof visit>>[] = [];
  for (let count = 0; count < (short ? 2 : 5); count += 1) visits.push(await visit(browser, await newLink(system)));
  const paints = sampleOf(visits.map(({ first }) => first.lcp));
  const worst = (of: (one: (typeof visits)[number]) => number): number => Math.max(...visits.map(of));
  return [
    line(
      'first screen on a slow phone, largest paint',
      `${seconds(paints.medianMs)} s (worst ${seconds(paints.p95Ms)})`,
      '≤ 2.5 s',
    ),
    line(
      'first screen on a slow phone, layout shift',
      `${worst(({ first }) => first.shift).toFixed(3)}; over the first three screens ${worst(({ walked }) => walked.shift).toFixed(3)}`,
      '0',
    ),
    line(
      'first screen on a slow phone, total blocking time',
      `${sampleOf(visits.map(({ first }) => blockingOf(first))).medianMs.toFixed(0)} ms`,
      '≤ 200 ms',
    ),
  ];
};

export const roomPageScenario: Scenario = {
  name: 'room-page',
  run: inBrowser('the first screen on a slow phone', measure),
};
