// A developer at the console, and a recruiter at the plan that came of it: one system, since both need a whole one.
import { request } from 'node:http';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { featureRoutes } from '../../api/wiring/features.ts';
import { useSystem } from '../harness/system.ts';
import { createWorld, featureWorld } from '../harness/world.ts';
import { isLeftOut, useBrowser } from './browser.ts';
import { look } from './looking.ts';

const system = await useSystem({ start: ['worker'] });
const { open } = useBrowser();
const { tenantId } = system.tenant;
const ui = 'http://127.0.0.1:8233';
const embedded = { PARLEY_EMBEDDED: '1', PARLEY_CONSOLE_TENANT: tenantId, PARLEY_TEMPORAL_UI_URL: ui };

beforeAll(async () => system.start('api', embedded), 60_000);

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
    expect(room.url()).toContain('/interview/');
    await room.close();

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
