// What a candidate can do without a mouse: each way through the last states, and where the focus is after every step.
import type { Page } from 'playwright-core';
import type { ParleySystem } from '../harness/system.ts';
import type { Opened } from './browser.ts';
import type { Invited } from './invited.ts';
import { dialog, focusIs, heading, pressByKeys, reach, walkTo } from './walk.ts';

export type Way = {
  what: string;
  from?: 'invited' | 'question' | 'finished' | 'decided';
  go: (page: Page, invited: Invited) => Promise<void>;
};

const question = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const atHeading = (page: Page, name: string) => focusIs(page, { tag: 'H1', name });
const openHelp = async (page: Page, way: string): Promise<void> => {
  await pressByKeys(page, 'Help and options');
  await focusIs(page, { tag: 'H2', name: 'Help and options' });
  await pressByKeys(page, way);
  await focusIs(page, { tag: 'H2', name: way });
};

type World = { system: Pick<ParleySystem, 'owner'>; open: () => Promise<Opened> };

/** Each from a question on, unless it says otherwise. */
export const byKeys = ({ system, open }: World): Way[] => [
  {
    what: 'help is closed by Esc at each of its steps, and gives the focus back',
    go: async (page) => {
      for (const way of ['Something does not work', 'Larger text', 'Withdraw']) {
        await openHelp(page, way);
        await page.keyboard.press('Escape');
        await focusIs(page, { tag: 'BUTTON', name: 'Help and options' });
      }
    },
  },
  {
    what: 'technical trouble is told, and the focus is back where it came from',
    go: async (page) => {
      await openHelp(page, 'Something does not work');
      await reach(page, 'What does not work?');
      await page.keyboard.type('I hear nothing.');
      await pressByKeys(page, 'Send');
      await focusIs(page, { tag: 'H2' });
      await pressByKeys(page, 'Close');
      await focusIs(page, { tag: 'BUTTON', name: 'Help and options' });
    },
  },
  {
    what: 'pausing and going on, by the button below the question and by help',
    go: async (page) => {
      const asked = await question(page);
      await pressByKeys(page, 'Pause');
      await atHeading(page, 'Paused');
      await pressByKeys(page, 'Go on');
      await atHeading(page, asked);
      await openHelp(page, 'Pause');
      await pressByKeys(page, 'Pause now');
      await atHeading(page, 'Paused');
      await pressByKeys(page, 'Go on');
      await atHeading(page, asked);
    },
  },
  {
    what: 'finishing later and going on',
    go: async (page) => {
      const asked = await question(page);
      await openHelp(page, 'Finish later');
      await pressByKeys(page, 'Finish later');
      await atHeading(page, 'See you later');
      await pressByKeys(page, 'Go on now');
      await atHeading(page, asked);
    },
  },
  ...[
    { way: 'Talk to a person instead', title: 'You asked for a person' },
    { way: 'Withdraw', title: 'You have withdrawn' },
  ].map(({ way, title }) => ({
    what: `“${way}” is confirmed, and the end is where one is then`,
    go: async (page: Page) => {
      await openHelp(page, way);
      await pressByKeys(page, way);
      await dialog(page)
        .getByText(/Acme has been told/)
        .waitFor();
      await pressByKeys(page, 'Close');
      await atHeading(page, title);
      await pressByKeys(page, 'My interview');
      await atHeading(page, 'My interview');
    },
  })),
  {
    what: 'taking over and taking back',
    from: 'invited',
    go: async (page, { link }) => {
      const { heading: asked } = await walkTo(page, link, 'question');
      const other = await open();
      await other.page.goto(link);
      await heading(other.page, 'Your interview is open somewhere else').waitFor();
      await pressByKeys(other.page, 'Go on here');
      await atHeading(other.page, asked);
      await page.evaluate("window.dispatchEvent(new Event('online'))");
      await atHeading(page, 'Your interview is open somewhere else');
      await pressByKeys(page, 'Go on here');
      await atHeading(page, asked);
      await other.close();
    },
  },
  {
    what: 'a correction is written, kept and where it was begun',
    from: 'finished',
    go: async (page, { runId }) => {
      await system.owner('turns').where({ run_id: runId, turn: 1 }).update({ hearing: 'heard' });
      await pressByKeys(page, 'My interview', /^Correct this answer/);
      await focusIs(page, { tag: 'TEXTAREA', name: 'What you said' });
      await page.keyboard.press('Control+a');
      await page.keyboard.type('I moved two services.');
      await pressByKeys(page, 'Save correction');
      await page.getByText('Your correction', { exact: true }).waitFor();
      await focusIs(page, { tag: 'BUTTON', name: /^Correct this answer/ });
    },
  },
  {
    what: 'erasure is asked for after a first no, and the focus stays at it',
    from: 'finished',
    go: async (page) => {
      await pressByKeys(page, 'My interview', 'Ask for erasure');
      await focusIs(page, { tag: 'H2' });
      await page.keyboard.press('Escape');
      await focusIs(page, { tag: 'BUTTON', name: 'Ask for erasure' });
      await pressByKeys(page, 'Ask for erasure', 'Ask for erasure');
      await page.getByText(/You asked for erasure on/).waitFor();
      await focusIs(page, { tag: 'SECTION' });
    },
  },
  {
    what: 'a review is asked for, and the focus stays at it',
    from: 'decided',
    go: async (page) => {
      await pressByKeys(page, 'My interview');
      await reach(page, 'What should the person know?');
      await page.keyboard.type('My databases were overlooked.');
      await pressByKeys(page, 'Ask for a review');
      await page.getByText(/You asked for a review on/).waitFor();
      await focusIs(page, { tag: 'SECTION' });
    },
  },
];
