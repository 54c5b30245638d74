import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { erasurePathOf } from '../harness/erasure.ts';
import { pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { isLeftOut, useBrowser } from './browser.ts';
import { useCandidates, type Invited } from './invited.ts';
import { isForEverybody, takePictures } from './looking.ts';
import { leadOn, nextScreen, walkTo, type Place } from './walk.ts';

const system = await useSystem();
const { open } = useBrowser();
const { client, invite, begin, decided } = useCandidates(system);

const look = async (page: Page, name: string): Promise<void> => {
  await isForEverybody(page, name, { briefly: true });
  await takePictures(page, name);
};

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const dialog = (page: Page) => page.getByRole('dialog');
const inDialog = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click();
const askHelp = async (page: Page, way: string): Promise<void> => {
  await press(page, 'Help and options');
  await inDialog(page, way);
};

describe.skipIf(isLeftOut)('every state of the page', () => {
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
    await begin(invited, { answered: true });
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
    expect((await client.read(invited.runId)).appeal).toEqual({ requestedAt: expect.any(String) });
    expect(complaints).toEqual([]);
    await close();
  });
});

type Stop = { place: Place | 'review'; phase: 'before' | 'under way' };

const stops: Stop[] = [
  { place: 'welcome', phase: 'before' },
  { place: 'consent', phase: 'before' },
  { place: 'choices', phase: 'before' },
  { place: 'practice', phase: 'before' },
  { place: 'question', phase: 'under way' },
  { place: 'review', phase: 'under way' },
];

const helps = ['Something does not work', 'Ask for an adjustment', 'Ask something else'];
const offered = {
  before: [
    'Finish later',
    ...helps,
    'Talk to a person instead',
    'Language of this page',
    'Larger text',
    'My interview',
    'Withdraw',
  ],
  'under way': [
    'Pause',
    'Finish later',
    ...helps,
    'Talk to a person instead',
    'Language of this page',
    'Larger text',
    'My interview',
    'Withdraw',
  ],
};

const bringTo = async (page: Page, invited: Invited, place: Stop['place']): Promise<string> => {
  if (place !== 'review') return (await walkTo(page, invited.link, place)).heading;
  await begin(invited, { answered: true });
  await page.goto(invited.link);
  const { heading: closing } = await nextScreen(page, null);
  await leadOn(page);
  return (await nextScreen(page, closing)).heading;
};

const offersOn = async (page: Page): Promise<string[]> => {
  await press(page, 'Help and options');
  await dialog(page).getByRole('listitem').first().waitFor();
  const names = await dialog(page).getByRole('listitem').allInnerTexts();
  await inDialog(page, 'Close');
  return names;
};

/** Asks for both kinds of help, and comes back to the same screen. */
const askForHelp = async (page: Page, place: string): Promise<void> => {
  for (const [way, note] of [
    ['Something does not work', 'What does not work?'],
    ['Ask for an adjustment', 'What would help you?'],
  ] as const) {
    await askHelp(page, way);
    await dialog(page).getByRole('textbox', { name: note }).fill(`At ${place}.`);
    await inDialog(page, 'Send');
    await dialog(page).getByText('Acme has been told.').waitFor();
    await page.keyboard.press('Escape');
  }
};

/** Pauses and puts off, each confirmed by a screen that a reload does not end, and goes on at the same place. */
const leaveAndComeBack = async (page: Page, title: string): Promise<void> => {
  await askHelp(page, 'Pause');
  await inDialog(page, 'Pause now');
  await heading(page, 'Paused').waitFor();
  await page.reload();
  await press(page, 'Go on');
  await heading(page, title).waitFor();
  await askHelp(page, 'My interview');
  await heading(page, 'My interview').waitFor();
  await askHelp(page, 'Finish later');
  await dialog(page).getByRole('button', { name: 'Finish later' }).click();
  await heading(page, 'See you later').waitFor();
  await press(page, 'Go on now');
  await heading(page, title).waitFor();
};

const eventsOf = (runId: string): Promise<string[]> => system.owner('events').where({ run_id: runId }).pluck('type');

const leavings = [
  { way: 'Talk to a person instead', title: 'You asked for a person', outcome: 'OPTED_OUT' },
  { way: 'Withdraw', title: 'You have withdrawn', outcome: 'WITHDRAWN' },
];

describe.skipIf(isLeftOut)('the ways out', () => {
  test.concurrent.each(stops)(
    'that pause, put off and ask for help work at the $place, are confirmed in words, and reach the employer',
    async ({ place, phase }) => {
      const invited = await invite();
      const { page, complaints, close } = await open();
      const title = await bringTo(page, invited, place);
      expect(await offersOn(page)).toEqual(offered[phase]);
      await askForHelp(page, place);
      await heading(page, title).waitFor();
      if (phase === 'under way') await leaveAndComeBack(page, title);
      const asked = (await client.read(invited.runId)).timeline.flatMap(({ type, detail }) =>
        type === 'helpRequested' ? [detail['code']] : [],
      );
      expect(asked).toEqual(['technical', 'accommodation']);
      const events = await eventsOf(invited.runId);
      expect(events.filter((type) => type === 'interview.help_requested')).toHaveLength(2);
      expect(events.includes('interview.put_off')).toBe(phase === 'under way');
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test.concurrent.each(stops.flatMap((stop) => leavings.map((leaving) => ({ ...stop, ...leaving }))))(
    '$way works at the $place, is confirmed in words, and reaches the employer',
    async ({ place, way, title, outcome }) => {
      const invited = await invite();
      const { page, complaints, close } = await open();
      await bringTo(page, invited, place);
      await askHelp(page, way);
      await inDialog(page, way);
      await dialog(page)
        .getByText(/Acme has been told/)
        .waitFor();
      await page.keyboard.press('Escape');
      await heading(page, title).waitFor();
      expect(await offersOn(page)).toEqual(['Language of this page', 'Larger text', 'My interview']);
      expect(await client.read(invited.runId)).toMatchObject({ outcome });
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test('of the consent is a person instead, and after the end nothing is offered that no longer makes sense', async () => {
    const invited = await invite();
    const { page, close } = await open();
    await walkTo(page, invited.link, 'consent');
    await press(page, 'I’d rather talk to a person');
    await look(page, 'consent-person');
    await inDialog(page, 'Yes, talk to a person');
    await heading(page, 'You asked for a person').waitFor();
    expect(await client.read(invited.runId)).toMatchObject({ outcome: 'OPTED_OUT', humanFollowUp: true });
    const other = await invite();
    await (await begin(other, { answered: true })).succeed('POST', '/room/api/finish');
    await page.goto(other.link);
    await heading(page, 'That’s all. Thank you.').waitFor();
    expect(await offersOn(page)).toEqual(['Language of this page', 'Larger text', 'My interview']);
    await close();
  });
});

describe.skipIf(isLeftOut)('of two windows', () => {
  test('the later takes over, the first says so and takes back, and what was typed in either comes back', async () => {
    const { link } = await invite();
    const [first, second] = await Promise.all([open(), open()]);
    const field = (page: Page) => page.getByRole('textbox', { name: 'Your answer' });
    const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor();
    const { heading: question } = await walkTo(first.page, link, 'question');
    await field(first.page).fill('Written first.');
    await saved(first.page);
    await second.page.goto(link);
    await heading(second.page, 'Your interview is open somewhere else').waitFor();
    await press(second.page, 'Go on here');
    await heading(second.page, question).waitFor();
    expect(await field(second.page).inputValue()).toBe('Written first.');
    await field(second.page).fill('Written in the second.');
    await saved(second.page);
    await field(first.page).fill('Written first, and more.');
    await heading(first.page, 'Your interview is open somewhere else').waitFor();
    await first.page.getByText('What you wrote here and have not sent stays in this window.').waitFor();
    await look(first.page, 'elsewhere');
    await press(first.page, 'Go on here');
    await heading(first.page, question).waitFor();
    expect(await field(first.page).inputValue()).toBe('Written in the second.');
    await first.page.getByRole('blockquote').getByText('Written first, and more.').waitFor();
    await look(first.page, 'returned-text');
    await press(first.page, 'Put it into the answer');
    expect(await field(first.page).inputValue()).toBe('Written in the second.\n\nWritten first, and more.');
    await leadOn(first.page);
    await nextScreen(first.page, question);
    // The second hears of it as soon as it says that it is there.
    await second.page.evaluate("window.dispatchEvent(new Event('online'))");
    await heading(second.page, 'Your interview is open somewhere else').waitFor();
    await Promise.all([first.close(), second.close()]);
  });
});

type End = { name: string; says: RegExp; bring: (invited: Invited) => Promise<unknown> };

const expire = ({ runId }: Invited) =>
  system
    .owner('interviews')
    .where({ run_id: runId })
    .update({ link_expires_at: new Date(Date.now() - 1) });

const ends: End[] = [
  { name: 'expired', says: /^This link has ended$/, bring: expire },
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
    name: 'given to a person',
    says: /^You asked for a person$/,
    bring: async (invited) => (await begin(invited)).succeed('POST', '/room/api/opt-out', {}),
  },
];

describe.skipIf(isLeftOut)('a link', () => {
  test.concurrent.each(ends)(
    'that is $name says so and whom to ask, and names nobody',
    async ({ name, says, bring }) => {
      const invited = await invite();
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
