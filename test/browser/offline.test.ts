// What was said or written while the line, the service, the page or the device failed: it waits, and arrives whole.
import { afterAll, describe, expect, test } from 'vitest';
import { heardBody, spokenAnswer, startHearingServer } from '../fakes/speech-server.ts';
import { pause } from '../harness/eventually.ts';
import { useSystem } from '../harness/system.ts';
import { isLeftOut, useBrowser, type Opened } from './browser.ts';
import { useCandidates } from './invited.ts';
import { look } from './looking.ts';
import {
  atFirstQuestion,
  button,
  callRoom,
  createVoice,
  hasCaughtUp,
  hasForgotten,
  hasMade,
  hold,
  isPast,
  keptIn,
  patiently,
  recordingOf,
  speakFor,
} from './speaker.ts';
import { askHelp } from './walk.ts';

/** Two of its words were hard to hear: the fifth, said from 2 to 2.4 s, and the last, from 4 to 4.4 s. */
const heard = heardBody(spokenAnswer);
const doubtful = heard.words.map((word, at) => ({ ...word, probability: at === 4 || at === 8 ? 0.2 : 0.9 }));
const recogniser = await startHearingServer({ ...heard, words: doubtful });
afterAll(() => recogniser.close());
const system = await useSystem({ env: () => Promise.resolve({ PARLEY_STT_URL: recogniser.url }) });
const { open } = useBrowser(createVoice().file);
const { invite } = useCandidates(system);

type Candidate = Opened & { runId: string };

const candidate = async (way: 'typed' | 'spoken' = 'spoken', script = ''): Promise<Candidate> => {
  const { runId, link } = await invite();
  const opened = await open();
  await opened.page.addInitScript(script);
  await atFirstQuestion(opened.page, link, { way });
  return { ...opened, runId };
};

const leave = (candidates: readonly Candidate[]) => Promise.all(candidates.map(({ close }) => close()));

const goOffline = (candidates: readonly Candidate[], offline: boolean) =>
  Promise.all(candidates.map(({ page }) => page.context().setOffline(offline)));

const leftOf = ({ page }: Candidate) => callRoom(page, 'POST', 'ping').then(({ timeLeftMs }) => timeLeftMs);

const done = ({ page }: Candidate) => button(page, 'I’m done').click();

/** The answer to the first question was taken, and its recording is as long as was spoken, without a hole. */
const isWhole = async ({ page, runId }: Candidate, spokenMs: number, take = 1): Promise<void> => {
  await isPast(page, 1);
  const { durationMs, longestGapMs } = await recordingOf(page, 1);
  expect(durationMs).toBeGreaterThan(spokenMs);
  expect(longestGapMs).toBeLessThan(100);
  expect(await system.db('recordings').where({ run_id: runId, turn: 1 }).pluck('take')).toEqual([take]);
  await hasForgotten(page);
};

const fill = async ({ page }: Candidate): Promise<void> => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: system.apiUrl, quotaSize: 1 });
};

/** Whether the browser would ask who closes this window now. */
const asksBeforeClosing = ({ page }: Candidate): Promise<boolean> =>
  page.evaluate<boolean>("!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))");

const minuteMs = 60_000;

type Sound = { type: 'playing' | 'pause'; turn: number; at: number; sounding: number };

/** What the page's players do, from the outside. */
const listening = `
  window.sounds = [];
  for (const type of ['playing', 'pause'])
    document.addEventListener(type, ({ target }) => window.sounds.push({
      type,
      turn: Number(target.src.split('/').pop()),
      at: target.currentTime,
      sounding: [...document.querySelectorAll('audio')].filter(({ paused }) => !paused).length,
    }), true);`;

describe.skipIf(isLeftOut)('spoken or written', () => {
  test.concurrent('what was hard to hear can be heard again from a second before to a second behind, one moment at a time, by keys as by touch', async () => {
    const { page, complaints, close } = await candidate('spoken', listening);
    for (const turn of [1, 2]) {
      await speakFor(page, 2);
      await button(page, 'I’m done').click();
      await isPast(page, turn);
      await recordingOf(page, turn);
      await button(page, 'Start speaking').waitFor();
    }
    await askHelp(page, 'My interview');
    const moment = (word: string, turn: number) =>
      page.getByRole('button', { name: `Play the moment of “${word}` }).nth(turn - 1);
    await moment('errors', 2).waitFor();
    await look(page, 'voice-mine');
    const stop = page.getByRole('button', { name: /^Stop the recording at/ });
    const heardSince = async (from: number, count: number): Promise<Sound[]> =>
      patiently(
        async () => (await page.evaluate<Sound[]>('window.sounds')).slice(from),
        ({ length }) => length >= count,
      );
    const isAbout = (from: number, sound: Sound | undefined): void => {
      expect(sound?.at).toBeGreaterThan(from - 0.1);
      expect(sound?.at).toBeLessThan(from + 0.8);
    };

    await moment('service', 1).focus();
    await page.keyboard.press('Enter');
    await stop.waitFor();
    const [began, ended] = await heardSince(0, 2);
    expect([began, ended]).toMatchObject([
      { type: 'playing', turn: 1, sounding: 1 },
      { type: 'pause', turn: 1, sounding: 0 },
    ]);
    isAbout(1, began);
    isAbout(3.4, ended);
    await stop.waitFor({ state: 'detached' });

    await moment('errors', 1).click();
    await heardSince(2, 1);
    await moment('service', 2).click();
    const [first, silenced, second] = await heardSince(2, 3);
    isAbout(3, first);
    expect(silenced).toMatchObject({ type: 'pause', turn: 1 });
    expect(second).toMatchObject({ type: 'playing', turn: 2, sounding: 1 });
    isAbout(1, second);
    expect(await stop.count()).toBe(1);
    await look(page, 'voice-mine-sounding');
    expect(complaints).toEqual([]);
    await close();
  });

  test.concurrent('nothing is lost by a minute without any line, whatever was being done; it costs 15 seconds at most', async () => {
    const all = await Promise.all([candidate(), candidate(), candidate('typed'), candidate('typed')]);
    const [speaking, sending, writing, sent] = all;
    await Promise.all([speakFor(speaking.page, 1), speakFor(sending.page, 1)]);
    const [before, countedFrom] = [await Promise.all(all.map(leftOf)), Date.now()];
    await goOffline(all, true);
    const offlineFrom = Date.now();

    await writing.page.getByRole('textbox').fill('Written without a line');
    await writing.page.getByText('Not saved yet').waitFor();
    expect(await asksBeforeClosing(writing)).toBe(true);
    await sent.page.getByRole('textbox').fill('Sent without a line');
    await button(sent.page, 'Send answer').click();
    await sent.page.getByText('There is no connection at the moment.').waitFor();
    await hasMade(sending.page, 3);
    await done(sending);
    await sending.page.getByText('Your answer is kept on this device.').waitFor();
    await look(sending.page, 'voice-sending-offline');
    await speaking.page.getByText('The recording goes on, and is kept on this device.').waitFor();
    await look(speaking.page, 'voice-recording-offline');
    await pause(offlineFrom + minuteMs - Date.now());

    expect((await keptIn(speaking.page)).waiting.length).toBeGreaterThan(15);
    const aliveMs = offlineFrom - countedFrom;
    await goOffline(all, false);
    const after = await Promise.all([speaking, writing].map(leftOf));
    for (const [index, left] of after.entries())
      expect((before[index * 2] ?? 0) - left).toBeLessThan(15_000 + aliveMs + 5_000);
    await writing.page.getByText('Saved', { exact: true }).waitFor();
    expect(await asksBeforeClosing(writing)).toBe(false);
    await writing.page.reload();
    await patiently(
      () => writing.page.getByRole('textbox').inputValue(),
      (text) => text === 'Written without a line',
    );
    await isPast(sent.page, 1);
    await isWhole(sending, 9_000);
    await hasCaughtUp(speaking.page);
    await done(speaking);
    await isWhole(speaking, minuteMs);
    await leave(all);
  });

  test.concurrent('nothing is lost by a reload while speaking: what was said can be sent, or said again, and the last one counts', async () => {
    const [sends, again] = await Promise.all([candidate(), candidate()]);
    await Promise.all([speakFor(sends.page, 2), speakFor(again.page, 2)]);
    await Promise.all([sends.page.reload(), again.page.reload()]);
    await sends.page.getByText(/^We kept 0:0[6-9] of it\./).waitFor();
    await look(sends.page, 'voice-interrupted');
    await button(sends.page, 'Send what was recorded').click();
    await isWhole(sends, 5_500);
    await button(again.page, 'Start again').click();
    await hasMade(again.page, 1, 2);
    await done(again);
    await isWhole(again, 2_500, 2);
    await leave([sends, again]);
  });

  test.concurrent('nothing is lost by a reload while sending: it goes on by itself', async () => {
    const sending = await candidate();
    const letGo = await hold(sending.page, 'recordings/**');
    await speakFor(sending.page, 2);
    await done(sending);
    await sending.page.getByText(/^0 of \d parts have arrived\.$/).waitFor();
    await sending.page.reload();
    await sending.page.getByText(/^0 of \d parts have arrived\.$/).waitFor();
    await letGo();
    await isWhole(sending, 5_500);
    await leave([sending]);
  });

  test.concurrent('nothing is lost by a locked phone: the recording goes on where it was', async () => {
    const locked = await candidate();
    const devtools = await locked.page.context().newCDPSession(locked.page);
    await speakFor(locked.page, 1);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await pause(10_000);
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await done(locked);
    await isWhole(locked, 12_000);
    await leave([locked]);
  });

  test.concurrent('nothing is lost by a device that is full: what has no room waits in the page, which says that it must stay open', async () => {
    const [full, filling] = await Promise.all([candidate(), candidate()]);
    await fill(full);
    await button(full.page, 'Start speaking').click();
    await full.page.getByText('Please leave this page open until your answer is sent.').waitFor();
    await goOffline([filling], true);
    await speakFor(filling.page, 2);
    await fill(filling);
    // The browser believes for half a minute what it knew of its room.
    await filling.page.getByText('this browser cannot keep it otherwise.').waitFor({ timeout: 60_000 });
    expect((await keptIn(filling.page)).waiting.slice(0, 2)).toEqual([0, 1]);
    await Promise.all([full, filling].map(done));
    await filling.page.getByText('this browser cannot keep your answer without it.').waitFor();
    await goOffline([filling], false);
    await Promise.all([full, filling].map((one) => isWhole(one, 8_500)));
    await leave([full, filling]);
  });

  test.concurrent('nothing is lost where the recorder makes MP4 only, as Safari’s does', async () => {
    const other = await candidate('spoken', 'MediaRecorder.isTypeSupported = (type) => type === "audio/mp4"');
    await speakFor(other.page, 2);
    await done(other);
    await isWhole(other, 5_500);
    expect((await recordingOf(other.page, 1)).mediaType).toBe('audio/mp4');
    expect(other.complaints).toEqual([]);
    await leave([other]);
  });

  test('nothing is lost by a service that dies while somebody speaks and somebody sends', async () => {
    const [speaking, sending] = await Promise.all([candidate(), candidate()]);
    const letGo = await hold(sending.page, 'recordings/**');
    await Promise.all([speakFor(speaking.page, 1), speakFor(sending.page, 2)]);
    await done(sending);
    await letGo();
    await system.kill('api');
    await Promise.all([speaking, sending].map(({ page }) => page.getByText('kept on this device').waitFor()));
    await system.start('api');
    await isWhole(sending, 5_500);
    await hasCaughtUp(speaking.page);
    await done(speaking);
    await isWhole(speaking, 6_000);
    await leave([speaking, sending]);
  });
});
