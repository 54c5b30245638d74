// A candidate who speaks: what the microphone plays, a room entered up to its first question, and what the browser keeps of an answer.
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import type { Page } from 'playwright-core';
import type { RoomChoices } from '../../domain/room/choices.ts';
import { silentWav } from '../../infra/speech/try-speech.ts';
import { createDevice, enterRoom } from '../harness/candidate.ts';
import { eventually, pause } from '../harness/eventually.ts';

/** Word by word in `speech/README.md`. */
export const sayings = {
  'answer-1.wav': 'I led the move of our billing system from one large program to three services.',
  'answer-2.wav': 'First I wrote tests, then we moved one part at a time.',
} as const;
export type Saying = keyof typeof sayings;

/** A file that a browser's microphone plays, whose content may change between two answers. */
export const createVoice = () => {
  const file = join(mkdtempSync(join(tmpdir(), 'parley-voice-')), 'microphone.wav');
  const voice = {
    file,
    willSay: (saying: Saying): void => copyFileSync(join(import.meta.dirname, 'speech', saying), file),
    willBeSilent: (): void => writeFileSync(file, silentWav()),
  };
  voice.willSay('answer-1.wav');
  return voice;
};

type RoomCall = { turn: number; timeLeftMs: number };

/** Five times a second: what is looked at is busy with recording. */
export const patiently = <T>(read: () => Promise<T>, accept: (value: T) => boolean): Promise<T> =>
  eventually(async () => {
    await pause(200);
    return read();
  }, accept);

/** A call of this window, past the page. */
export const callRoom = async (page: Page, method: string, path: string, data?: unknown): Promise<RoomCall> => {
  const client = await page.evaluate<string>(`sessionStorage.getItem('room-client')`);
  const response = await page.request.fetch(new URL(`/room/api/${path}`, page.url()).href, {
    method,
    headers: { 'Parley-Room-Client': client },
    ...(data !== undefined && { data }),
  });
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
  return (await response.json()) as RoomCall;
};

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Up to the first question, without the screens before it. */
export const atFirstQuestion = async (page: Page, link: string, choices: Partial<RoomChoices> = {}): Promise<void> => {
  const device = createDevice(new URL(link).origin);
  await enterRoom(device, link, choices.way === 'typed' ? 'text' : 'voice');
  await device.succeed('PUT', '/room/api/choices', { way: 'spoken', pauseTolerance: 'button', ...choices });
  await page.goto(link);
  await (choices.way === 'typed' ? page.getByRole('textbox') : button(page, 'Start speaking')).waitFor();
};

/** Starts, and waits until so many pieces of three seconds have been made. */
export const speakFor = async (page: Page, pieces: number): Promise<void> => {
  await button(page, 'Start speaking').click();
  await hasMade(page, pieces);
};

/** Calls of the page stay on their way until the returned work lets them go. */
export const hold = async (page: Page, path: string): Promise<() => Promise<void>> => {
  const calls = `**/room/api/${path}`;
  const held = Promise.withResolvers<void>();
  // What a reload has left behind is not there any more.
  await page.route(calls, (route) => held.promise.then(() => route.continue()).catch(() => undefined));
  return async () => {
    held.resolve();
    await page.unroute(calls);
  };
};

type Kept = { takes: { turn: number; id: number; take: number | null; pieces: number }[]; waiting: number[] };

/** What the browser's own database holds. */
export const keptIn = (page: Page): Promise<Kept> =>
  page.evaluate<Kept>(`(async () => {
    const db = await new Promise((resolve) => {
      const asked = indexedDB.open('parley-answers');
      asked.onsuccess = () => resolve(asked.result);
    });
    if (!db.objectStoreNames.contains('takes')) return { takes: [], waiting: [] };
    const all = (name) => new Promise((resolve) => {
      const asked = db.transaction(name).objectStore(name).getAll();
      asked.onsuccess = () => resolve(asked.result);
    });
    const kept = { takes: await all('takes'), waiting: (await all('pieces')).map(({ n }) => n) };
    db.close();
    return kept;
  })()`);

export const hasMade = (page: Page, pieces: number, id = 1): Promise<Kept> =>
  patiently(
    () => keptIn(page),
    ({ takes }) => takes.some((take) => take.id === id && take.pieces >= pieces),
  );

/** Nothing waits any more but what is being said. */
export const hasCaughtUp = (page: Page): Promise<Kept> =>
  patiently(
    () => keptIn(page),
    ({ waiting }) => waiting.length < 2,
  );

/** Once the question is behind. */
export const hasForgotten = (page: Page): Promise<Kept> =>
  patiently(
    () => keptIn(page),
    ({ takes, waiting }) => takes.length === 0 && waiting.length === 0,
  );

/** The next question, or the closing, is there. */
export const isPast = async (page: Page, turn: number): Promise<void> =>
  void (await patiently(
    () => callRoom(page, 'GET', 'session'),
    (view) => view.turn > turn,
  ));

export type Recording = { mediaType: string; durationMs: number; longestGapMs: number };

/** What the candidate may hear of an own answer: how long it is, and the longest time of which nothing is there. */
export const recordingOf = async (page: Page, turn: number): Promise<Recording> => {
  const address = new URL(`/room/api/recordings/${turn}`, page.url()).href;
  const response = await patiently(
    () => page.request.get(address),
    (answer) => answer.status() === 200,
  );
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(await response.body()) });
  const track = await input.getPrimaryAudioTrack();
  if (track === null) throw new Error('a recording without sound');
  let [end, longestGap] = [0, 0];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    longestGap = Math.max(longestGap, packet.timestamp - end);
    end = packet.timestamp + packet.duration;
  }
  return {
    mediaType: response.headers()['content-type'] ?? '',
    durationMs: end * 1_000,
    longestGapMs: longestGap * 1_000,
  };
};
