import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anAssessment, aReview, aTurn, fakeReview, shown } from '../../web/review/fake-review.ts';
import { Problem } from '../../web/ui/call.ts';
import { eventually } from '../harness/eventually.ts';
import { pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { isLeftOut, useBrowser } from './browser.ts';
import type { Invited } from './invited.ts';
import { isForEverybody, look } from './looking.ts';
import { createReviewing, useReviewers } from './reviewers.ts';
import { dialog, focusIs, heading, pressByKeys, reach } from './walk.ts';

const { recogniser, env } = await createReviewing();
afterAll(() => recogniser.close());
const system = await useSystem({ env: () => Promise.resolve(env) });
const { client, begin, assessed, linkOf, revoke } = useReviewers({ ...system, recogniser });
const { open } = useBrowser();

const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script> \u202Egnp.exe ${'word '.repeat(1_900)}`;

let [spoken, plain, strange] = [] as unknown as [Invited, Invited, Invited];
beforeAll(async () => {
  if (isLeftOut) return;
  await begin();
  [spoken, plain, strange] = await Promise.all([
    assessed({ spoken: true }),
    assessed(),
    assessed({ typed: `I moved two services. ${hostile}` }),
  ]);
}, 120_000);

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const showAll = async (page: Page): Promise<void> => {
  await button(page, 'Show me everything').click();
  await page.getByText(/^Proposed verdict|^No verdict is proposed/).waitFor();
};
const choose = (page: Page, verdict: string) => page.getByRole('radio', { name: new RegExp(`^${verdict}`) }).check();
const stateOf = async ({ runId }: Invited): Promise<string> => (await client.read(runId)).state;

const opened = async (run: Invited, options: Parameters<typeof linkOf>[1] = {}) => {
  const { page, ...rest } = await open();
  await page.goto(await linkOf(run, options));
  await page.getByRole('heading', { level: 2, name: 'Evidence' }).waitFor();
  return { page, ...rest };
};

describe.skipIf(isLeftOut)('an assessment is decided on evidence', { concurrent: true }, () => {
  test('evidence comes first, a quote plays at its word, a rating reveals, and an override keeps its reason', async () => {
    const { page, complaints, close } = await opened(spoken);
    expect(page.url()).toBe(`${system.apiUrl}/review?run=${spoken.runId}`);
    expect(await page.title()).toBe('Interview review');
    const blind = await page.getByRole('main').innerText();
    expect(blind).not.toMatch(/likely between|of 100|Proposed verdict|No score/);
    await look(page, 'review-blind');

    // The moment lasts some seconds: whatever this machine does meanwhile, its word is seen in them.
    const isSaid = page.locator('#turn-1[aria-current] mark[data-said]').waitFor();
    const way = button(page, /^from question 1 · \d\d:\d\d$/);
    const evidence = page.locator('figure', { has: way }).first();
    const quote = await evidence.locator('blockquote').innerText();
    await evidence.getByRole('button').click();
    await focusIs(page, { tag: 'LI' });
    await isSaid;
    await eventually(
      () => page.evaluate<number>(`document.querySelector('#turn-1 audio').currentTime`),
      (seconds) => seconds > 0.2,
    );
    // The word that is being said parts the quote, and what is heard in pieces is quoted in pieces.
    const marked = (await page.locator('#turn-1 mark').allTextContents()).join('');
    expect(marked.replaceAll(/\s/g, '')).toContain(quote.replaceAll(/\s/g, ''));

    await page
      .getByRole('group', { name: /^Your rating/ })
      .first()
      .getByRole('button', { name: /^4/ })
      .click();
    await page.getByText('Your rating: 4 of 5').waitFor();
    await focusIs(page, { tag: 'ARTICLE' });
    await page
      .getByRole('status')
      .filter({ hasText: /: proposed is/ })
      .waitFor();
    await showAll(page);
    await focusIs(page, { tag: 'H2', name: 'What is proposed' });
    const proposed = await page.getByText(/^Proposed verdict/).innerText();
    const other = proposed.includes('NO HIRE') ? 'HIRE' : 'NO HIRE';
    await choose(page, other);
    await button(page, `Approve as ${other}`).click();
    await page.getByText('Please choose at least one reason.').waitFor();
    await look(page, 'review-override');
    await page.getByRole('checkbox', { name: 'I know more than the interview shows' }).check();
    await page.getByRole('textbox', { name: 'Note (optional)' }).fill('We met in person.');
    await page.getByText('Draft saved').waitFor();
    await page.reload();
    await eventually(
      () => page.getByRole('textbox', { name: 'Note (optional)' }).inputValue(),
      (text) => text === 'We met in person.',
    );

    await button(page, `Approve as ${other}`).click();
    await button(page, 'Undo').waitFor();
    await button(page, 'Undo').click();
    await focusIs(page, { tag: 'H2', name: 'Your decision' });
    expect(await stateOf(spoken)).toBe('ASSESSMENT_PENDING');
    await button(page, `Approve as ${other}`).click();
    await button(page, 'Send now').click();
    await page.getByText('This interview is decided.').waitFor();
    await page.getByText('We met in person.').waitFor();
    await look(page, 'review-decided');
    expect(await client.insist('GET', pathOf(spoken.runId))).toMatchObject({ state: 'ASSESSMENT_APPROVED' });
    expect(complaints).toEqual([]);

    await page.emulateMedia({ media: 'print' });
    const printed = await page.getByRole('main').innerText();
    for (const words of ['We met in person.', 'Your rating: 4 of 5', 'What is proposed', 'The whole conversation'])
      expect(printed).toContain(words);
    for (const quote of await page.locator('blockquote').all()) expect(await quote.isVisible()).toBe(true);
    for (const answer of await page.locator('[data-competency] [lang]').all())
      expect(await answer.isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
    await close();
  });

  test('of two at once the second sees what the first decided, and a stale decision is refused with nothing lost', async () => {
    const [first, second] = await Promise.all([opened(plain), opened(plain, { reader: 1 })]);
    await showAll(second.page);
    await button(second.page, 'Read the whole answers').first().click();
    await choose(second.page, 'MAYBE');
    for (const box of await second.page.getByRole('checkbox', { name: 'Another reason' }).all()) await box.check();
    await second.page.getByRole('textbox', { name: 'Note (optional)' }).fill('I am not sure.');
    const decisions = '**/decisions';
    await second.page.route(decisions, (route) =>
      route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), revision: 7 }) }),
    );
    await button(second.page, 'Approve as MAYBE').click();
    await button(second.page, 'Send now').click();
    await second.page.getByText(/The assessment was made anew meanwhile/).waitFor();
    expect(await second.page.getByRole('textbox', { name: 'Note (optional)' }).inputValue()).toBe('I am not sure.');
    await second.page.unroute(decisions);

    await showAll(first.page);
    await button(first.page, 'Read the whole answers').first().click();
    const { verdict } = (await client.insist<{ assessment: { verdict: string } }>('GET', pathOf(plain.runId)))
      .assessment;
    await choose(first.page, verdict.replaceAll('_', ' '));
    await first.page.getByRole('button', { name: /^Approve as/ }).click();
    await button(first.page, 'Send now').click();
    await first.page.getByText('This interview is decided.').waitFor();

    await button(second.page, 'Approve as MAYBE').click();
    await button(second.page, 'Send now').click();
    await second.page.getByText(/^It was decided before this arrived/).waitFor();
    await second.page.getByText('I am not sure.').waitFor();
    await second.page.getByText(/^by .*@acme\.example/).waitFor();
    await look(second.page, 'review-second');
    await Promise.all([first.close(), second.close()]);
  });

  test('by keys alone it is read, rated, searched and decided; a verdict with no evidence asks once, and leaving sends nothing', async () => {
    const { page, close } = await opened(strange);
    await page.keyboard.press('?');
    await focusIs(page, { tag: 'H2', name: 'Keys' });
    await page.keyboard.press('j');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await focusIs(page, { tag: 'ARTICLE' });
    await page.keyboard.press('3');
    await page.getByText('Your rating: 3 of 5').waitFor();
    await page.keyboard.press('/');
    await focusIs(page, { tag: 'INPUT', name: 'Search the conversation' });
    await page.keyboard.type('jk1/? services');
    expect(await page.getByText(/^Your rating: \d of 5/).count()).toBe(1);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('services');
    await page.getByText(/^Found \d+ times/).waitFor();
    await pressByKeys(page, 'Show me everything');
    await page.getByText(/^Proposed verdict|^No verdict is proposed/).waitFor();
    await reach(page, /^STRONG HIRE/);
    await page.keyboard.press('Space');
    await reach(page, 'Another reason');
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await dialog(page).getByText('You have not opened any evidence').waitFor();
    await look(page, 'review-no-evidence');
    await pressByKeys(page, 'Decide all the same');
    await focusIs(page, { tag: 'H3', name: 'Approve as STRONG HIRE' });
    await page.goto('about:blank');
    expect(await stateOf(strange)).toBe('ASSESSMENT_PENDING');
    await page.goto(`${system.apiUrl}/review?run=${strange.runId}`);
    await page.getByText('Draft saved').waitFor();
    expect(await page.getByRole('radio', { name: /^STRONG HIRE/ }).isChecked()).toBe(true);
    await close();
  });

  test('script, turned-around writing and very long answers are text, on the narrowest phone too', async () => {
    const { page, close } = await opened(strange, { reader: 1 });
    await page.locator('#turn-2').getByText('<img src=x onerror=').waitFor();
    expect(await page.title()).toBe('Interview review');
    expect(await page.locator('#turn-2 img, #turn-2 script').count()).toBe(0);
    await isForEverybody(page, 'review with strange answers');
    await close();
  });

  test('links that are unknown, expired, revoked or of another interview show nothing, and say which they are', async () => {
    const { page, close } = await open();
    const link = await linkOf(spoken, { reader: 1 });
    const dead = async (address: string, title: string | RegExp): Promise<void> => {
      await page.goto(address);
      await heading(page, title).waitFor();
      expect(await page.getByRole('main').innerText()).not.toMatch(/engineer|application-/i);
    };
    await dead(`${link.slice(0, -6)}aaaaaa`, 'There is nothing here for this link');
    await look(page, 'review-dead');
    await dead(await linkOf(spoken, { reader: 1, expiresAt: Date.now() - 1_000 }), 'This link has ended');
    await dead(`${system.apiUrl}/review?run=${strange.runId}`, 'Please open your link again');
    await page.goto(link);
    await page.getByRole('heading', { level: 2, name: 'Evidence' }).waitFor();
    await dead(`${system.apiUrl}/review?run=${strange.runId}`, 'There is nothing here for this link');
    await revoke(spoken, 1);
    await dead(`${system.apiUrl}/review?run=${spoken.runId}`, /^This link was withdrawn|^Please open your link again/);
    await dead(link, 'This link was withdrawn');
    await close();
  });

  test('what is rare is for everybody too: a review of a decision, corrections, abstentions, and a page without a line', async () => {
    const { page, close } = await open();
    const heard = 'I wrote the tests first, and then we moved the invoices.';
    const fake = fakeReview(
      shown(
        aReview({
          waitsFor: 'appeal',
          appeal: {
            text: 'My databases were overlooked.',
            requestedAt: 1,
            state: 'open',
            decidedAt: null,
            firstDecider: false,
          },
          assessment: anAssessment({
            deviations: [
              { code: 'reworded', questionId: 'q1', turn: 1 },
              { code: 'left_out', questionId: 'q3', turn: null },
            ],
            lateWords: [{ by: 'candidate', text: 'And I kept the pager.' }],
          }),
          turns: [
            aTurn(1, 'What did you change?', heard.replace('tests', 'texts'), { version: 2, hearing: 'heard' }),
            aTurn(2, 'And then?', null, { hearing: 'lost', answeredAt: 5 }),
          ],
          others: [{ turn: 1, version: 1, answer: heard, correctedAt: null, late: false }],
        }),
      ),
    );
    await page.route('**/review/api/**', async (route) => {
      const path = new URL(route.request().url()).pathname.replace('/review/api/', '');
      try {
        await route.fulfill({ json: await fake.call(route.request().method(), path, route.request().postDataJSON()) });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        await route.fulfill({ status: error.status, json: error.body });
      }
    });
    await page.goto(`${system.apiUrl}/review?run=int_1`);
    await page.getByText('My databases were overlooked.').waitFor();
    expect(await page.locator('#turn-1 del').innerText()).toBe('tests');
    await page.getByText('Asked in other words than planned.').waitFor();
    await page.getByText('Left out, or not answered.').waitFor();
    await page.getByText('heard of after the close').waitFor();
    await page.getByText('And I kept the pager.').waitFor();
    await page.getByRole('textbox', { name: 'Your question' }).fill('What came first?');
    await button(page, 'Ask').click();
    await page.getByText('The candidate wrote tests first.').waitFor();
    fake.script.fails.set('', new Problem(503, { code: 'internal.error' }, null));
    await page.reload();
    await page.getByText('There is no connection at the moment.').waitFor();
    await page.getByText('My databases were overlooked.').waitFor();
    await page.getByRole('radio', { name: /^The decision is changed/ }).check();
    await choose(page, 'HIRE');
    await page.getByRole('checkbox', { name: 'The assessment is mistaken' }).check();
    await button(page, 'Change the decision to HIRE').click();
    await page.getByText('Please say why.').waitFor();
    await look(page, 'review-appeal');
    await page.getByRole('textbox', { name: 'Reason (needed)' }).fill('The second answer counts.');
    await button(page, 'Change the decision to HIRE').click();
    await button(page, 'Send now').click();
    await page.getByText(/so is the review that the candidate asked for/).waitFor();
    await close();
  });
});
