import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { isLeftOut, useBrowser } from './browser.ts';
import { byKeys } from './by-keys.ts';
import { useCandidates, type Invited } from './invited.ts';
import { look } from './looking.ts';
import { hold } from './speaker.ts';
import { askHelp, dialog, heading, inDialog, leadOn, nextScreen, press, walkTo, type Place } from './walk.ts';

const system = await useSystem();
const { open } = useBrowser();
const { client, invite, begin, decided } = useCandidates(system);

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
const before = [
  'Finish later',
  ...helps,
  'Talk to a person instead',
  'Language of this page',
  'Larger text',
  'My interview',
  'Withdraw',
];
const offered = { before, 'under way': ['Pause', ...before] };

const bringTo = async (page: Page, invited: Invited, place: Stop['place']): Promise<string> => {
  if (place !== 'review' && place !== 'question') return (await walkTo(page, invited.link, place)).heading;
  await begin(invited, { answered: place === 'review' });
  await page.goto(invited.link);
  if (place === 'question') return (await nextScreen(page, null)).heading;
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
] as const;

const hasAsked = async ({ runId }: Invited, phase: Stop['phase']): Promise<void> => {
  const asked = (await client.read(runId)).timeline.flatMap(({ type, detail }) =>
    type === 'helpRequested' ? [detail['code']] : [],
  );
  expect(asked).toEqual(['technical', 'accommodation']);
  const events = await eventsOf(runId);
  expect(events.filter((type) => type === 'interview.help_requested')).toHaveLength(2);
  expect(events.includes('interview.put_off')).toBe(phase === 'under way');
};

/** For good: confirmed in words, told to the employer, and then nothing is offered that no longer makes sense. */
const leaveFor = async (page: Page, { runId }: Invited, { way, title, outcome }: (typeof leavings)[number]) => {
  await askHelp(page, way);
  await inDialog(page, way);
  await dialog(page)
    .getByText(/Acme has been told/)
    .waitFor();
  await page.keyboard.press('Escape');
  await heading(page, title).waitFor();
  expect(await offersOn(page)).toEqual(['Language of this page', 'Larger text', 'My interview']);
  expect(await client.read(runId)).toMatchObject({ outcome });
};

describe.skipIf(isLeftOut)('the ways out', { concurrent: true }, () => {
  test.each(stops)(
    'that pause, put off, ask for help and then for a person work at the $place, are confirmed in words, and reach the employer',
    async ({ place, phase }) => {
      const invited = await invite();
      const { page, complaints, close } = await open();
      const title = await bringTo(page, invited, place);
      expect(await offersOn(page)).toEqual(offered[phase]);
      await askForHelp(page, place);
      await heading(page, title).waitFor();
      if (phase === 'under way') await leaveAndComeBack(page, title);
      await hasAsked(invited, phase);
      await leaveFor(page, invited, leavings[0]);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test.each(stops)(
    'Withdraw works at the $place, is confirmed in words, and reaches the employer',
    async ({ place }) => {
      const invited = await invite();
      const { page, complaints, close } = await open();
      await bringTo(page, invited, place);
      await leaveFor(page, invited, leavings[1]);
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

describe.skipIf(isLeftOut)('of two windows', { concurrent: true }, () => {
  test.each([{ told: 'draft' }, { told: 'sign of life' }])(
    'the later takes over, the first is told by its next $told and takes back, and what was typed in either comes back',
    async ({ told }) => {
      const { link } = await invite();
      const [first, second] = await Promise.all([open(), open()]);
      const field = (page: Page) => page.getByRole('textbox', { name: 'Your answer' });
      const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor();
      const { heading: question } = await walkTo(first.page, link, 'question');
      await field(first.page).fill('Written first.');
      await saved(first.page);
      // Nothing tells the first before it is let go, so what it wrote last is written and unsent, however slow the machine is.
      const letPings = await hold(first.page, 'ping');
      const letDrafts = await hold(first.page, 'drafts/*');
      await field(first.page).fill('Written first, and more.');
      await second.page.goto(link);
      await heading(second.page, 'Your interview is open somewhere else').waitFor();
      await press(second.page, 'Go on here');
      await heading(second.page, question).waitFor();
      expect(await field(second.page).inputValue()).toBe('Written first.');
      await field(second.page).fill('Written in the second.');
      await saved(second.page);
      expect(await field(first.page).inputValue()).toBe('Written first, and more.');
      await (told === 'draft' ? letDrafts : letPings)();
      if (told !== 'draft') await first.page.evaluate("window.dispatchEvent(new Event('online'))");
      await heading(first.page, 'Your interview is open somewhere else').waitFor({ timeout: 20_000 });
      await (told === 'draft' ? letPings : letDrafts)();
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
    },
  );
});

const preparing = {
  invited: () => Promise.resolve(),
  question: begin,
  finished: async (invited: Invited) => (await begin(invited, { answered: true })).succeed('POST', '/room/api/finish'),
  decided,
} satisfies Record<string, (invited: Invited) => Promise<unknown>>;

describe.skipIf(isLeftOut)('by keyboard alone', { concurrent: true }, () => {
  const journeys = byKeys({ system, open }).map((journey) => ({
    ...journey,
    what: journey.ways.map(({ what }) => what).join('; '),
  }));
  test.each(journeys)('$what', async ({ from, ways }) => {
    const invited = await invite();
    await preparing[from](invited);
    const { page, complaints, close } = await open();
    await page.goto(invited.link);
    await nextScreen(page, null);
    for (const { go } of ways) await go(page, invited);
    expect(complaints.filter((said) => !/status of 409/.test(said))).toEqual([]);
    await close();
  });
});
