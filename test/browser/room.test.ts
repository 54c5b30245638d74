import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createDevice } from '../harness/candidate.ts';
import { answerFor } from '../harness/journey.ts';
import { pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { isLeftOut, useBrowser } from './browser.ts';
import { useCandidates } from './invited.ts';
import { look } from './looking.ts';
import {
  askHelp,
  heading,
  inDialog,
  leadOn,
  nextScreen,
  pressByKeys,
  reach,
  typeAnswer,
  walkRoom,
  walkTo,
  type Screen,
} from './walk.ts';

const system = await useSystem();
const { open } = useBrowser();
const keeper = useBrowser(null, { keepsPages: true });
const { client, invite, begin } = useCandidates(system);

const field = (page: Page) => page.getByRole('textbox', { name: 'Your answer' });

/** The address, the title, and what the browser keeps of this page. */
const keptBy = async (page: Page): Promise<string> =>
  JSON.stringify([page.url(), await page.title(), await page.evaluate('[{ ...localStorage }, { ...sessionStorage }]')]);

/** Which window this is and how far it has come: before something is typed, nothing else stays on the device. */
const keptKeys = ['room-client', 'room-step'];

const keysOf = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(
    '[...Object.keys(localStorage), ...Object.keys(sessionStorage), ...document.cookie.split(/; ?/).filter(Boolean)]',
  );

const headingOf = ({ heading }: Screen): string => heading;

describe.skipIf(isLeftOut)('a candidate with a browser', { concurrent: true }, () => {
  test('types a whole interview on screens that everybody can use, and leaves no name and no key behind', async () => {
    const { runId, link, token } = await invite();
    const { page, complaints, close } = await open();
    const screens = await walkRoom(page, link, async ({ heading }) => {
      await look(page, heading.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 40));
      const kept = await keptBy(page);
      expect(
        (await keysOf(page)).filter((key) => !keptKeys.includes(key)),
        heading,
      ).toEqual([]);
      for (const secret of [token, 'Zoë', 'zoe@example.com']) expect(kept, heading).not.toContain(secret);
    });
    await client.until(runId, 'ASSESSMENT_PENDING');

    expect(complaints).toEqual([]);
    expect(screens.map(({ act }) => act).filter((act) => act !== 'Send answer')).toEqual([
      'Continue',
      'I agree',
      'Continue',
      'I’m ready',
      'Go on',
      'This is right',
      'Done',
    ]);
    expect(page.url()).toBe(`${system.apiUrl}/interview`);
    await close();
  });

  test('finds the same screen after a reload at every step, and one device goes on where another stopped', async () => {
    const { link } = await invite();
    const { page, complaints, close } = await open();
    const screens = await walkRoom(page, link, async (screen) => {
      await page.reload();
      expect(headingOf(await nextScreen(page, null)), screen.heading).toBe(screen.heading);
    });

    expect(screens.length).toBeGreaterThan(8);
    expect(complaints).toEqual([]);
    const other = await open();
    await other.page.goto(link);
    expect(await nextScreen(other.page, null)).toEqual(screens.at(-1));
    await Promise.all([close(), other.close()]);
  });

  test('gets to the first question and answers it by keyboard alone', async () => {
    const { link } = await invite();
    const { page, close } = await open();
    await page.goto(link);
    let screen = await nextScreen(page, null);
    while (screen.act !== 'Send answer') {
      await pressByKeys(page, screen.act);
      screen = await nextScreen(page, screen.heading);
    }
    await reach(page, 'Your answer');
    await page.keyboard.type('I built a billing service in TypeScript.');
    await pressByKeys(page, screen.act);

    expect(headingOf(await nextScreen(page, screen.heading))).not.toBe(screen.heading);
    await close();
  });

  test('who opens a link that leads nowhere is told so, and whom to ask', async ({ expect }) => {
    const { page, close } = await open();
    const cancelled = await invite();
    await client.insist('DELETE', pathOf(cancelled.runId));
    for (const link of [`${system.apiUrl}/interview/nobody`, `${system.apiUrl}/interview`, cancelled.link]) {
      await page.goto(link);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect
        .poll(() => page.getByRole('heading', { level: 1 }).innerText(), { timeout: 20_000 })
        .not.toBe('Opening your interview');
      await look(page, `dead-${link === cancelled.link ? 'cancelled' : (link.split('/').at(-1) ?? '')}`);
      expect(await page.getByRole('main').innerText()).not.toContain('Zoë');
    }
    await close();
  });

  test('without scripts gets a plain message in four languages', async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    await page.goto(`${system.apiUrl}/interview/x`);
    for (const name of ['needs JavaScript', 'braucht JavaScript', 'besoin de JavaScript', 'necesita JavaScript'])
      await page.getByRole('heading', { name: new RegExp(name) }).waitFor();
    await close();
  });
});

describe.skipIf(isLeftOut)('the back button', { concurrent: true }, () => {
  test('goes back a step before the start, stays in the interview after it, and who left comes back to the same words', async () => {
    const { link } = await invite();
    const { page, complaints, close } = await open();
    const { heading: practice } = await walkTo(page, link, 'practice');
    await page.goBack();
    const { heading: choices } = await nextScreen(page, practice);
    expect(choices).toBe('How would you like to answer?');
    await leadOn(page);
    await nextScreen(page, choices);
    await leadOn(page);
    const { heading: question } = await nextScreen(page, practice);
    await field(page).fill('Half of an answer');
    await page.goBack();
    await page.getByText('You are still in the interview.').waitFor();
    await page.goBack();
    expect(await field(page).inputValue()).toBe('Half of an answer');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.goto('about:blank');
    await page.goBack();
    await heading(page, question).waitFor();
    expect(await field(page).inputValue()).toBe('Half of an answer');
    await page.goForward();
    await page.goBack();
    await heading(page, question).waitFor();
    await leadOn(page);
    await nextScreen(page, question);
    expect(complaints).toEqual([]);
    await close();
  });

  test('finds a page that the browser kept whole at the question that is open now, with the clock set anew', async ({
    expect,
  }) => {
    const invited = await invite();
    const { page, complaints, close } = await keeper.open();
    // As browsers have it that keep pages whatever they are told.
    await page.route(/\/(?:interview|room\/api)\//, async (route) => {
      const response = await route.fetch();
      const { 'cache-control': _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    const { heading: question } = await walkTo(page, invited.link, 'question');
    await page.evaluate(
      "window.marked = 'as it was'; addEventListener('pageshow', ({ persisted }) => { window.restored = persisted; })",
    );
    const comeBack = async (meanwhile: () => Promise<void>): Promise<void> => {
      await page.goto('about:blank');
      await meanwhile();
      // There is no new load to wait for.
      await page.goBack({ waitUntil: 'commit' });
      await expect
        .poll(() => page.evaluate('[window.marked, window.restored]'), { timeout: 20_000 })
        .toEqual(['as it was', true]);
    };
    await field(page).fill('Left for a moment');
    await page.getByText('Saved', { exact: true }).waitFor();
    const told = page.waitForRequest(/\/room\/api\/session/);
    await comeBack(async () => undefined);
    await told;
    expect(await field(page).inputValue()).toBe('Left for a moment');
    await comeBack(async () => {
      const device = createDevice(system.apiUrl);
      await device.succeed('POST', '/room/api/session', { token: invited.token });
      await device.succeed('POST', '/room/api/answers', {
        clientTurnId: crypto.randomUUID(),
        turn: 1,
        text: answerFor({ turn: 1 }),
      });
    });
    const { heading: next } = await nextScreen(page, question);
    expect(next).not.toBe(question);
    await page.getByText('Left for a moment').waitFor();
    await typeAnswer(page);
    await leadOn(page);
    await nextScreen(page, next);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe.skipIf(isLeftOut)('at the same moment', { concurrent: true }, () => {
  test('a draft that is on its way when its answer is sent is given up, and nothing is refused', async ({ expect }) => {
    const { link } = await invite();
    const { page, complaints, close } = await open();
    const { heading: question } = await walkTo(page, link, 'question');
    const refused: string[] = [];
    page.on('response', (response) => void (response.status() >= 400 && refused.push(response.url())));
    let drafted = 0;
    await page.route('**/room/api/drafts/*', async (route) => {
      drafted += 1;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue().catch(() => undefined);
    });
    await field(page).fill('Sent while it is being saved.');
    await expect.poll(() => drafted, { timeout: 5_000 }).toBe(1);
    await leadOn(page);
    await nextScreen(page, question);
    await page.waitForTimeout(1_200);
    expect([refused, complaints]).toEqual([[], []]);
    await close();
  });

  /** It says that it is there whenever the line may be there again, and every ten seconds. */
  const ping = (page: Page) => page.evaluate("window.dispatchEvent(new Event('online'))");

  const atQuestion = async () => {
    const invited = await invite();
    const device = await begin(invited);
    const opened = await open();
    await opened.page.goto(invited.link);
    await field(opened.page).waitFor();
    return { ...opened, ...invited, device };
  };

  test.each([
    ['cancelled', 'This interview will not take place', ({ runId }) => client.insist('DELETE', pathOf(runId))],
    ['withdrawn', 'You have withdrawn', ({ device }) => device.succeed('POST', '/room/api/withdraw', {})],
    ['given to a person', 'You asked for a person', ({ device }) => device.succeed('POST', '/room/api/opt-out', {})],
  ] as [string, string, (opened: Awaited<ReturnType<typeof atQuestion>>) => Promise<unknown>][])(
    'an interview that is %s elsewhere is shown so by the next sign of life, and nothing is said to have failed',
    async (_, title, end) => {
      const opened = await atQuestion();
      const { page, complaints, close } = opened;
      await field(page).fill('Half of an answer');
      await end(opened);
      await ping(page);
      await heading(page, title).waitFor({ timeout: 5_000 });
      expect(await page.getByRole('alert').count()).toBe(0);
      // The browser notes a refusal; the page makes nothing of it.
      expect(complaints.filter((said) => !/status of 409/.test(said))).toEqual([]);
      await close();
    },
  );

  test('a sign of life that is on its way when the candidate ends the interview is given up, and nothing is refused', async ({
    expect,
  }) => {
    const { page, complaints, close } = await atQuestion();
    const refused: string[] = [];
    page.on('response', (response) => void (response.status() >= 400 && refused.push(response.url())));
    let [begun, given] = [0, 0];
    page.on('requestfailed', (request) => void (request.url().endsWith('/ping') && (given += 1)));
    await page.route('**/room/api/ping', () => void (begun += 1));
    await ping(page);
    // One may just have been on its way: the next comes within ten seconds.
    await expect.poll(() => begun, { timeout: 20_000 }).toBe(1);
    await askHelp(page, 'Withdraw');
    await inDialog(page, 'Withdraw');
    await heading(page, 'You have withdrawn').waitFor();
    expect([begun, given, refused, complaints]).toEqual([1, 1, [], []]);
    await close();
  });
});

// By itself: everybody else needs the service.
describe.skipIf(isLeftOut)('a candidate whose service restarts', () => {
  test('loses nothing while the service is away: the answer waits in the page and goes out by itself', async () => {
    const { link } = await invite();
    const { page, close } = await open();
    const screen = await walkTo(page, link, 'question');
    await typeAnswer(page);
    await system.kill('api');
    await leadOn(page);
    await page.getByRole('heading', { level: 1, name: 'Saving your answer' }).waitFor();
    await system.start('api');

    expect(headingOf(await nextScreen(page, screen.heading))).not.toBe(screen.heading);
    await close();
  });
});
