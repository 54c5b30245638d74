// How long a recruiter waits for evidence, and how long a scripted one takes to decide, on a laptop of an office.
import type { Browser, Page } from 'playwright-core';
import { inBrowser, line, seconds } from '../browser.ts';
import { callApi, createInterview, holdConversation, runPath, untilState } from '../interview.ts';
import { sampleOf, timed } from '../measure.ts';
import type { BenchContext, BenchSystem, Result, Scenario } from '../scenario.ts';

/** A laptop of some years on a shared line. */
const slowdown = 2;
const network = { offline: false, latency: 40, downloadThroughput: 10_000_000 / 8, uploadThroughput: 5_000_000 / 8 };
const screen = { viewport: { width: 1366, height: 900 }, locale: 'en-GB' };
const patience = { timeout: 60_000 };

const assessed = async (system: BenchSystem): Promise<string> => {
  const runId = await createInterview(system);
  await untilState(system, runId, 'PENDING');
  const room = await holdConversation(system, runId);
  await room.post('finish', {});
  await untilState(system, runId, 'ASSESSMENT_PENDING');
  return runId;
};

const open = async (browser: Browser): Promise<{ page: Page; close(): Promise<void> }> => {
  const context = await browser.newContext(screen);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', network);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return { page, close: () => context.close() };
};

/** Reads one quote where it was said, looks at what is proposed, and approves it. */
const decide = async (page: Page): Promise<void> => {
  await page
    .getByRole('button', { name: /^from question/ })
    .first()
    .click(patience);
  await page.getByRole('button', { name: 'Show me everything' }).click(patience);
  await page.getByRole('radio', { name: /^MAYBE/ }).check(patience);
  const reason = page.getByRole('checkbox', { name: 'Another reason' });
  if ((await reason.count()) > 0) await reason.check(patience);
  await page.getByRole('button', { name: /^Approve as/ }).click(patience);
  await page.getByRole('button', { name: 'Send now' }).click(patience);
  await page.getByText('This interview is decided.').waitFor(patience);
};

const visit = async (system: BenchSystem, browser: Browser) => {
  const runId = await assessed(system);
  const { url } = await callApi<{ url: string }>(system, 'POST', `${runPath(runId)}/review-links`, {
    reviewer: 'bench',
  });
  const { page, close } = await open(browser);
  try {
    const evidence = await timed(async () => {
      await page.goto(url, { ...patience, waitUntil: 'commit' });
      await page.locator('blockquote').first().waitFor(patience);
    });
    return { evidence, decision: evidence + (await timed(() => decide(page))) };
  } finally {
    await close();
  }
};

const measure = async ({ system, short }: BenchContext, browser: Browser): Promise<Result[]> => {
  const visits: Awaited<ReturnType<typeof visit>>[] = [];
  for (let count = 0; count < (short ? 2 : 5); count += 1) visits.push(await visit(system, browser));
  const evidence = sampleOf(visits.map((one) => one.evidence));
  const decision = sampleOf(visits.map((one) => one.decision));
  return [
    line(
      'first evidence of a review on a laptop',
      `${seconds(evidence.medianMs)} s (worst ${seconds(evidence.p95Ms)})`,
      '≤ 1.5 s',
    ),
    line(
      'scripted decision from the link to “decided”',
      `${seconds(decision.medianMs)} s (worst ${seconds(decision.p95Ms)})`,
      'recorded',
    ),
  ];
};

export const reviewPageScenario: Scenario = {
  name: 'review-page',
  run: inBrowser('how long a review takes', measure),
};
