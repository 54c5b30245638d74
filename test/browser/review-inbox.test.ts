import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { assetRoutes } from '../../api/pages.ts';
import { reviewFeature } from '../../api/wiring/review.ts';
import { inboxOfMail } from '../../domain/review/inbox-link.ts';
import { readWebBuild } from '../../infra/web-build.ts';
import { startApi } from '../api/start-api.ts';
import { dayMs, useReviewWorld } from '../mail/review-world.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { pendingRun, publicUrl } from '../native/native-bench.ts';
import { isLeftOut, useBrowser, violationsOn } from './browser.ts';
import { look } from './looking.ts';

const world = await useReviewWorld();
const web = readWebBuild(process.cwd());
const api = await startApi(world.db, [
  ...reviewFeature({ ...world.deps, clock: world.clock, web }),
  ...assetRoutes(web),
]);
// The page stands at the public address, as its cookie and what counts as a foreign origin want it.
const { open } = useBrowser(null, {
  flags: [
    `--host-resolver-rules=MAP ${new URL(publicUrl).host}:80 ${new URL(api.url).host}`,
    // As it would be by https.
    `--unsafely-treat-insecure-origin-as-secure=${publicUrl}`,
  ],
});

const hostile = '\u202e<script>alert(1)</script>';

/** A run of one form, as it was assessed. */
const addRun = async (candidateRef: string, total: number): Promise<string> => {
  const runId = await assessedRun(world);
  await world.db('interviews').where({ run_id: runId }).update({ candidate_ref: candidateRef, overall_score: total });
  await world.noticesOf(runId);
  return runId;
};

const rated = (runId: string): Promise<unknown> =>
  world
    .db('mails')
    .where({ run_id: runId })
    .whereNotNull('reviewer')
    .first('reviewer')
    .then(({ reviewer }: { reviewer: string }) =>
      world.db('review_ratings').insert({
        tenant_id: world.owner.tenantId,
        run_id: runId,
        revision: 1,
        reviewer,
        competency_id: 'c1',
        rating: 3,
        blind: true,
        rated_at: new Date(),
      }),
    );

const inboxOf = async (runId: string): Promise<string> => {
  const [notice] = await world.noticesOf(runId);
  const link = { runId: 'none', linkId: inboxOfMail(notice?.id ?? ''), expiresAt: Date.now() + dayMs };
  return world.deps.inboxLinks.urlOf(link);
};

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const ranks = (page: Page): Promise<string[]> => page.locator('tbody tr > :nth-child(2)').allInnerTexts();

describe.skipIf(isLeftOut)('the inbox and the comparison', () => {
  test('are reached by the link in a mail, are for everybody, and lead to the interviews', async () => {
    const [first, second, third] = [await addRun('app-80', 80), await addRun('app-78', 78), await addRun('app-50', 50)];
    const blind = await addRun(hostile, 99.5);
    for (const runId of [first, second, third]) await rated(runId);
    const plan = await pendingRun(world);
    await world.noticesOf(plan);
    const { page, complaints, close } = await open();

    await page.goto(await inboxOf(first));
    await title(page, 'What waits for you').waitFor();
    expect(new URL(page.url()).pathname).toBe('/review/inbox');
    expect(await page.getByRole('listitem').filter({ hasText: 'to your target' }).count()).toBe(5);
    await page.getByText(hostile).waitFor();
    await look(page, 'review-inbox');
    const link = page.getByRole('link', { name: hostile });
    await link.hover();
    const tip = page.getByText(/^Waits since \w+ .*Your target is/).filter({ visible: true });
    await tip.waitFor();
    const [over, under] = [await tip.boundingBox(), await link.boundingBox()];
    // Where it stands is set by script, which the policy of the page allows.
    expect(Math.abs((over?.y ?? 0) + (over?.height ?? 0) - (under?.y ?? 0))).toBeLessThan(20);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsOn(page), `the tooltip, ${colorScheme}`).toEqual([]);
    }
    expect(await tip.count()).toBe(1);

    await page.getByRole('button', { name: 'Plans (1)' }).click();
    expect(await page.getByRole('listitem').filter({ hasText: 'to your target' }).allInnerTexts()).toEqual([
      expect.stringContaining('Plan: approve or change'),
    ]);

    await page.getByRole('link', { name: 'Senior Software Engineer: 4 interviews' }).click();
    await title(page, 'Senior Software Engineer').waitFor();
    expect(await ranks(page)).toEqual([
      '1\ntied',
      '1\ntied',
      '3',
      'Rate it yourself first: the numbers are shown after that.',
    ]);
    expect(await page.getByText('99.5').count()).toBe(0);
    await look(page, 'review-compare');

    // By keys alone: a column is sorted, and says so.
    await page.getByRole('button', { name: 'Total' }).press('Enter');
    await page.getByRole('button', { name: 'Total' }).press('Enter');
    expect(await page.getByRole('columnheader', { name: 'Total', exact: true }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    expect(await page.locator('tbody th').allInnerTexts()).toEqual([
      expect.stringContaining('app-50'),
      expect.stringContaining('app-78'),
      expect.stringContaining('app-80'),
      expect.stringContaining('script'),
    ]);

    await page.getByRole('link', { name: hostile }).click();
    await page.waitForURL((url) => url.searchParams.get('run') === blind);
    await page.goBack();
    await title(page, 'Senior Software Engineer').waitFor();
    expect(complaints).toEqual([]);

    // On paper that lies on its side, with everything on one sheet.
    await page.emulateMedia({ media: 'print' });
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...paper.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, w, h]) => [
      Number(w),
      Number(h),
    ]);
    expect(boxes).toHaveLength(1);
    expect(boxes[0]?.[0]).toBeGreaterThan(800);
    await close();
  });

  test('are not for a link to one interview, which says which link is', async () => {
    const runId = await addRun('app-1', 60);
    const { page, close } = await open();
    await page.goto(`${publicUrl}${await world.pathOf(runId)}`);
    await page.waitForURL((url) => url.searchParams.get('run') === runId);

    await page.goto(`${publicUrl}/review/inbox`);

    await title(page, 'Your link is for one interview').waitFor();
    await look(page, 'review-inbox-needs-link');
    await close();
  });
});
