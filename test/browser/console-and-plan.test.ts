// A developer at the console, and a recruiter at a plan: one system, since both need a whole one that keeps its mails.
import { request } from 'node:http';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { featureRoutes } from '../../api/wiring/features.ts';
import { useSystem } from '../harness/system.ts';
import { createWorld, featureWorld } from '../harness/world.ts';
import { isLeftOut, useBrowser } from './browser.ts';
import { look, takePictures } from './looking.ts';
import { revisionIs, usePlans, wishOf } from './plan-reader.ts';
import { dialog, focusIs, inDialog, pressByKeys, reach } from './walk.ts';

const system = await useSystem({ start: ['worker'] });
const { open } = useBrowser();
const { client, planned, revise } = usePlans(system);
const { tenantId } = system.tenant;
const ui = 'http://127.0.0.1:8233';
const embedded = { PARLEY_EMBEDDED: '1', PARLEY_CONSOLE_TENANT: tenantId, PARLEY_TEMPORAL_UI_URL: ui };

beforeAll(async () => system.start('api', embedded), 120_000);

type Answer = { status: number; text: string };

/** With a Host of its own, which `fetch` would not send. */
const call = (method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sending = body === '' ? headers : { 'Content-Type': 'application/json', ...headers };
    const sent = request(`${system.apiUrl}${path}`, { method, headers: sending }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (part: string) => (text += part));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text }));
    });
    sent.once('error', reject).end(body);
  });

const tokenOf = async (): Promise<Record<string, string>> => {
  const { text } = await call('GET', '/console');
  return { 'Parley-Console': /"token":"([\w-]+)"/.exec(text)?.[1] ?? '' };
};

const consolePaths = (env: Record<string, string>): string[] =>
  featureRoutes(featureWorld(createWorld(system.db, { env })))
    .filter(({ path }) => path.startsWith('/console'))
    .map(({ path, loopbackOnly }) => `${path} ${loopbackOnly}`);

describe('the console is for this machine', () => {
  test('there is none outside `npm start`, nor in production, and all of it is for the loopback alone', () => {
    expect(consolePaths({ PARLEY_CONSOLE_TENANT: tenantId })).toEqual([]);
    expect(consolePaths({ PARLEY_EMBEDDED: '1' })).toEqual([]);
    const paths = consolePaths(embedded);
    expect(paths.length).toBeGreaterThan(4);
    expect(paths.filter((path) => !path.endsWith(' true'))).toEqual([]);
  });

  test.each([
    ['through a proxy', { 'X-Forwarded-For': '127.0.0.1' }],
    ['under another name, as a page whose name was pointed at this machine would', { Host: 'evil.example' }],
    ['under a name that only begins like ours', { Host: '127.0.0.1.evil.example' }],
  ])('it is not there %s', async (_, headers) => {
    const own = await tokenOf();
    for (const path of ['/console', '/console/api/runs', '/console/api/templates'])
      expect((await call('GET', path, { ...own, ...headers })).status, path).toBe(404);
  });

  test('its calls need the token of its page, and no other origin may make them', async () => {
    const own = await tokenOf();
    const wish = JSON.stringify({ templateId: 'x', candidateRef: 'foreign', reviewPlan: false });

    expect((await call('GET', '/console/api/runs')).status).toBe(404);
    expect((await call('GET', '/console/api/runs', { 'Parley-Console': 'x'.repeat(43) })).status).toBe(404);
    expect((await call('GET', '/console/api/runs', own)).status).toBe(200);
    for (const origin of ['http://evil.example', 'null', 'http://localhost:1'])
      expect((await call('POST', '/console/api/runs', { ...own, Origin: origin }, wish)).status, origin).toBe(403);
    const form = { ...own, 'Content-Type': 'text/plain' };
    expect((await call('POST', '/console/api/runs', form, wish)).status).toBe(415);
    expect(await system.db('interviews').where({ candidate_ref: 'foreign' })).toEqual([]);
  });

  test('it knows nothing of another tenant', async () => {
    const other = await system.addTenant();
    await fetch(`${system.apiUrl}/api/v1/integration/interviews`, {
      method: 'POST',
      headers: { 'X-API-Key': other.apiKeys.integration, 'Content-Type': 'application/json' },
      body: JSON.stringify({ candidateRef: 'theirs' }),
    });
    const [theirs] = await system.db('interviews').where({ candidate_ref: 'theirs' }).pluck('run_id');
    const own = await tokenOf();

    expect((await call('GET', '/console/api/runs', own)).text).not.toContain('theirs');
    for (const way of ['room', 'review'])
      expect((await call('POST', `/console/api/runs/${theirs}/${way}`, own)).status).toBe(404);
  });
});

const rowOf = (page: Page, reference: string) => page.getByRole('row').filter({ hasText: reference });

/** Its template's plan is drafted by the worker, which takes a moment after a first start. */
const make = async (page: Page, reference: string, { review }: { review: boolean }): Promise<void> => {
  const template = page.getByLabel('Template');
  await template.locator('option:not([disabled])', { hasText: 'Registered nurse' }).waitFor({ state: 'attached' });
  await template.selectOption({ label: 'Registered nurse (ward)' });
  await page.getByLabel('Reference of the candidate').fill(reference);
  await page.getByLabel('I look at the plan first').setChecked(review);
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByText(/Made run_/).waitFor();
};

describe.skipIf(isLeftOut)('at the console', () => {
  test('interviews are made of the templates and shown as they move, without a reload', async () => {
    const { page, complaints, close } = await open();
    await page.goto(`${system.apiUrl}/console`);
    await make(page, 'nurse-1', { review: false });
    await make(page, 'nurse-<b>2</b>', { review: true });

    await rowOf(page, 'nurse-1').getByText('APPROVED', { exact: true }).waitFor();
    await rowOf(page, 'nurse-<b>2</b>').getByText('PENDING', { exact: true }).waitFor();
    await rowOf(page, 'nurse-<b>2</b>').getByRole('cell', { name: 'recruiter' }).waitFor();
    const runId = await rowOf(page, 'nurse-1').locator('code').first().innerText();
    expect(
      await rowOf(page, 'nurse-1')
        .getByRole('link', { name: /^Workflow/ })
        .getAttribute('href'),
    ).toBe(`${ui}/namespaces/default/workflows/interview-${runId}`);
    const [room] = await Promise.all([
      page.context().waitForEvent('page'),
      rowOf(page, 'nurse-1').getByRole('button', { name: /^Room/ }).click(),
    ]);
    await room.getByRole('heading', { level: 1 }).waitFor();
    expect(room.url()).toContain('/interview');
    await room.close();
    const [review] = await Promise.all([
      page.context().waitForEvent('page'),
      rowOf(page, 'nurse-<b>2</b>')
        .getByRole('button', { name: /^Review/ })
        .click(),
    ]);
    await revisionIs(review, 1);
    await review.close();

    await page.getByLabel('Waits for').selectOption('recruiter');
    await rowOf(page, 'nurse-1').waitFor({ state: 'detached' });
    await page.getByLabel('Reference, position or run').fill('no such thing');
    await page.getByText('No run is like that.').waitFor();
    await page.getByLabel('Reference, position or run').fill('NURSE');
    await rowOf(page, 'nurse-<b>2</b>').waitFor();
    await look(page, 'console');
    expect(complaints).toEqual([]);
    await close();
  });
});

const sure = 'Reword it to: "How do you test a migration before it runs?"';

describe.skipIf(isLeftOut)('a recruiter with a plan', { concurrent: true }, () => {
  test('by keys alone has a question changed that was chosen, sees what became of it word by word, and approves', async () => {
    const { runId, link } = await planned();
    const { page, complaints, close } = await open();
    await page.goto(link);
    await revisionIs(page, 1);
    await takePictures(page, 'plan-first');
    await page.emulateMedia({ media: 'print' });
    const competencies = await page.locator('article:has(dl)').count();
    expect(await page.getByText('Score 5', { exact: true }).filter({ visible: true }).count()).toBe(competencies);
    await page.emulateMedia({ media: 'screen' });

    await pressByKeys(page, 'Change this: Question 2');
    await focusIs(page, { tag: 'TEXTAREA', name: 'Question 2: What should change' });
    await page.keyboard.type('Make it nicer.');
    await pressByKeys(page, 'Ask for these changes');
    await focusIs(page, { tag: 'H3', name: 'Ask for these changes' });
    await page.getByText('Make it nicer.', { exact: true }).waitFor();
    await pressByKeys(page, 'Send now');
    await page.getByText(/The planner cannot carry this out exactly/).waitFor();
    await look(page, 'plan-not-understood');
    await wishOf(page, 2).fill(sure);
    await pressByKeys(page, 'Ask for these changes');
    await pressByKeys(page, 'Send now');
    await focusIs(page, { tag: 'SECTION' });
    await revisionIs(page, 2);
    await page.getByLabel('Show what changed since revision 1').isChecked();
    await page.locator('ins', { hasText: 'before it runs' }).waitFor();
    await page.locator('blockquote', { hasText: sure }).waitFor();
    await look(page, 'plan-changed');
    await page.getByLabel('Show what changed since revision 1').uncheck();
    expect(await page.locator('ins, del').count()).toBe(0);

    await pressByKeys(page, 'Approve the plan');
    await focusIs(page, { tag: 'H3', name: 'Approve the plan' });
    await pressByKeys(page, 'Undo');
    await focusIs(page, { tag: 'H2', name: 'Your decision' });
    expect(await client.read(runId)).toMatchObject({ state: 'PENDING' });
    await pressByKeys(page, 'Approve the plan');
    await pressByKeys(page, 'Send now');
    await page.getByRole('heading', { name: 'The plan is approved' }).waitFor();
    await focusIs(page, { tag: 'SECTION' });
    await look(page, 'plan-approved');
    expect(await client.read(runId)).toMatchObject({ state: 'APPROVED', plan: { revision: 2 } });
    expect(complaints.filter((one) => !one.includes('422'))).toEqual([]);
    await close();
  });

  test('who comes second loses no word: the newer plan is shown, what still fits is kept, and the rest waits', async () => {
    const { runId, link } = await planned();
    const { page, close } = await open();
    await page.goto(link);
    await revisionIs(page, 1);
    const last = await page.getByRole('button', { name: /^Change this: Question/ }).count();
    await page.getByRole('button', { name: 'Change this: Question 1' }).click();
    await wishOf(page, 1).fill(sure);
    await page.getByRole('button', { name: `Change this: Question ${last}` }).click();
    await wishOf(page, last).fill('Set <b>this</b> aside.');
    await page.getByRole('textbox', { name: 'Wishes for the whole plan' }).fill('Shorter.');
    await page.getByText('Saved', { exact: true }).waitFor();
    await revise(runId, `Remove question ${last}.`, 2);

    await page.getByRole('button', { name: 'Ask for these changes' }).click();
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByText(/this is revision 2\. Please look at it/).waitFor();
    await revisionIs(page, 2);
    expect(await wishOf(page, 1).inputValue()).toBe(sure);
    await page.getByText('No longer in the plan').waitFor();
    await look(page, 'plan-stale');
    expect(await client.read(runId)).toMatchObject({ state: 'PENDING', plan: { revision: 2 } });

    await page.getByRole('button', { name: 'Move to the wishes for the whole plan' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await revisionIs(page, 2);
    expect(await wishOf(page, 1).inputValue()).toBe(sure);
    const whole = page.getByRole('textbox', { name: 'Wishes for the whole plan' });
    expect(await whole.inputValue()).toBe('Shorter.\n\nSet <b>this</b> aside.');
    await page.getByRole('button', { name: 'Approve the plan' }).click();
    await dialog(page)
      .getByText(/nobody will read them/)
      .waitFor();
    await look(page, 'plan-unsent');
    await inDialog(page, 'Go back');
    expect(await client.read(runId)).toMatchObject({ state: 'PENDING' });
    await close();
  });

  test('rejects a plan with a reason and not without, and the interview has ended', async () => {
    const { runId, link } = await planned();
    const { page, close } = await open();
    await page.goto(link);
    await revisionIs(page, 1);
    await page.getByText('Reject the plan').click();
    await page.getByRole('button', { name: 'Reject, and end the interview' }).click();
    await page.getByText('A reason is needed.').waitFor();
    await reach(page, 'Why');
    await page.keyboard.type('We no longer hire for this.');
    await look(page, 'plan-reject');
    await page.getByRole('button', { name: 'Reject, and end the interview' }).click();
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByRole('heading', { name: 'The plan is rejected' }).waitFor();
    expect(await client.read(runId)).toMatchObject({ state: 'REJECTED', outcome: 'PLAN_REJECTED' });
    await page.reload();
    await page.getByRole('heading', { name: 'The plan is rejected' }).waitFor();
    await close();
  });
});
