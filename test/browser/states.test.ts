import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { erasurePathOf } from '../harness/erasure.ts';
import { pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { isLeftOut, useBrowser } from './browser.ts';
import { useCandidates, type Invited } from './invited.ts';
import { look } from './looking.ts';
import { askHelp, dialog, heading, inDialog, leadOn, nextScreen, press, walkTo } from './walk.ts';

const system = await useSystem();
const { open } = useBrowser();
const { client, invite, begin, decided } = useCandidates(system);

describe.skipIf(isLeftOut)('every state of the page', { concurrent: true }, () => {
  test('help and each of its questions before and after, pausing and coming back later, are for everybody', async () => {
    const { link } = await invite();
    const { page, complaints, close } = await open();
    await walkTo(page, link, 'welcome');
    await askHelp(page, 'Finish later');
    await look(page, 'later-before-the-start');
    await inDialog(page, 'Close');
    await walkTo(page, link, 'question');
    await press(page, 'Help and options');
    await look(page, 'help');
    const ways = [
      'Pause',
      'Finish later',
      'Something does not work',
      'Ask for an adjustment',
      'Ask something else',
      'Talk to a person instead',
      'Language of this page',
      'Larger text',
      'Withdraw',
    ];
    for (const way of ways) {
      await inDialog(page, way);
      await look(page, `help-${way.toLowerCase().replaceAll(' ', '-')}`);
      await inDialog(page, 'Back');
    }
    await inDialog(page, 'Something does not work');
    await page.getByRole('textbox', { name: 'What does not work?' }).fill('I hear nothing.');
    await inDialog(page, 'Send');
    await dialog(page).getByText('Acme has been told. Nothing is lost.').waitFor();
    await look(page, 'help-sent');
    await page.keyboard.press('Escape');
    await press(page, 'Pause');
    await heading(page, 'Paused').waitFor();
    await look(page, 'paused');
    await askHelp(page, 'Finish later');
    await dialog(page).getByRole('button', { name: 'Finish later' }).click();
    await heading(page, 'See you later').waitFor();
    await look(page, 'later');
    await press(page, 'Go on now');
    await page.getByRole('textbox', { name: 'Your answer' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('an empty and a very long answer, saving, and all that can go wrong with it say what is safe', async () => {
    const { link } = await invite();
    const { page, close } = await open();
    await walkTo(page, link, 'question');
    await leadOn(page);
    await page.getByText('Write a few words first.').waitFor();
    await look(page, 'answer-empty');
    const field = page.getByRole('textbox', { name: 'Your answer' });
    await field.fill('word '.repeat(4_100));
    await page.getByText(/Please shorten it by/).waitFor();
    await field.fill('I built a billing service, and ran it for two years.');
    await page.getByText('Saved', { exact: true }).waitFor();
    await look(page, 'answer-saved');
    await page.route('**/room/api/drafts/*', (route) => route.abort());
    await field.fill('I built a billing service, and ran it for three years.');
    await page.getByText('Not saved yet').waitFor();
    await look(page, 'answer-not-saved');
    await page.route('**/room/api/answers', () => undefined);
    await leadOn(page);
    await heading(page, 'Saving your answer').waitFor();
    await look(page, 'sending');
    await page.reload();
    await heading(page, 'Saving your answer').waitFor();
    await page.unrouteAll();
    await page.route('**/room/api/answers', (route) => route.abort());
    await page.reload();
    await page.getByText('There is no connection at the moment.').waitFor();
    await look(page, 'sending-without-a-line');
    await page.unrouteAll();
    await page.getByRole('textbox', { name: 'Your answer' }).waitFor();
    await close();
  });

  test('a page that cannot begin says why, goes on by itself, and has a number to give', async () => {
    const { link } = await invite();
    const { page, close } = await open();
    await page.route('**/room/api/session', (route) => route.abort());
    await page.goto(link);
    await heading(page, 'We cannot reach the interview').waitFor();
    await look(page, 'trouble-offline');
    await page.unrouteAll();
    const refusal = { code: 'internal.error', requestId: 'req_0123456789' };
    await page.route('**/room/api/session', (route) => route.fulfill({ status: 500, json: refusal }));
    await page.reload();
    await heading(page, 'Something went wrong').waitFor();
    await page.getByText('req_0123456789').waitFor();
    await look(page, 'trouble');
    await page.unrouteAll();
    await nextScreen(page, 'Something went wrong');
    await close();
  });

  test('my interview shows what there is before the start, under way, after the end and after the decision', async () => {
    const invited = await invite();
    const { page, complaints, close } = await open();
    await page.goto(invited.link);
    await nextScreen(page, null);
    await askHelp(page, 'My interview');
    await page.getByText('There are no answers yet.').waitFor();
    await look(page, 'mine-before-the-start');
    const device = await begin(invited, { answered: true });
    await device.succeed('POST', '/room/api/help', { code: 'accommodation', note: 'Larger letters, please.' });
    // The first answer stands for a spoken one, which can be corrected.
    await system.owner('turns').where({ run_id: invited.runId, turn: 1 }).update({ hearing: 'heard' });
    await page.goto(invited.link);
    await nextScreen(page, null);
    await leadOn(page);
    await heading(page, 'Check what we understood').waitFor();
    await press(page, /^Correct this answer/);
    await look(page, 'review-correcting');
    await page.getByRole('textbox', { name: 'What you said' }).fill('I moved two services to TypeScript.');
    await press(page, 'Save correction');
    await page.getByText('Your correction', { exact: true }).waitFor();
    await look(page, 'review-corrected');
    await askHelp(page, 'My interview');
    await heading(page, 'My interview').waitFor();
    await look(page, 'mine-under-way');
    await press(page, 'Back to the interview');
    await press(page, 'This is right');
    await heading(page, 'That’s all. Thank you.').waitFor();
    await press(page, 'My interview');
    await heading(page, 'My interview').waitFor();
    for (const act of ['Withdraw my consent', 'Ask for erasure']) {
      await press(page, act);
      await dialog(page).waitFor();
      await look(page, `mine-${act.toLowerCase().replaceAll(' ', '-')}`);
      await inDialog(page, 'Close');
    }
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download my data' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.json$/);
    expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({
      notes: [{ with: 'requestHelp', text: 'Larger letters, please.' }],
    });
    await press(page, 'Ask for erasure');
    await inDialog(page, 'Ask for erasure');
    await page.getByText(/You asked for erasure on/).waitFor();
    await look(page, 'mine-after-the-end');
    expect(complaints).toEqual([]);
    await close();
  });

  test('after the decision a review by a person can be asked for in words, and scores are shown only where the employer says so', async () => {
    const invited = await invite();
    await decided(invited);
    const { page, complaints, close } = await open();
    await page.goto(invited.link);
    await nextScreen(page, null);
    await press(page, 'My interview');
    await page.getByRole('heading', { name: 'What you said' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Your result' }).count()).toBe(0);
    await press(page, 'Ask for a review');
    await page.getByText('Write a sentence or two').waitFor();
    await look(page, 'mine-decided');
    await page.getByRole('textbox', { name: 'What should the person know?' }).fill('My databases were overlooked.');
    await press(page, 'Ask for a review');
    await page.getByText(/You asked for a review on/).waitFor();
    const settings = JSON.stringify({ room: { showScores: true } });
    await system.owner('tenants').where({ id: system.tenant.tenantId }).update({ settings });
    await page.reload();
    await nextScreen(page, null);
    await press(page, 'My interview');
    await page.getByRole('heading', { name: 'Your result' }).waitFor();
    await look(page, 'mine-decided-with-scores');
    expect((await client.read(invited.runId)).appeal).toMatchObject({ requestedAt: expect.any(String), state: 'open' });
    expect(complaints).toEqual([]);
    await close();
  });
});

/** An employer who waits for seconds only. */
const impatient = await system.addTenant();
const hurried = useCandidates({ ...system, tenant: impatient });
await system
  .owner('tenants')
  .where({ id: impatient.tenantId })
  .update({ settings: JSON.stringify({ link: { life: 'PT8S' }, session: { window: 'PT2S' } }) });

const lets = async (at: Date, { runId }: Invited): Promise<unknown> =>
  system.owner('interviews').where({ run_id: runId }).update({ link_expires_at: at });

type End = { name: string; says: RegExp; of?: typeof hurried; bring: (invited: Invited) => Promise<unknown> };

const expire = (invited: Invited) => lets(new Date(Date.now() - 1), invited);

const ends: End[] = [
  { name: 'expired', says: /^This link has ended$/, bring: expire },
  {
    name: 'expired with its interview',
    says: /^This link has ended$/,
    of: hurried,
    bring: ({ runId }) => hurried.client.until(runId, 'CANCELLED'),
  },
  {
    name: 'left by who began and did not answer',
    says: /^The time for this interview is over$/,
    of: hurried,
    bring: async (invited) => {
      await hurried.begin(invited);
      expect(await hurried.client.until(invited.runId, 'CANCELLED')).toMatchObject({ outcome: 'NO_SHOW' });
      await lets(new Date(Date.now() + 60_000), invited);
    },
  },
  {
    name: 'finished, its time over',
    says: /^This link has ended$/,
    bring: async (invited) => {
      const device = await begin(invited, { answered: true });
      await device.succeed('POST', '/room/api/finish');
      await client.until(invited.runId, 'ASSESSMENT_PENDING');
      await expire(invited);
    },
  },
  {
    name: 'erased',
    says: /^This interview has been erased$/,
    bring: async ({ runId }) => {
      await client.insist('DELETE', pathOf(runId));
      await client.insist('DELETE', erasurePathOf(runId));
    },
  },
  {
    name: 'cancelled',
    says: /^This interview will not take place$/,
    bring: ({ runId }) => client.insist('DELETE', pathOf(runId)),
  },
  {
    name: 'withdrawn',
    says: /^You have withdrawn$/,
    bring: async (invited) => (await begin(invited)).succeed('POST', '/room/api/withdraw', {}),
  },
  {
    name: 'without the consent that was given',
    says: /^You have withdrawn$/,
    bring: async (invited) => {
      const device = await begin(invited);
      const { notice } = await device.succeed<{ notice: { hash: string } }>('GET', '/room/api/session');
      await device.succeed('POST', '/room/api/consent', { noticeHash: notice.hash, accepted: false });
    },
  },
  {
    name: 'given to a person',
    says: /^You asked for a person$/,
    bring: async (invited) => (await begin(invited)).succeed('POST', '/room/api/opt-out', {}),
  },
];

describe.skipIf(isLeftOut)('a link', { concurrent: true }, () => {
  test.each(ends)(
    'that is $name says so and whom to ask, and names nobody',
    async ({ name, says, of = { invite }, bring }) => {
      const invited = await of.invite();
      await bring(invited);
      const { page, close } = await open();
      await page.goto(invited.link);
      await heading(page, says).waitFor();
      await page.getByText(/reply to your invitation or write to/).waitFor();
      expect(await page.getByRole('main').innerText()).not.toMatch(/Zoë|zoe@example\.com/);
      await look(page, `dead-${name.replaceAll(/[ ,]+/g, '-')}`);
      await close();
    },
  );
});
