// A candidate who goes through the whole room in a browser, screen by screen, as the page leads.
import type { Page } from 'playwright-core';
import { answerFor } from '../harness/journey.ts';

/** The button that leads on, of each screen. */
const onward = /^(?:Continue|I agree|I’m ready|Send answer|Go on|This is right|Done)$/;

const patience = { timeout: 30_000 };

export type Screen = { heading: string; act: string };

const buttonOf = (page: Page) => page.getByRole('button', { name: onward });

/** The screen that is shown once it has another heading than `before`. */
export const nextScreen = async (page: Page, before: string | null): Promise<Screen> => {
  const heading = page.getByRole('heading', { level: 1 });
  const deadline = Date.now() + patience.timeout;
  for (;;) {
    await buttonOf(page).waitFor(patience);
    const text = await heading.innerText(patience);
    if (text !== before) return { heading: text, act: await buttonOf(page).innerText(patience) };
    if (Date.now() > deadline) throw new Error(`still at “${text}”`);
    await page.waitForTimeout(50);
  }
};

let typed = 0;

export const typeAnswer = async (page: Page): Promise<void> => {
  typed += 1;
  await page.getByRole('textbox', { name: 'Your answer' }).fill(answerFor({ turn: typed }));
};

export const leadOn = async (page: Page): Promise<void> => buttonOf(page).click(patience);

/** From the link to the last screen, each before it is left. */
async function* screensOf(page: Page, link: string): AsyncGenerator<Screen> {
  await page.goto(link);
  let heading: string | null = null;
  for (;;) {
    const screen = await nextScreen(page, heading);
    yield screen;
    if (screen.act === 'Done') return;
    if (screen.act === 'Send answer') await typeAnswer(page);
    ({ heading } = screen);
    await leadOn(page);
  }
}

/** `onScreen` looks at each screen before it is left. */
export const walkRoom = async (
  page: Page,
  link: string,
  onScreen: (screen: Screen) => Promise<void>,
): Promise<Screen[]> => {
  const screens: Screen[] = [];
  for await (const screen of screensOf(page, link)) {
    screens.push(screen);
    await onScreen(screen);
  }
  return screens;
};

/** The steps of the page, and how many buttons lead there from the first one. */
export const places = ['welcome', 'consent', 'choices', 'practice', 'question'] as const;
export type Place = (typeof places)[number];

export const walkTo = async (page: Page, link: string, place: Place): Promise<Screen> => {
  let seen = 0;
  for await (const screen of screensOf(page, link)) {
    if (places[seen] === place) return screen;
    seen += 1;
  }
  throw new Error(`there is no ${place}`);
};

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
export const dialog = (page: Page) => page.getByRole('dialog');
export const inDialog = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click();
/** Opens *Help and options* at one of its ways. */
export const askHelp = async (page: Page, way: string): Promise<void> => {
  await press(page, 'Help and options');
  await inDialog(page, way);
};
