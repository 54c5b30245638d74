// A whole interview by voice, through a real recorder and a real recogniser; and microphones that do not work.
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { wordsIn } from '../../domain/room/hearing-phrases.ts';
import { answerFor } from '../harness/journey.ts';
import { pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { startRecogniser } from '../speech/start-recogniser.ts';
import { isLeftOut, useBrowser } from './browser.ts';
import { useCandidates } from './invited.ts';
import { look as lookAt, takePictures } from './looking.ts';
import {
  atFirstQuestion,
  button,
  createVoice,
  hasForgotten,
  hasMade,
  hold,
  isPast,
  patiently,
  recordingOf,
  sayings,
  speakFor,
  type Saying,
} from './speaker.ts';

import { focusIs, focusOn, noteOf, pressByKeys } from './walk.ts';

const recogniser = await startRecogniser();
afterAll(() => recogniser.stop());
const system = await useSystem({ env: () => Promise.resolve({ PARLEY_STT_URL: recogniser.url }) });
const { client, invite } = useCandidates(system);
const voice = createVoice();
const silent = createVoice();
silent.willBeSilent();
const speaker = useBrowser(voice.file);
const listener = useBrowser(silent.file);
const without = useBrowser(null);

const look = async (page: Page, screen: string): Promise<void> => {
  // A screen for speaking comes as a chunk of its own.
  await page.getByRole('heading', { level: 1 }).waitFor();
  await lookAt(page, `voice-${screen}`);
};

const choose = async (page: Page, name: string): Promise<void> => {
  const card = page.getByRole('radio', { name });
  await card.click();
  await patiently(() => card.isChecked(), Boolean);
};

const headingOf = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

/** By screen readers, without taking the focus. */
const isSaid = (page: Page, words: string): Promise<void> =>
  page.getByRole('status').getByText(words).waitFor({ state: 'attached' });

/** The microphone is silent at first, and is said to be. */
const checkSound = async (page: Page): Promise<void> => {
  voice.willBeSilent();
  await button(page, 'Test the microphone').waitFor();
  await look(page, 'check');
  await button(page, 'Test the microphone').click();
  await isSaid(page, 'Nothing yet');
  await look(page, 'check-nothing');
  await button(page, 'Record 5 seconds').click();
  await isSaid(page, 'The recording is silent.');
  await look(page, 'check-silent');
  voice.willSay('answer-1.wav');
  await button(page, 'Record again').click();
  await page.getByText('We can hear you').first().waitFor();
  await takePictures(page, 'voice-check-recording');
  await button(page, 'Sounds right').waitFor();
  await look(page, 'check-good');
  await button(page, 'Sounds right').click();
};

const practise = async (page: Page): Promise<void> => {
  await button(page, 'Start speaking').waitFor();
  await look(page, 'practice');
  await button(page, 'Start speaking').click();
  await page.getByText('Recording', { exact: true }).first().waitFor();
  await look(page, 'practice-recording');
  await button(page, 'I’m done').click();
  await page.getByText('Nothing of it was kept.').waitFor();
  await look(page, 'practised');
  await button(page, 'I’m ready').click();
  await button(page, 'I’m ready').waitFor({ state: 'detached' });
};

/** Hands off: the page asks whether it is over, and goes on by itself when nobody says no. */
const handsFree = async (page: Page): Promise<void> => {
  await speakFor(page, 1);
  await look(page, 'recording');
  await page.setViewportSize({ width: 360, height: 640 });
  await button(page, 'I’m still here').waitFor();
  // Whatever the question's length, it is asked in sight.
  await patiently(
    () => button(page, 'I’m still here').boundingBox(),
    (place) => place !== null && place.y >= 0 && place.y + place.height < 640,
  );
  await look(page, 'still-there');
};

/** Still here, and then done; its pieces and the answer are looked at on their way. */
const stillHere = async (page: Page): Promise<void> => {
  await button(page, 'Start speaking').click();
  await button(page, 'I’m still here').waitFor();
  await pressByKeys(page, 'I’m still here');
  await button(page, 'I’m still here').waitFor({ state: 'detached' });
  // The button is gone; whoever uses a keyboard is still at the answer.
  expect((await focusOn(page)).tag).not.toBe('BODY');
  const letPieces = await hold(page, 'recordings/**');
  const letAnswer = await hold(page, 'answers');
  await pressByKeys(page, 'I’m done');
  await page.getByText('We are saving your answer.').waitFor();
  await look(page, 'sending');
  // Nothing else can be pressed in its place.
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
  await letPieces();
  await page.getByText('Your recording has arrived.').waitFor();
  await look(page, 'saving');
  await letAnswer();
};

const plainly = async (page: Page): Promise<void> => {
  await speakFor(page, 2);
  await button(page, 'I’m done').click();
};

/** To the closing. Returns what was said to each question; null for silence. */
const talk = async (page: Page): Promise<(Saying | null)[]> => {
  const said: (Saying | null)[] = [];
  const [first, second] = Object.keys(sayings) as [Saying, Saying];
  for (let turn = 1; ; turn += 1) {
    const words = turn % 2 === 1 ? first : second;
    const saying = turn === 3 ? null : words;
    await button(page, 'Start speaking').or(button(page, 'Go on')).waitFor({ timeout: 60_000 });
    if (await button(page, 'Go on').isVisible()) return said;
    if (saying === null) voice.willBeSilent();
    else voice.willSay(saying);
    said.push(saying);
    const heading = await headingOf(page);
    await ([handsFree, stillHere][turn - 1] ?? plainly)(page);
    if (saying !== null)
      await patiently(
        () => headingOf(page),
        (now) => now !== heading && now !== 'Saving your answer',
      );
    else {
      // What could not be heard is asked again: the question is where everybody is led, and why is said with it.
      await page.getByText('We could not hear you. Please try again, or type your answer.').waitFor();
      await focusIs(page, { tag: 'H1', name: heading });
      expect(await noteOf(page)).toMatch(/^We could not hear you\./);
      await look(page, 'not-heard');
    }
  }
};

type Turn = { turn: number; kind: string; answer: string | null; hearing: string | null };

/** The share of the words spoken that were written down. */
const shareOf = (saying: Saying, answer: string | null): number => {
  const spoken = wordsIn(sayings[saying]);
  const written = new Set(wordsIn(answer ?? ''));
  return spoken.filter((word) => written.has(word)).length / spoken.length;
};

/** What a device does with its microphone, and when the page first said something about it. */
const device = `
  const { mediaDevices } = navigator;
  const listen = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wanted) => {
    const stream = await listen(wanted);
    globalThis.microphone = stream.getAudioTracks()[0];
    return stream;
  };
  globalThis.plugIn = (label) => {
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    mediaDevices.enumerateDevices = async () => [...(await list()), { kind: 'audioinput', deviceId: label, label }];
    mediaDevices.dispatchEvent(new Event('devicechange'));
  };
  globalThis.seen = {};
  const look = () => {
    for (const words of ['Recording', 'Nothing yet'])
      if (document.body?.innerText.includes(words)) seen[words] ??= performance.now();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
`;

const withMicrophone = async () => {
  const { link } = await invite();
  const opened = await listener.open();
  await opened.page.addInitScript(device);
  await atFirstQuestion(opened.page, link);
  return opened;
};

const typesOn = async (page: Page): Promise<void> => {
  await page.getByRole('textbox').fill(answerFor({ turn: 1 }));
  await button(page, 'Send answer').click();
  await isPast(page, 1);
};

describe.skipIf(isLeftOut)('a candidate who speaks', () => {
  test.concurrent('takes a whole interview by voice on screens that everybody can use, and is heard word by word', async () => {
    const { runId, link } = await invite();
    const { page, complaints, close } = await speaker.open();
    await page.goto(link);
    await button(page, 'Continue').click();
    await button(page, 'I agree').click();
    await choose(page, 'Speak');
    await choose(page, 'Ask me soon whether I am done');
    await look(page, 'how');
    await button(page, 'Continue').click();
    await checkSound(page);
    await practise(page);
    const said = await talk(page);
    await button(page, 'Go on').click();
    await button(page, 'This is right').waitFor();
    await look(page, 'review');
    await button(page, 'This is right').click();
    await client.until(runId, 'ASSESSMENT_PENDING');

    expect(complaints).toEqual([]);
    const { turns } = await client.insist<{ turns: Turn[] }>('GET', pathOf(runId, '/transcript'));
    for (const [index, saying] of said.entries()) {
      const { answer, hearing } = turns[index] ?? { answer: null, hearing: null };
      expect(hearing, `turn ${index + 1}`).toBe(saying === null ? 'unheard' : 'heard');
      if (saying === null) expect(answer).toBeNull();
      else expect(shareOf(saying, answer), String(answer)).toBeGreaterThan(0.8);
    }
    expect(said.length).toBeGreaterThan(4);
    const { durationMs, longestGapMs } = await recordingOf(page, 1);
    expect(durationMs).toBeGreaterThan(5_000);
    expect(longestGapMs).toBeLessThan(100);
    await close();
  }, 400_000);

  test.concurrent.each([
    ['refused', 'We may not use the microphone', () => listener.open({ permissions: [] })],
    ['missing', 'We found no microphone', () => without.open()],
  ] as const)('whose microphone is %s is told what to do, and can type', async (name, title, open) => {
    const { link } = await invite();
    const { page, close } = await open();
    await atFirstQuestion(page, link);
    await button(page, 'Start speaking').click();
    await page.getByText(title).waitFor();
    await page.getByText('Or type your answers: that counts just as much.').waitFor();
    await look(page, name);
    await button(page, 'Type instead').click();
    await typesOn(page);
    await close();
  });

  test.concurrent('whose microphone is unplugged keeps what was said: to be sent, said again or typed', async () => {
    const everybody = await Promise.all(
      ['Send what was recorded', 'Start again', 'Type instead'].map(async (next) => {
        const opened = await withMicrophone();
        await speakFor(opened.page, 1);
        await opened.page.evaluate('microphone.stop(); microphone.dispatchEvent(new Event("ended"))');
        await opened.page.getByText('What you said until then is kept: 0:0').waitFor();
        return { ...opened, next };
      }),
    );
    const [sends, again, types] = everybody.map(({ page }) => page) as [Page, Page, Page];
    await look(sends, 'unplugged');
    for (const { page, next } of everybody) await button(page, next).click();
    await hasMade(again, 1, 2);
    await button(again, 'I’m done').click();
    await typesOn(types);
    // What was said first stays nowhere, though nobody speaks any more.
    await hasForgotten(types);
    for (const page of [sends, again]) {
      await isPast(page, 1);
      expect((await recordingOf(page, 1)).durationMs).toBeGreaterThan(2_500);
    }
    await Promise.all(everybody.map(({ close }) => close()));
  });

  // Alone: the seconds of a page are those of a machine that it has to itself.
  test('who cannot be heard is told within three seconds, may choose another microphone, and learns of a mute', async () => {
    const { page, close } = await withMicrophone();
    await button(page, 'Start speaking').click();
    await page.getByText('Nothing yet: is the right microphone chosen?').first().waitFor();
    const [from, to] = await page.evaluate<[number, number]>('[seen["Recording"], seen["Nothing yet"]]');
    expect(to - from).toBeLessThan(4_000);
    await look(page, 'nothing');
    await page.evaluate('plugIn("A headset")');
    await page.getByRole('option', { name: 'A headset' }).waitFor({ state: 'attached' });
    const mute = page.getByText('Your microphone is muted.');
    await page.evaluate('microphone.dispatchEvent(new Event("mute"))');
    await mute.waitFor();
    await look(page, 'muted');
    await page.evaluate('microphone.dispatchEvent(new Event("unmute"))');
    await mute.waitFor({ state: 'detached' });
    await hasMade(page, 2);
    await button(page, 'I’m done').click();
    await isPast(page, 1);
    await close();
  });
});
