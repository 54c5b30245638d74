// What a candidate can do without a mouse: each way through the last states, and where the focus is after every step.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ParleySystem } from '../harness/system.ts';
import type { Opened } from './browser.ts';
import type { Invited } from './invited.ts';
import { dialog, focusIs, heading, noteOf, pressByKeys, reach, walkTo } from './walk.ts';

type Way = { what: string; go: (page: Page, invited: Invited) => Promise<void> };

/** Ways that begin where the one before has ended. */
export type Journey = { from: 'invited' | 'question' | 'finished' | 'decided'; ways: Way[] };

const question = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const atHeading = (page: Page, name: string) => focusIs(page, { tag: 'H1', name });
const openHelp = async (page: Page, way: string): Promise<void> => {
  await pressByKeys(page, 'Help and options');
  await focusIs(page, { tag: 'H2', name: 'Help and options' });
  await pressByKeys(page, way);
  await focusIs(page, { tag: 'H2', name: way });
};

/** The last of a journey. */
const leaving = (way: string, title: string): Way => ({
  what: `“${way}” is confirmed, and the end is where one is then`,
  go: async (page) => {
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
});

type World = { system: Pick<ParleySystem, 'owner'>; open: () => Promise<Opened> };

export const byKeys = ({ system, open }: World): Journey[] => [
  {
    from: 'question',
    ways: [
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
        what: 'a question is asked once more, and that it is so is said with it',
        go: async (page) => {
          const asked = await question(page);
          await reach(page, 'Your answer');
          await page.keyboard.type('Could you repeat the question?');
          await pressByKeys(page, 'Send answer');
          await page.getByText('Here is the question once more:').waitFor();
          await atHeading(page, asked);
          expect(await noteOf(page)).toBe('Here is the question once more:');
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
      leaving('Talk to a person instead', 'You asked for a person'),
    ],
  },
  {
    from: 'question',
    ways: [
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
      leaving('Withdraw', 'You have withdrawn'),
    ],
  },
  {
    from: 'invited',
    ways: [
      {
        what: 'taking over and taking back',
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
    ],
  },
  {
    from: 'finished',
    ways: [
      {
        what: 'a correction is written, kept and where it was begun',
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
        go: async (page) => {
          await pressByKeys(page, 'Ask for erasure');
          await focusIs(page, { tag: 'H2' });
          await page.keyboard.press('Escape');
          await focusIs(page, { tag: 'BUTTON', name: 'Ask for erasure' });
          await pressByKeys(page, 'Ask for erasure', 'Ask for erasure');
          await page.getByText(/You asked for erasure on/).waitFor();
          await focusIs(page, { tag: 'SECTION' });
        },
      },
    ],
  },
  {
    from: 'decided',
    ways: [
      {
        what: 'a review is asked for, and the focus stays at it',
        go: async (page) => {
          await pressByKeys(page, 'My interview');
          await reach(page, 'What should the person know?');
          await page.keyboard.type('My databases were overlooked.');
          await pressByKeys(page, 'Ask for a review');
          await page.getByText(/You asked for a review on/).waitFor();
          await focusIs(page, { tag: 'SECTION' });
        },
      },
    ],
  },
];
