// A candidate who goes through the whole room in a browser, screen by screen, as the page leads.
import type { Page } from 'playwright-core';
import { eventually } from '../harness/eventually.ts';
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

/** What has the focus: what it is called, whether it lies above the page, and whether eyes can see that it has it. */
type Focus = { name: string; tag: string; inDialog: boolean; isSeen: boolean };

const focused = `(() => {
  const place = document.activeElement;
  const { top, bottom, left, right } = place.getBoundingClientRect();
  const style = getComputedStyle(place.matches('input[type=radio]') ? place.closest('label') : place);
  const there = document.elementFromPoint((left + right) / 2, Math.min((top + bottom) / 2, innerHeight - 1));
  return {
    name: (place.getAttribute('aria-label') ?? (place.labels?.[0] ?? place).textContent).trim(),
    tag: place.tagName,
    inDialog: place.closest('dialog, [role=dialog]') !== null,
    isSeen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && (place.contains(there) || there?.contains(place)),
  };
})()`;

export const focusOn = (page: Page): Promise<Focus> => page.evaluate<Focus>(focused);

/** What a screen reader adds to the heading it is led to. */
export const noteOf = (page: Page): Promise<string | undefined> =>
  page.evaluate<string | undefined>(
    "document.getElementById(document.querySelector('h1').getAttribute('aria-describedby'))?.textContent",
  );

/** By Tab alone, and to be seen when it is there. Above a dialog nothing behind it is ever reached. */
export const reach = async (page: Page, name: string | RegExp): Promise<void> => {
  const isIt = (focus: Focus): boolean =>
    !/^H\d$/.test(focus.tag) && (typeof name === 'string' ? focus.name === name : name.test(focus.name));
  const isAbove = await dialog(page).isVisible();
  for (let step = 0; step < 60; step += 1) {
    const focus = await focusOn(page);
    if (isAbove && !focus.inDialog && focus.tag !== 'BODY') throw new Error(`${focus.name} lies behind the dialog`);
    if (isIt(focus)) {
      if (!focus.isSeen) throw new Error(`nobody sees that ${focus.name} has the focus`);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(name)} cannot be reached by Tab`);
};

export const pressByKeys = async (page: Page, ...names: (string | RegExp)[]): Promise<void> => {
  for (const name of names) {
    await reach(page, name);
    await page.keyboard.press('Enter');
  }
};

/** Where it goes by itself. */
export const focusIs = (page: Page, { tag, name }: { tag: string; name?: string | RegExp }): Promise<Focus> =>
  eventually(
    () => focusOn(page),
    (focus) => focus.tag === tag && (typeof name === 'string' ? focus.name === name : (name?.test(focus.name) ?? true)),
  );
